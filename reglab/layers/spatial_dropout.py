"""Dropout of whole feature maps, for the neighbouring units of a map say much the same.

``p`` is the probability of KEEPING a map. PyTorch's p is that of dropping it.

Source: Tompson, Goroshin, Jain, LeCun and Bregler, Efficient object localization using
convolutional networks, 2015.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from reglab.layers.arrays import Array
from reglab.layers.dropout import dropout_forward


def spatial_dropout_forward(x: Array, dropout_param: Mapping[str, Any]) -> tuple[Array, Array]:
    """Forward pass: each map of each example is kept, as x / p, with probability p, or is 0.

    Args:
        x: inputs, shape (N, C, H, W).
        dropout_param: as for dropout_forward.

    Returns:
        out: of the shape of x.
        cache: what each map was multiplied by, 0 or 1 / p, shape (N, C, 1, 1); 1 in test mode.
    """
    factors, _ = dropout_forward(np.ones((*x.shape[:2], 1, 1), x.dtype), dropout_param)
    return x * factors, factors


def spatial_dropout_backward(dout: Array, cache: Array) -> Array:
    """Backward pass: the gradient of a kept map is dout / p, that of a dropped one 0.

    Args:
        dout: upstream gradient, shape (N, C, H, W).
        cache: what spatial_dropout_forward returned.

    Returns:
        dx: of the shape of x.
    """
    return dout * cache
