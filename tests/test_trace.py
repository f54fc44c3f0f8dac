import numpy as np
import pytest

from autograder.grading.trace import difference, is_telling, same_trace, sketch


def trace(*answers):
    return tuple(map(sketch, answers))


ARRAY = np.random.default_rng(0).normal(size=(4, 5))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (ARRAY, ARRAY.astype(np.float32)),
        (ARRAY, ARRAY + 1e-9),
        ({"W": ARRAY, "b": 1.5}, {"b": np.float64(1.5), "W": ARRAY}),
        ([1, True, None, "a"], (1.0, True, None, "a")),
        (np.array([1.0, np.nan]), np.array([1.0, np.nan])),
        (np.array(2.5), 2.5),
        (float("nan"), float("nan")),
    ],
)
def test_answers_up_to_rounding_are_the_same(a, b):
    assert same_trace(trace(a), trace(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (ARRAY, ARRAY.T),
        (ARRAY, -ARRAY),
        (ARRAY, ARRAY[::-1]),
        (ARRAY, np.where(ARRAY.max() == ARRAY, 0, ARRAY)),
        (np.array([1.0, np.nan]), np.array([1.0, np.inf])),
        (True, 1.0),
        (None, 0.0),
        ({"W": 1.0}, {"V": 1.0}),
        ((1.0, 2.0), (1.0,)),
    ],
)
def test_other_answers_are_not_the_same(a, b):
    assert not same_trace(trace(a), trace(b))


@pytest.mark.parametrize(
    "answer", [10**400, 3 + 4j, np.complex128(1j), object(), "x" * 10**6, {1: 2}]
)
def test_every_answer_can_be_kept_and_compared(answer):
    assert len(repr(sketch(answer))) < 1000
    assert difference(trace(answer), trace(0.37)) is not None
    assert is_telling(trace(answer)) is False or answer == {1: 2}


def test_no_answers_are_the_same_as_nothing():
    assert not same_trace((), ())


@pytest.mark.parametrize(
    "answer", [0.0, 1.0, -0.5, 1 / 3, None, True, [True, False], np.zeros(3), np.ones((2, 2)), "a"]
)
def test_what_many_programs_answer_tells_nothing(answer):
    assert not is_telling(trace(answer))


@pytest.mark.parametrize(
    "answer", [0.37, ARRAY, (0.0, ARRAY), {"W": 2.7}, [True, False, False, True]]
)
def test_an_answer_of_its_own_tells(answer):
    assert is_telling(trace(answer))


def test_only_what_is_wrong_is_looked_at():
    assert difference(trace((ARRAY, 0.0)), trace((ARRAY, 3.5))) == (0.0,)
    assert difference(trace(ARRAY), trace(ARRAY)) == ()
    assert len(difference(trace(ARRAY, None), trace(ARRAY))) == 1


def test_a_check_that_failed_early_is_compared_as_far_as_it_went():
    assert difference(trace(0.37), trace(2.5, ARRAY)) == (0.37,)
    assert difference(trace(2.5), trace(2.5, ARRAY)) == ()
