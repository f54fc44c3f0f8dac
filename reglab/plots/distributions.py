"""How values are distributed: outlined histograms, and a small one for each layer."""

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
    """Draw outlined histograms over the same bins, each normalized to a sum of 1.

    Args:
        samples: by label, arrays of any shape.
        ax: where to draw; a new figure by default.
        bins: how many, from the lowest to the highest value of all samples.
        xlabel: with its unit.
        ylabel: what is counted.
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
    """Draw a histogram for each layer, all with the same axes; returns the array of axes.

    Values that are exactly 0 (silent relus, weights that L1 has put out) would dwarf the
    others. They are left out of the bars, and their share is said above.

    Args:
        layers: by name, the weights or activations of a layer, of any shape.
        bins: how many, from the lowest to the highest value of all layers.
        xlabel: with its unit.
        columns: histograms in a row.
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
