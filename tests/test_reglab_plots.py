"""Pictures show the numbers they were given; what is drawn is read back from the artists."""

import matplotlib as mpl
import numpy as np
import pytest

from reglab import History, check_gradient

mpl.use("Agg")
from matplotlib import pyplot as plt
from matplotlib.colors import to_rgb

from reglab import plots


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


def history(values):
    """A history whose every quantity has these values."""
    values = np.asarray(values, float)
    return History(np.arange(1, len(values) + 1), *[values] * 5)


def test_training_curves_draw_the_mean_and_the_range_over_the_seeds():
    runs = {"one": [history([1, 2, 3]), history([3, 2, 7])], "other": [history([5, 5, 5])]}
    ax = plots.training_curves(runs, "val_loss")
    assert [line.get_ydata().tolist() for line in ax.lines] == [[2, 2, 5], [5, 5, 5]]
    assert ax.lines[0].get_xdata().tolist() == [1, 2, 3]
    (band,) = ax.collections
    corners = band.get_paths()[0].vertices
    assert {(1, 1), (1, 3), (3, 3), (3, 7)} <= set(map(tuple, corners))
    assert ax.get_xlabel() == "epoch"
    assert ax.get_ylabel() == "validation cross-entropy (nats)"
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["one", "other"]


def test_accuracies_are_shown_as_percentages():
    ax = plots.training_curves({"one": [history([0.5, 1])]}, "train_accuracy")
    assert ax.yaxis.get_major_formatter()(0.5) == "50%"


def test_series_can_be_told_apart_without_colour():
    looks = [(style["linestyle"], style["marker"]) for style in plots.STYLES]
    assert len(set(looks)) == len(looks)
    grey = np.sort([np.dot(to_rgb(style["color"]), (0.3, 0.59, 0.11)) for style in plots.STYLES])
    assert np.diff(grey).min() > 0.02


def test_a_fifth_series_is_drawn_as_well():
    ax = plots.bands([1, 2], {str(i): [i, i] for i in range(5)})
    assert len(ax.lines) == 5


def test_histograms_share_their_bins_and_each_sums_to_one():
    ax = plots.histograms({"a": [0.0, 0.1, 1.0], "b": np.full((2, 2), 2.0)}, bins=4)
    values = [patch.get_data().values for patch in ax.patches]
    assert [v.tolist() for v in values] == [[2 / 3, 0, 1 / 3, 0], [0, 0, 0, 1]]
    assert ax.patches[0].get_data().edges.tolist() == [0, 0.5, 1, 1.5, 2]


def test_images_are_titled_and_the_marked_ones_framed():
    X = np.linspace(0, 1, 3 * 4).reshape(3, 4)
    axes = plots.images(X, ["a", "b", "c"], [False, True, False], columns=2)
    assert axes.shape == (2, 2)
    assert [ax.get_title() for ax in axes.flat] == ["a", "b", "c", ""]
    assert [ax.get_frame_on() for ax in axes.flat] == [False, True, False, False]
    assert np.array_equal(axes[0, 1].images[0].get_array(), X[1].reshape(2, 2))


def test_matrices_share_one_colour_scale():
    axes = plots.matrices({"small": np.eye(2), "large": 3 * np.eye(2)})
    assert [ax.images[0].get_clim() for ax in axes] == [(0, 3), (0, 3)]


def test_the_heat_map_puts_its_crosses_on_the_wrong_elements():
    x = np.random.default_rng(0).normal(size=(3, 5))
    dx = np.cos(x)
    dx[1, 4] *= 2
    dx[2, 0] *= 1.1
    ax = check_gradient(np.sin, x, np.ones_like(x), dx).plot()
    assert sorted(map(tuple, ax.collections[0].get_offsets().tolist())) == [(0, 2), (4, 1)]
    shades = ax.images[0].get_array()
    assert shades[1, 4] == pytest.approx(np.log10(0.5))
    assert shades[0].max() < -7


@pytest.mark.parametrize("shape", [(), (6,), (2, 3, 4)])
def test_a_gradient_of_any_shape_can_be_drawn(shape):
    x = np.ones(shape)
    _, ax = plt.subplots()
    assert check_gradient(np.sin, x, np.ones(shape), np.cos(x)).plot(ax) is ax
