"""The affine layer, also called linear, dense or fully connected."""

from reglab.layers.arrays import Array

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
