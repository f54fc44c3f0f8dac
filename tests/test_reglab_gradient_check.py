"""A correct gradient is accepted, a wrong one is found, and what cannot be judged is refused."""

import numpy as np
import pytest

from reglab import check_gradient, check_gradients
from reglab.layers import affine_backward, affine_forward, relu_forward, softmax_loss


def net_loss(params, X, y):
    """A smooth net of two layers written in formulas of its own: loss and gradients."""
    h = np.tanh(X @ params["W1"] + params["b1"])
    loss, ds = softmax_loss(h @ params["W2"] + params["b2"], y)
    da = (ds @ params["W2"].T) * (1 - h**2)
    return loss, {"W1": X.T @ da, "b1": da.sum(0), "W2": h.T @ ds, "b2": ds.sum(0)}


@pytest.fixture
def net():
    rng = np.random.default_rng(0)
    shapes = {"W1": (4, 6), "b1": (6,), "W2": (6, 3), "b2": (3,)}
    params = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    return params, rng.normal(size=(5, 4)), rng.integers(0, 3, 5)


@pytest.mark.parametrize("seed", range(20))
def test_correct_gradients_are_accepted_at_any_scale(seed):
    rng = np.random.default_rng(seed)
    scale = 10.0 ** rng.integers(-4, 4)
    x, df = scale * rng.normal(size=(3, 5)), rng.normal(size=(3, 5)) / scale
    cases = [
        (np.tanh, df * (1 - np.tanh(x) ** 2)),
        (lambda x: x**3, df * 3 * x**2),
        (lambda x: np.exp(np.sin(x)), df * np.exp(np.sin(x)) * np.cos(x)),
        (lambda x: np.cumsum(x, axis=1), np.cumsum(df[:, ::-1], axis=1)[:, ::-1]),
    ]
    for f, dx in cases:
        report = check_gradient(f, x, df, dx)
        assert report, str(report)
        assert report.max_error <= 1e-7


@pytest.mark.parametrize("size", [1.0, 1000.0])
def test_a_saturated_softmax_is_not_blamed_for_its_tiny_gradients(size):
    rng = np.random.default_rng(1)
    x, y = size * rng.normal(size=(6, 4)), rng.integers(0, 4, 6)
    report = check_gradient(lambda x: softmax_loss(x, y)[0], x, 1.0, softmax_loss(x, y)[1])
    assert report, str(report)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("error", [2.0, 1.01, 1.0001, -1.0, 0.0])
def test_one_wrong_element_is_found_and_no_other_is_blamed(seed, error):
    rng = np.random.default_rng(seed)
    x, w, b = rng.normal(size=(4, 5)), rng.normal(size=(5, 3)), rng.normal(size=3)
    df = rng.normal(size=(4, 3))
    dx = affine_backward(df, (x, w, b))[0].copy()
    index = tuple(rng.integers(0, 4, 2))
    dx[index] *= error
    report = check_gradient(lambda x: affine_forward(x, w, b)[0], x, df, dx)
    assert not report
    assert np.argwhere(report.wrong).tolist() == [list(index)]
    assert report.worst == index


def test_every_value_between_the_slopes_of_a_kink_is_accepted_and_labelled():
    x, df = np.array([0.0, 0.0, 0.0, 1.0]), np.full(4, 3.0)
    report = check_gradient(np.abs, x, df, np.array([0.0, -3.0, 3.0, 3.0]))
    assert report
    assert report.kinks[1:3].all()
    assert not report.kinks[3]
    assert "kink" in str(report)


def test_a_value_outside_the_slopes_of_a_kink_is_wrong():
    report = check_gradient(
        lambda x: relu_forward(x)[0], np.zeros(3), np.ones(3), np.array([1.01, 0.5, -0.01])
    )
    assert report.wrong.tolist() == [True, False, True]


DISTANCES = [sign * 2.0**-k for k in range(10, 36) for sign in (1, -1)]


