import dataclasses

import numpy as np
import pytest

from autograder.authors.exercise import Misconception
from autograder.authors.messages import Message
from autograder.authors.statistics import Measured
from autograder.grading.diagnosis import agree, explain
from autograder.grading.results import Finding


def finding(check, status, observed=None):
    return Finding(check, "It holds.", status, float(status == "passed"), 1.0, observed=observed)


def misconception(name, **own):
    message, hint = Message("says {name}", name=name), Message("hint of {name}", name=name)
    wrong = Misconception(name, "f", {"a": "b"}, (), message, hint)
    return name, (wrong, {check: finding(check, "failed", seen) for check, seen in own.items()})


SIGNATURES = dict(
    [
        misconception("no_rescale", mean=0.3),
        misconception("drops_rows", rows="together", mean=0.3),
        misconception("wrong_rate", rate=Measured(0.7, 0.01), mean=2.0),
    ]
)


def test_a_failure_with_the_same_numbers_gets_the_name_and_the_hint():
    (only,) = explain([finding("mean", "failed", 0.3)], SIGNATURES)
    assert (only.misconception, only.cause) == ("no_rescale", "says no_rescale")
    assert only.hint == "hint of no_rescale"


def test_a_failure_with_other_numbers_stays_unnamed():
    (only,) = explain([finding("mean", "failed", 0.4)], SIGNATURES)
    assert only.misconception is None


def test_the_misconception_that_explains_most_is_preferred():
    found = explain(
        [finding("rows", "failed", "together"), finding("mean", "failed", 0.3)], SIGNATURES
    )
    assert {f.misconception for f in found} == {"drops_rows"}


def test_two_mistakes_at_once_get_a_name_each():
    other = dict([misconception("seed_ignored", seed="different")])
    both = [finding("seed", "failed", "different"), finding("mean", "failed", 0.3)]
    found = explain(both, SIGNATURES | other)
    assert [f.misconception for f in found] == ["seed_ignored", "no_rescale"]


def test_what_passed_is_never_explained():
    (only,) = explain([finding("mean", "passed", 0.3)], SIGNATURES)
    assert only.misconception is None


def test_a_misconception_that_would_have_lost_more_is_not_named():
    (only,) = explain([finding("rows", "failed", "together")], SIGNATURES)
    assert only.misconception is None


def test_a_remark_is_not_a_failure():
    remark = dataclasses.replace(finding("mean", "failed", 0.3), points=0.0)
    assert explain([remark], SIGNATURES)[0].misconception is None


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (1.0, 1.0 + 1e-9, True),
        (1.0, 1.001, False),
        (np.ones(3), np.ones(3) * (1 + 1e-9), True),
        (np.ones(3), np.ones(2), False),
        (np.array([np.nan]), np.array([np.nan]), False),
        (Measured(0.30, 0.01), Measured(0.315, 0.01), True),
        (Measured(0.30, 0.01), Measured(0.325, 0.01), False),
        ((1.0, "even"), (1.0, "even"), True),
        ((1.0, "even"), (1.0, "uneven"), False),
        ("ValueError", "ValueError", True),
        ("1", 1, False),
        (None, None, False),
    ],
)
def test_observations_agree_when_they_are_of_the_same_mistake(a, b, same):
    assert agree(a, b) is same
