"""Max pooling and average pooling."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from reglab.layers.arrays import Array, blocks

MaxPoolCache = tuple[tuple[int, ...], NDArray[np.intp], bool]
AvgPoolCache = tuple[tuple[int, ...], Mapping[str, int]]


def max_pool_forward(x: Array, pool_param: Mapping[str, int]) -> tuple[Array, MaxPoolCache]:
    """Forward pass of max pooling.

    Args:
        x: inputs, shape (N, C, H, W).
        pool_param: a dict of
            pool_height, pool_width: size of a window.
            stride: pixels from one window to the next, in both directions.

    Returns:
        out: shape (N, C, Ho, Wo) with Ho = 1 + (H - pool_height) // stride, and Wo likewise.
        cache: the shape of x, the index of each maximum in it, and True if windows overlap.

    Raises:
        ValueError: a window is larger than x.
    """
    (N, C, H, W), width = x.shape, pool_param["pool_width"]
    corners = next(_views(np.arange(C * H * W).reshape(1, C, H, W), pool_param))
    examples = np.arange(0, x.size, C * H * W).reshape(N, 1, 1, 1)
    out = np.empty((N, *corners.shape[1:]), x.dtype)
    where = np.empty(out.shape, np.intp)
    farthest = (pool_param["pool_height"] - 1) * W + width - 1  # pixels from the corner, in x
    for block in blocks(N, x[:1].nbytes):
        best, winner = out[block], np.zeros(out[block].shape, np.min_scalar_type(farthest))
        for k, place in enumerate(_views(x[block], pool_param)):
            if k == 0:
                best[...] = place
                continue
            offset = winner.dtype.type(k // width * W + k % width)
            np.maximum(winner, (place > best) * offset, out=winner)  # offsets grow
            np.maximum(best, place, out=best)
        np.add(winner, corners + examples[block], out=where[block])
    return out, (x.shape, where, _overlap(pool_param))


def max_pool_backward(dout: Array, cache: MaxPoolCache) -> Array:
    """Backward pass of max pooling: the maximum of a window gets its gradient.

    Of equal maxima, the first one, row by row, gets all of it.

    Args:
        dout: upstream gradient, shape (N, C, Ho, Wo).
        cache: what max_pool_forward returned.

    Returns:
        dx: of the shape of x.
    """
    shape, where, overlap = cache
    dx = np.zeros(shape, dout.dtype)
    flat = dx.reshape(-1)
    if overlap:  # a pixel may be the maximum of several windows
        np.add.at(flat, where.reshape(-1), dout.reshape(-1))
    else:
        flat[where.reshape(-1)] = dout.reshape(-1)
    return dx


def avg_pool_forward(x: Array, pool_param: Mapping[str, int]) -> tuple[Array, AvgPoolCache]:
    """Forward pass of average pooling.

    Args:
        x: inputs, shape (N, C, H, W).
        pool_param: as for max_pool_forward.

    Returns:
        out: shape (N, C, Ho, Wo), as of max_pool_forward.
        cache: the shape of x, and pool_param.

    Raises:
        ValueError: a window is larger than x.
    """
    out = np.empty(next(_views(x, pool_param)).shape, np.result_type(x, 1.0))
    share = 1 / (pool_param["pool_height"] * pool_param["pool_width"])
    for block in blocks(len(x), x[:1].nbytes):
        first, *others = _views(x[block], pool_param)
        total = first.copy()
        for place in others:
            total += place
        np.multiply(total, share, out=out[block])
    return out, (x.shape, dict(pool_param))


def avg_pool_backward(dout: Array, cache: AvgPoolCache) -> Array:
    """Backward pass of average pooling: every pixel of a window gets an equal share.

    Args:
        dout: upstream gradient, shape (N, C, Ho, Wo).
        cache: what avg_pool_forward returned.

    Returns:
        dx: of the shape of x.
    """
    shape, pool_param = cache
    share = dout * (1 / (pool_param["pool_height"] * pool_param["pool_width"]))
    dx = np.zeros(shape, share.dtype)
    for block in blocks(len(dx), dx[:1].nbytes):
        for place in _views(dx[block], pool_param):
            if _overlap(pool_param):
                place += share[block]
            else:
                place[...] = share[block]
    return dx


def _overlap(pool_param: Mapping[str, int]) -> bool:
    """True if a pixel can be in several windows."""
    return pool_param["stride"] < max(pool_param["pool_height"], pool_param["pool_width"])


def _views(x: Array, pool_param: Mapping[str, int]) -> Iterator[Array]:
    """Pixels of all windows at each place in a window, row by row, shape (N, C, Ho, Wo)."""
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride, (H, W) = pool_param["stride"], x.shape[2:]
    if height > H or width > W:
        raise ValueError(f"a window of {height} x {width} does not fit into {H} x {W} pixels")
    for i, j in np.ndindex(height, width):
        yield x[:, :, i : H - height + i + 1 : stride, j : W - width + j + 1 : stride]
