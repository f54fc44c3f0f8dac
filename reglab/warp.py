"""Moving the pixels of many images at once, each image in its own way."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Images = NDArray[Any]


def images_of(images: ArrayLike) -> Images:
    """The images as an array of shape (N, H, W) or (N, C, H, W) of numbers, or an error."""
    images = np.asarray(images)
    if images.ndim not in (3, 4):
        raise ValueError(
            f"images have the shape (N, H, W) or (N, C, H, W), not {images.shape}; flat rows go "
            "through augment.pipeline(..., shape=(H, W))"
        )
    if images.dtype.kind not in "fiu":
        raise TypeError(f"images hold floats or integers, not {images.dtype}")
    return images


def integer_shift(
    images: Images, down: NDArray[np.integer], right: NDArray[np.integer], fill: float
) -> Images:
    """Images moved by whole pixels.

    Args:
        images: shape (N, H, W) or (N, C, H, W).
        down: N numbers of rows; negative moves upwards.
        right: N numbers of columns; negative moves to the left.
        fill: what comes in at the edge.
    """
    height, width = images.shape[-2:]
    rows = np.arange(height)[:, None] - down[:, None, None]  # (N, H, 1)
    columns = np.arange(width) - right[:, None, None]  # (N, 1, W)
    return _gather(images, rows, columns, fill)


def warp(images: Images, matrices: NDArray[np.floating], fill: float) -> Images:
    """Images whose pixels are looked up elsewhere, by bilinear interpolation.

    Args:
        images: shape (N, H, W) or (N, C, H, W).
        matrices: shape (N, 2, 2): the pixel at (row, column) from the centre of the new image is
            the one at matrix @ (row, column) of the old.
        fill: the colour of all that lies outside of the old image.
    """
    height, width = images.shape[-2:]
    middle = np.array([(height - 1) / 2, (width - 1) / 2])[:, None, None]
    grid = np.indices((height, width)) - middle  # (2, H, W)
    source = np.einsum("nij,jhw->inhw", matrices, grid) + middle[:, None]  # (2, N, H, W)
    # Angles of 90 degrees and the like should hit a pixel and not the gap beside it.
    source = np.round(source, 9)
    rows, columns = np.floor(source).astype(np.intp)
    down, right = source - np.floor(source)  # each (N, H, W), from 0 to 1
    out = np.zeros(images.shape)
    for step_down, share_down in ((0, 1 - down), (1, down)):
        for step_right, share_right in ((0, 1 - right), (1, right)):
            share = share_down * share_right
            share = share[:, None] if images.ndim == 4 else share
            out += share * _gather(images, rows + step_down, columns + step_right, fill)
    return _as(out, images, fill)


def _gather(
    images: Images, rows: NDArray[np.integer], columns: NDArray[np.integer], fill: float
) -> Images:
    """Pixel (rows, columns) of each image; rows and columns broadcast to (N, H, W)."""
    height, width = images.shape[-2:]
    outside = (rows < 0) | (rows >= height) | (columns < 0) | (columns >= width)
    example = np.arange(len(images))[:, None, None]
    rows, columns = rows.clip(0, height - 1), columns.clip(0, width - 1)
    if images.ndim == 3:
        flat: Images = images[example, rows, columns]
        flat[outside] = fill
        return flat
    out = images.transpose(0, 2, 3, 1)[example, rows, columns]  # (N, H, W, C)
    out[outside] = fill
    return np.ascontiguousarray(out.transpose(0, 3, 1, 2))


def _as(out: NDArray[np.floating], images: Images, fill: float) -> Images:
    """Rounded and cast to the dtype of images; sums of shares may leave the range by a rounding."""
    if out.size == 0:
        return out.astype(images.dtype)
    if images.dtype.kind != "f":
        out = np.rint(out)
    low, high = min(images.min(), fill), max(images.max(), fill)
    clipped: Images = out.clip(low, high).astype(images.dtype)
    return clipped
