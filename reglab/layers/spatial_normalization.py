"""Normalization of feature maps, of shape (N, C, H, W)."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from reglab.layers.arrays import Array
from reglab.layers.normalization import (
    NormCache,
    batchnorm_backward,
    batchnorm_forward,
    layernorm_backward,
    layernorm_forward,
)


def spatial_batchnorm_forward(
    x: Array, gamma: Array, beta: Array, bn_param: dict[str, Any]
) -> tuple[Array, NormCache]:
    """Forward pass of batch normalization in which every pixel of every image is an example.

    Args:
        x: inputs, shape (N, C, H, W).
        gamma: scale of each channel, shape (C,).
        beta: shift of each channel, shape (C,).
        bn_param: as for batchnorm_forward, running averages of shape (C,).

    Returns:
        out: of the shape of x.
        cache: for spatial_batchnorm_backward.
    """
    out, cache = batchnorm_forward(_pixels(x), gamma, beta, bn_param)
    return _images(out, x), cache


def spatial_batchnorm_backward(dout: Array, cache: NormCache) -> tuple[Array, Array, Array]:
    """Backward pass of spatial batch normalization.

    Args:
        dout: upstream gradient, shape (N, C, H, W).
        cache: what spatial_batchnorm_forward returned.

    Returns:
        dx, dgamma, dbeta: gradients, each of the shape of x, gamma and beta.
    """
    dx, dgamma, dbeta = batchnorm_backward(_pixels(dout), cache)
    return _images(dx, dout), dgamma, dbeta


def spatial_groupnorm_forward(
    x: Array, gamma: Array, beta: Array, G: int, gn_param: Mapping[str, Any]
) -> tuple[Array, tuple[Array, Array, NormCache]]:
    """Forward pass of group normalization: C / G neighbouring channels share mean and variance.

    Each group of each example is a row of a layer normalization. Training and testing are the
    same.

    Source: Wu and He, Group normalization, 2018; the signature is cs231n's.

    Args:
        x: inputs, shape (N, C, H, W).
        gamma: scale of each channel, shape (1, C, 1, 1).
        beta: shift of each channel, shape (1, C, 1, 1).
        G: number of groups, a divisor of C.
        gn_param: a dict of eps: (optional) added to the variance, 1e-5.

    Returns:
        out: of the shape of x.
        cache: for spatial_groupnorm_backward.

    Raises:
        ValueError: G does not divide C.
    """
    if x.shape[1] % G:
        raise ValueError(f"{x.shape[1]} channels do not make {G} groups of one size")
    rows = x.reshape(len(x) * G, -1)  # (N G, C / G H W)
    plain = np.ones(rows.shape[1], x.dtype)
    normalized, rows_cache = layernorm_forward(rows, plain, 0 * plain, gn_param)
    xhat = normalized.reshape(x.shape)
    return gamma * xhat + beta, (xhat, gamma, rows_cache)


def spatial_groupnorm_backward(
    dout: Array, cache: tuple[Array, Array, NormCache]
) -> tuple[Array, Array, Array]:
    """Backward pass of group normalization.

    Args:
        dout: upstream gradient, shape (N, C, H, W).
        cache: what spatial_groupnorm_forward returned.

    Returns:
        dx, dgamma, dbeta: gradients, each of the shape of x, gamma and beta.
    """
    xhat, gamma, rows_cache = cache
    drows, _, _ = layernorm_backward((dout * gamma).reshape(rows_cache.xhat.shape), rows_cache)
    dgamma = (dout * xhat).sum(axis=(0, 2, 3), keepdims=True)
    return drows.reshape(dout.shape), dgamma, dout.sum(axis=(0, 2, 3), keepdims=True)


def _pixels(images: Array) -> Array:
    return images.transpose(0, 2, 3, 1).reshape(-1, images.shape[1])  # (N H W, C)


def _images(pixels: Array, like: Array) -> Array:
    N, C, H, W = like.shape
    return np.ascontiguousarray(pixels.reshape(N, H, W, C).transpose(0, 3, 1, 2))
