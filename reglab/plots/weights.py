"""Weights and other matrices as images."""

from collections.abc import Mapping
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from reglab.plots.alt import describe
from reglab.plots.style import new_axes

Floats = NDArray[np.float64]
GAP = 1  # pixels between two filters


def filters(
    W: ArrayLike,
    image_shape: tuple[int, ...] | None = None,
    ax: Axes | None = None,
    *,
    columns: int | None = None,
) -> Axes:
    """Draw the weights of each unit of a first layer as an image, in one mosaic.

    Gray is a weight of 0, black is negative and white is positive. Weights for three channels
    are drawn in color.

    Args:
        W: shape (D, units) for an affine layer, or (units, C, H, W) for a convolution of C
            channels, where C is 1 or 3.
        image_shape: (H, W) or (C, H, W) with the product D, for an affine layer; a square by
            default.
        ax: axes to draw on; a new figure by default.
        columns: images per row; by default the mosaic is about square.
    """
    tiles = _tiles(np.asarray(W, dtype=float), image_shape)  # (units, H, W, C)
    units, height, width, channels = tiles.shape
    columns = min(columns or int(np.ceil(np.sqrt(1.5 * units))), units)
    mosaic = _mosaic(tiles, columns)
    largest = float(np.abs(tiles).max()) or 1.0
    if ax is None:
        ax = new_axes(6, min(9, max(1.2, 5.2 * mosaic.shape[0] / mosaic.shape[1])))
    ax.set(xticks=[], yticks=[], frame_on=False)
    if channels == 3:
        filled = ~np.isnan(mosaic[..., :1])  # the gaps are transparent
        ax.imshow(np.concatenate([np.nan_to_num((1 + mosaic / largest) / 2), filled], axis=2))
    else:
        picture = ax.imshow(mosaic[..., 0], cmap="gray", vmin=-largest, vmax=largest)
        ax.figure.colorbar(picture, ax=ax, shrink=0.8, label="weight")
    return describe(
        ax,
        f"The weights of {units} units as images of {height} by {width} pixels, the largest "
        f"{largest:.2g} in size.",
    )


def _tiles(W: Floats, image_shape: tuple[int, ...] | None) -> Floats:
    """Weights as images, shape (units, H, W, C) with C = 1 or 3."""
    if W.ndim == 2:
        side = round(W.shape[0] ** 0.5)
        shape = image_shape or (side, side)
        if np.prod(shape) != W.shape[0]:
            raise ValueError(
                f"image_shape {shape} does not fit {W.shape[0]} inputs: (H, W) or (C, H, W) must "
                "have this product"
            )
        W = W.T.reshape(-1, *((1,) * (3 - len(shape))), *shape)
    if W.ndim != 4 or W.shape[1] not in (1, 3):
        raise ValueError(
            f"W must have the shape (D, units), or (units, C, H, W) with 1 or 3 channels, not "
            f"{W.shape}"
        )
    return W.transpose(0, 2, 3, 1)


def _mosaic(tiles: Floats, columns: int) -> Floats:
    """Tiles side by side with gaps of NaN, shape (H, W, C)."""
    units, height, width, channels = tiles.shape
    rows, high, wide = -(-units // columns), height + GAP, width + GAP
    mosaic = np.full((rows * high - GAP, columns * wide - GAP, channels), np.nan)
    for i, tile in enumerate(tiles):
        top, left = i // columns * high, i % columns * wide
        mosaic[top : top + height, left : left + width] = tile
    return mosaic


def matrices(panels: Mapping[str, NDArray[Any]], *, xlabel: str = "", ylabel: str = "") -> Any:
    """Draw matrices on one color scale, with black for 0; return the array of axes.

    Args:
        panels: matrices of equal shape without negative values, by title.
        xlabel: label of the columns.
        ylabel: label of the rows.
    """
    figure, axes = plt.subplots(
        1, len(panels), figsize=(2.6 * len(panels), 2.8), layout="constrained", squeeze=False
    )
    top = max(float(matrix.max()) for matrix in panels.values())
    for ax, (title, matrix) in zip(axes.flat, panels.items(), strict=True):
        picture = ax.imshow(matrix, cmap="magma", vmin=0, vmax=top, aspect="auto")
        ax.set_title(title, fontsize=10)
        ax.set(xlabel=xlabel, ylabel=ylabel if ax is axes[0, 0] else "", xticks=[], yticks=[])
        zeros = np.mean(np.asarray(matrix) == 0)
        describe(ax, f"Matrix with the mean {np.mean(matrix):.2g}; {zeros:.0%} of it is 0.")
    figure.colorbar(picture, ax=axes, shrink=0.9)
    return axes[0]
