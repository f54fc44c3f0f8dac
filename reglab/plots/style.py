"""The style of all plots, readable on a white page, on a dark page and without color.

Each color has a contrast of at least 3 : 1 with white and with near black.
"""

from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
from cycler import cycler
from matplotlib.axes import Axes
from matplotlib.axis import Axis

INK = "#797979"  # a contrast of 4.3 : 1 with white and with #111111, the dark page of JupyterLab
WARNING = "#d55e00"

STYLES: tuple[dict[str, Any], ...] = (
    {"color": "#0072b2", "linestyle": "-", "marker": "o"},
    {"color": "#d55e00", "linestyle": "--", "marker": "s"},
    {"color": "#009e73", "linestyle": "-.", "marker": "^"},
    {"color": "#b07aa1", "linestyle": ":", "marker": "D"},
)

STYLE: Any = {
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.prop_cycle": cycler(
        color=[style["color"] for style in STYLES],
        linestyle=[style["linestyle"] for style in STYLES],
    ),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "grid.color": INK,
    "legend.frameon": False,
    "font.size": 11,
}


def use_style() -> None:
    """Give all later figures a transparent background, and text for light and dark pages.

    It changes the `rcParams` of matplotlib, so put it into the first cell of a notebook. Without
    it, plots have a white background and black text.
    """
    mpl.rcParams.update(STYLE)


def new_axes(width: float = 6, height: float = 3.8) -> Axes:
    """Axes on a new figure; sizes in inches."""
    _, ax = plt.subplots(figsize=(width, height), layout="constrained")
    return ax


def in_percent(axis: Axis) -> None:
    """Format the labels of an axis in percent: 0.925 as 92.5%, and 0.9 as 90%."""
    axis.set_major_formatter(lambda value, _: f"{100 * value:g}%")


def add_grid(ax: Axes) -> None:
    """Draw thin grid lines behind the data."""
    ax.grid(alpha=0.3)
    ax.set_axisbelow(True)
