"""Pictures of layers, filters, answers and regions show the true numbers."""

import matplotlib as mpl
import numpy as np
import pytest
from drawn import contours

mpl.use("Agg")
from matplotlib import pyplot as plt
from matplotlib.colors import to_rgba
from matplotlib.contour import QuadContourSet

from reglab import plots

RNG = np.random.default_rng(0)


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


def test_histograms_of_layers_share_their_axes_and_say_how_much_is_zero():
    layers = {"a": [[0, 0, 0, 1]], "b": [2.0, 3, 4, 5]}
    axes = plots.layer_histograms(layers, bins=5, xlabel="activation")
    assert axes.shape == (1, 2)
    bars = [ax.patches[0].get_data() for ax in axes.flat]
    assert [b.values.tolist() for b in bars] == [[0, 0.25, 0, 0, 0], [0, 0, 0.25, 0.25, 0.5]]
    assert all(b.edges.tolist() == [0, 1, 2, 3, 4, 5] for b in bars)
    assert axes[0, 0].get_title() == "a\nspread 0.43\n75% are 0"
    assert "are 0" not in axes[0, 1].get_title()
    assert axes[0, 0].get_ylim() == axes[0, 1].get_ylim()


def test_layers_that_do_not_fit_into_a_row_begin_a_new_one():
    axes = plots.layer_histograms({str(i): [i, i + 1] for i in range(5)}, columns=3)
    assert [ax.get_visible() for ax in axes.flat] == [True] * 5 + [False]


def test_filters_are_laid_out_row_by_row_on_a_symmetric_scale():
    W = RNG.normal(size=(6, 5))
    (image,) = plots.filters(W, (2, 3), columns=3).images
    mosaic = image.get_array().filled(np.nan)
    assert mosaic.shape == (2 * 2 + 1, 3 * 3 + 2)
    for i in range(5):
        top, left = i // 3 * 3, i % 3 * 4
        assert np.array_equal(mosaic[top : top + 2, left : left + 3], W[:, i].reshape(2, 3))
    assert np.isnan(mosaic[2]).all()
    assert np.isnan(mosaic[3:, 8:]).all()
    assert image.get_clim() == (-np.abs(W).max(), np.abs(W).max())


def test_filters_of_a_convolution_show_their_colours():
    W = RNG.normal(size=(2, 3, 4, 4))
    (image,) = plots.filters(W, columns=2).images
    shown = image.get_array()
    expected = (1 + W / np.abs(W).max()) / 2
    assert np.allclose(shown[:, :4, :3], expected[0].transpose(1, 2, 0))
    assert np.allclose(shown[:, 5:, :3], expected[1].transpose(1, 2, 0))
    assert shown[:, :, 3].tolist() == [[1, 1, 1, 1, 0, 1, 1, 1, 1]] * 4  # the gap is transparent
    flat = W.reshape(2, -1).T  # the same weights as an affine layer has them
    (image,) = plots.filters(flat, (3, 4, 4), columns=2).images
    assert np.array_equal(image.get_array(), shown)


def test_filters_without_any_weight_can_be_drawn():
    assert plots.filters(np.zeros((4, 2))).images[0].get_clim() == (-1, 1)


@pytest.mark.parametrize(
    ("W", "shape", "reason"),
    [
        (np.ones((5, 2)), None, "does not fit 5 inputs"),
        (np.ones((6, 2)), (2, 2), "does not fit 6 inputs"),
        (np.ones((2, 4, 3, 3)), None, "1 or 3 channels"),
        (np.ones(4), None, "must have the shape"),
    ],
)
def test_weights_of_another_shape_are_refused(W, shape, reason):
    with pytest.raises(ValueError, match=reason):
        plots.filters(W, shape)


