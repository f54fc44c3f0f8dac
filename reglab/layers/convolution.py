"""Two-dimensional convolution by matrix products.

The windows of an input become the columns of a matrix. The filters times that matrix are the
output ("im2col"). With stride 1, columns of one row of a window are enough: the other rows of the
window are the same columns with an offset. This saves most of the copies.

Source: Chellapilla, Puri and Simard, High performance convolutional neural networks for document
processing, 2006; the signatures are cs231n's.
"""

from collections.abc import Iterator, Mapping
from math import prod

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from reglab.layers.arrays import Array, blocks

ConvCache = tuple[Array, Array, int, int]


def conv_forward(
    x: Array, w: Array, b: Array, conv_param: Mapping[str, int]
) -> tuple[Array, ConvCache]:
    """Forward pass of a convolution, without flipped filters, as usual in deep learning.

    Args:
        x: inputs, shape (N, C, H, W).
        w: filters, shape (F, C, HH, WW).
        b: biases, shape (F,).
        conv_param: a dict of
            stride: pixels from one window to the next, in both directions.
            pad: rows and columns of zeros on each side.

    Returns:
        out: shape (N, F, Ho, Wo) with Ho = 1 + (H + 2 pad - HH) // stride, and Wo likewise.
        cache: the padded x, w, stride and pad.

    Raises:
        ValueError: the channels of x and w differ, or a filter is larger than the padded x.
    """
    stride, pad = conv_param["stride"], conv_param["pad"]
    if x.shape[1] != w.shape[1]:
        raise ValueError(f"x has {x.shape[1]} channels and the filters in w have {w.shape[1]}")
    padded = _pad(x, pad, pad)
    (HH, WW), (H, W) = w.shape[2:], padded.shape[2:]
    if HH > H or WW > W:
        raise ValueError(f"filters of {HH} x {WW} do not fit into {H} x {W} pixels, padded")
    out = _correlate(padded, w, stride)
    out += b[:, None, None]
    return out, (padded, w, stride, pad)


def conv_backward(dout: Array, cache: ConvCache) -> tuple[Array, Array, Array]:
    """Backward pass of a convolution.

    Args:
        dout: upstream gradient, shape (N, F, Ho, Wo).
        cache: what conv_forward returned.

    Returns:
        dx, dw, db: gradients, each of the shape of x, w and b.
    """
    padded, w, stride, pad = cache
    HH, WW = w.shape[2:]
    if stride == 1 and pad < min(HH, WW):
        # The gradient is a convolution with the turned filters.
        turned = w[:, :, ::-1, ::-1].transpose(1, 0, 2, 3)  # (C, F, HH, WW)
        dx = _correlate(_pad(dout, HH - 1 - pad, WW - 1 - pad), turned, 1)
    else:
        dx = _scatter(dout, w, stride, padded.shape)
        dx = dx[:, :, pad : dx.shape[2] - pad, pad : dx.shape[3] - pad]
    return dx, _filter_gradient(dout, padded, w.shape, stride), dout.sum(axis=(0, 2, 3))


def _correlate(x: Array, w: Array, stride: int) -> Array:
    """Correlation of each filter with a padded x, shape (N, F, Ho, Wo)."""
    N, F, HH, WW = len(x), *w.shape[::2], w.shape[3]
    rows, (Ho, Wo) = _rows(HH, stride), _places(x, HH, WW, stride)
    parts = [w[:, :, i : i + rows].reshape(F, -1) for i in range(0, HH, rows)]
    out = np.empty((N, F, Ho * Wo), np.result_type(x, w))
    for block, columns in _column_blocks(x, rows, WW, stride):
        for i, part in enumerate(parts):
            seen = columns[:, :, i * Wo : (i + Ho) * Wo]
            if i == 0:
                np.matmul(part, seen, out=out[block])
            else:
                out[block] += part @ seen
    return out.reshape(N, F, Ho, Wo)


def _filter_gradient(dout: Array, x: Array, shape: tuple[int, ...], stride: int) -> Array:
    F, C, HH, WW = shape
    dout = dout.reshape(*dout.shape[:2], prod(dout.shape[2:])).transpose(0, 2, 1)  # (N, Ho Wo, F)
    dw = np.zeros((C * HH * WW, F), np.result_type(dout, x))
    for block, columns in _column_blocks(x, HH, WW, stride):
        for windows, gradient in zip(columns, dout[block], strict=True):
            dw += windows @ gradient
    return dw.T.reshape(shape)


def _scatter(dout: Array, w: Array, stride: int, shape: tuple[int, ...]) -> Array:
    """Gradient of the padded x, window by window."""
    F, C, HH, WW = w.shape
    N, _, Ho, Wo = dout.shape
    dx = np.zeros(shape, np.result_type(dout, w))
    for block in blocks(N, C * HH * WW * Ho * Wo * dx.itemsize):
        columns = w.reshape(F, -1).T @ dout[block].reshape(-1, F, Ho * Wo)
        windows = columns.reshape(-1, C, HH, WW, Ho, Wo)
        for i, j in np.ndindex(HH, WW):
            place = dx[block, :, i:, j:][:, :, ::stride, ::stride][:, :, :Ho, :Wo]
            place += windows[:, :, i, j]
    return dx


def _column_blocks(x: Array, rows: int, width: int, stride: int) -> Iterator[tuple[slice, Array]]:
    """Windows of some rows as columns, shape (B, C rows width, places), for blocks of B examples.

    All blocks use the same array.
    """
    windows = sliding_window_view(x, (rows, width), axis=(2, 3))[:, :, ::stride, ::stride]
    windows = windows.transpose(0, 1, 4, 5, 2, 3)  # (N, C, rows, width, places down, across)
    size = prod(windows.shape[1:]) * x.itemsize
    buffer = np.empty(0)
    for block in blocks(len(x), size):
        part = windows[block]
        if len(buffer) < len(part):
            buffer = np.empty(part.shape, x.dtype)
        columns = buffer[: len(part)]
        columns[...] = part
        yield block, columns.reshape(len(part), prod(part.shape[1:4]), -1)


def _rows(height: int, stride: int) -> int:
    """Number of rows of a window that are copied: one if the others are offsets, else all."""
    return 1 if stride == 1 else height


def _places(x: Array, height: int, width: int, stride: int) -> tuple[int, int]:
    return 1 + (x.shape[2] - height) // stride, 1 + (x.shape[3] - width) // stride


def _pad(x: Array, down: int, across: int) -> Array:
    return np.pad(x, ((0, 0), (0, 0), (down, down), (across, across)))
