"""Nets and layers for checking.py to look at; a function cannot cross to a submission."""

from contextlib import ExitStack, contextmanager
from functools import wraps
from itertools import count

import checking
import numpy as np

from reglab import columns, coursera

HELPERS = ("dictionary_to_vector", "vector_to_dictionary", "forward_propagation_n")
SIGNS = ("values to unpack (expected 2)", "argument: 'like'", *(f"'{name}'" for name in HELPERS))


def difference(parameters, gradients, X, Y, epsilon, drift=0.0):
    """gradient_check_n, where each cost that it takes is larger than the last by a drift."""
    calls = count(1)

    def drifted(_, taken):
        if isinstance(taken, tuple):  # a cost and a cache
            return (taken[0] + drift * next(calls), *taken[1:])
        return taken + drift * next(calls)

    with _changed(drifted, "compute_cost", "forward_propagation_n"):
        return _checked(parameters, gradients, X, Y, epsilon)


def moves(parameters, gradients, X, Y, epsilon):
    """Where gradient_check_n runs the net: a row for each run, moves of theta in epsilons."""
    theta, rows = columns.dictionary_to_vector(parameters), []

    def recorded(args, taken):
        point = next(arg for arg in args if isinstance(arg, dict))
        rows.append((columns.dictionary_to_vector(point) - theta).ravel() / epsilon)
        return taken

    with _changed(recorded, "forward_propagation", "forward_propagation_n"):
        _checked(parameters, gradients, X, Y, epsilon)
    return np.reshape(rows, (-1, theta.size))


def _checked(*args):
    """gradient_check_n, with the helpers of reglab.coursera where it was written for those."""
    try:
        return checking.gradient_check_n(*args)
    except (NameError, TypeError, ValueError) as error:
        if not any(sign in str(error) for sign in SIGNS):
            raise
    ours = {name: getattr(columns, name, None) for name in HELPERS}
    given = [name for name in HELPERS if vars(checking).get(name) in (None, ours[name])]
    with _replaced(checking, {name: getattr(coursera, name) for name in given}):
        return checking.gradient_check_n(*args)


@contextmanager
def _changed(change, *names):
    """The functions of these names return what change(args, result) makes of their result.

    Of functions that call each other it is the outermost alone. Those that the submission took
    from elsewhere, or wrote itself, are included.
    """
    inside = []

    def outermost(function):
        @wraps(function)
        def wrapper(*args, **kwargs):
            if inside:
                return function(*args, **kwargs)
            inside.append(function)
            try:
                result = function(*args, **kwargs)
            finally:
                inside.clear()
            return change((*args, *kwargs.values()), result)

        return wrapper

    with ExitStack() as stack:
        for module in (checking, columns, coursera):
            there = [name for name in names if callable(vars(module).get(name))]
            new = {name: outermost(vars(module)[name]) for name in there}
            stack.enter_context(_replaced(module, new))
        yield


@contextmanager
def _replaced(module, values):
    """Some names of a module with other values, for a while."""
    before = {name: vars(module)[name] for name in values if name in vars(module)}
    vars(module).update(values)
    try:
        yield
    finally:
        for name in values:
            del vars(module)[name]
        vars(module).update(before)


def marks_of_tanh(x, df, dx, scale):
    """wrong_elements for scale * tanh(x)."""
    return checking.wrong_elements(lambda x: scale * np.tanh(x), x, df, dx)


def marks_within(x, df, dx, scale, rtol, atol):
    """wrong_elements for scale * tanh(x), with tolerances that are given."""
    return checking.wrong_elements(lambda x: scale * np.tanh(x), x, df, dx, rtol=rtol, atol=atol)


def marks_of_centring(x, df, dx):
    """wrong_elements for x less the mean of its row."""
    return checking.wrong_elements(lambda x: x - x.mean(axis=1, keepdims=True), x, df, dx)


def marks_of_affine(x, A, df, dx):
    """wrong_elements for an affine layer that flattens each example."""
    return checking.wrong_elements(lambda x: np.reshape(x, (len(x), -1)) @ A, x, df, dx)
