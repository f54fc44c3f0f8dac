"""A hidden layer of FullyConnectedNet: affine - normalization - relu - dropout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from reglab.layers.arrays import Array
from reglab.layers.dropout import keep_mask
from reglab.layers.normalization import (
    NormCache,
    batchnorm_backward,
    batchnorm_forward,
    layernorm_backward,
    layernorm_forward,
)

_BACKWARD = {"batchnorm": batchnorm_backward, "layernorm": layernorm_backward}
NORMALIZATIONS = tuple(_BACKWARD)


@dataclass(frozen=True, eq=False)
class Pass:
    """Options of a forward pass.

    Attributes:
        train: True for batch statistics in batchnorm, and for a backward pass afterwards.
        rng: of the dropout masks; None for no dropout.
        record: a dict for copies of the outputs by name; None for no copies.
    """

    train: bool = False
    rng: np.random.Generator | None = None
    record: dict[str, Array] | None = None

    def note(self, name: str, out: Array) -> None:
        """Copy an output into the record, if there is one."""
        if self.record is not None:
            self.record[name] = out.copy()


class HiddenLayer:
    """A hidden layer, with arrays that all training steps use again.

    Args:
        number: from 1; the parameters of layer 1 are W1, b1 (and gamma1, beta1).
        params: of the whole net, not copies.
        p: probability of KEEPING a unit.
        normalization: None, "batchnorm" or "layernorm".
    """

    def __init__(
        self, number: int, params: Mapping[str, Array], p: float, normalization: str | None
    ) -> None:
        self.number, self.params, self.p, self.normalization = number, params, p, normalization
        b = params[f"b{number}"]
        self.running = {"running_mean": np.zeros_like(b), "running_var": np.ones_like(b)}
        self._buffers: dict[str, Array] = {}
        self._x: Array = np.empty((0, 0))
        self._mask: Array = self._x
        self._cache: NormCache

    @property
    def weights(self) -> Array:
        """Weights, shape (D, H); a copied net has other arrays, so they are not kept."""
        return self.params[f"W{self.number}"]

    def forward(self, x: Array, how: Pass) -> Array:
        """Output, shape (N, H), for inputs x of shape (N, D)."""
        out = np.matmul(
            x, self.weights, out=self._buffer("out", len(x)) if how.train else None
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
        """Write the gradients of the parameters, after a forward pass in train mode.

        Args:
            dout: upstream gradient, shape (N, H); it is overwritten.
            grads: arrays for the gradients, by name.
            inputs: False saves the gradient of the inputs.

        Returns:
            dx: shape (N, D); an empty array if inputs is False.
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
        return np.matmul(dout, self.weights.T, out=self._buffer("dx", len(dout), len(self.weights)))

    def _activate(self, out: Array, how: Pass) -> None:
        """Apply relu and dropout in place.

        In training both are one factor, 1 / p for an active unit that is kept and 0 elsewhere, for
        two products of arrays take too long.
        """
        drops = how.rng is not None and self.p < 1
        if not (how.train or drops):
            np.maximum(out, 0, out=out)
        else:
            passes = out > 0
            if how.rng is not None and drops:
                passes &= keep_mask(how.rng, out.shape, self.p)
            scale = out.dtype.type(1 / self.p if drops else 1)
            buffer = self._buffer("mask", len(out)) if how.train else None
            self._mask = np.multiply(passes, scale, out=buffer)
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

    def _buffer(self, name: str, rows: int, columns: int | None = None) -> Array:
        """An array for results, the same one at each call if it is large enough."""
        buffer = self._buffers.get(name)
        if buffer is None or len(buffer) < rows:
            shape = (rows, columns or self.weights.shape[1])
            buffer = self._buffers[name] = np.empty(shape, self.weights.dtype)
        return buffer[:rows]
