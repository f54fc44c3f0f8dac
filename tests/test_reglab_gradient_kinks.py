"""At a kink every value between the slopes is right; what is tied must share one gradient."""

import numpy as np
import pytest

from reglab import check_gradient, check_gradients
from reglab.layers import relu_forward


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


def windows(x):
    """Maxima of windows of two columns."""
    return x.reshape(len(x), -1, 2).max(axis=2)


@pytest.fixture
def tied():
    """Rows of three windows; in the first of each, both elements are equal."""
    rng = np.random.default_rng(0)
    x, df = rng.normal(size=(4, 6)), rng.normal(size=(4, 3))
    x[:, 1] = x[:, 0]
    best = (x.reshape(4, 3, 2) == windows(x)[:, :, None]).astype(float)
    return x, df, best


@pytest.mark.parametrize("first", [0.0, 0.3, 0.5, 1.0])
def test_tied_maxima_may_share_their_gradient_in_any_way(tied, first):
    x, df, best = tied
    best[:, 0] = first, 1 - first
    assert check_gradient(windows, x, df, (best * df[:, :, None]).reshape(4, 6))


@pytest.mark.parametrize("f", [windows, lambda x: np.sum(windows(x) ** 2)], ids=["rows", "number"])
def test_tied_maxima_that_get_the_full_gradient_each_are_found(tied, f):
    x, df, best = tied
    df = df if f is windows else np.ones(())
    d = df[:, :, None] if f is windows else 2 * windows(x)[:, :, None]
    report = check_gradient(f, x, df, (best * d).reshape(4, 6))
    assert not report
    assert np.array_equal(report.wrong, np.arange(6) + np.zeros((4, 1)) < 2)
    assert "8 elements of dx are tied at a kink, as equal maxima are" in report.diagnosis


def test_only_the_tied_maxima_with_too_much_are_blamed(tied):
    x, df, best = tied
    best[1:, 0] = 1, 0
    report = check_gradient(windows, x, df, (best * df[:, :, None]).reshape(4, 6))
    assert np.argwhere(report.wrong).tolist() == [[0, 0], [0, 1]]


@pytest.mark.parametrize("convention", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("seed", range(4))
def test_units_that_are_all_at_0_may_follow_any_convention(convention, seed):
    """A blank image in a net with biases of 0: the relus of all layers are at their kink."""
    rng = np.random.default_rng(seed)
    X = np.vstack([np.zeros(4), rng.normal(size=(3, 4))])
    sizes = [(4, 8), (8, 8), (8, 8), (8, 3)]
    params = {f"W{i}": rng.normal(size=s) / np.sqrt(s[0]) for i, s in enumerate(sizes)}
    params |= {f"b{i}": np.zeros(8) for i in range(3)}

    def forward(p):
        layers = [X]
        for i in range(3):
            layers += [layers[-1] @ p[f"W{i}"] + p[f"b{i}"]]
            layers += [np.maximum(layers[-1], 0)]
        return layers, layers[-1] @ p["W3"]

    layers, out = forward(params)
    d = rng.normal(size=out.shape)
    loss = lambda p, d=d: float(np.sum(d * forward(p)[1]))  # noqa: E731 - one line says it
    grads = {"W3": layers[-1].T @ d}
    for i in (2, 1, 0):
        a = layers[2 * i + 1]
        d = (d @ params[f"W{i + 1}"].T) * np.where(a == 0, convention, a > 0)
        grads |= {f"W{i}": layers[2 * i].T @ d, f"b{i}": d.sum(axis=0)}
    reports = check_gradients(loss, params, grads)
    assert reports, str(reports)
    assert not check_gradients(loss, params, grads | {"W3": 1.01 * grads["W3"]})


def test_a_wrong_comparison_at_ties_is_placed_at_the_kinks():
    x = np.random.default_rng(0).normal(size=(5, 6))
    x[1:3] = 0
    dx = np.where(x == 0, -2.0, x > 0)
    report = check_gradient(lambda x: np.maximum(x, 0), x, np.ones_like(x), dx)
    assert np.array_equal(report.wrong, x == 0)
    assert report.diagnosis.startswith("what is wrong, 12 elements of dx, is at kinks")


@pytest.mark.parametrize("at_zero", [0.0, 0.1, 0.5, 1.0])
def test_a_leaky_relu_may_pass_any_of_its_slopes_or_nothing_at_0(at_zero):
    x, df = np.array([0.0, 0.0, 1.0, -1.0]), np.array([2.0, -3.0, 1.0, 1.0])
    dx = df * np.array([at_zero, at_zero, 1.0, 0.1])
    assert check_gradient(lambda x: np.where(x > 0, x, 0.1 * x), x, df, dx)
    dx[1] = -df[1]
    assert not check_gradient(lambda x: np.where(x > 0, x, 0.1 * x), x, df, dx)
