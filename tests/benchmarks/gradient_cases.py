"""Layers for the benchmark of gradient checks, written anew, with their true gradients.

A case is a function, a point and the true gradient there. At kinks there are several right
ones: each convention that libraries follow is drawn at random, and `low` and `high` bound what
is right.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

Array = Any

AS_GOOD_AS_0 = 1e-8
"""An element nearer than this to a kink cannot be told from one that lies on it."""


@dataclass(frozen=True)
class Case:
    """A function f, a point x, an upstream gradient df, and dx = backward(df), the gradient."""

    f: Callable[[Array], Array]
    x: Array
    df: Array
    backward: Callable[[Array], Array]
    dx: Array
    low: Array
    high: Array


def smooth(f, x, df, backward):
    dx = backward(df)
    return Case(f, x, df, backward, dx, dx, dx)


def affine(rng):
    x, w, b = rng.normal(size=(20, 50)), rng.normal(size=(50, 20)), rng.normal(size=20)
    df = rng.normal(size=(20, 20))
    which = rng.integers(3)
    if which == 0:
        return smooth(lambda x: x @ w + b, x, df, lambda d: d @ w.T)
    if which == 1:
        return smooth(lambda w: x @ w + b, w, df, lambda d: x.T @ d)
    return smooth(lambda b: x @ w + b, b, df, lambda d: d.sum(0))


def kinky(rng, shape, plain):
    """Normal numbers, in two cases of three with exact zeros or with some very near 0."""
    x = rng.normal(size=shape)
    some = rng.random(shape) < 0.05
    kind = 0 if plain else rng.integers(3)
    if kind == 1:
        x[some] = 0.0
    if kind == 2:
        x[some] *= 10.0 ** rng.uniform(-9, -3, some.sum())
    return x


def relu(rng, plain=False):
    x = kinky(rng, (20, 50), plain)
    df = rng.normal(size=x.shape)
    at_zero = rng.choice([0.0, 0.5, 1.0])
    mask = np.where(x == 0, at_zero, x > 0)
    ends = df * (x > AS_GOOD_AS_0), df * (x >= -AS_GOOD_AS_0)
    low, high = np.minimum(*ends), np.maximum(*ends)
    return Case(lambda x: np.maximum(x, 0), x, df, lambda d: d * mask, df * mask, low, high)


def softmax(rng):
    x, y = rng.choice([0.1, 1.0, 5.0]) * rng.normal(size=(100, 10)), rng.integers(0, 10, 100)
    rows = np.arange(100)

    def loss(x):
        shifted = x - x.max(1, keepdims=True)
        return np.mean(np.log(np.exp(shifted).sum(1)) - shifted[rows, y])

    p = np.exp(x - x.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    p[rows, y] -= 1
    return smooth(loss, x, np.ones(()), lambda d: d * p / 100)


def dropout(rng):
    """p is the probability of keeping a unit."""
    x, df, p = rng.normal(size=(20, 50)), rng.normal(size=(20, 50)), rng.choice([0.3, 0.5, 0.8])
    seed = int(rng.integers(1 << 30))

    def f(x):
        return x * (np.random.default_rng(seed).random(x.shape) < p) / p

    return smooth(f, x, df, f)  # linear and its own transpose


def normalise(x, axis):
    centred = x - x.mean(axis, keepdims=True)
    return centred / np.sqrt((centred**2).mean(axis, keepdims=True) + 1e-5)


def normalised(rng, axis):
    x, df = rng.normal(2, 3, size=(25, 40)), rng.normal(size=(25, 40))
    gamma, beta = rng.normal(size=40), rng.normal(size=40)
    hat, inverse = normalise(x, axis), 1 / np.sqrt(x.var(axis, keepdims=True) + 1e-5)
    which = rng.integers(3)
    if which == 1:
        return smooth(lambda gamma: hat * gamma + beta, gamma, df, lambda d: (d * hat).sum(0))
    if which == 2:
        return smooth(lambda beta: hat * gamma + beta, beta, df, lambda d: d.sum(0))

    def backward(d):
        g = d * gamma
        mean, along = g.mean(axis, keepdims=True), (g * hat).mean(axis, keepdims=True)
        return (g - mean - hat * along) * inverse

    return smooth(lambda x: normalise(x, axis) * gamma + beta, x, df, backward)


def batchnorm(rng):
    return normalised(rng, 0)


def layernorm(rng):
    return normalised(rng, 1)


def convolve(x, w, b):
    windows = sliding_window_view(x, w.shape[2:], axis=(2, 3))  # (N, C, H', W', HH, WW)
    return np.einsum("nchwij,fcij->nfhw", windows, w, optimize=True) + b[:, None, None]


def conv(rng):
    x, w, b = rng.normal(size=(4, 3, 9, 9)), rng.normal(size=(12, 3, 5, 5)), rng.normal(size=12)
    df = rng.normal(size=(4, 12, 5, 5))
    which = rng.integers(3)
    if which == 0:
        flipped, wide = w[:, :, ::-1, ::-1].swapaxes(0, 1), ((0, 0), (0, 0), (4, 4), (4, 4))
        backward = lambda d: convolve(np.pad(d, wide), flipped, np.zeros(3))  # noqa: E731 - as below
        return smooth(lambda x: convolve(x, w, b), x, df, backward)
    if which == 1:
        windows = sliding_window_view(x, (5, 5), axis=(2, 3))
        backward = lambda d: np.einsum("nchwij,nfhw->fcij", windows, d, optimize=True)  # noqa: E731
        return smooth(lambda w: convolve(x, w, b), w, df, backward)
    return smooth(lambda b: convolve(x, w, b), b, df, lambda d: d.sum((0, 2, 3)))


def windows_of(x):
    """Windows of 2 by 2, shape (N, C, H/2, W/2, 4)."""
    n, c, h, w = x.shape
    return x.reshape(n, c, h // 2, 2, w // 2, 2).swapaxes(3, 4).reshape(n, c, h // 2, w // 2, 4)


def images_of(windows):
    n, c, h, w, _ = windows.shape
    return windows.reshape(n, c, h, w, 2, 2).swapaxes(3, 4).reshape(n, c, 2 * h, 2 * w)


def max_pool(rng, plain=False):
    x = rng.normal(size=(5, 3, 8, 8))
    kind = 0 if plain else rng.integers(4)
    if kind == 1:
        x = np.maximum(x, 0)  # windows of zeros
    if kind == 2:
        x = np.round(2 * x) / 2  # many equal maxima
    if kind == 3:
        x += 1e-7 * rng.normal(size=x.shape) - x * (rng.random(x.shape) < 0.2)  # nearly equal
    df = rng.normal(size=(5, 3, 4, 4))
    windows = windows_of(x)
    best = windows == windows.max(-1, keepdims=True)
    first = np.cumsum(best, -1) == 1
    share = [best / best.sum(-1, keepdims=True), best & first][rng.integers(2)]
    near = windows >= windows.max(-1, keepdims=True) - AS_GOOD_AS_0
    alone = near & (near.sum(-1, keepdims=True) == 1)
    d = df[..., None]
    ends = images_of(d * alone), images_of(d * near)
    low, high = np.minimum(*ends), np.maximum(*ends)
    backward = lambda d: images_of(d[..., None] * share)  # noqa: E731 - one line says it
    return Case(lambda x: windows_of(x).max(-1), x, df, backward, backward(df), low, high)


LAYERS = (affine, relu, softmax, dropout, batchnorm, layernorm, conv, max_pool)
