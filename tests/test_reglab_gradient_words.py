"""The report claims no more than was seen: a pattern is named only if chance would not make it."""

import numpy as np
import pytest

from reglab import check_gradient

RNG = np.random.default_rng(0)
TALL = RNG.normal(size=(4, 3))
WIDE = RNG.normal(size=(5, 7))


def diagnosis(f, x, dx, df=None, **settings):
    """What is said of a wrong gradient dx."""
    df = (np.ones_like(f(x)) if np.ndim(f(x)) else 1.0) if df is None else df
    report = check_gradient(f, x, df, dx, **settings)
    assert not report
    return report.diagnosis


def spoiled(x, places):
    """The gradient of the sine with errors that have no pattern at some places."""
    dx = np.cos(x)
    index = tuple(np.transpose(places))
    dx[index] += np.random.default_rng(5).normal(size=len(places))
    return dx


def everywhere(shape):
    return list(np.ndindex(shape))


def square(x):
    return float(np.sum(x**2))


@pytest.mark.parametrize("shape", [(4, 3), (3, 4), (2, 2), (3, 3), (1, 3), (3, 1), (2, 3, 2)])
def test_rows_and_columns_that_are_all_there_is_are_not_called_only(shape):
    x = RNG.normal(size=shape)
    text = diagnosis(np.sin, x, spoiled(x, everywhere(shape)))
    assert text == f"no simple pattern in {x.size} elements; see .plot()"


@pytest.mark.parametrize("places", [[(0, 1), (0, 4)], [(1, 2), (3, 2)], [(0, 0), (0, 1), (0, 5)]])
def test_a_few_elements_that_share_a_line_by_chance_are_no_pattern(places):
    assert "no simple pattern" in diagnosis(np.sin, WIDE, spoiled(WIDE, places))


def test_a_row_that_is_wrong_in_part_is_not_called_wrong():
    text = diagnosis(np.sin, WIDE, spoiled(WIDE, [(2, j) for j in range(5)]))
    assert text == "all 5 wrong elements of dx are in row 2"


def test_a_whole_column_of_a_small_matrix_is_still_named():
    text = diagnosis(np.sin, TALL, spoiled(TALL, [(i, 1) for i in range(4)]))
    assert text == "only column 1 of dx is wrong"


@pytest.mark.parametrize("shape", [(), (1,), (1, 1)])
@pytest.mark.parametrize("factor", [-7.166, 1.234, 0.3, 1 + 1e-5, 1e-7, 123456.0])
def test_one_number_is_not_a_multiple_of_another(shape, factor):
    x = np.full(shape, 0.7)
    text = diagnosis(square, x, factor * 2 * x)
    assert text == "not to be seen in a single number; check a case with more elements"


@pytest.mark.parametrize(
    ("factor", "text"),
    [
        (2, "dx is exactly 2.000 times the numerical gradient: is a factor of 1/2 missing?"),
        (-1, "the sign of dx is wrong"),
        (0, "dx is zero"),
    ],
)
def test_of_one_number_a_factor_is_told_that_is_known_by_itself(factor, text):
    assert diagnosis(square, np.array(0.7), factor * np.array(1.4)) == text


def test_one_wrong_element_of_many_is_no_multiple_either():
    dx = np.cos(WIDE)
    dx[2, 3] *= 1.234
    assert diagnosis(np.sin, WIDE, dx) == "only dx[2, 3] is wrong"


def test_equal_numbers_are_one_number():
    dx = np.full((4, 3), 0.7)
    assert "times" not in diagnosis(np.sum, TALL, dx)
    assert "exactly 3.000 times" in diagnosis(np.mean, TALL, np.full((4, 3), 3 / 12))


def test_a_factor_is_not_told_where_the_small_elements_do_not_have_it():
    x = np.array([1e4, 1.0, 2.0])
    assert "times" not in diagnosis(np.square, x, np.array([4e4, 4.02, 8.03]))


