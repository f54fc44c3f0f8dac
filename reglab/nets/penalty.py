"""L1 and L2 penalties on the weights of a net."""

from collections.abc import Mapping

import numpy as np

from reglab.layers.arrays import Array


def add_penalty(
    params: Mapping[str, Array], grads: Mapping[str, Array], l1: float, l2: float
) -> float:
    """Sum of the penalties; their gradients are added to grads.

    Args:
        params: a parameter is a weight if its name starts with W.
        grads: gradients with the same names, changed in place.
        l1: factor of the sum of absolute weights, whose gradient at 0 is 0.
        l2: twice the factor of the sum of squared weights.
    """
    total = 0.0
    for name in params:
        if not name.startswith("W") or not (l1 or l2):
            continue
        W, dW = params[name], grads[name]
        if l2:
            total += l2 / 2 * float(np.vdot(W, W))
            dW += l2 * W
        if l1:
            total += l1 * float(np.abs(W).sum())
            dW += l1 * np.sign(W)
    return total
