import dataclasses

import numpy as np
import pytest

from autograder.authors.exercise import Misconception
from autograder.authors.messages import Message
from autograder.authors.statistics import Measured
from autograder.grading.diagnosis import Signatures, agree, explain
from autograder.grading.results import Finding
from autograder.grading.trace import sketch


def finding(check, status, observed=None, trace=()):
    score = float(status == "passed")
    return Finding(check, "It holds.", status, score, 1.0, observed=observed, trace=trace)


def failed(**seen):
    return {check: finding(check, "failed", observed) for check, observed in seen.items()}


def answered(**traces):
    return {check: finding(check, "failed", trace=trace) for check, trace in traces.items()}


def misconception(name, own):
    message, hint = Message("says {name}", name=name), Message("hint of {name}", name=name)
    return name, (Misconception(name, "f", {"a": "b"}, (), message, hint), own)


def known(*wrong, right=None):
    return Signatures(dict(wrong), right or {})


NO_RESCALE = misconception("no_rescale", failed(mean=0.3))
DROPS_ROWS = misconception("drops_rows", failed(rows="together", mean=0.3))
WRONG_RATE = misconception("wrong_rate", failed(rate=Measured(0.7, 0.01), mean=2.0))
SIGNATURES = known(NO_RESCALE, DROPS_ROWS, WRONG_RATE)


def names(findings, signatures=SIGNATURES, both=None):
    explained = explain(list(findings.values()), signatures, both)
    return [(f.misconception, f.certain) for f in explained]


def test_a_failure_with_the_same_numbers_gets_the_name_and_the_hint():
    (only,) = explain([finding("mean", "failed", 0.3)], SIGNATURES)
    assert (only.misconception, only.cause) == ("no_rescale", "says no_rescale")
    assert only.hint == "hint of no_rescale"


def test_a_failure_with_other_numbers_stays_unnamed():
    assert names(failed(mean=0.4)) == [(None, True)]


def test_the_misconception_that_explains_every_lost_check_is_named():
    assert names(failed(rows="together", mean=0.3)) == [("drops_rows", True)] * 2


def test_a_cause_is_not_asserted_beside_a_lost_check_that_it_does_not_explain():
    found = explain(list(failed(mean=0.3, shape=(3, 4)).values()), SIGNATURES)
    assert [(f.misconception, f.certain) for f in found] == [("no_rescale", False), (None, True)]
    assert found[0].cause == "Perhaps: says no_rescale"
    assert found[0].hint == ""


def test_two_mistakes_in_different_checks_get_a_name_each():
    seed = misconception("seed_ignored", failed(seed=0.7))
    found = names(failed(seed=0.7, mean=0.3), known(NO_RESCALE, seed))
    assert found == [("seed_ignored", True), ("no_rescale", True)]


def test_two_mistakes_that_meet_in_one_check_are_told_by_their_common_version():
    low, high = misconception("low", failed(mean=0.3)), misconception("high", failed(rate=0.7))
    seen = failed(mean=0.9, rate=0.7)
    assert names(seen, known(low, high)) == [(None, True), ("high", False)]
    both = names(seen, known(low, high), lambda one, other: seen)
    assert both == [("low", True), ("high", True)]


@pytest.mark.parametrize("token", ["uneven", 1.0, 0.0, 1 / 3, True, (0.5, "together")])
def test_what_many_mistakes_have_in_common_asserts_nothing(token):
    one = misconception("one", failed(mean=token))
    assert names(failed(mean=token), known(one)) == [("one", False)]
    other = misconception("other", failed(mean=token))
    assert names(failed(mean=token), known(one, other)) == [(None, True)]


def test_the_same_answers_assert_a_cause_whatever_was_observed():
    wrong = sketch(np.array([3.0, 7.1]))
    doubled = misconception("doubled", answered(mean=(wrong,)))
    right = answered(mean=(sketch(np.array([1.5, 3.55])),))
    assert names(answered(mean=(wrong,)), known(doubled, right=right)) == [("doubled", True)]
    other = sketch(np.array([3.0, 7.2]))
    assert names(answered(mean=(other,)), known(doubled, right=right)) == [(None, True)]


def test_right_answers_before_a_wrong_one_are_no_evidence():
    first = sketch(np.array([3.0, 7.1]))
    nothing = misconception("nothing", answered(mean=(first, None)))
    right = answered(mean=(first, sketch(np.array([1.0, 2.0]))))
    found = names(answered(mean=(first, None)), known(nothing, right=right))
    assert found == [("nothing", False)]


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
        (10**400, 10**400, False),
        (10**400, 1.0, False),
    ],
)
def test_observations_agree_when_they_are_of_the_same_mistake(a, b, same):
    assert agree(a, b) is same
