import math

import numpy as np
import pytest

from autograder.checks import Failed
from autograder.expect import (
    FALSE_FAILURE,
    Measured,
    expect_array,
    expect_close,
    expect_rate,
    is_rate,
)
from autograder.worker.wire import Handle

MATRIX = np.array([[1.0, 2.0], [3.0, 4.0]])


def says(actual, expected=MATRIX):
    with pytest.raises(Failed) as caught:
        expect_close(actual, expected, "dW")
    return caught.value.message


def test_another_order_of_summation_is_accepted():
    expect_close(MATRIX * (1 + 1e-9), MATRIX, "dW")


def test_single_precision_is_accepted():
    expect_close((MATRIX / 3).astype(np.float32), MATRIX / 3, "dW")


@pytest.mark.parametrize("error", [1e-4, -1e-4])
def test_one_element_off_by_a_hundredth_of_a_percent_is_rejected(error):
    wrong = MATRIX.copy()
    wrong[1, 0] *= 1 + error
    assert "in 1 of 4 elements, most of all at [1, 0]" in says(wrong)


def test_nan_never_passes():
    assert "NaN" in says(np.full((2, 2), np.nan))


def test_an_empty_array_does_not_pass_for_a_full_one():
    assert "shape (0, 2)" in says(np.zeros((0, 2)))


def test_an_empty_array_passes_where_one_is_expected():
    expect_close(np.zeros((0, 2)), np.zeros((0, 2)), "dW")


@pytest.mark.parametrize(
    ("actual", "words"),
    [
        (2 * MATRIX, "is exactly 2 times what was expected"),
        (-MATRIX, "has the wrong sign"),
        (MATRIX.T, "is the transpose of what was expected"),
        (0 * MATRIX, "is zero everywhere"),
        (None, "is None"),
        ([[1.0, 2.0], [3.0, 4.0]], "is a list, not an array"),
        (Handle(0, "Tensor"), "is a Tensor, not an array"),
        (MATRIX.astype(complex), "has the dtype complex128"),
    ],
)
def test_a_difference_is_said_in_plain_terms(actual, words):
    assert words in says(actual)


def test_numbers_count_as_arrays_without_dimensions():
    assert expect_array(np.float32(2), (), "loss") == 2
    assert expect_array(2, (), "loss") == 2


@pytest.mark.parametrize("p", [0.1, 0.25, 0.5, 0.7, 0.95])
@pytest.mark.parametrize("n", [50, 400, 3000])
def test_the_rate_check_rarely_fails_a_correct_answer_by_the_exact_binomial_law(n, p):
    def log_chance(k):
        ways = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
        return ways + k * math.log(p) + (n - k) * math.log1p(-p)

    rejected = [k for k in range(n + 1) if not is_rate(np.arange(n) < k, p)]
    assert sum(math.exp(log_chance(k)) for k in rejected) <= FALSE_FAILURE
    assert rejected, "a check that rejects nothing checks nothing"


def test_the_rate_check_tells_p_from_one_minus_p():
    selected = np.random.default_rng(0).random(2000) < 0.4
    expect_rate(selected, 0.4, "kept")
    with pytest.raises(Failed, match="expected about 60%") as caught:
        expect_rate(selected, 0.6, "kept")
    assert isinstance(caught.value.observed, Measured)


def test_a_certain_event_must_happen_each_time():
    assert is_rate(np.ones(10), 1.0)
    assert not is_rate(np.r_[np.ones(999), 0], 1.0)
