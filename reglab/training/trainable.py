"""What the Solver trains: a model object, or a net that is written as two functions."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from reglab.training.flat import FlatDict

Array = NDArray[np.floating]
Labels = NDArray[np.integer]
Loss = Callable[[dict[str, Array], Array, Labels], tuple[float, Mapping[str, Array]]]
Scores = Callable[[dict[str, Array], Array], Array]


class Model(Protocol):
    """A net as an object: params, and a loss method with the signature of cs231n's models.

    It may have more, which is then used: scores(X); state_dict() and load_state_dict(state), of
    all that it keeps, params included; dtype, of the inputs; layer_outputs(X, train) for a better
    answer when the loss is NaN; and an argument grads of loss, to write the gradients into.
    """

    params: Any

    def loss(self, X: Any, y: Any = None) -> Any:
        """Loss and gradients in train mode; without y, the scores in test mode."""


class FunctionNet:
    """A net that is written as functions of its parameters.

    Args:
        loss: loss(params, X, y) returns the loss of a batch and the dict of its gradients.
        scores: scores(params, X) returns scores of shape (N, C).
        params: the initial parameters, which are copied.
    """

    def __init__(self, loss: Loss, scores: Scores, params: Mapping[str, Array]) -> None:
        self._loss, self._scores = loss, scores
        self.params = FlatDict(params)

    def gradients(self, X: Array, y: Labels, grads: FlatDict) -> float:
        """The loss of a batch; its gradients are written into grads."""
        return _unpack(self._loss(self.params, X, y), grads)

    def inputs(self, X: Array) -> Array:
        """The inputs as they are: only the functions know what they want."""
        return X

    def scores(self, X: Array) -> Array:
        """Scores of shape (N, C) in test mode."""
        return self._scores(self.params, X)

    def layer_outputs(self, X: Array) -> dict[str, Array]:
        """All that can be seen from outside: the scores."""
        return {"the scores function": np.asarray(self.scores(X))}

    def state_dict(self) -> dict[str, Any]:
        """The parameters, as copies."""
        return {"params": {name: array.copy() for name, array in self.params.items()}}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Put the parameters back."""
        self.params.fill_from(state["params"], "value")


class ModelNet:
    """A model object, which is trained itself and not a copy of it."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._takes_grads = "grads" in inspect.signature(model.loss).parameters
        self._keeps_state = hasattr(model, "state_dict") and hasattr(model, "load_state_dict")

    @property
    def params(self) -> FlatDict:
        """The parameters of the model, which this lays flat if they are not."""
        if not isinstance(self.model.params, FlatDict):
            self.model.params = FlatDict(self.model.params)
        params: FlatDict = self.model.params
        return params

    def gradients(self, X: Array, y: Labels, grads: FlatDict) -> float:
        """The loss of a batch; its gradients are written into grads."""
        if self._takes_grads:
            return _unpack(self.model.loss(X, y, grads=grads), grads)  # type: ignore[call-arg]  # seen above
        return _unpack(self.model.loss(X, y), grads)

    def inputs(self, X: Array) -> Array:
        """The inputs, cast once and for all where the model tells its dtype."""
        return np.asarray(X, getattr(self.model, "dtype", None))

    def scores(self, X: Array) -> Array:
        """Scores of shape (N, C) in test mode."""
        scores: Array = getattr(self.model, "scores", self.model.loss)(X)
        return scores

    def layer_outputs(self, X: Array) -> dict[str, Array]:
        """The outputs of all layers in train mode, where the model shows them, or the scores."""
        if hasattr(self.model, "layer_outputs"):
            outputs: dict[str, Array] = self.model.layer_outputs(X, train=True)
            return outputs
        return {"the model (its scores)": np.asarray(self.scores(X))}

    def state_dict(self) -> dict[str, Any]:
        """All that the model keeps, or its parameters, as copies."""
        if self._keeps_state:
            state: dict[str, Any] = self.model.state_dict()  # type: ignore[attr-defined]  # seen above
            return state
        return {"params": {name: array.copy() for name, array in self.params.items()}}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Put all that back."""
        if self._keeps_state:
            self.model.load_state_dict(state)  # type: ignore[attr-defined]  # seen above
        else:
            self.params.fill_from(state["params"], "value")


def _unpack(answer: Any, grads: FlatDict) -> float:
    if not isinstance(answer, tuple | list) or len(answer) != 2:
        raise TypeError(f"loss must return the tuple (loss, grads), not {type(answer).__name__}")
    loss, found = answer
    grads.fill_from(found, "gradient")
    return float(loss)
