"""The report names the mistake, in the terminal, in the notebook and as a picture."""

import numpy as np
import pytest

from reglab import check_gradient


def diagnosis(dx, f=np.sin, x=None, df=None):
    """What the report says of dx as the gradient of f at x."""
    return check_gradient(
        f, X if x is None else x, np.ones_like(X) if df is None else df, dx
    ).diagnosis


X = np.random.default_rng(0).normal(size=(5, 7))
RIGHT = np.cos(X)


def changed(index, factor):
    """The right gradient with some elements multiplied."""
    dx = RIGHT.copy()
    dx[index] *= factor
    return dx


def cross():
    """The right gradient but for a row and a column."""
    dx = changed(1, np.arange(2.0, 9.0))
    dx[:, 4] += np.arange(1.0, 6.0)
    return dx


@pytest.mark.parametrize(
    ("dx", "sentence"),
    [
        (2 * RIGHT, "dx is exactly 2.000 times the numerical gradient: is a factor of 1/2 missing"),
        (RIGHT / 2, "exactly 0.500 times the numerical gradient: is a factor of 1/2 too many"),
        (0.3 * RIGHT, "exactly 0.300 times"),
        (5 * RIGHT, "exactly 5.000 times the numerical gradient: a sum over 5 where a mean is"),
        (RIGHT / 5, "exactly 0.200 times the numerical gradient: a mean over 5 where a sum is"),
        (-RIGHT, "the sign of dx is wrong everywhere"),
        (0 * RIGHT, "dx is zero everywhere"),
        (np.cos(X.astype(np.float32)).astype(float), "dx was rounded to float32"),
        (RIGHT * (1 + 1e-6 * X), "dx is nearly right: is a part in float32"),
        (RIGHT - 0.1 * X, "dx lacks 0.1 * x: is the gradient of an L2 penalty missing, or too"),
        (RIGHT + 0.1 * X, "dx has 0.1 * x too much: is the gradient of an L2 penalty too large"),
        (RIGHT - 0.1 * np.sign(X), "dx lacks 0.1 * sign(x): is the gradient of an L1 penalty"),
        (RIGHT[[3, 0, 4, 2, 1]], "the rows of dx are right but in another order"),
        (np.roll(RIGHT, 1, axis=0), "row i is row i -1 of the numerical gradient for dx"),
        (RIGHT[[0, 3, 2, 1, 4]], "rows 1 and 3 of dx are swapped"),
        (RIGHT[[0, 1, 1, 1, 1]], "every wrong row is row 1 of the numerical gradient for dx"),
        (RIGHT[:, [0, 2, 1, 3, 4, 5, 6]], "columns 1 and 2 of dx are swapped"),
        (changed((slice(None), 3), -1), "the sign of 5 elements of dx is wrong"),
        (changed((slice(1, 3), slice(2, 4)), 0), "4 elements of dx are 0, but should not be"),
        (changed((2, slice(0, 3)), 1.5), "3 elements of dx are exactly 1.500 times"),
        (changed(2, np.arange(2.0, 9.0)), "only row 2 of dx is wrong"),
        (changed((slice(None), 6), np.arange(2.0, 7.0)), "only column 6 of dx is wrong"),
        (cross(), "only row 1 and column 4 of dx are wrong"),
        (changed((4, 4), 3), "only dx[4, 4] is wrong, exactly 3.000 times the numerical"),
        (RIGHT + X**3, "no simple pattern in 35 elements"),
    ],
)
def test_the_pattern_of_the_errors_is_named(dx, sentence):
    assert sentence in diagnosis(dx)


def test_a_plane_of_an_image_is_named():
    x = np.random.default_rng(3).normal(size=(2, 3, 4, 5))
    dx = np.cos(x)
    dx[:, 1] += x[:, 1] ** 2
    report = check_gradient(np.sin, x, np.ones_like(x), dx)
    assert report.diagnosis == "only index 1 of axis 1 of dx is wrong"


@pytest.mark.parametrize(
    ("power", "sentence"),
    [
        (0, "0.400 times the numerical gradient: is the division by p = 0.4 missing?"),
        (2, "2.500 times the numerical gradient: is it divided by p = 0.4 twice?"),
    ],
)
def test_a_wrong_division_by_p_is_named_for_dropout(power, sentence):
    """p is the probability of keeping a unit."""
    mask, df = np.random.default_rng(4).random((5, 7)) < 0.4, 1 + X**2
    assert diagnosis(df * mask / 0.4**power, lambda x: x * mask / 0.4, df=df).endswith(sentence)


def test_a_gradient_flattened_in_the_wrong_order_is_named():
    text = diagnosis(RIGHT.T.reshape(RIGHT.shape))
    assert text == "dx is the transpose of the numerical gradient, reshaped: use .T instead"


def test_a_transposed_gradient_is_named():
    x, df = np.random.default_rng(1).normal(size=(2, 4, 4))
    report = check_gradient(np.exp, x, df, (df * np.exp(x)).T)
    assert report.diagnosis == "dx is the transpose of the numerical gradient"


def test_a_gradient_where_the_function_does_not_react_is_named():
    kept = np.random.default_rng(2).random((5, 7)) < 0.5
    report = check_gradient(lambda x: x * kept, X, np.ones_like(X), np.ones_like(X))
    assert np.array_equal(report.wrong, ~kept)
    assert f"does not depend on {(~kept).sum()} elements of x" in report.diagnosis


def test_the_text_holds_value_tolerance_place_and_cause():
    report = check_gradient(np.sin, X, np.ones_like(X), changed((3, 1), 1.25), name="w")
    value = RIGHT[3, 1]
    text = str(report)
    assert text.startswith("dw is wrong in 1 of 35 elements\n")
    for part in ("tolerance 1e-07", "dw[3, 1]", f"{1.25 * value:.6g}", f"{value:.6g}", "cause"):
        assert part in text
    assert report.max_error == pytest.approx(0.2, rel=1e-6)


def test_a_right_gradient_is_praised_in_three_lines():
    report = check_gradient(np.sin, X, np.ones_like(X), RIGHT)
    first, second, third = str(report).splitlines()
    assert first == "dx is right"
    assert second.startswith("  largest error  ")
    assert third == "  checked        35 elements with 4 calls of the function"
    assert report.diagnosis == ""


def test_the_html_escapes_what_it_shows():
    report = check_gradient(np.sin, X, np.ones_like(X), 2 * RIGHT, name="<b>")
    assert "<b>" not in report._repr_html_().replace("<b style=", "")
    assert "&lt;b&gt;" in report._repr_html_()


def test_a_report_on_a_scalar_can_be_printed():
    report = check_gradient(lambda x: x**2, np.array(3.0), 1.0, np.array(7.0))
    assert "dx = 7, numerical gradient = 6" in str(report)
