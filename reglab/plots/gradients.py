"""Pictures of a gradient check: the error of each element, and its values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib import patheffects
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import MaxNLocator

from reglab.plots.alt import describe
from reglab.plots.style import WARNING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray


RIGHT = "#3b8ed0"
LOWEST = -12
"""Exponent of the smallest error with a color of its own."""


def gradient_check(report: Any) -> Axes:
    """Draw a heat map of the errors and a comparison of the values; return the first axes."""
    figure = plt.figure(figsize=(10, 3.8), layout=ConstrainedLayoutEngine(wspace=0.08))
    left, right = figure.subplots(1, 2, width_ratios=(1.5, 1))
    axes = gradient_heat_map(report, left)
    _comparison(report, right)
    left.set_title("")
    figure.suptitle(report.headline)
    return axes


def gradient_heat_map(report: Any, ax: Axes | None = None) -> Axes:
    """Draw a heat map of the relative errors of a gradient; crosses mark wrong elements.

    The rows are the first axis of x, and the columns all other axes. Elements that were not
    measured are hatched.

    Args:
        report: a GradientReport, which draws itself by this function.
        ax: axes to draw on; a new figure by default.
    """
    ax = ax or plt.subplots(figsize=(6, 3.8), layout="constrained")[1]
    rows = report.error.shape[0] if report.error.ndim > 1 else 1
    error, wrong = report.error.reshape(rows, -1), report.wrong.reshape(rows, -1)
    digits = np.log10(np.maximum(error, 10.0**LOWEST))  # NaN stays NaN
    picture = ax.imshow(
        digits, cmap="cividis", vmin=LOWEST, vmax=0, aspect="auto", interpolation="nearest"
    )
    ax.patch.set(facecolor="none", edgecolor="gray", hatch="///")
    scale = ax.figure.colorbar(picture, ax=ax, label="relative error")
    scale.set_ticks([-12, -9, -6, -3, 0], labels=["≤ 1e-12", "1e-9", "1e-6", "1e-3", "1"])
    y, x = np.nonzero(wrong)
    size = float(np.clip(3000 / max(error.shape) ** 1.2, 4, 60))
    crosses = ax.scatter(x, y, size, marker="x", color="black", linewidth=1.4, label="wrong")
    crosses.set_path_effects([patheffects.withStroke(linewidth=3, foreground="white")])
    if len(x):
        ax.legend(loc="lower right", bbox_to_anchor=(1, 1), frameon=False, borderpad=0)
    if np.isnan(error).any():
        ax.annotate("hatched: not measured", (0, 1), (0, 4), "axes fraction", "offset points")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    side = "column" if report.error.ndim < 3 else "all other axes, side by side"
    ax.set(title=report.headline, xlabel=side, ylabel="row" if rows > 1 else "")
    if rows == 1:
        ax.set_yticks([])
    return describe(ax, _where(wrong, float(np.nanmax(error, initial=0.0))))


def _where(wrong: NDArray[np.bool_], largest: float) -> str:
    rows, columns = wrong.shape
    text = f"Heat map of the relative error in {rows} rows and {columns} columns"
    text += f", the largest {largest:.1e}."
    if wrong.any():
        row, column = int(wrong.sum(axis=1).argmax()), int(wrong.sum(axis=0).argmax())
        text += f" Row {row} has the most wrong elements, {wrong[row].sum()} of {columns}"
        text += f", and column {column}, {wrong[:, column].sum()} of {rows}."
    return text


def _comparison(report: Any, ax: Axes) -> Axes:
    """Draw the gradient against the numerical gradient; right values are on the diagonal."""
    shown = ~np.isnan(report.numeric)
    for mask, style in (
        (shown & ~report.wrong, {"label": "right", "color": RIGHT, "marker": "o", "alpha": 0.6}),
        (shown & report.wrong, {"label": "wrong", "color": WARNING, "marker": "x"}),
    ):
        if mask.any():
            ax.scatter(report.numeric[mask], report.dx[mask], s=18, **style)
    ax.axline((0, 0), slope=1, color="gray", linewidth=1, zorder=0)
    ax.set(xlabel="numerical gradient", ylabel=f"d{report.name} as given")
    ax.grid(alpha=0.3)
    if report.wrong.any():
        ax.legend()
    return ax
