"""The look of all pictures: readable on white, on a dark page, and without any color.

Every color here stands out from white and from near black (at least 3 : 1), and series differ in
line style and marker as well.
"""

from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
from cycler import cycler
from matplotlib.axes import Axes
from matplotlib.axis import Axis

INK = "#797979"  # as far from white as from #111111, JupyterLab's dark page: 4.3 : 1 each
WARNING = "#d55e00"  # what should catch the eye

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
    """Make all figures from now on transparent, with text that is readable in light and dark.

    Put it into the first cell of a notebook. It changes matplotlib's `rcParams`, so that figures
    of your own match; without it, pictures have matplotlib's white ground and black text.
    """
    mpl.rcParams.update(STYLE)


def new_axes(width: float = 6, height: float = 3.8) -> Axes:
    """Axes on a figure of their own; sizes in inches."""
    _, ax = plt.subplots(figsize=(width, height), layout="constrained")
    return ax


def in_percent(axis: Axis) -> None:
    """Label 0.925 as 92.5%, and 0.9 as 90%."""
    axis.set_major_formatter(lambda value, _: f"{100 * value:g}%")


def add_grid(ax: Axes) -> None:
    """Lines behind the data that do not catch the eye."""
    ax.grid(alpha=0.3)
    ax.set_axisbelow(True)
