"""Pictures for the notebooks.

Every function draws on the axes it is given, or on a new figure, and returns the axes. Series
differ in line style and marker as well as in colour, so that the pictures survive a grey
printer.
"""

from collections.abc import Mapping, Sequence
from itertools import cycle
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, PercentFormatter
from numpy.typing import ArrayLike, NDArray

from reglab.gradients import GradientReport
from reglab.solver import History

STYLES: tuple[dict[str, Any], ...] = (
    {"color": "#0b3c5d", "linestyle": "-", "marker": "o"},
    {"color": "#d55e00", "linestyle": "--", "marker": "s"},
    {"color": "#009e73", "linestyle": "-.", "marker": "^"},
    {"color": "#b07aa1", "linestyle": ":", "marker": "D"},
)
LABELS = {
    "objective": "loss as minimised (nats)",
    "train_loss": "training cross-entropy (nats)",
    "train_accuracy": "training accuracy",
    "val_loss": "validation cross-entropy (nats)",
    "val_accuracy": "validation accuracy",
}


def bands(
    x: ArrayLike,
    series: Mapping[str, ArrayLike],
    ax: Axes | None = None,
    *,
    xlabel: str = "",
    ylabel: str = "",
    percent: bool = False,
) -> Axes:
    """Draw several series against x: the mean as a line, lowest to highest as a band.

    Args:
        x: shape (K,).
        series: by label, arrays of shape (runs, K), or (K,) for a single run.
        ax: where to draw; a new figure by default.
        xlabel: with its unit.
        ylabel: with its unit.
        percent: whether values from 0 to 1 are shown as 0 % to 100 %.
    """
    ax = ax or _new_axes()
    x = np.asarray(x)
    for (label, values), style in zip(series.items(), cycle(STYLES), strict=False):
        runs = np.atleast_2d(np.asarray(values))
        every = max(1, len(x) // 8)
        ax.plot(x, runs.mean(axis=0), label=label, markevery=every, markersize=5, **style)
        if len(runs) > 1:
            low, high = runs.min(axis=0), runs.max(axis=0)
            ax.fill_between(x, low, high, color=style["color"], alpha=0.18, linewidth=0)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    if percent:
        ax.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    ax.grid(alpha=0.3)
    ax.legend()
    return ax


def training_curves(
    runs: Mapping[str, Sequence[History]], quantity: str, ax: Axes | None = None
) -> Axes:
    """Draw one quantity of a History against the epoch, mean and band over the runs.

    Args:
        runs: by label, histories of the same length that differ in their seeds.
        quantity: a field of History, such as "val_accuracy".
        ax: where to draw; a new figure by default.
    """
    series = {label: [getattr(h, quantity) for h in some] for label, some in runs.items()}
    epoch = next(iter(runs.values()))[0].epoch
    percent = quantity.endswith("accuracy")
    ax = bands(epoch, series, ax, xlabel="epoch", ylabel=LABELS[quantity], percent=percent)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
    return ax


def histograms(
    samples: Mapping[str, ArrayLike],
    ax: Axes | None = None,
    *,
    bins: int = 40,
    xlabel: str = "",
    ylabel: str = "share of values",
) -> Axes:
    """Draw outlined histograms over the same bins, each normalised to a sum of 1.

    Args:
        samples: by label, arrays of any shape.
        ax: where to draw; a new figure by default.
        bins: how many, from the lowest to the highest value of all samples.
        xlabel: with its unit.
        ylabel: what is counted.
    """
    ax = ax or _new_axes()
    flat = {label: np.ravel(values) for label, values in samples.items()}
    edges = np.histogram_bin_edges(np.concatenate(list(flat.values())), bins)
    for (label, values), style in zip(flat.items(), cycle(STYLES), strict=False):
        look = {key: style[key] for key in ("color", "linestyle")}
        share = np.histogram(values, edges)[0] / len(values)
        ax.stairs(share, edges, label=label, linewidth=1.8, **look)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ax.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    ax.grid(alpha=0.3)
    ax.legend()
    return ax


def images(X: ArrayLike, titles: Sequence[str], marked: ArrayLike, columns: int = 12) -> Any:
    """Draw square images in a grid, each under its title; returns the array of axes.

    Args:
        X: shape (N, side * side), 0 is white and 1 is black.
        titles: N short texts.
        marked: N truth values; a marked image has a bold title and a frame.
        columns: images in a row.
    """
    X, marked = np.asarray(X), np.asarray(marked)
    rows = -(-len(X) // columns)
    _, axes = plt.subplots(rows, columns, figsize=(0.75 * columns, rows), squeeze=False)
    side = round(X.shape[1] ** 0.5)
    for ax in axes.flat:
        ax.set(xticks=[], yticks=[], frame_on=False)
    for ax, image, title, mark in zip(axes.flat, X, titles, marked, strict=False):
        ax.imshow(image.reshape(side, side), cmap="gray_r", vmin=0, vmax=1)
        ax.set_title(title, fontsize=9, fontweight="bold" if mark else None, pad=3)
        ax.patch.set(edgecolor="#d55e00", linewidth=4)
        ax.set_frame_on(bool(mark))
    return axes


def matrices(panels: Mapping[str, NDArray[Any]], *, xlabel: str = "", ylabel: str = "") -> Any:
    """Draw matrices side by side on one colour scale, black at 0; returns the array of axes.

    Args:
        panels: by title, matrices of equal shape without negative values.
        xlabel: what a column is.
        ylabel: what a row is.
    """
    figure, axes = plt.subplots(
        1, len(panels), figsize=(2.6 * len(panels), 2.8), layout="constrained", squeeze=False
    )
    top = max(float(matrix.max()) for matrix in panels.values())
    for ax, (title, matrix) in zip(axes.flat, panels.items(), strict=True):
        picture = ax.imshow(matrix, cmap="magma", vmin=0, vmax=top, aspect="auto")
        ax.set_title(title, fontsize=10)
        ax.set(xlabel=xlabel, ylabel=ylabel if ax is axes[0, 0] else "", xticks=[], yticks=[])
    figure.colorbar(picture, ax=axes, shrink=0.9)
    return axes[0]


def gradient_heat_map(report: GradientReport, ax: Axes | None = None) -> Axes:
    """Draw the relative error of every element of a gradient; crosses mark the wrong ones.

    The first axis of x runs downwards, all others are laid side by side. Elements that were
    not checked stay white.
    """
    ax = ax or _new_axes()
    rows = report.error.shape[0] if report.error.ndim > 1 else 1
    error, wrong = report.error.reshape(rows, -1), report.wrong.reshape(rows, -1)
    digits = np.log10(np.maximum(error, 1e-16))  # NaN stays NaN, and white
    picture = ax.imshow(digits, cmap="cividis", vmin=-12, vmax=0, aspect="auto")
    scale = ax.figure.colorbar(picture, ax=ax)
    scale.set_label("relative error")
    scale.set_ticks([-12, -9, -6, -3, 0], labels=["≤ 1e-12", "1e-9", "1e-6", "1e-3", "1"])
    y, x = np.nonzero(wrong)
    ax.scatter(x, y, marker="x", color="#b3261e", label="wrong")
    if len(x):
        ax.legend(loc="upper left", bbox_to_anchor=(0, -0.12), frameon=False)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set(title=report.headline, xlabel="column", ylabel="row")
    return ax


def _new_axes() -> Axes:
    _, ax = plt.subplots(figsize=(6, 3.8), layout="constrained")
    return ax
