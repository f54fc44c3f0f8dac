"""Answers as a hostile worker may give them: any message and any value that can be read."""

import warnings
from itertools import cycle

import numpy as np
from hypothesis import strategies as st

from autograder.authors.subject import Observed, contract_of, expect_tuple
from autograder.worker import wire

NUMPY = [np.dtype(name) for name in sorted(wire.DTYPES)]
long = st.integers(1000, 9999).map("x".__mul__)
texts = (
    st.text(max_size=30)
    | long
    | st.sampled_from(["\ud800", "\x1b[2J", "<script>", "[red]", "%s{0}"])
)
fills = st.sampled_from(
    [0, 1, -1, np.nan, np.inf, -np.inf, 1e308, 1e-310, 255, 0.5, 2.0, "random", "zeros and ones"]
)
shapes = st.lists(st.sampled_from([0, 1, 2, 5, 20, 30]), max_size=4).map(tuple)


def array(shape, dtype, fill):
    """An array of that shape, filled as is said."""
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if fill == "random":
            return np.random.default_rng(0).standard_normal(shape).astype(dtype)
        if fill == "zeros and ones":
            return (np.random.default_rng(0).random(shape) < 0.5).astype(dtype)
        return np.full(shape, fill).astype(dtype)


arrays = st.builds(array, shapes, st.sampled_from(NUMPY), fills)
leaves = (
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.integers(62, 9000).map((1).__lshift__)
    | st.floats()
    | texts
    | arrays
    | arrays.map(lambda a: a.ravel()[0] if a.size else np.float32(0))
    | st.builds(wire.Handle, st.integers(), texts)
)
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(
            texts | st.sampled_from(["W1", "b1", "p", "mode"]) | st.integers(), inner, max_size=4
        )
    ),
    max_leaves=6,
)


def like_x(dtype, fill):
    return lambda args: (
        array(np.shape(args[0]), dtype, fill) if isinstance(args[0], np.ndarray) else fill
    )


def right(factor):
    return lambda args: args[0] * factor if isinstance(args[0], np.ndarray) else args[0]


def grads(fill):
    return lambda args: (
        {k: array(np.shape(v), np.float64, fill) for k, v in args[0].items()}
        if isinstance(args[0], dict)
        else fill
    )


# An answer is made from the arguments of its question.
parts = (
    st.builds(like_x, st.sampled_from(NUMPY), fills)
    | st.builds(right, st.sampled_from([1, 0, 2.0, 0.5, np.nan]))
    | st.builds(grads, fills)
    | values.map(lambda value: lambda args: value)
)
pairs = st.tuples(parts, parts).map(lambda two: lambda args: (two[0](args), two[1](args)))
answers = st.lists(pairs | parts, min_size=1, max_size=4)
observed = st.one_of(
    st.just(lambda args: list(args)),
    st.lists(values, max_size=3).map(lambda after: lambda args: after),
    st.lists(parts, min_size=2, max_size=2).map(
        lambda two: lambda args: [part(args) for part in two]
    ),
)
messages = st.dictionaries(
    st.sampled_from(
        ["outcome", "error", "text", "file", "line", "written", "id", "printed", "kind"]
    ),
    st.sampled_from(["returned", "raised", "died", 3, -1, 1 << 62, True, None, 1e308])
    | texts
    | st.lists(texts | st.none(), max_size=3),
    max_size=9,
)
replies = st.just({"outcome": "returned"}) | st.just({"outcome": "raised"}) | messages
CHECKS_LOST = st.frozensets(
    st.sampled_from(["drops_some_units", "rescales_what_it_keeps", "drops_units_independently"])
)


class Answers:
    """A submission that answers its questions in turn with what was drawn."""

    def __init__(self, assignment, answers, after, lost=frozenset()):
        self.lost = lost
        self._contracts = {exercise.name: exercise for exercise in assignment.exercises}
        self._answers, self._after = cycle(answers), after

    def __getattr__(self, function):
        return lambda *args: self.observe(function, *args).returned

    def observe(self, function, *args):
        contract = self._contracts.get(function)
        returned = next(self._answers)(args)
        returns, kept = contract_of(contract)
        if isinstance(returned, (tuple, list)) and len(returned) == returns:
            returned = tuple(
                wire.Handle(7, "tuple") if i in kept else v for i, v in enumerate(returned)
            )
        if contract is not None:
            expect_tuple(contract, returned)
        after = self._after(args)
        return Observed(returned, after if isinstance(after, list) else [])
