"""Activation functions, applied to each element of x."""

import numpy as np

from reglab.layers.arrays import Array


def relu_forward(x: Array) -> tuple[Array, Array]:
    """Forward pass of the rectifier: out = max(0, x).

    Returns:
        out: of the shape of x.
        cache: x.
    """
    return np.maximum(x, 0), x


def relu_backward(dout: Array, cache: Array) -> Array:
    """Backward pass of the rectifier; at x = 0 the gradient is 0.

    Args:
        dout: upstream gradient, of the shape of x.
        cache: what relu_forward returned.

    Returns:
        dx: of the shape of x.
    """
    return dout * (cache > 0)


def leaky_relu_forward(x: Array, slope: float = 0.01) -> tuple[Array, tuple[Array, float]]:
    """Forward pass of the leaky rectifier: out = x where x > 0, and slope * x elsewhere.

    Source: Maas, Hannun and Ng, Rectifier nonlinearities improve neural network acoustic models,
    2013.

    Args:
        x: inputs.
        slope: from 0, which gives the rectifier, to 1, which gives the identity.

    Returns:
        out: of the shape of x.
        cache: the tuple (x, slope).

    Raises:
        ValueError: slope is not in 0..1.
    """
    if not 0 <= slope <= 1:
        raise ValueError(f"slope must be in 0..1, not {slope}")
    return np.maximum(x, x * slope), (x, slope)


def leaky_relu_backward(dout: Array, cache: tuple[Array, float]) -> Array:
    """Backward pass of the leaky rectifier; at x = 0 the gradient is slope * dout.

    Args:
        dout: upstream gradient, of the shape of x.
        cache: what leaky_relu_forward returned.

    Returns:
        dx: of the shape of x.
    """
    x, slope = cache
    positive = x > 0
    return dout * positive + dout * slope * ~positive


def tanh_forward(x: Array) -> tuple[Array, Array]:
    """Forward pass of the hyperbolic tangent.

    Returns:
        out: of the shape of x.
        cache: out.
    """
    out = np.tanh(x)
    return out, out


def tanh_backward(dout: Array, cache: Array) -> Array:
    """Backward pass of the hyperbolic tangent: dx = dout (1 - out²).

    Args:
        dout: upstream gradient, of the shape of x.
        cache: what tanh_forward returned.

    Returns:
        dx: of the shape of x.
    """
    return dout * (1 - cache * cache)


def sigmoid_forward(x: Array) -> tuple[Array, Array]:
    """Forward pass of the logistic function: out = 1 / (1 + exp(-x)).

    It computes exp(-|x|) only, so that nothing overflows.

    Returns:
        out: of the shape of x.
        cache: out.
    """
    small = np.exp(-np.abs(x))
    negative = x < 0
    out = (small * negative + ~negative) / (1 + small)
    return out, out


def sigmoid_backward(dout: Array, cache: Array) -> Array:
    """Backward pass of the logistic function: dx = dout out (1 - out).

    Args:
        dout: upstream gradient, of the shape of x.
        cache: what sigmoid_forward returned.

    Returns:
        dx: of the shape of x.
    """
    return dout * cache * (1 - cache)
