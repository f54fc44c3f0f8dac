"""Loss surfaces with the paths of optimizers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from numpy.typing import NDArray

from reglab.plots.alt import describe
from reglab.plots.style import INK, STYLES, new_axes
from reglab.progress import progress

Flat = NDArray[np.float64]
Limits = tuple[tuple[float, float], tuple[float, float]]
MARGIN = 0.2  # around the paths, as a share of their extent
LEVELS = 14


def loss_surface(
    loss: Callable[[Any], float],
    paths: Mapping[str, Sequence[Any]],
    ax: Axes | None = None,
    *,
    limits: Limits | None = None,
    resolution: int = 41,
    verbose: bool = True,
) -> Axes:
    """Draw contours of a loss in a plane of the parameter space, and paths of optimizers.

    Two parameters are the plane. For more parameters, the plane goes through the last point of the
    first path, in the two directions with the largest distances of all points from it (singular
    vectors). The paths are projected onto it, and the axis labels have the share of each direction.
    A path starts at a circle and ends at a star.

    Args:
        loss: a function of parameters like the points of a path, without random numbers.
        paths: parameters after some of the steps, arrays or dicts of arrays, by label.
        ax: axes to draw on; a new figure by default.
        limits: (low, high) of both axes; by default around the paths.
        resolution: grid points along each axis; the loss is computed resolution ** 2 times.
        verbose: True shows a progress bar.

    Source: Li, Xu, Taylor, Studer and Goldstein, Visualizing the Loss Landscape of Neural Nets,
    NeurIPS 2018, section 7.
    """
    flat = {label: np.stack([_flattened(point) for point in path]) for label, path in paths.items()}
    example = next(iter(paths.values()))[0]
    plane = _Plane.through(list(flat.values()))
    projected = {label: plane.coordinates(points) for label, points in flat.items()}  # (steps, 2)
    a, b = _axes_around(np.concatenate(list(projected.values())), limits, resolution)
    heights = np.empty((resolution, resolution))
    for row in progress(range(resolution), "loss surface", visible=verbose):
        for column in range(resolution):
            heights[row, column] = loss(_like(plane.point(a[column], b[row]), example))
    ax = ax or new_axes(5.6, 4.4)
    _draw_heights(ax, a, b, heights)
    for (label, path), style in zip(projected.items(), cycle(STYLES), strict=False):
        _draw_path(ax, path, label, style)
    ax.set(xlim=(a[0], a[-1]), ylim=(b[0], b[-1]), xlabel=plane.labels[0], ylabel=plane.labels[1])
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
    return describe(ax, _words(loss, paths, heights))


@dataclass(frozen=True)
class _Plane:
    """A plane through a point of the parameter space, with two orthonormal directions."""

    origin: Flat
    directions: Flat  # (2, D)
    labels: tuple[str, str]

    @classmethod
    def through(cls, paths: list[Flat]) -> "_Plane":
        points = np.concatenate(paths)  # (all steps, D)
        if len(points) < 2 or points.shape[1] < 2:
            raise ValueError("at least two parameters and two points on the paths are needed")
        if points.shape[1] == 2:
            return cls(np.zeros(2), np.eye(2), ("parameter 1", "parameter 2"))
        origin = paths[0][-1]
        _, spread, directions = np.linalg.svd(points - origin, full_matrices=False)
        held = spread[:2] ** 2 / max(float(np.sum(spread**2)), np.finfo(float).tiny)
        first, second = (
            f"direction {i + 1}: {share:.0%} of the movement" for i, share in enumerate(held)
        )
        return cls(origin, directions[:2], (first, second))

    def coordinates(self, points: Flat) -> Flat:
        return np.asarray((points - self.origin) @ self.directions.T)  # (steps, 2)

    def point(self, a: float, b: float) -> Flat:
        return np.asarray(self.origin + a * self.directions[0] + b * self.directions[1])


def _flattened(point: Any) -> Flat:
    """Parameters as a vector; a dict in the order of its keys."""
    if isinstance(point, Mapping):
        return np.concatenate([np.ravel(value) for value in point.values()])
    return np.ravel(np.asarray(point, dtype=float))


def _like(flat: Flat, example: Any) -> Any:
    """A vector in the form of the example."""
    if not isinstance(example, Mapping):
        return flat.reshape(np.shape(example))
    cuts = np.cumsum([np.size(value) for value in example.values()])[:-1]
    pieces = zip(example.items(), np.split(flat, cuts), strict=True)
    return {name: piece.reshape(np.shape(value)) for (name, value), piece in pieces}


def _axes_around(points: Flat, limits: Limits | None, resolution: int) -> tuple[Flat, Flat]:
    if limits is None:
        low, high = points.min(axis=0), points.max(axis=0)
        extent = high - low
        room = MARGIN * np.maximum(extent, 0.2 * extent.max())  # a straight path has no width
        room = np.where(room > 0, room, 1.0)
        limits = ((low - room)[0], (high + room)[0]), ((low - room)[1], (high + room)[1])
    return np.linspace(*limits[0], resolution), np.linspace(*limits[1], resolution)


def _draw_heights(ax: Axes, a: Flat, b: Flat, heights: Flat) -> None:
    """Draw contours at quantiles, which show valleys as well as steep walls."""
    finite = np.ma.masked_invalid(heights)
    levels = np.unique(np.quantile(finite.compressed(), np.linspace(0, 1, LEVELS)))
    if len(levels) < 2:
        return
    shades = [to_rgba(INK, alpha) for alpha in np.linspace(0, 0.3, len(levels) - 1)]
    ax.contourf(a, b, finite, levels=levels, colors=shades)
    lines = ax.contour(a, b, finite, levels=levels[1:-1], colors=[INK], linewidths=0.8)
    ax.clabel(lines, levels[2:-1:3], fmt="%.3g", fontsize=8)


def _draw_path(ax: Axes, path: Flat, label: str, style: Mapping[str, Any]) -> None:
    every = max(1, len(path) // 12)
    ax.plot(
        path[:, 0], path[:, 1], label=label, markersize=4, markevery=every, linewidth=1.8, **style
    )
    (x0, y0), (x1, y1), color = path[0], path[-1], style["color"]
    ax.scatter(x0, y0, s=70, facecolors="none", edgecolors=color, linewidths=1.8, zorder=4)
    ax.scatter(x1, y1, s=130, marker="*", color=color, edgecolors="white", zorder=4)


def _words(loss: Callable[[Any], float], paths: Mapping[str, Sequence[Any]], heights: Flat) -> str:
    finite = heights[np.isfinite(heights)]
    low, high = finite.min(initial=np.inf), finite.max(initial=-np.inf)
    ways = "; ".join(f"{k}: from {loss(p[0]):.3g} to {loss(p[-1]):.3g}" for k, p in paths.items())
    return (
        f"Contours of a loss between {low:.3g} and {high:.3g}, and paths down it. Loss by {ways}."
    )
