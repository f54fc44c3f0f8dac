"""Decision regions of a classifier in the plane."""

from collections.abc import Callable, Sequence
from itertools import cycle
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from numpy.typing import ArrayLike, NDArray

from reglab.plots.alt import describe
from reglab.plots.style import INK, STYLES, new_axes

MARGIN = 0.08  # around the points, as a share of their extent
TINTS = (0.14, 0.34, 0.24, 0.46)  # opacity of the regions, which differ even without color


def decision_boundary(
    scores: Callable[[NDArray[np.float64]], ArrayLike],
    X: ArrayLike,
    y: ArrayLike,
    ax: Axes | None = None,
    *,
    classes: Sequence[str] | None = None,
    threshold: float = 0.0,
    resolution: int = 200,
) -> Axes:
    """Draw the decision regions of a classifier with their boundaries, and points.

    Each class has a marker of its own; a wrongly classified point has a ring.

    Args:
        scores: a function of points, shape (M, 2). It returns scores of shape (M, C), of which
            the largest decides; or of shape (M,) or (M, 1), with class 1 above the threshold; or
            M class numbers as integers.
        X: points to draw, shape (N, 2).
        y: their N labels, integers from 0.
        ax: axes to draw on; a new figure by default.
        classes: a name for each class; by default "class 0", "class 1", ...
        threshold: 0 for scores, 0.5 for probabilities of class 1.
        resolution: grid points along each axis.
    """
    X, y = np.asarray(X, dtype=float), np.asarray(y)
    x1, x2 = (_extent(X[:, i], resolution) for i in (0, 1))
    plane = np.column_stack([axis.ravel() for axis in np.meshgrid(x1, x2)])  # (M, 2)
    margins = _margins(scores(plane), threshold).reshape(resolution, resolution, -1)
    wrong = _margins(scores(X), threshold).argmax(axis=1) != y
    count = max(margins.shape[2], int(y.max()) + 1)
    names = classes or [f"class {i}" for i in range(count)]
    ax = ax or new_axes(5.6, 4.2)
    _draw_regions(ax, x1, x2, margins)
    for label, name, style in zip(range(count), names, cycle(STYLES), strict=False):
        look: dict[str, Any] = {"marker": style["marker"], "color": style["color"], "label": name}
        here = X[y == label]
        ax.scatter(
            here[:, 0], here[:, 1], s=30, edgecolors="white", linewidths=0.6, zorder=3, **look
        )
    if wrong.any():
        ring: dict[str, Any] = {
            "facecolors": "none",
            "edgecolors": INK,
            "label": "on the wrong side",
        }
        ax.scatter(X[wrong, 0], X[wrong, 1], s=120, linewidths=1.3, zorder=2, **ring)
    ax.set(xlabel="$x_1$", ylabel="$x_2$")
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
    return describe(ax, _words(margins.argmax(axis=2), names, wrong))


def _margins(values: ArrayLike, threshold: float) -> NDArray[np.float64]:
    """Margin of each class over all others, shape (M, C)."""
    scores = np.asarray(values)
    if scores.ndim == 1 and scores.dtype.kind in "iub":
        chosen = np.equal.outer(scores, np.arange(max(2, int(scores.max()) + 1)))
        return np.asarray(chosen - 0.5)
    if scores.ndim == 1 or scores.shape[1] == 1:
        ahead = scores.reshape(-1, 1) - threshold
        return np.hstack([-ahead, ahead])
    best_other = np.empty(scores.shape)
    for label in range(scores.shape[1]):
        best_other[:, label] = np.delete(scores, label, axis=1).max(axis=1)
    return np.asarray(scores - best_other)


def _extent(values: NDArray[np.float64], resolution: int) -> NDArray[np.float64]:
    margin = MARGIN * (np.ptp(values) or 1.0)
    return np.linspace(values.min() - margin, values.max() + margin, resolution)


def _draw_regions(
    ax: Axes, x1: NDArray[np.float64], x2: NDArray[np.float64], margins: NDArray[np.float64]
) -> None:
    """Draw the regions in tints of different color and strength, and the boundaries."""
    tints = [to_rgba(STYLES[i % 4]["color"], TINTS[i % 4]) for i in range(margins.shape[2])]
    extent = (x1[0], x1[-1], x2[0], x2[-1])
    region = np.array(tints)[margins.argmax(axis=2)]  # (H, W, 4)
    ax.imshow(region, origin="lower", extent=extent, aspect="auto", interpolation="nearest")
    for label in range(1 if margins.shape[2] == 2 else 0, margins.shape[2]):
        margin = margins[:, :, label]
        if margin.min() < 0 < margin.max():
            ax.contour(x1, x2, margin, levels=[0], colors=[INK], linewidths=1.6)


def _words(decided: NDArray[Any], names: Sequence[str], wrong: NDArray[np.bool_]) -> str:
    shares = np.bincount(decided.ravel(), minlength=len(names)) / decided.size
    regions = ", ".join(f"{n} {s:.0%}" for n, s in zip(names, shares, strict=False))
    return (
        f"Regions of a plane by class, their shares of the area: {regions}. Of {len(wrong)} points "
        f"{int(wrong.sum())} are on the wrong side."
    )
