"""Lines with bands, such as training curves."""

from collections.abc import Mapping, Sequence
from itertools import cycle
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike, NDArray

from reglab.plots.alt import describe
from reglab.plots.style import STYLES, add_grid, in_percent, new_axes

if TYPE_CHECKING:
    from reglab.training.solver import History

LABELS = {
    "objective": "minimized loss (nats)",
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
    """Draw the means of several series as lines, with bands from lowest to highest.

    Args:
        x: shape (K,).
        series: arrays of shape (runs, K), or (K,) for one run, by label. A NaN is a missing
            value: it is not in the mean, and the line continues over it.
        ax: axes to draw on; a new figure by default.
        xlabel: label of the x axis, with its unit.
        ylabel: label of the y axis, with its unit.
        percent: True shows values from 0 to 1 as 0 % to 100 %.
    """
    ax = ax or new_axes()
    x = np.asarray(x)
    xname, words = xlabel.split(",")[0] or "x", []
    for (label, values), style in zip(series.items(), cycle(STYLES), strict=False):
        runs = np.ma.masked_invalid(np.atleast_2d(np.asarray(values, dtype=float)))
        known = ~np.ma.getmaskarray(runs).all(axis=0)  # the line continues over missing values
        at, runs = x[known], runs[:, known]
        mean, every = runs.mean(axis=0).filled(), max(1, len(at) // 8)
        ax.plot(at, mean, label=label, markevery=every, markersize=5, **style)
        if len(runs) > 1:
            low, high = runs.min(axis=0).filled(), runs.max(axis=0).filled()
            ax.fill_between(at, low, high, color=style["color"], alpha=0.2, linewidth=0)
        words.append(f"{label}: {_course(at, mean, xname, percent)}{_spread(runs)}.")
    ax.set(xlabel=xlabel, ylabel=ylabel)
    if percent:
        in_percent(ax.yaxis)
    add_grid(ax)
    ax.legend()
    return describe(ax, f"Lines of {ylabel or 'values'} against {xlabel or 'x'}. {' '.join(words)}")


def training_curves(
    runs: Mapping[str, "History | Sequence[History]"], quantity: str, ax: Axes | None = None
) -> Axes:
    """Draw a field of History against the epoch, with mean and band over several runs.

    Args:
        runs: a history, or several with different seeds, by label. The mean at an epoch is that
            of the runs with so many epochs.
        quantity: a field of History, such as "val_accuracy".
        ax: axes to draw on; a new figure by default.
    """
    histories = {
        label: list(some) if isinstance(some, Sequence) else [some] for label, some in runs.items()
    }
    longest = max((h.epoch for some in histories.values() for h in some), key=len)
    series = {
        label: np.array([_padded(getattr(h, quantity), len(longest)) for h in some])
        for label, some in histories.items()
    }
    ylabel, percent = LABELS.get(quantity, quantity), quantity.endswith("accuracy")
    ax = bands(longest, series, ax, xlabel="epoch", ylabel=ylabel, percent=percent)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
    return ax


def _padded(values: ArrayLike, length: int) -> NDArray[np.float64]:
    padded = np.full(length, np.nan)
    padded[: len(np.asarray(values))] = values
    return padded


def _course(x: NDArray[Any], mean: NDArray[Any], xname: str, percent: bool) -> str:
    """A text on the first, last, lowest and highest points of a line."""
    if len(mean) == 0:
        return "no values"

    values = [f"{value:.0%}" if percent else f"{value:.3g}" for value in mean]
    points = [f"{value} at {xname} {at:g}" for value, at in zip(values, x, strict=True)]
    text = f"from {points[0]} to {points[-1]}"
    for name, i in (("lowest", int(mean.argmin())), ("highest", int(mean.argmax()))):
        if values[i] not in (values[0], values[-1]):
            text += f", {name} {points[i]}"
    return text


def _spread(runs: NDArray[Any]) -> str:
    return (
        f" (mean of {len(runs)} runs, with a band from lowest to highest)" if len(runs) > 1 else ""
    )
