"""Batch and layer normalization of inputs of shape (N, D)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from reglab.layers.arrays import Array


@dataclass(frozen=True)
class NormCache:
    """Values for the backward pass of a normalization.

    Attributes:
        xhat: normalized inputs, shape (N, D).
        std: root of variance + eps, shape (1, D), or (N, 1) in layer normalization.
        gamma: scale, shape (D,).
        axis: of the mean and variance; None if they are running averages.
    """

    xhat: Array
    std: Array
    gamma: Array
    axis: int | None


def batchnorm_forward(
    x: Array, gamma: Array, beta: Array, bn_param: dict[str, Any]
) -> tuple[Array, NormCache]:
    """Forward pass of batch normalization: each column gets mean 0 and variance 1.

    Then out = gamma * xhat + beta. The variance is divided by N, not by N - 1.

    Source: Ioffe and Szegedy, Batch normalization, 2015; the signature is cs231n's.

    Args:
        x: inputs, shape (N, D).
        gamma: scale, shape (D,).
        beta: shift, shape (D,).
        bn_param: the state of the layer, a dict of
            mode: "train" uses mean and variance of the batch, "test" the running averages.
            eps: (optional) added to the variance, 1e-5.
            momentum: (optional) weight of the old running average, 0.9.
            running_mean, running_var: running averages, shape (D,), 0 at first. In train mode
                these two entries are replaced.

    Returns:
        out: shape (N, D).
        cache: for batchnorm_backward.

    Raises:
        ValueError: mode is neither, or it is "test" without running averages.
    """
    eps = bn_param.get("eps", 1e-5)
    if bn_param["mode"] == "train":
        mean, var = x.mean(axis=0), x.var(axis=0)
        momentum, nothing = bn_param.get("momentum", 0.9), np.zeros_like(mean)
        for key, new in (("running_mean", mean), ("running_var", var)):
            bn_param[key] = momentum * bn_param.get(key, nothing) + (1 - momentum) * new
    elif bn_param["mode"] != "test":
        raise ValueError(f'mode is "train" or "test", not {bn_param["mode"]!r}')
    elif "running_mean" not in bn_param or "running_var" not in bn_param:
        raise ValueError("bn_param has no running averages yet: run a batch in train mode first")
    else:
        mean, var = bn_param["running_mean"], bn_param["running_var"]
    axis = 0 if bn_param["mode"] == "train" else None
    return _forward(x, gamma, beta, mean[None], var[None], eps, axis)


def batchnorm_backward(dout: Array, cache: NormCache) -> tuple[Array, Array, Array]:
    """Backward pass of batch normalization.

    Args:
        dout: upstream gradient, shape (N, D).
        cache: what batchnorm_forward returned, of either mode.

    Returns:
        dx, dgamma, dbeta: gradients, each of the shape of x, gamma and beta.
    """
    return _backward(dout, cache)


def layernorm_forward(
    x: Array, gamma: Array, beta: Array, ln_param: Mapping[str, Any]
) -> tuple[Array, NormCache]:
    """Forward pass of layer normalization: each row gets mean 0 and variance 1.

    Then out = gamma * xhat + beta, in training and in testing.

    Source: Ba, Kiros and Hinton, Layer normalization, 2016; the signature is cs231n's.

    Args:
        x: inputs, shape (N, D).
        gamma: scale, shape (D,).
        beta: shift, shape (D,).
        ln_param: a dict of eps: (optional) added to the variance, 1e-5.

    Returns:
        out: shape (N, D).
        cache: for layernorm_backward.
    """
    mean, var = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    return _forward(x, gamma, beta, mean, var, ln_param.get("eps", 1e-5), axis=1)


def layernorm_backward(dout: Array, cache: NormCache) -> tuple[Array, Array, Array]:
    """Backward pass of layer normalization.

    Args:
        dout: upstream gradient, shape (N, D).
        cache: what layernorm_forward returned.

    Returns:
        dx, dgamma, dbeta: gradients, each of the shape of x, gamma and beta.
    """
    return _backward(dout, cache)


def _forward(
    x: Array, gamma: Array, beta: Array, mean: Array, var: Array, eps: float, axis: int | None
) -> tuple[Array, NormCache]:
    std = np.sqrt(var + eps)
    xhat = (x - mean) / std
    return gamma * xhat + beta, NormCache(xhat, std, gamma, axis)


def _backward(dout: Array, cache: NormCache) -> tuple[Array, Array, Array]:
    dxhat, xhat, axis = dout * cache.gamma, cache.xhat, cache.axis
    dx = dxhat
    if axis is not None:  # mean and variance depend on x as well
        through_mean = dxhat.mean(axis, keepdims=True)
        through_var = xhat * (dxhat * xhat).mean(axis, keepdims=True)
        dx = dxhat - through_mean - through_var
    return dx / cache.std, (dout * xhat).sum(axis=0), dout.sum(axis=0)
