"""Independent ways to the same numbers, slow and plain."""

import numpy as np


def complex_step(f, x, df=1.0):
    """Gradient of sum(df * f(x)) without cancellation: the imaginary part of a tiny turn."""
    dx = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        turned = x.astype(complex)
        turned[index] += 1e-30j
        dx[index] = np.sum(df * np.imag(f(turned))) / 1e-30
    return dx


def windows(x, height, width, stride):
    """Each window of the images x with its place: (row, column), (N, C, height, width)."""
    for i in range(1 + (x.shape[2] - height) // stride):
        for j in range(1 + (x.shape[3] - width) // stride):
            top, left = i * stride, j * stride
            yield (i, j), x[:, :, top : top + height, left : left + width]


def stack(values):
    """The images made of one value, (N, channels), for each place."""
    rows, columns = (1 + max(place[axis] for place in values) for axis in (0, 1))
    grid = [[values[i, j] for j in range(columns)] for i in range(rows)]
    return np.moveaxis(np.array(grid), (0, 1), (2, 3))


def convolution(x, w, b, stride, pad):
    """By its definition."""
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    return stack(
        {
            place: np.einsum("nchw,fchw->nf", window, w) + b
            for place, window in windows(padded, *w.shape[2:], stride)
        }
    )


def average_pool(x, height, width, stride):
    """By its definition."""
    places = windows(x, height, width, stride)
    return stack({place: window.mean(axis=(2, 3)) for place, window in places})


def normalized(x, axis, eps):
    """Mean 0 and variance 1, nearly, along some axes."""
    centred = x - x.mean(axis=axis, keepdims=True)
    return centred / np.sqrt((centred * centred).mean(axis=axis, keepdims=True) + eps)
