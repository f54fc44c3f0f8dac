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


@pytest.mark.parametrize(
    ("dx", "sentence"),
    [
        (2 * RIGHT, "dx is exactly 2.000 times the numerical gradient"),
        (0.3 * RIGHT, "exactly 0.300 times"),
        (5 * RIGHT, "x has 5 rows: a sum where a mean is meant"),
        (RIGHT / 5, "exactly 0.200 times the numerical gradient, and x has 5 rows"),
        (-RIGHT, "the sign of dx is wrong everywhere"),
        (0 * RIGHT, "dx is zero everywhere"),
        (RIGHT * (1 + 1e-6 * X), "dx is nearly right: has it passed through float32"),
        (changed((slice(None), 3), -1), "the sign of 5 elements of dx is wrong"),
        (changed((slice(1, 3), slice(2, 4)), 0), "4 elements of dx are 0 and should not be"),
        (changed((2, slice(0, 3)), 1.5), "3 elements of dx are exactly 1.500 times"),
        (changed(2, np.arange(2.0, 9.0)), "only row 2 of dx is wrong"),
        (changed((slice(None), 6), np.arange(2.0, 7.0)), "only column 6 of dx is wrong"),
        (changed((4, 4), 3), "no other element is wrong"),
        (RIGHT + X, "no simple pattern in 35 elements"),
    ],
)
def test_the_pattern_of_the_errors_is_named(dx, sentence):
    assert sentence in diagnosis(dx)


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


def test_a_right_gradient_is_praised_in_two_lines():
    report = check_gradient(np.sin, X, np.ones_like(X), RIGHT)
    assert str(report).splitlines()[0] == "dx is right"
    assert len(str(report).splitlines()) == 2
    assert report.diagnosis == ""


def test_the_html_escapes_what_it_shows():
    report = check_gradient(np.sin, X, np.ones_like(X), 2 * RIGHT, name="<b>")
    assert "<b>" not in report._repr_html_().replace('<b style="', "")
    assert "&lt;b&gt;" in report._repr_html_()


def test_a_report_on_a_scalar_can_be_printed():
    report = check_gradient(lambda x: x**2, np.array(3.0), 1.0, np.array(7.0))
    assert "dx = 7, numerical gradient = 6" in str(report)