def test_predictions_show_the_answer_its_probability_and_what_is_wrong():
    chances = np.array([[0.7, 0.2, 0.1], [0.25, 0.15, 0.6]])
    X = RNG.random((2, 9))
    axes = plots.predictions(X, np.log(chances) + 1000, [0, 1], classes=("cat", "dog", "owl"))
    assert [ax.get_title() for ax in axes.flat] == ["cat", "owl, not dog"]
    bars = [[patch.get_width() for patch in ax.patches] for ax in axes.flat]
    assert np.allclose(bars, [[1, 0.7], [1, 0.6]])
    assert [ax.texts[0].get_text() for ax in axes.flat] == ["70%", "60%"]
    assert [ax.get_frame_on() for ax in axes.flat] == [False, True]
    assert np.array_equal(axes[0, 1].images[0].get_array(), X[1].reshape(3, 3))


def test_colour_images_are_drawn_in_their_colours():
    X = RNG.random((1, 3, 4, 5))
    axes = plots.predictions(X, [[1.0, 0.0]], [0])
    assert np.array_equal(axes[0, 0].images[0].get_array(), X[0].transpose(1, 2, 0))


def linear(X):
    """Two classes, apart at x1 + x2 = 0."""
    return np.column_stack([-X.sum(axis=1), X.sum(axis=1)])


POINTS = np.array([[-1.0, -1], [1, 1], [-1, -0.5], [0.8, 1]])


@pytest.mark.parametrize(
    ("scores", "threshold"),
    [
        (linear, 0.0),
        (lambda X: X.sum(axis=1), 0.0),
        (lambda X: X.sum(axis=1, keepdims=True), 0.0),
        (lambda X: 1 / (1 + np.exp(-X.sum(axis=1))), 0.5),
        (lambda X: (X.sum(axis=1) > 0).astype(int), 0.0),
    ],
    ids=["scores", "one score", "a column", "probabilities", "labels"],
)
def test_the_boundary_lies_where_the_classifier_changes_its_mind(scores, threshold):
    ax = plots.decision_boundary(scores, POINTS, [0, 1, 1, 1], threshold=threshold, resolution=60)
    region = ax.images[0].get_array()
    corners = np.array([region[0, 0], region[-1, -1]])  # lower left, upper right
    assert ax.images[0].origin == "lower"
    colours = [to_rgba(style["color"])[:3] for style in plots.STYLES[:2]]
    assert np.allclose(corners[:, :3], colours)
    ((_, line),) = contours(ax)
    assert np.abs(line.sum(axis=1)).max() < 0.05
    x1, x2, y1, y2 = ax.images[0].get_extent()
    assert x1 < -1 < 1 < x2
    assert y1 < -1 < 1 < y2


def test_points_have_the_marker_of_their_class_and_wrong_ones_a_ring():
    ax = plots.decision_boundary(linear, POINTS, [0, 1, 1, 1], classes=("below", "above"))
    points = [c for c in ax.collections if not isinstance(c, QuadContourSet)]
    assert [len(c.get_offsets()) for c in points] == [1, 3, 1]
    assert points[2].get_offsets().tolist() == [[-1, -0.5]]
    names = [text.get_text() for text in ax.get_legend().get_texts()]
    assert names == ["below", "above", "on the wrong side"]


def test_three_classes_have_three_regions_that_differ_without_colour():
    centres = np.array([[0, 2.0], [-2, -1], [2, -1]])
    ax = plots.decision_boundary(
        lambda X: -((X[:, None] - centres) ** 2).sum(axis=2), centres, [0, 1, 2], resolution=50
    )
    shades = np.unique(ax.images[0].get_array().reshape(-1, 4), axis=0)
    assert len(shades) == 3
    assert len(set(shades[:, 3])) == 3
    assert len(list(contours(ax))) == 3


def test_a_classifier_that_always_says_the_same_can_be_drawn():
    ax = plots.decision_boundary(lambda X: np.tile([1.0, 0.0], (len(X), 1)), POINTS, [0, 1, 1, 1])
    assert len(np.unique(ax.images[0].get_array().reshape(-1, 4), axis=0)) == 1
    assert list(contours(ax)) == []
