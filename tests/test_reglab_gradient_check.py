"""A correct gradient is accepted, a wrong one is found, and what cannot be judged is refused."""

import numpy as np
import pytest

from reglab import check_gradient, check_gradients
from reglab.layers import affine_backward, affine_forward, softmax_loss


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


def test_all_parameters_of_a_net_are_judged_and_the_wrong_one_is_named(net):
    params, X, y = net
    _, grads = net_loss(params, X, y)

    def loss(params):
        return net_loss(params, X, y)[0]

    assert check_gradients(loss, params, grads)
    reports = check_gradients(loss, params, grads | {"b1": 5 * grads["b1"]})
    assert not reports
    assert [name for name, report in reports.by_name.items() if not report] == ["b1"]
    assert "exactly 5.000 times" in reports["b1"].diagnosis
    assert str(reports).startswith("db1 is wrong")


def test_a_missing_gradient_is_named(net):
    params, X, y = net
    with pytest.raises(KeyError, match="no entry for W2, b2"):
        check_gradients(lambda p: net_loss(p, X, y)[0], params, {"W1": 0, "b1": 0})


def test_a_right_gradient_costs_four_calls_whatever_its_size(net):
    x = np.random.default_rng(0).normal(size=(100, 100))
    assert check_gradient(np.sin, x, np.ones_like(x), np.cos(x)).evaluations == 4
    assert check_gradient(lambda x: np.sum(x**2), x, 1.0, 2 * x).evaluations == 4


@pytest.mark.parametrize("index", [(0, 0), (37, 12), (99, 99)])
def test_one_wrong_element_of_ten_thousand_is_found_by_halving(index):
    x = np.random.default_rng(0).normal(size=(100, 100))
    dx = 2 * x
    dx[index] *= 1.0001
    report = check_gradient(lambda x: np.sum(x**2), x, 1.0, dx)
    assert np.argwhere(report.wrong).tolist() == [list(index)]
    assert report.evaluations < 3000
    assert np.isnan(report.numeric).sum() > 9000
    assert "that were measured, of 10000" in str(report)


def test_many_wrong_elements_of_ten_thousand_are_sampled_and_named():
    x = np.random.default_rng(0).normal(size=(100, 100))
    report = check_gradient(lambda x: np.sum(x**2), x, 1.0, 6 * x, max_elements=50)
    assert 40 < report.wrong.sum() <= 50
    assert report.evaluations < 600
    assert "exactly 3.000 times" in report.diagnosis


def test_few_wrong_elements_among_too_many_to_sample_are_still_caught():
    rng = np.random.default_rng(1)
    x = rng.normal(size=20000)
    dx = 2 * x
    dx[rng.choice(20000, 200, replace=False)] *= 1.01
    report = check_gradient(lambda x: np.sum(x**2), x, 1.0, dx, max_elements=50)
    assert not report
    assert set(np.flatnonzero(report.wrong)) <= set(np.flatnonzero(dx != 2 * x))


def test_the_numerical_gradient_of_a_right_report_is_there_when_asked_for():
    x, df = np.random.default_rng(0).normal(size=(2, 4, 5))
    report = check_gradient(np.sin, x, df, df * np.cos(x))
    np.testing.assert_allclose(report.numeric, df * np.cos(x), atol=1e-9)


def test_a_border_of_the_domain_close_by_does_no_harm():
    x = np.array([1e-6, 1.0])
    assert check_gradient(np.sqrt, x, np.ones(2), 0.5 / np.sqrt(x))
    assert not check_gradient(np.sqrt, x, np.ones(2), 0.6 / np.sqrt(x))


def test_a_function_of_nothing_is_right():
    assert check_gradient(np.sin, np.ones((0, 3)), np.ones((0, 3)), np.ones((0, 3)))


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


def test_a_gradient_that_drowns_in_rounding_noise_is_said_to():
    def loss(params, scale=1e-4):
        h = np.tanh(np.ones((2, 3)) @ params["W1"])
        return float(np.sum(1 + scale * (h @ params["W2"]) ** 2))

    params = {"W1": np.full((3, 4), 1e-4), "W2": np.full((4, 2), 1e-4)}
    zeros = {name: np.zeros_like(w) for name, w in params.items()}
    report = check_gradients(loss, params, zeros)["W1"]
    assert report.hidden > 1
    assert "cannot be seen errors of any size" in str(report)


def test_a_gradient_that_is_0_because_nothing_reacts_is_seen_well(net):
    x = np.ones((2, 3))
    assert check_gradient(lambda x: 7.0, x, 1.0, 0 * x).hidden == 0
    params, X, y = net
    _, grads = net_loss(params, X, y)
    reports = check_gradients(lambda p: net_loss(p, X, y)[0], params, grads)
    assert [report.hidden for report in reports.by_name.values()] == [0, 0, 0, 0]


@pytest.mark.parametrize("structure", ["auto", "elementwise"])
def test_a_large_element_does_not_hide_the_errors_of_small_ones(structure):
    x = np.array([1e7, 1.0, 2.0, 3.0])
    assert check_gradient(np.square, x, np.ones(4), 2 * x, structure=structure)
    spoiled = np.array([2e7, 3.1, 4.7, 2.2])
    report = check_gradient(np.square, x, np.ones(4), spoiled, structure=structure)
    assert report.wrong.tolist() == [False, True, True, True]


@pytest.mark.parametrize("seed", range(20))
def test_a_right_gradient_of_very_different_sizes_is_right(seed):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(5, 4)) * 10.0 ** rng.integers(-3, 7, (5, 4))
    df = rng.normal(size=x.shape) * 10.0 ** rng.integers(-3, 4, (5, 4))
    assert check_gradient(lambda x: x**2 + x, x, df, df * (2 * x + 1), seed=seed)
    w = rng.normal(size=(4, 6)) * 10.0 ** rng.integers(-3, 4, (4, 6))
    out = rng.normal(size=(5, 6))
    assert check_gradient(lambda x: x @ w, x, out, out @ w.T, seed=seed)
    assert check_gradient(lambda w: x @ w, w, out, x.T @ out, seed=seed)
    centred = df - df.mean(axis=1, keepdims=True)
    f = lambda x: x - x.mean(axis=1, keepdims=True)  # noqa: E731 - one line says it
    assert check_gradient(f, x, df, centred, seed=seed)
