"""Inverted dropout: the forward and the backward pass.

Throughout, ``p`` is the probability of **keeping** a unit.
"""

import numpy as np


def dropout_forward(x, dropout_param):
    """Forward pass of inverted dropout.

    In train mode each unit is kept with probability p, independently of all others, and the
    kept ones are rescaled so that the expected output equals the input. In test mode the
    layer does nothing.

    Args:
        x: array of any shape, float32 or float64. It is not changed.
        dropout_param: dict with the keys
            p: probability of keeping a unit, 0 < p <= 1; at p = 1 nothing is dropped.
            mode: "train" or "test".
            seed: optional integer; the same seed gives the same mask. Without it every
                call draws a new mask.
            It is not changed either.

    Returns:
        out: array of the shape and dtype of x.
        cache: whatever dropout_backward needs; here the tuple (dropout_param, mask).

    Raises:
        ValueError: mode is neither "train" nor "test".

    Source: Srivastava et al., Dropout, JMLR 15 (2014); "inverted" as in the cs231n notes.
    """
    p, mode = dropout_param["p"], dropout_param["mode"]
    rng = np.random.default_rng(dropout_param.get("seed"))
    mask = None
    out = None

    if mode == "train":
        # TODO: draw a mask, keep the units it selects and rescale them.
        # rng is a random generator that already obeys the seed.
        raise NotImplementedError("dropout_forward: this part is still to be written")
    elif mode == "test":
        # TODO: the forward pass of test mode.
        raise NotImplementedError("dropout_forward: this part is still to be written")
    else:
        raise ValueError(f'mode must be "train" or "test", not {mode!r}')

    cache = (dropout_param, mask)
    return out if out is None else out.astype(x.dtype, copy=False), cache


def dropout_backward(dout, cache):
    """Backward pass of inverted dropout.

    Args:
        dout: upstream gradient, of the shape of out. It is not changed.
        cache: the cache that dropout_forward returned with that out.

    Returns:
        dx: gradient with respect to x, of the same shape.
    """
    dropout_param, mask = cache
    dx = None

    if dropout_param["mode"] == "train":
        # TODO: the backward pass of train mode. The mask of the forward pass is in the cache.
        raise NotImplementedError("dropout_backward: this part is still to be written")
    else:
        # TODO: the backward pass of test mode.
        raise NotImplementedError("dropout_backward: this part is still to be written")

    return dx
