"""Normalising over a batch or over the units of an example, as FullyConnectedNet does it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]
Normalised = tuple[Array, Array]

EPSILON = 1e-5
"""Is added to a variance, so that a constant can be divided by its spread."""


def normalise(z: Array, axis: int) -> tuple[Normalised, Array, Array]:
    """Shift and scale z to mean 0 and variance 1 along an axis.

    Args:
        z: shape (N, H).
        axis: 0 for each unit over the batch (batch normalisation), 1 for each example over its
            units (layer normalisation).

    Returns:
        cache: the normalised z, and 1 / spread with the axis kept as length 1.
        mean: with the axis kept as length 1.
        variance: of the shape of mean, divided by the count, not by the count minus 1.

    Source: Ioffe and Szegedy, Batch Normalization, ICML 2015; Ba, Kiros and Hinton, Layer
    Normalization, 2016.
    """
    mean = z.mean(axis=axis, keepdims=True)
    centred = z - mean
    variance = np.square(centred).mean(axis=axis, keepdims=True)
    rate = 1 / np.sqrt(variance + EPSILON)
    centred *= rate
    return (centred, rate), mean, variance


def normalise_backward(dout: Array, cache: Normalised, axis: int) -> Array:
    """The gradient with respect to z, from that with respect to the normalised z.

    It is the part of dout, times 1 / spread, that moves neither the mean nor the variance.
    """
    normal, rate = cache
    along = (dout * normal).mean(axis=axis, keepdims=True)
    dz: Array = dout - dout.mean(axis=axis, keepdims=True)
    dz -= normal * along
    dz *= rate
    return dz


class RunningMoments:
    """Mean and variance of each unit, averaged over the batches of the past.

    Attributes:
        mean: shape (1, H), 0 at first.
        variance: shape (1, H), 1 at first.
    """

    MOMENTUM = 0.9

    def __init__(self, units: int, dtype: np.dtype[Any]) -> None:
        self.mean = np.zeros((1, units), dtype)
        self.variance = np.ones((1, units), dtype)

    def add(self, mean: Array, variance: Array, examples: int) -> None:
        """Take in the moments of a batch; a single example has no variance to speak of."""
        if examples > 1:
            self.mean += (1 - self.MOMENTUM) * (mean - self.mean)
            self.variance += (1 - self.MOMENTUM) * (variance - self.variance)

    def normalise(self, z: Array) -> Array:
        """Z with these moments taken out, as at test time."""
        normal: Array = (z - self.mean) / np.sqrt(self.variance + EPSILON)
        return normal
