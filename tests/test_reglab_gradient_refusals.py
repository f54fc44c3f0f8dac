"""What cannot be judged is refused, with a message that says what to do."""

import numpy as np
import pytest

from reglab import check_gradient, check_gradients

ONE = np.ones(2)


def draws(x):
    """A function with dropout of its own, and no seed."""
    return x * (np.random.default_rng().random(x.shape) < 0.5)


def overwrites(x):
    """A function that writes into its input."""
    x *= 2
    return x


@pytest.mark.parametrize(
    ("f", "x", "df", "dx", "error", "message"),
    [
        (np.sin, ONE.astype(np.float32), ONE, ONE, TypeError, "x is float32, .* use float64"),
        (np.sin, ONE, ONE, ONE.astype(np.float32), TypeError, "dx is float32"),
        (np.sin, np.array([1, 2]), ONE, ONE, TypeError, "x has the dtype int64"),
        (np.sin, ONE, ONE, ONE.astype(complex), TypeError, "dx has the dtype complex128"),
        (np.sin, ONE, ONE, None, TypeError, "dx is None: is a return statement"),
        (np.sin, ONE, ONE, (ONE, ONE), TypeError, "dx is a tuple of 2"),
        (lambda x: (x, x), ONE, ONE, ONE, TypeError, r"f\(x\) is a tuple of 2"),
        (np.sin, np.array([np.nan, 1]), ONE, ONE, ValueError, "x contains 1 values that are NaN"),
        (np.sin, ONE, ONE, np.array([np.inf, 1]), ValueError, "dx contains 1 values"),
        (np.sin, ONE, ONE, np.ones(3), ValueError, r"dx has the shape \(3,\), but x has \(2,\)"),
        (np.sin, np.ones((2, 3)), ONE, np.ones((3, 2)), ValueError, "is it transposed"),
        (np.sin, ONE, np.ones(3), ONE, ValueError, r"df has the shape \(3,\), but f returns"),
        (np.log, np.zeros(2) + 1e-320, ONE, ONE, ValueError, r"NaN or infinite if x\[0\]"),
        (draws, np.ones(60), np.ones(60), np.ones(60), ValueError, "new mask .* pass a seed"),
        (overwrites, ONE, ONE, ONE, ValueError, "changes its input x"),
    ],
)
def test_what_cannot_be_judged_is_refused_with_the_reason(f, x, df, dx, error, message):
    with pytest.raises(error, match=message):
        check_gradient(f, x, df, dx)


def test_rare_randomness_is_found_once_the_verdict_is_wrong():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="pass a seed"):
        check_gradient(
            lambda x: x * (rng.random() < 0.8), np.ones(40), np.ones(40), 2 * np.ones(40)
        )


def test_a_function_that_counts_its_calls_into_its_answer_is_refused():
    calls = []
    with pytest.raises(ValueError, match="different values for the same input"):
        check_gradient(lambda x: x * (calls.append(1) or len(calls)), ONE, ONE, ONE)


def test_nan_says_how_many_and_where():
    x = np.ones((3, 4))
    dx = x.copy()
    dx[1, 2] = dx[2, 0] = np.nan
    with pytest.raises(ValueError, match=r"dx contains 2 values .* the first at \[1, 2\]"):
        check_gradient(np.sin, x, x, dx)


def test_a_loss_that_is_no_number_is_refused():
    with pytest.raises(ValueError, match=r"the loss has the shape \(2,\), but it must be a number"):
        check_gradients(lambda params: params["w"], {"w": ONE}, {"w": ONE})


def test_a_loss_that_returns_its_gradients_too_is_refused():
    with pytest.raises(TypeError, match="the loss is a tuple of 2: use one of its parts"):
        check_gradients(lambda params: (1.0, {}), {"w": ONE}, {"w": ONE})


def test_a_loss_that_changes_a_parameter_is_refused():
    def loss(params):
        params["w"] *= 2
        return float(params["w"].sum())

    with pytest.raises(ValueError, match="changes its input w"):
        check_gradients(loss, {"w": ONE}, {"w": ONE})