@pytest.mark.parametrize(("factor", "shown"), [(1e-4, "0.0001"), (1.0003, "1.0003")])
def test_a_factor_has_the_digits_that_it_needs(factor, shown):
    assert f"exactly {shown} times" in diagnosis(square, WIDE, factor * 2 * WIDE)


@pytest.mark.parametrize(
    ("share", "more", "cause"),
    [
        (2, "has 0.1 * x too much", "too large, or not in the loss"),
        (0.5, "lacks 0.05 * x", "missing, or too small"),
        (0, "lacks 0.1 * x", "missing, or too small"),
    ],
)
def test_a_penalty_of_the_wrong_size_is_not_said_to_be_out_of_the_loss(share, more, cause):
    def loss(x):
        return float(np.sum(np.sin(x)) + 0.05 * np.sum(x**2))

    text = diagnosis(loss, WIDE, np.cos(WIDE) + share * 0.1 * WIDE)
    assert text == f"dx {more}: is the gradient of an L2 penalty {cause}?"


def test_a_shift_by_a_number_is_no_penalty_of_positive_weights():
    x = np.abs(WIDE)
    assert "sign" not in diagnosis(np.sin, x, np.cos(x) + 0.1)
    few = np.array([0.3, -0.7, 0.9])
    assert "sign" not in diagnosis(np.sin, few, np.cos(few) + 0.1 * np.sign(few))


def test_one_in_every_element_is_not_the_gradient_of_another_element():
    x, df = RNG.normal(size=(2, 5))
    df[1] = 1.0
    text = diagnosis(lambda x: 1.0 * x, x, np.ones(5), df)
    assert "another example" not in text
    assert "element 1" not in text


def test_rows_of_zeros_are_not_the_row_of_another_example():
    df = RNG.normal(size=(5, 7))
    df[3] = 0
    dx = df.copy()
    dx[:3] = 0
    assert (
        diagnosis(lambda x: 1.0 * x, WIDE, dx, df) == "21 elements of dx are 0, but should not be"
    )


def test_rows_that_come_twice_are_not_in_another_order():
    text = diagnosis(np.sin, WIDE, np.cos(WIDE)[[1, 1, 3, 3, 1]])
    assert text.startswith("every wrong row is another row of the numerical gradient")


def test_a_single_value_at_another_place_is_no_transpose():
    df = np.zeros((2, 2))
    df[0, 1] = 3.0
    assert "transpose" not in diagnosis(lambda x: 1.0 * x, np.ones((2, 2)), df.T.copy(), df)


def test_a_gradient_that_is_far_too_large_is_not_without_effect():
    assert "does not depend" not in diagnosis(np.sin, WIDE, 1e8 * np.cos(WIDE) + 1e7)


def test_ones_are_not_rounded_to_float32():
    x = RNG.normal(size=6)
    assert "rounded to float32" not in diagnosis(lambda x: x * (1 + 4e-7), x, np.ones(6))


def test_a_large_element_does_not_make_the_others_nearly_right():
    x = np.array([1e4, 1.0, 2.0, 3.0])
    assert "nearly" not in diagnosis(np.square, x, np.array([2e4, 2.1, 4.15, 6.12]))


def test_what_holds_where_it_was_measured_is_not_said_of_everything():
    x = np.random.default_rng(1).normal(size=(100, 100))
    dx = 2 * x
    dx[:10] *= -1
    text = diagnosis(square, x, dx, max_elements=200)
    assert "everywhere" not in text
    assert "that were measured" in text or "elements of dx is wrong" in text


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("shape", [(), (2,), (3,), (2, 2), (2, 3), (4, 3)])
def test_a_gradient_of_noise_has_no_cause(seed, shape):
    x, dx = np.random.default_rng(seed).normal(size=(2, *shape))
    text = diagnosis(lambda x: float(np.sum(np.exp(x))), np.asarray(x), np.asarray(dx))
    assert text.startswith(("no simple pattern", "not to be seen"))
