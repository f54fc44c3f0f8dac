"""Pictures show the numbers they were given; what is drawn is read back from the artists."""

from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest

from reglab import History, check_gradient

mpl.use("Agg")
from matplotlib import pyplot as plt
from matplotlib.colors import to_rgb

from reglab import plots

GALLERY = Path(__file__).parents[1] / "docs" / "gallery.py"


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


def test_ticks_between_whole_percentages_are_not_rounded():
    label = plots.bands([1, 2], {"a": [0.9, 0.95]}, percent=True).yaxis.get_major_formatter()
    assert [label(0.925), label(0.07), label(1)] == ["92.5%", "7%", "100%"]


def test_runs_of_different_length_are_averaged_over_those_that_got_so_far():
    runs = {"stopped early": [history([1, 2, 3]), history([3])], "alone": history([5, 5])}
    ax = plots.training_curves(runs, "val_loss")
    assert ax.lines[0].get_ydata().tolist() == [2, 2, 3]
    assert ax.lines[1].get_xydata().tolist() == [[1, 5], [2, 5]]


def test_a_line_leads_over_epochs_in_which_nothing_was_measured():
    ax = plots.training_curves({"every other": history([np.nan, 2, np.nan, 3])}, "val_loss")
    assert ax.lines[0].get_xydata().tolist() == [[2, 2], [4, 3]]
    ax = plots.training_curves({"never": history([np.nan, np.nan])}, "val_loss")
    assert ax.lines[0].get_xydata().tolist() == []


def luminance(colour):
    """Relative luminance, as WCAG 2.2 defines it."""
    c = np.array(to_rgb(colour))
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4) @ (
        0.2126,
        0.7152,
        0.0722,
    )


def contrast(a, b):
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("page", ["#ffffff", "#111111"])
def test_colours_stand_out_from_a_light_and_from_a_dark_page(page):
    assert contrast(plots.INK, page) > 4.3
    assert min(contrast(style["color"], page) for style in plots.STYLES) > 3


def test_the_style_is_transparent_and_makes_all_text_readable():
    with mpl.rc_context():
        plots.use_style()
        ax = plots.bands([1, 2], {"a": [1, 2]}, xlabel="x", ylabel="y")
        ax.set_title("title")
        note = ax.annotate("note", (1, 1))
        ax.figure.canvas.draw()
        legend = ax.get_legend().get_texts()
        ticks = [*ax.get_xticklabels(), *ax.get_yticklabels()]
        texts = [ax.title, ax.xaxis.label, ax.yaxis.label, note, *legend, *ticks]
        assert {text.get_color() for text in texts} == {plots.INK}
        pixels = np.asarray(ax.figure.canvas.buffer_rgba())
        assert (pixels[..., 3] == 0).mean() > 0.5


def test_without_the_style_matplotlib_is_left_as_it_is():
    before = mpl.rcParams.copy()
    plots.bands([1, 2], {"a": [1, 2]})
    assert mpl.rcParams == before


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


def test_every_picture_has_its_place_in_the_gallery():
    drawn = set(plots.__all__) - {"INK", "LABELS", "STYLES", "alt_text", "describe", "use_style"}
    code = GALLERY.read_text(encoding="utf-8").replace(".plot()", "plots.gradient_heat_map()")
    assert [name for name in sorted(drawn) if f"plots.{name}(" not in code] == []
