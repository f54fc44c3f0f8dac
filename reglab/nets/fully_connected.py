"""A fully connected net, optimized for speed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, overload

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from reglab.layers import softmax_loss
from reglab.layers.arrays import Array
from reglab.nets.hidden_layer import HiddenLayer, Pass
from reglab.nets.penalty import add_penalty
from reglab.nets.settings import check_settings, initial_params, keep_probabilities
from reglab.training.flat import FlatDict

Seed: TypeAlias = "int | np.random.Generator | None"


class FullyConnectedNet:
    """A net of {affine - normalization - relu - dropout} x L - affine - softmax.

    Args:
        hidden_dims: units in each of the L hidden layers, such as (256, 256); L may be 0.
        input_dim: features of an example; images are flattened.
        num_classes: C.
        p: probability of KEEPING a hidden unit in training: one number, or one for each hidden
            layer. The dropout is inverted: kept units are divided by p.
        normalization: None, "batchnorm" or "layernorm".
        l2: strength of the L2 penalty, l2 / 2 times the sum of the squared weights. Biases, gamma
            and beta have no penalty.
        l1: strength of the L1 penalty, l1 times the sum of the absolute weights.
        weight_scale: standard deviation of the initial weights; None for sqrt(2 / inputs), after
            He, Zhang, Ren and Sun, Delving Deep into Rectifiers, ICCV 2015.
        dtype: float32, which is faster, or float64, which a gradient check needs.
        seed: of the initial weights and of the masks.

    Attributes:
        params: a dict of W1, b1, ..., W<L+1>, b<L+1>, and gamma1, beta1, ... with normalization.
            Wi has the shape (inputs, outputs). An assignment to params copies the values.
    """

    def __init__(
        self,
        hidden_dims: Sequence[int],
        input_dim: int = 64,
        num_classes: int = 10,
        *,
        p: float | Sequence[float] = 1.0,
        normalization: str | None = None,
        l2: float = 0.0,
        l1: float = 0.0,
        weight_scale: float | None = None,
        dtype: DTypeLike = np.float32,
        seed: int = 0,
    ) -> None:
        keep = keep_probabilities(p, len(hidden_dims))
        check_settings(keep, normalization)
        self.dims = (input_dim, *hidden_dims, num_classes)
        self.l2, self.l1, self.dtype = l2, l1, np.dtype(dtype)
        first, masks = np.random.SeedSequence(seed).spawn(2)
        self._rng = np.random.default_rng(masks)
        arrays = initial_params(
            self.dims, normalization, weight_scale, np.random.default_rng(first)
        )
        self._params = FlatDict({name: w.astype(self.dtype) for name, w in arrays.items()})
        self._hidden = [
            HiddenLayer(number, self._params, p_layer, normalization)
            for number, p_layer in enumerate(keep, start=1)
        ]
        self._last = len(hidden_dims) + 1

    @property
    def params(self) -> FlatDict:
        """Parameters of the net, not copies."""
        return self._params

    @params.setter
    def params(self, values: Mapping[str, Array]) -> None:
        self._params.fill_from(values, "value")

    def __repr__(self) -> str:
        keep = [layer.p for layer in self._hidden]
        normalization = self._hidden[0].normalization if self._hidden else None
        count = sum(array.size for array in self._params.values())
        return (
            f"FullyConnectedNet({'-'.join(map(str, self.dims))}, p={keep}, "
            f"normalization={normalization!r}, l2={self.l2}, l1={self.l1}, {self.dtype}, "
            f"{count} parameters)"
        )

    @overload
    def loss(self, X: ArrayLike) -> Array: ...
    @overload
    def loss(
        self, X: ArrayLike, y: ArrayLike, *, seed: Seed = None, grads: FlatDict | None = None
    ) -> tuple[float, FlatDict]: ...
    def loss(
        self,
        X: ArrayLike,
        y: ArrayLike | None = None,
        *,
        seed: Seed = None,
        grads: FlatDict | None = None,
    ) -> Array | tuple[float, FlatDict]:
        """Loss of a batch in train mode and its gradients; without y, the scores in test mode.

        Args:
            X: shape (N, input_dim), or N images with as many pixels.
            y: labels, N integers in 0..C-1.
            seed: of the dropout masks; None for other masks at each call.
            grads: a dict from params.like() for the gradients; None for a new one.

        Returns:
            loss: cross-entropy in nats, averaged over the batch, plus the penalties.
            grads: gradients with the names and shapes of params.
        """
        if y is None:
            return self.scores(X)
        grads = self._params.like() if grads is None else grads
        rng = self._rng if seed is None else np.random.default_rng(seed)
        with np.errstate(all="ignore"):  # an overflow shows in the loss
            h, scores = self._forward(X, Pass(train=True, rng=rng))
            loss, dscores = softmax_loss(scores, np.asarray(y))
            self._backward(h, dscores, grads)
            loss += add_penalty(self._params, grads, self.l1, self.l2)
        return loss, grads

    def scores(self, X: ArrayLike) -> Array:
        """Scores in test mode, shape (N, C)."""
        with np.errstate(all="ignore"):
            return self._forward(X, Pass())[1]

    def thinned_scores(self, X: ArrayLike, seed: Seed = None) -> Array:
        """Scores with dropout, of another thinned net at each call, shape (N, C)."""
        rng = self._rng if seed is None else np.random.default_rng(seed)
        return self._forward(X, Pass(rng=rng))[1]

    def predict(self, X: ArrayLike) -> NDArray[np.intp]:
        """Most probable class of each example, shape (N,)."""
        classes: NDArray[np.intp] = self.scores(X).argmax(axis=1)
        return classes

    def layer_outputs(self, X: ArrayLike, *, train: bool = False) -> dict[str, Array]:
        """Output of each step without dropout, by names such as "affine 1" and "relu 1".

        Args:
            X: as for scores.
            train: True for mean and variance of the batch in batchnorm, as in training.
        """
        record: dict[str, Array] = {}
        with np.errstate(all="ignore"):
            self._forward(X, Pass(train, record=record))
        return record

    def state_dict(self) -> dict[str, Any]:
        """Parameters, running averages of batchnorm and random state, as copies."""
        return {
            "params": {name: array.copy() for name, array in self._params.items()},
            "running": [layer.running for layer in self._hidden],  # never changed in place
            "rng": self._rng.bit_generator.state,
        }

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Restore a state from state_dict."""
        self.params = state["params"]
        for layer, running in zip(self._hidden, state["running"], strict=True):
            layer.running = running
        self._rng.bit_generator.state = state["rng"]

    def _forward(self, X: ArrayLike, how: Pass) -> tuple[Array, Array]:
        """Input and output of the last layer."""
        h = np.asarray(X, self.dtype)
        h = h.reshape(len(h), -1)
        if h.shape[1] != self.dims[0]:
            raise ValueError(f"an example of X has {h.shape[1]} features, not {self.dims[0]}")
        for layer in self._hidden:
            h = layer.forward(h, how)
        scores = h @ self._params[f"W{self._last}"]  # (N, C)
        scores += self._params[f"b{self._last}"]
        how.note(f"affine {self._last}", scores)
        return h, scores

    def _backward(self, h: Array, dscores: Array, grads: FlatDict) -> None:
        np.matmul(h.T, dscores, out=grads[f"W{self._last}"])
        dscores.sum(axis=0, out=grads[f"b{self._last}"])
        dh = dscores @ self._params[f"W{self._last}"].T if self._hidden else dscores
        for layer in reversed(self._hidden):
            dh = layer.backward(dh, grads, inputs=layer.number > 1)
