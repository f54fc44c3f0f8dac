"""Right penalties in place of the student's own, while what is built on them is asked.

A mistake in them has lost its points in penalties.py. Beyond that they show nothing that the
docstrings there do not say.
"""

import importlib
from contextlib import contextmanager, suppress

import numpy as np


def _weights(parameters):
    return {name: W for name, W in parameters.items() if name.startswith("W")}


def l2_penalty(parameters, lambd, m):
    """The penalty as its docstring has it."""
    return lambd / (2 * m) * sum(np.vdot(W, W) for W in _weights(parameters).values())


def l2_gradients(parameters, lambd, m):
    """Its gradient."""
    return {f"d{name}": np.multiply(W, lambd / m) for name, W in _weights(parameters).items()}


@contextmanager
def in_place_of(names, user):
    """While it is open, a module that uses these functions of penalties.py gets the right ones."""
    places = []
    with suppress(BaseException):  # a file that is no Python has nothing to replace
        own = importlib.import_module("penalties")
        for name in names:
            written = getattr(own, name)
            for module in (own, user):
                keys = [key for key, value in vars(module).items() if value is written]
                places += [(module, key, written) for key in keys]
                vars(module).update(dict.fromkeys(keys, globals()[name]))
    try:
        yield
    finally:
        for module, key, written in places:
            setattr(module, key, written)
