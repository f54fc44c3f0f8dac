"""Where a gradient is wrong."""

from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patheffects import Normal, Stroke
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from reglab.plots.alt import describe
from reglab.plots.style import new_axes

if TYPE_CHECKING:
    from reglab.gradient_report import GradientReport


def gradient_heat_map(report: "GradientReport", ax: Axes | None = None) -> Axes:
    """Draw the relative error of every element of a gradient; crosses mark the wrong ones.

    The first axis of x runs downwards, all others are laid side by side. Elements that were
    not checked stay empty.
    """
    ax = ax or new_axes()
    rows = report.error.shape[0] if report.error.ndim > 1 else 1
    error, wrong = report.error.reshape(rows, -1), report.wrong.reshape(rows, -1)
    digits = np.log10(np.maximum(error, 1e-16))  # NaN stays NaN, and empty
    colours = mpl.colormaps["cividis"].with_extremes(bad="none")
    picture = ax.imshow(digits, cmap=colours, vmin=-12, vmax=0, aspect="auto")
    scale = ax.figure.colorbar(picture, ax=ax)
    scale.set_label("relative error")
    scale.set_ticks([-12, -9, -6, -3, 0], labels=["≤ 1e-12", "1e-9", "1e-6", "1e-3", "1"])
    y, x = np.nonzero(wrong)
    rim = [Stroke(linewidth=4, foreground="white"), Normal()]  # to be seen on any ground
    ax.scatter(x, y, marker="x", color="#b3261e", linewidth=1.8, label="wrong", path_effects=rim)
    if len(x):
        ax.legend(loc="upper left", bbox_to_anchor=(0, -0.12), frameon=False)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set(title=report.headline, xlabel="column", ylabel="row")
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