@pytest.mark.parametrize("distance", DISTANCES)
@pytest.mark.parametrize("offset", [0.0, 1e3])
def test_a_kink_nearby_neither_excuses_nor_spoils_a_gradient(distance, offset):
    def f(x):
        return np.maximum(3 * x, x) + offset

    x, right = np.array([distance]), 3.0 if distance > 0 else 1.0
    assert check_gradient(f, x, np.ones(1), np.array([right]))
    assert not check_gradient(f, x, np.ones(1), np.array([right + np.sign(distance) * 0.1]))
    if abs(distance) > 1e-8 and offset == 0:  # nearer than that, it counts as on the kink
        assert not check_gradient(f, x, np.ones(1), np.array([4 - right]))


def test_all_parameters_of_a_net_are_judged_and_the_wrong_one_is_named(net):
    params, X, y = net
    _, grads = net_loss(params, X, y)

    def loss(params):
        return net_loss(params, X, y)[0]

    assert check_gradients(loss, grads, params)
    reports = check_gradients(loss, grads | {"b1": 5 * grads["b1"]}, params)
    assert not reports
    assert [name for name, report in reports.by_name.items() if not report] == ["b1"]
    assert "exactly 5.000 times" in reports["b1"].diagnosis
    assert str(reports).startswith("db1 is wrong")


def test_a_missing_gradient_is_named(net):
    params, X, y = net
    with pytest.raises(KeyError, match="no entry for W2, b2"):
        check_gradients(lambda p: net_loss(p, X, y)[0], {"W1": 0, "b1": 0}, params)


def test_a_large_array_is_sampled_and_the_report_says_so():
    x = np.random.default_rng(0).normal(size=(50, 50))
    report = check_gradient(np.sin, x, np.ones_like(x), np.cos(x), max_elements=40)
    assert report
    assert report.checked == 40
    assert np.isnan(report.numeric).sum() == 2460
    assert "40 of 2500 elements, at random" in str(report)


def test_nothing_that_was_handed_in_is_changed():
    x, df = np.array([1.0, 2.0]), np.array([3.0, 4.0])
    dx = df * 2 * x
    for array in (x, df, dx):
        array.setflags(write=False)
    assert check_gradient(lambda x: x**2, x, df, dx)


def test_a_function_that_returns_its_input_is_the_identity():
    x = np.array([1.0, 2.0])
    assert check_gradient(lambda x: x, x, np.ones(2), np.ones(2))


def test_the_number_of_evaluations_is_counted():
    calls = []
    x = np.array([1.0, 2.0])
    report = check_gradient(lambda x: calls.append(1) or x**2, x, np.ones(2), 2 * x)
    assert report.evaluations == len(calls)


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
        (np.sin, ONE.astype(np.float32), ONE, ONE, TypeError, "x is float32: .* use float64"),
        (np.sin, ONE, ONE, ONE.astype(np.float32), TypeError, "dx is float32"),
        (np.sin, np.array([1, 2]), ONE, ONE, TypeError, "x has the dtype int64"),
        (np.sin, ONE, ONE, ONE.astype(complex), TypeError, "dx has the dtype complex128"),
        (np.sin, ONE, ONE, None, TypeError, "dx is None: is a return statement"),
        (np.sin, ONE, ONE, (ONE, ONE), TypeError, "dx is a tuple of 2"),
        (lambda x: (x, x), ONE, ONE, ONE, TypeError, r"f\(x\) is a tuple of 2"),
        (np.sin, np.array([np.nan, 1]), ONE, ONE, ValueError, "x holds 1 values that are NaN"),
        (np.sin, ONE, ONE, np.array([np.inf, 1]), ValueError, "dx holds 1 values"),
        (np.sin, ONE, ONE, np.ones(3), ValueError, r"dx has the shape \(3,\), but x has \(2,\)"),
        (np.sin, np.ones((2, 3)), ONE, np.ones((3, 2)), ValueError, "is it transposed"),
        (np.sin, ONE, np.ones(3), ONE, ValueError, r"df has the shape \(3,\), but f returns"),
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
        check_gradient(lambda x: x * (rng.random() < 0.8), np.ones(40), np.ones(40), np.ones(40))
