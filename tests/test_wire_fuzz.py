"""Whatever a worker sends, the grader's side answers with a verdict and never with a crash.

``python -m tests.hostile.fuzz [TIMES]`` prints the counts, of as many examples as one likes.
"""

import json
import os
import tracemalloc
import warnings

import numpy as np
import pytest
from hostile.answers import CHECKS_LOST, Answers, answers, observed, replies
from hostile.engine import SOLUTIONS, Liar, lied_to
from hostile.frames import deep, mutated, outcome, rewritten
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from autograder.assignments.loading import load_assignment
from autograder.assignments.reference import load_reference
from autograder.authors.exercise import Failed
from autograder.grading.feedback import describe, to_text
from autograder.grading.grader import Grader
from autograder.grading.results import result_to_json
from autograder.worker import wire

TIMES = int(os.environ.get("REGLAB_FUZZ", "1"))


def examples(number):
    """So many examples, the same in every run unless more are asked for."""
    return settings(
        max_examples=number * TIMES,
        deadline=None,
        database=None,
        derandomize=TIMES == 1,
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture(scope="module")
def assignment():
    return load_assignment(SOLUTIONS)


@examples(400)
@given(mutated())
def test_a_mutated_answer_is_read_or_refused(frame):
    event(outcome(frame))


@examples(300)
@given(rewritten())
def test_an_answer_with_other_words_and_numbers_is_read_or_refused(frame):
    event(outcome(frame))


@examples(100)
@given(deep())
def test_a_deeply_nested_answer_is_read_or_refused(frame):
    event(outcome(frame))


@examples(200)
@given(st.binary(min_size=8, max_size=8))
def test_no_prefix_announces_more_than_is_allowed(prefix):
    try:
        header, body = wire.sizes(prefix)
    except wire.WireError:
        return
    assert header <= wire.MAX_HEADER
    assert body <= wire.MAX_BODY


@examples(100)
@given(mutated() | rewritten())
def test_reading_takes_memory_in_proportion_to_what_was_sent(frame):
    tracemalloc.start()
    try:
        outcome(frame)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 50 * len(frame) + (1 << 20)


@pytest.fixture(scope="module")
def references(assignment):
    return {e.name: load_reference(assignment, e) for e in assignment.exercises}


@examples(80)
@given(
    answers,
    observed,
    CHECKS_LOST,
)
def test_a_check_says_passed_or_failed_whatever_it_is_answered(
    assignment, references, drawn, after, lost
):
    for exercise in assignment.exercises:
        for check in exercise.checks:
            subject = Answers(assignment, drawn, after, lost)
            with np.errstate(all="ignore"), warnings.catch_warnings():
                warnings.simplefilter("ignore")  # what is printed besides is no verdict
                try:
                    check.function(subject, references[exercise.name], np.random.default_rng(1))
                    event("passed")
                except Failed:
                    event("failed")


@pytest.fixture(scope="module")
def grader(assignment):
    with Grader(assignment) as grader:
        yield grader


@examples(40)
@given(st.lists(replies, min_size=1, max_size=3), answers, observed)
def test_a_grader_gives_a_result_whatever_it_is_replied(grader, replies, answers, after):
    with lied_to(grader, Liar(replies, answers, after)), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = grader.grade(SOLUTIONS)
    json.dumps(result_to_json(result))
    for exercise in result.exercises:
        to_text(describe(exercise)).encode()
    assert result.alarms == ()
    event(f"{result.score:g} points")
