"""Nets for the Solver: a model object, or two functions."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import numpy as np

from reglab.layers.arrays import Array, Labels
from reglab.training.flat import FlatDict

Loss = Callable[[dict[str, Array], Array, Labels], tuple[float, Mapping[str, Array]]]
Scores = Callable[[dict[str, Array], Array], Array]


class Model(Protocol):
    """A net with params and a loss method, as the models of cs231n.

    Optional are scores(X); state_dict() and load_state_dict(state) with all of the state, params
    included; dtype, of the inputs; layer_outputs(X, train), which helps to find the origin of a
    NaN; and an argument grads of loss, a dict for the gradients.
    """

    params: Any

    def loss(self, X: Any, y: Any = None) -> Any:
        """Loss and gradients in train mode; without y, the scores in test mode."""


class FunctionNet:
    """A net of two functions.

    Args:
        loss: loss(params, X, y) returns the loss of a batch and the dict of its gradients.
        scores: scores(params, X) returns scores of shape (N, C).
        params: the initial parameters, which are copied.
    """

    def __init__(self, loss: Loss, scores: Scores, params: Mapping[str, Array]) -> None:
        self._loss, self._scores = loss, scores
        self.params = FlatDict(params)

    def gradients(self, X: Array, y: Labels, grads: FlatDict) -> float:
        """Loss of a batch; its gradients are written into grads."""
        return _unpack(self._loss(self.params, X, y), grads)

    def inputs(self, X: Array) -> Array:
        """Inputs, unchanged."""
        return X

    def scores(self, X: Array) -> Array:
        """Scores of shape (N, C) in test mode."""
        return self._scores(self.params, X)

    def layer_outputs(self, X: Array) -> dict[str, Array]:
        """Scores, the only output that is known."""
        return {"the scores function": np.asarray(self.scores(X))}

    def state_dict(self) -> dict[str, Any]:
        """Parameters, as copies."""
        return {"params": {name: array.copy() for name, array in self.params.items()}}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Restore a state from state_dict."""
        self.params.fill_from(state["params"], "value")


class ModelNet:
    """A net that is a model object, not a copy of it."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._takes_grads = "grads" in inspect.signature(model.loss).parameters
        self._keeps_state = hasattr(model, "state_dict") and hasattr(model, "load_state_dict")

    @property
    def params(self) -> FlatDict:
        """Parameters of the model, in a FlatDict."""
        if not isinstance(self.model.params, FlatDict):
            self.model.params = FlatDict(self.model.params)
        params: FlatDict = self.model.params
        return params

    def gradients(self, X: Array, y: Labels, grads: FlatDict) -> float:
        """Loss of a batch; its gradients are written into grads."""
        if self._takes_grads:
            return _unpack(self.model.loss(X, y, grads=grads), grads)  # type: ignore[call-arg]  # checked
        return _unpack(self.model.loss(X, y), grads)

    def inputs(self, X: Array) -> Array:
        """Inputs in the dtype of the model, if it has one."""
        return np.asarray(X, getattr(self.model, "dtype", None))

    def scores(self, X: Array) -> Array:
        """Scores of shape (N, C) in test mode."""
        scores: Array = getattr(self.model, "scores", self.model.loss)(X)
        return scores

    def layer_outputs(self, X: Array) -> dict[str, Array]:
        """Outputs of all layers in train mode, or the scores if the model has no layer_outputs."""
        if hasattr(self.model, "layer_outputs"):
            outputs: dict[str, Array] = self.model.layer_outputs(X, train=True)
            return outputs
        return {"the model (its scores)": np.asarray(self.scores(X))}

    def state_dict(self) -> dict[str, Any]:
        """State of the model, or its parameters, as copies."""
        if self._keeps_state:
            state: dict[str, Any] = self.model.state_dict()  # type: ignore[attr-defined]  # checked
            return state
        return {"params": {name: array.copy() for name, array in self.params.items()}}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Restore a state from state_dict."""
        if self._keeps_state:
            self.model.load_state_dict(state)  # type: ignore[attr-defined]  # checked
        else:
            self.params.fill_from(state["params"], "value")


def _unpack(answer: Any, grads: FlatDict) -> float:
    if not isinstance(answer, tuple | list) or len(answer) != 2:
        raise TypeError(f"loss must return the tuple (loss, grads), not {type(answer).__name__}")
    loss, found = answer
    grads.fill_from(found, "gradient")
    return float(loss)
