"""Loss surfaces: contours carry the true losses, and paths keep their shape."""

import matplotlib as mpl
import numpy as np
import pytest
from drawn import contours

mpl.use("Agg")
from matplotlib import pyplot as plt

from reglab import plots


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


def bowl(w):
    return float(w[0] ** 2 + 3 * w[1] ** 2)


def test_two_parameters_are_the_plane_and_contours_carry_their_loss():
    path = np.array([[2.0, 1], [1, 0.5], [0.1, 0]])
    ax = plots.loss_surface(bowl, {"sgd": path, "adam": path[::-1]}, resolution=31, verbose=False)
    assert np.array_equal(ax.lines[0].get_xydata(), path)
    assert np.array_equal(ax.lines[1].get_xydata(), path[::-1])
    for level, points in contours(ax):
        assert len(points)
        assert np.allclose([bowl(w) for w in points], level, atol=0.05)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["sgd", "adam"]
    assert ax.get_xlim()[0] < 0.1
    assert ax.get_xlim()[1] > 2


def test_the_surface_is_drawn_between_the_limits_given():
    limits = ((-1, 4), (-2, 2))
    ax = plots.loss_surface(
        bowl, {"sgd": np.ones((2, 2))}, limits=limits, resolution=5, verbose=False
    )
    assert (ax.get_xlim(), ax.get_ylim()) == limits


def test_many_parameters_are_seen_in_the_plane_of_most_movement():
    """A path in a tilted plane of a space of 12 dimensions keeps its shape, and its losses."""
    basis = np.linalg.qr(np.random.default_rng(0).normal(size=(12, 12)))[0]
    flat = np.column_stack([np.linspace(3, 0, 9), np.linspace(1, 0, 9) ** 2])
    points = flat @ basis[:2] + basis[2]
    path = [{"W": p[:10].reshape(5, 2), "b": p[10:]} for p in points]

    def loss(params):
        assert params["W"].shape == (5, 2)
        p = np.concatenate([params["W"].ravel(), params["b"]]) - basis[2]
        return float(p @ p)

    ax = plots.loss_surface(loss, {"adam": path}, resolution=25, verbose=False)
    drawn = ax.lines[0].get_xydata()
    assert np.allclose(drawn[-1], 0)
    assert np.allclose(np.linalg.norm(drawn, axis=1), np.linalg.norm(flat, axis=1))
    for level, around in contours(ax):
        assert np.allclose((around**2).sum(axis=1), level, atol=0.1)
    shares = [
        int(label.split(": ")[1].split("%")[0]) for label in (ax.get_xlabel(), ax.get_ylabel())
    ]
    assert sum(shares) == pytest.approx(100, abs=1)


def test_a_loss_that_overflows_somewhere_or_is_flat_can_be_drawn():
    path = np.array([[1.0, 1], [0, 0]])
    plots.loss_surface(
        lambda w: np.inf if w[0] > 1 else bowl(w), {"a": path}, resolution=9, verbose=False
    )
    plots.loss_surface(lambda w: 1.0, {"a": path}, resolution=5, verbose=False)


@pytest.mark.parametrize("path", [np.ones((1, 3)), np.ones((4, 1))])
def test_paths_that_span_no_plane_are_refused(path):
    with pytest.raises(ValueError, match="at least two parameters"):
        plots.loss_surface(lambda w: 0.0, {"a": path}, verbose=False)
