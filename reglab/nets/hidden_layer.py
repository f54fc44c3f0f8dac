"""One hidden layer of FullyConnectedNet: affine - normalization - relu - dropout, fused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reglab.layers.dropout import keep_mask
from reglab.layers.normalization import (
    NormCache,
    batchnorm_backward,
    batchnorm_forward,
    layernorm_backward,
    layernorm_forward,
)

Array = NDArray[np.floating]

_BACKWARD = {"batchnorm": batchnorm_backward, "layernorm": layernorm_backward}
NORMALIZATIONS = tuple(_BACKWARD)


@dataclass(frozen=True, eq=False)
class Pass:
    """How a forward pass is meant.

    Attributes:
        train: whether batch normalization uses the batch, and a backward pass may follow.
        rng: of the dropout masks; None drops nothing.
        record: where to put a copy of the output of each step, by name; None for nowhere.
    """

    train: bool = False
    rng: np.random.Generator | None = None
    record: dict[str, Array] | None = None

    def note(self, name: str, out: Array) -> None:
        """Put a copy of out into the record, if there is one."""
        if self.record is not None:
            self.record[name] = out.copy()


class HiddenLayer:
    """The layer of one number, with its arrays for the batch in hand.

    The arrays are allocated once and written into at every training step.

    Args:
        number: from 1; the parameters are W1, b1 (and gamma1, beta1) for the first layer.
        params: of the net; the layer looks at them and never replaces them.
        p: probability of KEEPING a unit.
        normalization: None, "batchnorm" or "layernorm".
    """

    def __init__(
        self, number: int, params: Mapping[str, Array], p: float, normalization: str | None
    ) -> None:
        self.number, self.params, self.p, self.normalization = number, params, p, normalization
        b = params[f"b{number}"]
        self.running = {"running_mean": np.zeros_like(b), "running_var": np.ones_like(b)}
        self._rooms: dict[str, Array] = {}
        self._x: Array = np.empty((0, 0))
        self._mask: Array = self._x
        self._cache: NormCache

    @property
    def weights(self) -> Array:
        """The weights, shape (D, H), looked up at each use: a copied net has other arrays."""
        return self.params[f"W{self.number}"]

    def forward(self, x: Array, how: Pass) -> Array:
        """The output for inputs x of shape (N, D), of shape (N, H)."""
        out = np.matmul(
            x, self.weights, out=self._room("out", len(x)) if how.train else None
        )  # (N, H)
        out += self.params[f"b{self.number}"]
        how.note(f"affine {self.number}", out)
        if self.normalization:
            out = self._normalize(out, how)
            how.note(f"{self.normalization} {self.number}", out)
        self._activate(out, how)
        if how.train:
            self._x = x
        return out

    def backward(self, dout: Array, grads: Mapping[str, Array], inputs: bool) -> Array:
        """Fill in the gradients of this layer's parameters after a forward pass in train mode.

        Args:
            dout: upstream gradient, shape (N, H); is overwritten.
            grads: by name, arrays to fill.
            inputs: whether the gradient of the inputs is wanted.

        Returns:
            dx: shape (N, D), or an empty array.
        """
        dout *= self._mask
        if self.normalization:
            dout, dgamma, dbeta = _BACKWARD[self.normalization](dout, self._cache)
            grads[f"gamma{self.number}"][...] = dgamma
            grads[f"beta{self.number}"][...] = dbeta
        np.matmul(self._x.T, dout, out=grads[f"W{self.number}"])
        dout.sum(axis=0, out=grads[f"b{self.number}"])
        if not inputs:
            return np.empty((0, 0))
        return np.matmul(dout, self.weights.T, out=self._room("dx", len(dout), len(self.weights)))

    def _activate(self, out: Array, how: Pass) -> None:
        """Relu and dropout, in place.

        In training both are one mask: 1 / p where a unit is active and kept, and 0 elsewhere. It
        is the factor of the forward pass and of the backward pass.
        """
        drops = how.rng is not None and self.p < 1
        if not (how.train or drops):
            np.maximum(out, 0, out=out)
        else:
            passes = out > 0
            if how.rng is not None and drops:
                passes &= keep_mask(how.rng, out.shape, self.p)
            scale = out.dtype.type(1 / self.p if drops else 1)
            room = self._room("mask", len(out)) if how.train else None
            self._mask = np.multiply(passes, scale, out=room)
            out *= self._mask
        how.note(f"relu {self.number}", out)

    def _normalize(self, z: Array, how: Pass) -> Array:
        gamma, beta = self.params[f"gamma{self.number}"], self.params[f"beta{self.number}"]
        if self.normalization == "layernorm":
            out, self._cache = layernorm_forward(z, gamma, beta, {})
            return out
        state: dict[str, Any] = self.running | {"mode": "train" if how.train else "test"}
        out, self._cache = batchnorm_forward(z, gamma, beta, state)
        if len(z) > 1 and how.record is None:  # one example has no variance
            self.running = {name: state[name] for name in self.running}
        return out

    def _room(self, name: str, rows: int, columns: int | None = None) -> Array:
        """An array to write into, the same one at every call as long as it is large enough."""
        room = self._rooms.get(name)
        if room is None or len(room) < rows:
            shape = (rows, columns or self.weights.shape[1])
            room = self._rooms[name] = np.empty(shape, self.weights.dtype)
        return room[:rows]
