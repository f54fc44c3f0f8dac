"""Whatever a submission answers, no check of any assignment breaks, and no search for causes."""

import contextlib

import numpy as np
import pytest
import real
from turns import part

from autograder.assignments.assignment import way_out
from autograder.assignments.reference import Held, load_reference, load_wrong
from autograder.authors.exercise import Failed
from autograder.authors.subject import Observed
from autograder.grading.checking import Alarm, run_checks
from autograder.grading.diagnosis import Signatures, explain
from autograder.grading.draws import Draws
from autograder.worker.wire import Handle

EXERCISES = [
    pytest.param(
        assignment,
        exercise,
        id=f"{assignment.name} {exercise.name}",
        marks=pytest.mark.xdist_group(f"odd_{assignment.name}"),
    )
    for assignment in map(real.assignment, real.NAMES)
    for exercise in assignment.exercises
]

SEEDS = 5  # draws of odd values, each for all checks of an exercise
SUSPECTS = 3  # wrong versions among which causes are searched

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


class OneOdd:
    """Answers with what is right, but for one value in some of the answers, at any depth."""

    def __init__(self, reference, seed):
        self.lost = frozenset()
        self.reference = reference
        self.rng = np.random.default_rng(seed)

    def begin(self, check):
        pass

    def observe(self, function, *args):
        right = self.reference.observe(function, *args)
        if self.rng.random() < 0.3:
            return right
        return Observed(self._answer(function, right.returned), right.args)

    def __getattr__(self, function):
        return lambda *args: self.observe(function, *args).returned

    def _answer(self, function, value):
        """With as many values as the exercise says, which is seen to before."""
        if not any(e.returns for e in self.reference.exercises if e.name == function):
            return self._with_one_odd(value)
        chosen = self.rng.integers(len(value))
        return tuple(self._with_one_odd(v) if i == chosen else v for i, v in enumerate(value))

    def _with_one_odd(self, value):
        if isinstance(value, Held):
            return value
        if isinstance(value, (tuple, list)) and value and self.rng.random() < 0.9:
            chosen = self.rng.integers(len(value))
            parts = enumerate(value)
            return type(value)(self._with_one_odd(v) if i == chosen else v for i, v in parts)
        if isinstance(value, dict) and value and self.rng.random() < 0.9:
            chosen = list(value)[self.rng.integers(len(value))]
            return {k: self._with_one_odd(v) if k == chosen else v for k, v in value.items()}
        if isinstance(value, np.ndarray) and self.rng.random() < 0.4:
            return ALMOST_RIGHT[self.rng.integers(len(ALMOST_RIGHT))](value)
        return ODD[self.rng.integers(len(ODD))]


by_exercise = pytest.mark.parametrize(("assignment", "exercise"), EXERCISES)


@by_exercise
def test_no_odd_answer_breaks_a_check(assignment, exercise):
    if assignment.missing:
        pytest.skip(way_out(assignment.missing))
    reference = load_reference(assignment, exercise)
    for odd in part([*ODD, *ALMOST_RIGHT], 2):
        for check in exercise.checks:
            rng = np.random.default_rng(0)
            with np.errstate(all="ignore"), contextlib.suppress(Failed):
                check.function(Odd(reference, odd), reference, rng)


@by_exercise
def test_no_odd_value_in_a_right_answer_breaks_a_check_or_the_search_for_causes(
    assignment, exercise
):
    if assignment.missing:
        pytest.skip(way_out(assignment.missing))
    reference = load_reference(assignment, exercise)
    draws = {check.name: Draws([0, *check.name.encode()]) for check in exercise.checks}

    def findings_on(subject):
        return run_checks(exercise, subject, reference, draws)

    right = {finding.check: finding for finding in findings_on(reference)}
    wrong = {
        m.name: (m, {f.check: f for f in findings_on(load_wrong(assignment, exercise, m))})
        for m in exercise.misconceptions[:SUSPECTS]
    }
    for seed in range(SEEDS):
        findings = findings_on(OneOdd(reference, seed))
        alarms = [f.observed.alarm for f in findings if isinstance(f.observed, Alarm)]
        assert (seed, alarms) == (seed, [])
        explain(findings, Signatures(wrong, right))
