"""Histograms."""

from collections.abc import Mapping
from itertools import cycle
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from reglab.plots.alt import describe
from reglab.plots.style import INK, STYLES, add_grid, in_percent, new_axes


def histograms(
    samples: Mapping[str, ArrayLike],
    ax: Axes | None = None,
    *,
    bins: int = 40,
    xlabel: str = "",
    ylabel: str = "share of values",
) -> Axes:
    """Draw histograms as outlines over the same bins, each with the sum 1.

    Args:
        samples: arrays of any shape, by label.
        ax: axes to draw on; a new figure by default.
        bins: number of bins from the lowest to the highest value of all samples.
        xlabel: label of the x axis, with its unit.
        ylabel: label of the y axis.
    """
    ax = ax or new_axes()
    flat = {label: np.ravel(values) for label, values in samples.items()}
    edges = np.histogram_bin_edges(np.concatenate(list(flat.values())), bins)
    for (label, values), style in zip(flat.items(), cycle(STYLES), strict=False):
        look = {key: style[key] for key in ("color", "linestyle")}
        share = np.histogram(values, edges)[0] / len(values)
        ax.stairs(share, edges, label=label, linewidth=1.8, **look)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    in_percent(ax.yaxis)
    add_grid(ax)
    ax.legend()
    words = " ".join(f"{label}: {_moments(values)}." for label, values in flat.items())
    return describe(ax, f"Histograms of {xlabel or 'values'}. {words}")


def layer_histograms(
    layers: Mapping[str, ArrayLike], *, bins: int = 40, xlabel: str = "", columns: int = 5
) -> Any:
    """Draw a histogram for each layer on the same scale; return the array of axes.

    Values of exactly 0 (inactive relus, weights under an L1 penalty) are not in the bars, which
    would hide the others. The title has their share.

    Args:
        layers: weights or activations of any shape, by name of the layer.
        bins: number of bins from the lowest to the highest value of all layers.
        xlabel: label of the x axis, with its unit.
        columns: histograms per row.
    """
    flat = {name: np.ravel(values) for name, values in layers.items()}
    columns = min(columns, len(flat))
    rows = -(-len(flat) // columns)
    figure, axes = plt.subplots(
        rows, columns, figsize=(2.4 * columns, 2.4 * rows), sharex=True, sharey=True,
        layout="constrained", squeeze=False,
    )  # fmt: skip
    edges = np.histogram_bin_edges(np.concatenate(list(flat.values())), bins)
    for ax in axes.flat[len(flat) :]:
        ax.set_visible(False)
    for ax, (name, values) in zip(axes.flat, flat.items(), strict=False):
        zeros = np.mean(values == 0)
        share = np.histogram(values[values != 0], edges)[0] / len(values)
        ax.stairs(share, edges, fill=True, alpha=0.45, color=STYLES[0]["color"])
        ax.stairs(share, edges, color=STYLES[0]["color"])
        ax.axvline(0, color=INK, linewidth=0.8)
        in_percent(ax.yaxis)
        silent = f"\n{zeros:.0%} are 0" if zeros else ""
        ax.set_title(f"{name}\nspread {values.std():.2g}{silent}", fontsize="small")
        describe(ax, f"Histogram: {_moments(values)}.")
    figure.supxlabel(xlabel, fontsize="medium")
    figure.supylabel("share of values", fontsize="medium")
    return axes


def _moments(values: Any) -> str:
    low, high = values.min(), values.max()
    return f"mean {values.mean():.2g}, spread {values.std():.2g}, from {low:.2g} to {high:.2g}"
