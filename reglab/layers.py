"""Building blocks of a fully connected net, as pairs of a forward and a backward function.

A forward function returns ``(out, cache)``; its backward function takes the gradient of the
loss with respect to ``out`` and that cache, and returns the gradients of the inputs. Inputs
are never changed, and float32 and float64 are kept.

Source: the signatures are those of the Stanford course cs231n.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]
Labels = NDArray[np.integer]
AffineCache = tuple[Array, Array, Array]


def affine_forward(x: Array, w: Array, b: Array) -> tuple[Array, AffineCache]:
    """Forward pass of an affine layer: out = x w + b.

    Args:
        x: inputs, shape (N, d_1, ..., d_k); each example is flattened to D = d_1 * ... * d_k.
        w: weights, shape (D, M).
        b: biases, shape (M,).

    Returns:
        out: shape (N, M).
        cache: the tuple (x, w, b).
    """
    out = x.reshape(len(x), len(w)) @ w + b
    return out, (x, w, b)


def affine_backward(dout: Array, cache: AffineCache) -> tuple[Array, Array, Array]:
    """Backward pass of an affine layer.

    Args:
        dout: upstream gradient, shape (N, M).
        cache: what affine_forward returned.

    Returns:
        dx, dw, db: gradients, each of the shape of x, w and b.
    """
    x, w, _ = cache
    dx = (dout @ w.T).reshape(x.shape)
    dw = x.reshape(len(x), len(w)).T @ dout
    db = dout.sum(axis=0)
    return dx, dw, db


def relu_forward(x: Array) -> tuple[Array, Array]:
    """Forward pass of the rectifier: out = max(0, x), for x of any shape.

    Returns:
        out: of the shape of x.
        cache: x.
    """
    return np.maximum(x, 0), x


def relu_backward(dout: Array, cache: Array) -> Array:
    """Backward pass of the rectifier; at x = 0 exactly, the gradient is taken as 0.

    Args:
        dout: upstream gradient, of the shape of x.
        cache: what relu_forward returned.

    Returns:
        dx: of the shape of x.
    """
    return np.where(cache > 0, dout, np.zeros_like(dout))


def softmax_loss(x: Array, y: Labels) -> tuple[float, Array]:
    """Cross-entropy of softmax(x) against the labels, and its gradient.

    Scores of any finite size are safe: each row is shifted so that its largest score is 0.

    Args:
        x: scores, shape (N, C).
        y: labels, N integers in 0..C-1.

    Returns:
        loss: minus the log probability of the right class in nats, averaged over the N examples.
        dx: gradient of the loss with respect to x, shape (N, C).
    """
    rows = np.arange(len(x))
    shifted = x - x.max(axis=1, keepdims=True)
    log_probs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    loss = -float(log_probs[rows, y].mean())
    dx = np.exp(log_probs)
    dx[rows, y] -= 1
    return loss, dx / len(x)
