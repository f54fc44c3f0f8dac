"""No check of any assignment breaks, whatever a submission answers."""

import contextlib
from pathlib import Path

import numpy as np
import pytest

from autograder.assignments.assignment import way_out
from autograder.assignments.loading import find_assignments, load_assignment
from autograder.assignments.reference import Held, load_reference
from autograder.authors.exercise import Failed
from autograder.authors.subject import Observed
from autograder.worker.wire import Handle

SOLUTIONS = Path(__file__).parents[1] / "solutions"
EXERCISES = [
    (assignment, exercise)
    for assignment in (load_assignment(SOLUTIONS / name) for name in find_assignments(SOLUTIONS))
    for exercise in assignment.exercises
]

ODD = [
    None, "text", 3, 2.5, np.nan, 1e308, True, [[1], [2, 3]], [["a"]], (), {}, {"W1": None},
    np.zeros(0), np.zeros((5, 0)), np.full((50, 60), 1e308), np.full((50, 60), np.nan),
    np.ones((50, 60), bool), np.ones((50, 60), complex), np.float32(2), Handle(0, "object"),
    (None, None), ("a", "b"), (np.zeros(2), {}), (1.0, {"W1": True, "b1": "x"}), [1.0, None],
]  # fmt: skip


def zero(value):
    return np.zeros_like(value)


def infinite(value):
    return np.full(np.shape(value), np.inf)


def sparse(value):
    """Right in every second element."""
    value = np.array(value)
    return value * (np.arange(value.size).reshape(value.shape) % 2)


def truth(value):
    return np.asarray(value) != 0


def transposed(value):
    return np.transpose(value)


def as_text(value):
    return str(np.shape(value))


def lost(value):
    return None


ALMOST_RIGHT = [zero, infinite, sparse, truth, transposed, as_text, lost]


class Odd:
    """Answers every call with an odd value, or with what is right, oddly changed.

    That a function returns as many values as its exercise says is seen to before.
    """

    lost = frozenset()

    def __init__(self, reference, odd):
        self.reference = reference
        self.odd = odd

    def observe(self, function, *args):
        if not callable(self.odd):
            returns = self.returns(function)
            answer = tuple(self.odd for _ in returns) if returns else self.odd
            return Observed(self.without_kept(function, answer), [self.odd] * len(args))
        try:
            right = self.reference.observe(function, *self.unheld(args))
        except Failed:  # a check may well ask for an error
            return Observed(None, list(args))
        return Observed(self.without_kept(function, self.changed(right.returned)), right.args)

    def __getattr__(self, function):
        return lambda *args: self.observe(function, *args).returned

    def returns(self, function):
        return next((e.returns for e in self.reference.exercises if e.name == function), ())

    def without_kept(self, function, answer):
        kept = next((e.kept for e in self.reference.exercises if e.name == function), ())
        names = self.returns(function)
        if not kept:
            return answer
        return tuple(
            Handle(0, "tuple") if name in kept else value
            for name, value in zip(names, answer, strict=True)
        )

    def changed(self, value):
        if isinstance(value, (tuple, list)):
            return type(value)(self.changed(item) for item in value)
        if isinstance(value, dict):
            return {key: self.changed(item) for key, item in value.items()}
        if isinstance(value, (np.ndarray, np.generic, float, int)):
            return self.odd(value)
        return value

    def unheld(self, args):
        """The reference cannot do without what stays with a submission, and is not asked then."""
        if any(isinstance(arg, (Handle, Held)) for arg in args):
            raise Failed("what an earlier call returned is not here")
        return args


@pytest.mark.parametrize(
    ("assignment", "exercise"), EXERCISES, ids=[f"{a.name} {e.name}" for a, e in EXERCISES]
)
def test_no_odd_answer_breaks_a_check(assignment, exercise):
    if assignment.missing:
        pytest.skip(way_out(assignment.missing))
    reference = load_reference(assignment, exercise)
    for odd in [*ODD, *ALMOST_RIGHT]:
        for check in exercise.checks:
            rng = np.random.default_rng(0)
            with np.errstate(all="ignore"), contextlib.suppress(Failed):
                check.function(Odd(reference, odd), reference, rng)
