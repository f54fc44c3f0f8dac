import copy
import math
import re

import numpy as np
import pytest

from autograder.authors.exercise import Failed
from autograder.authors.expectations import (
    expect_array,
    expect_close,
    expect_number,
    expect_unchanged,
)
from autograder.authors.statistics import (
    FALSE_FAILURE,
    Measured,
    coins_needed,
    expect_coin_for_each,
    expect_rate,
    is_rate,
    is_same_rate,
)
from autograder.authors.subject import Observed
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


@pytest.mark.parametrize("shape", [(), (1,), (1, 1)])
def test_one_number_is_not_said_to_be_a_multiple_of_another(shape):
    with pytest.raises(Failed) as caught:
        expect_close(np.full(shape, -14.332), np.full(shape, 2.0), "db")
    assert caught.value.message == "db is -14.332, expected 2."


@pytest.mark.parametrize("wrong", [np.array([[1.0, 5.0], [7.0, 3.0]]), 2 + MATRIX])
def test_small_numbers_are_neither_a_multiple_nor_the_transpose_by_being_small(wrong):
    with pytest.raises(Failed, match=r"is wrong in [34] of 4 elements"):
        expect_close(1e-12 * wrong, 1e-12 * np.array([[9.0, 2.0], [4.0, 8.0]]), "dW")


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


@pytest.mark.parametrize(("p", "off"), [(0.25, 0.02), (0.7, 0.02), (0.9, 0.05)])
def test_so_many_coins_show_a_rate_that_is_off(p, off):
    n = coins_needed(p, off, missed=1e-6)
    accepted = [k for k in range(0, n + 1, n // 2000) if is_rate(np.arange(n) < k, p)]
    for wrong, edge in ((p - off, min(accepted)), (p + off, max(accepted))):
        spread = math.sqrt(n * wrong * (1 - wrong))
        assert abs(edge - n * wrong) / spread > 4.75  # as rare as one in 10**6


def test_two_lots_of_one_rate_are_told_from_two_of_another():
    rng = np.random.default_rng(0)
    lots = [(rng.random(8000) < 0.6, rng.random(18000) < 0.6) for _ in range(200)]
    assert all(is_same_rate(*lot) for lot in lots)
    assert not is_same_rate(lots[0][0], rng.random(18000) < 0.7)


def coins(rng, draws=40, p=0.5):
    return rng.random((draws, 50, 60)) < p


@pytest.mark.parametrize("seed", range(20))
def test_independent_draws_are_accepted(seed):
    rng = np.random.default_rng(seed)
    expect_coin_for_each(coins(rng, 40, 0.5), ("row", "column"))
    expect_coin_for_each(coins(rng, 60, 0.4), ("row", "column"))
    expect_coin_for_each(coins(rng, 8, 0.5), ("row", "column"))


def shuffled(rng):
    half = np.arange(3000) < 1500
    return np.array([rng.permutation(half) for _ in range(40)]).reshape(40, 50, 60)


def few(draw):
    """The same draws, ten of them and no more."""
    return lambda rng: draw(rng)[:10]


def last_row_again(rng):
    kept = coins(rng)
    kept[:, 49] = kept[:, 3]
    return kept


def always_the_first_column(rng):
    kept = coins(rng)
    kept[:, :, 0] |= coins(rng)[:, :, 0]
    return kept


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        (lambda rng: np.tile(rng.random((40, 1, 1)) < 0.5, (1, 50, 60)), "all of x is kept or"),
        (lambda rng: np.tile(rng.random((40, 50, 1)) < 0.5, (1, 1, 60)), "elements of a row of x"),
        (lambda rng: np.tile(rng.random((40, 1, 60)) < 0.5, (1, 50, 1)), "elements of a column"),
        (shuffled, "every draw keeps 1500 of 3000 elements of x, no more"),
        (last_row_again, "share their random numbers"),
        (always_the_first_column, "column of x 0: 7"),
        (few(last_row_again), "share their random numbers"),
        (few(always_the_first_column), "column of x 0: 7"),
    ],
    ids=["draw", "row", "column", "count", "shared", "rate", "shared, few", "rate, few"],
)
def test_draws_that_share_their_coins_are_rejected(draw, said):
    with pytest.raises(Failed, match=said):
        expect_coin_for_each(draw(np.random.default_rng(1)), ("row", "column"))


def test_repeated_draws_are_another_checks_business():
    kept = coins(np.random.default_rng(0), draws=1)
    expect_coin_for_each(np.concatenate([kept, kept]), ("row", "column"))


def test_too_few_draws_are_the_authors_error():
    kept = coins(np.random.default_rng(0), draws=3)
    with pytest.raises(ValueError, match="400 or more"):
        expect_coin_for_each(kept, ("row", "column"))


@pytest.mark.parametrize("value", [2.5, np.float32(2.5), np.array(2.5), np.array([[2.5]])])
def test_a_single_number_is_a_number_in_any_shape(value):
    assert expect_number(value, "loss") == 2.5


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "loss is None"),
        ([2.5], "loss is a list"),
        (np.ones(2), "loss has the shape"),
        (np.nan, "NaN"),
    ],
)
def test_anything_else_is_no_number(value, said):
    with pytest.raises(Failed, match=re.escape(said)):
        expect_number(value, "loss")


class Caller:
    """A submission whose function does as it is told to its arguments."""

    def __init__(self, change):
        self.change = change

    def observe(self, function, *args):
        after = copy.deepcopy(list(args))
        self.change(after)
        return Observed("returned", after)


ARGS = (np.ones(3), {"w": np.ones(2), "p": 0.5}, (np.zeros(2), [1, 2]), 7)
NAMES = ("x", "params", "cache", "seed")


def test_arguments_that_are_left_alone_are_accepted():
    assert expect_unchanged(Caller(lambda args: None), "f", ARGS, NAMES) == "returned"


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (lambda args: args[0].__imul__(2), "x"),
        (lambda args: args[1]["w"].__iadd__(1), "params['w']"),
        (lambda args: args[1].update(p=1), "params['p']"),
        (lambda args: args[1].update(mask=1), "params"),
        (lambda args: args[1].pop("w"), "params"),
        (lambda args: args[2][0].fill(1), "cache[0]"),
        (lambda args: args[2][1].append(3), "cache[1]"),
        (lambda args: args.__setitem__(3, 8), "seed"),
        (lambda args: args.clear(), "x"),
    ],
)
def test_an_argument_that_is_changed_is_named(change, name):
    with pytest.raises(Failed, match=re.escape(f"{name} is no longer what it was before")):
        expect_unchanged(Caller(change), "f", ARGS, NAMES)


def test_arguments_without_a_name_may_change():
    expect_unchanged(Caller(lambda args: args[0].fill(7)), "f", ARGS, ("", "params"))
