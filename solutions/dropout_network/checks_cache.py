"""Checks of what the forward pass leaves behind, and of nets of any width."""

import numpy as np
from checks import forward
from common import NAMES, RTOL, cache_given, near, net, numbers
from common_pass import Passes, is_net_of

from autograder import Message, expect, expect_array, expect_close, expect_unchanged, kind_of


@forward.check(points=1)
def caches_what_the_next_layer_was_given(submission, reference, rng):
    """A1 and A2 of the cache are those after dropout, and all else is as the docstring says."""
    X, parameters = net(rng, 4, 30, 30, 1, examples=25)
    passes = Passes(submission)
    passes.expect_dropout()
    one = passes.telling(X, parameters, 0.6)
    cache = one.cache if isinstance(one.cache, (tuple, list)) else ()
    message = "The cache is not the tuple of the docstring."
    expect(len(cache) in (len(NAMES), len(NAMES) - 2), message, "Leave its line as it is.")
    names = NAMES if len(cache) == len(NAMES) else [name for name in NAMES if name[0] != "D"]
    expect_documented(one, dict(zip(names, cache, strict=True)))


def expect_documented(one, held):
    """Fail unless each entry is what its name says; steps that are wrong have a check of their own.

    Where they are wrong, the entries are told apart by their shapes.
    """
    hint = "A1 and A2 are the relu's output after dropout: masked and rescaled."
    true = cache_given(one.X, one.parameters, one.kept, one.times if one.explained else (1, 1))
    output = numbers(one.A3, np.shape(true[11]))
    for name, value in zip(NAMES, true, strict=True):
        if name[0] == "D" or (name == "A3" and output is None):
            continue
        what = Message("{name} of the cache", name=name)
        if one.explained or name == "A3":
            value = output if name == "A3" else value
            seen = entry(held, name, one)
            text = "{name} of the cache is {other}."
            message = Message(text, name=name, other=Message(seen[1]))
            taken = seen[1] != "another" and not near_or_odd(held[name], value)
            expect(not taken, message, hint, observed=seen)
            expect_close(held[name], value, what, hint, rtol=RTOL, observed=seen)
        elif name[0] in "ZA":
            expect_array(held[name], np.shape(value), what, hint)


def near_or_odd(found, value):
    """False if it is an array of the right shape with other values."""
    found = numbers(found, np.shape(value))
    return found is None or near(found, value)


def entry(held, name, one):
    """What a wrong entry is: its name, that of the array that it is or "another", and its size."""
    found = held[name]
    if not isinstance(found, np.ndarray) or numbers(found, found.shape[:2]) is None:
        return (name, kind_of(found))
    shapes = {key: value.shape for key, value in one.held.items() if isinstance(value, np.ndarray)}
    known = {
        key: numbers(one.held[key], shape) for key, shape in shapes.items() if shape == found.shape
    }
    known = {key: value for key, value in known.items() if value is not None}
    both = (("relu of Z1", "Z1"), ("relu of Z2", "Z2"))
    relu = {name: np.maximum(known[Z], 0) for name, Z in both if Z in known}
    same = [other for other, value in {**known, **relu}.items() if near(found, value)]
    return (name, *([other for other in same if other != name] or ["another"]), found.size)


@forward.check(points=1, hidden=True)
def works_at_any_width(submission, reference, rng):
    """It works for layers of any width and for a single example."""
    hint = "Take the shape of each mask from the layer that it is for."
    passes = Passes(submission)
    X, parameters = net(rng, 4, 29, 29, 1, examples=53)
    usual = passes.telling(X, parameters, 0.5)
    passes.expect_dropout()
    for widths, examples in (((3, 1, 7, 1), 1), ((1, 6, 1, 1), 5), ((5, 8, 4, 1), 9)):
        X, parameters = net(rng, *widths, examples=examples)
        one = passes.run(X, parameters, 0.5)
        text = "A3 of a net of {widths} units for {examples} examples"
        what = Message(text, widths=widths, examples=examples)
        expect_array(one.A3, (1, examples), what, hint)
        message = Message("{what} is wrong.", what=what)
        right = one.explained or not usual.explained or is_net_of(one, usual.times)
        expect(right, message, hint)


@forward.check(points=1, hidden=True)
def leaves_its_arguments_alone(submission, reference, rng):
    """The caller's X and parameters are not changed."""
    X, parameters = net(rng, 4, 9, 9, 1, examples=11)
    hint = "Operators such as *= write into the array itself. Store masks in the cache."
    function = "forward_propagation_with_dropout"
    for args in ((X, parameters, 0.5), (X, parameters, 1.0)):
        expect_unchanged(submission, function, args, ("X", "parameters"), hint)
    Passes(submission).expect_dropout()
