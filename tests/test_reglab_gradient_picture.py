"""The picture of a gradient check shows its numbers; they are read back from the artists."""

import matplotlib as mpl
import numpy as np
import pytest

from reglab import check_gradient

mpl.use("Agg")
from matplotlib import pyplot as plt
from matplotlib.colors import to_rgb

X = np.random.default_rng(0).normal(size=(3, 5))


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


@pytest.fixture
def spoiled():
    """A report on a gradient with two wrong elements."""
    dx = np.cos(X)
    dx[1, 4] *= 2
    dx[2, 0] *= 1.1
    return check_gradient(np.sin, X, np.ones_like(X), dx)


def test_the_crosses_are_on_the_wrong_elements_and_the_shade_is_the_error(spoiled):
    ax = spoiled.plot()
    assert sorted(map(tuple, ax.collections[0].get_offsets().tolist())) == [(0, 2), (4, 1)]
    shades = ax.images[0].get_array()
    assert shades[1, 4] == pytest.approx(np.log10(0.5))
    assert shades[0].max() < -7


def test_beside_it_the_values_are_compared_and_right_and_wrong_told_apart(spoiled):
    beside = next(
        ax for ax in spoiled.plot().figure.axes if ax.get_xlabel() == "numerical gradient"
    )
    right, wrong = (points.get_offsets() for points in beside.collections)
    assert len(right) == 13
    expected = [[np.cos(X)[i], spoiled.dx[i]] for i in ((1, 4), (2, 0))]
    np.testing.assert_allclose(wrong, expected, rtol=1e-8)
    assert [text.get_text() for text in beside.get_legend().get_texts()] == ["right", "wrong"]


def test_right_and_wrong_differ_in_shape_and_in_grey(spoiled):
    beside = next(
        ax for ax in spoiled.plot().figure.axes if ax.get_xlabel() == "numerical gradient"
    )
    shapes = [points.get_paths()[0].vertices.shape for points in beside.collections]
    assert shapes[0] != shapes[1]


def test_a_right_gradient_is_measured_to_be_drawn():
    ax = check_gradient(np.sin, X, np.ones_like(X), np.cos(X)).plot()
    beside = next(a for a in ax.figure.axes if a.get_xlabel() == "numerical gradient")
    assert len(beside.collections[0].get_offsets()) == X.size


@pytest.mark.parametrize("shape", [(), (6,), (2, 3, 4)])
def test_a_gradient_of_any_shape_can_be_drawn_on_given_axes(shape):
    x = np.ones(shape)
    _, ax = plt.subplots()
    assert check_gradient(np.sin, x, np.ones(shape), np.cos(x)).plot(ax) is ax


def test_what_was_not_measured_is_hatched_and_said():
    x = np.random.default_rng(1).normal(size=(50, 60))
    dx = 2 * x
    dx[3, 4] *= 2
    ax = check_gradient(lambda x: np.sum(x**2), x, 1.0, dx).plot()
    assert ax.patch.get_hatch()
    assert "hatched: not measured" in [text.get_text() for text in ax.texts]


@pytest.mark.parametrize("style", ["default", "dark_background"])
def test_text_stands_out_in_light_and_in_dark(spoiled, style):
    with plt.style.context(style):
        ax = spoiled.plot()
        ground = np.mean(to_rgb(ax.figure.get_facecolor()))
        texts = [ax.xaxis.label, ax.yaxis.label, ax.title]
        assert all(abs(np.mean(to_rgb(text.get_color())) - ground) > 0.8 for text in texts)
