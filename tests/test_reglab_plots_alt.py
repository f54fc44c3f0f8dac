"""Every picture says in words what it shows, in the notebook as well."""

import subprocess

import matplotlib as mpl
import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

mpl.use("Agg")
from matplotlib import pyplot as plt

from reglab import check_gradient, plots
from reglab.plots.alt import bundle


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


def words(ax):
    return plots.alt_text(np.ravel(ax)[0].figure)


def test_lines_are_told_by_where_they_start_end_and_turn():
    ax = plots.bands(
        [1, 2, 3],
        {"a": [0.5, 0.9, 0.7], "b": [[0.1, 0.2, 0.3], [0.3, 0.2, 0.5]]},
        xlabel="epoch, of all",
        ylabel="accuracy",
        percent=True,
    )
    ax.set_title("Over\nfitting")
    assert words(ax) == (
        "Over fitting. Lines of accuracy against epoch, of all. a: from 50% at epoch 1 to 70% at "
        "epoch 3, highest 90% at epoch 2. b: from 20% at epoch 1 to 40% at epoch 3 (mean of 2 "
        "runs, with a band from lowest to highest)."
    )


def test_each_picture_says_its_numbers():
    x = np.arange(6.0).reshape(2, 3)
    wrong = np.cos(x)
    wrong[1, 2] = 9
    path = np.array([[1.0, 1], [0, 0]])
    for ax, parts in (
        (plots.histograms({"a": [1.0, 3.0]}), ["a: mean 2, spread 1, from 1 to 3"]),
        (plots.layer_histograms({"W1": [1.0, 3.0]}), ["W1 spread 1", "mean 2"]),
        (plots.filters(np.ones((4, 3))), ["3 units", "2 by 2 pixels"]),
        (plots.images(np.ones((2, 4)), ["5", "7"], [0, 1]), ["2 images", "5, 7 (marked)"]),
        (
            plots.predictions(np.ones((1, 4)), [[0.0, 0.0]], [1]),
            ["1 of them wrong", "0, not 1 (50%)"],
        ),
        (plots.matrices({"x": np.eye(2)}), ["x. Matrix", "50% of it is 0"]),
        (
            check_gradient(np.sin, x, np.ones_like(x), wrong).plot(),
            [
                "dx is wrong in 1 of 6 elements",
                "Row 1 has the most wrong elements, 1 of 3, and column 2, 1 of 2.",
            ],
        ),
        (
            plots.decision_boundary(lambda X: X[:, 0] - 0.5, path, [1, 1], classes=("a", "b")),
            ["a 50%, b 50%", "Of 2 points 1 are on the wrong side"],
        ),
        (
            plots.loss_surface(lambda w: float(w @ w), {"sgd": path}, verbose=False, resolution=5),
            ["sgd: from 2 to 0"],
        ),
    ):
        text = words(ax)
        assert [part for part in parts if part not in text] == [], text


def test_panels_are_told_one_after_the_other_and_colour_bars_are_not():
    figure, (left, right) = plt.subplots(1, 2)
    figure.suptitle("Both")
    plots.bands([1, 2], {"a": [1, 2]}, left).set_title("Left")
    figure.colorbar(right.imshow(np.eye(2)), ax=right)
    plots.describe(right, "A unit matrix.").set_title("Right?")
    assert words(left) == (
        "Both. Left. Lines of values against x. a: from 1 at x 1 to 2 at x 2. Right? A unit matrix."
    )


def test_a_figure_of_ones_own_is_told_by_its_titles_and_labels():
    _, ax = plt.subplots()
    ax.plot([1, 2], label="relu")
    ax.set(title="Activations", xlabel="input", ylabel="output")
    assert words(ax) == "Activations. output against input. relu."


def test_the_output_has_the_words_in_html_metadata_and_text():
    ax = plots.bands([1, 2], {"a": [1, 2]})
    ax.set_title('"<b>"')
    formatters = {
        "text/plain": repr,
        "image/png": lambda _: "cG5n\n",
        "image/svg+xml": lambda _: None,
    }
    data, metadata = bundle(ax.figure, formatters)
    alt = words(ax)
    assert data["text/plain"] == alt
    assert metadata == {"image/png": {"alt": alt}}
    assert data["text/html"].startswith('<img alt="&quot;&lt;b&gt;&quot;. Lines of')
    assert data["text/html"].endswith('src="data:image/png;base64,cG5n">')
    assert "image/svg+xml" not in data


def test_pictures_of_twice_the_resolution_keep_their_size_and_their_words():
    figure = plots.bands([1, 2], {"a": [1, 2]}).figure
    retina = {"image/png": lambda _: ("cG5n", {"width": 6, "height": 4})}
    data, metadata = bundle(figure, retina)
    assert ' width="6" height="4" ' in data["text/html"]
    assert metadata["image/png"].keys() == {"width", "height", "alt"}


def test_a_figure_without_any_words_is_shown_as_before():
    figure = plt.figure()
    assert bundle(figure, {})[0] == {"text/plain": repr(figure)}


def test_a_notebook_and_its_page_have_the_words():
    """In a real kernel, for plt.show() and for what the end of a cell shows by itself."""
    cells = [
        "%matplotlib inline\nimport matplotlib.pyplot as plt\nfrom reglab import plots",
        "plots.bands([1, 2], {'a': [1, 2]}, xlabel='epoch')\nplt.show()",
        "_ = plots.histograms({'b': [1.0, 3.0]})",
    ]
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(nb).execute(stderr=subprocess.DEVNULL)  # it warns of its own transport
    outputs = [cell.outputs for cell in nb.cells]
    assert [len(output) for output in outputs] == [0, 1, 1]
    line, bars = outputs[1][0], outputs[2][0]
    assert (
        line.metadata["image/png"]["alt"]
        == "Lines of values against epoch. a: from 1 at epoch 1 to 2 at epoch 2."
    )
    assert "b: mean 2" in bars.data["text/plain"]
    page, _ = HTMLExporter().from_notebook_node(nb)
    assert page.count('<img alt="Lines of values against epoch.') == 1
    assert "No description" not in page
