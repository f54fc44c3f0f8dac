"""L1 and L2 penalties on the weights of a net."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


def add_penalty(
    params: Mapping[str, Array], grads: Mapping[str, Array], l1: float, l2: float
) -> float:
    """The penalties on all weights; their gradients are added to grads.

    Args:
        params: weights are those whose name begins with W.
        grads: under the same names; changed in place.
        l1: the penalty is l1 times the sum of absolute values; at 0 its gradient is taken as 0.
        l2: the penalty is l2 / 2 times the sum of squares.
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
