"""Checks of the arguments of a Solver."""

import inspect
from collections.abc import Mapping
from typing import Any

import numpy as np

from reglab.data import Dataset
from reglab.training.evaluation import Evaluation
from reglab.training.trainable import FunctionNet, ModelNet

PARTS = ("X_train", "y_train", "X_val", "y_val")

Arguments = dict[str, Any]


def net_of(
    args: tuple[Any, ...], named: Mapping[str, Any]
) -> tuple[FunctionNet | ModelNet, Arguments]:
    """The net of Solver(model, data) or Solver(loss, scores, params, data).

    Returns:
        net: the net.
        arguments: model, loss, scores and data by name; None for a missing one.
    """
    is_model = "model" in named or (len(args) > 0 and hasattr(args[0], "params"))
    form = _of_model if is_model else _of_functions
    try:
        arguments = inspect.signature(form).bind(*args, **named).arguments
    except TypeError as error:
        raise TypeError(
            f"Solver(model, data, ...) or Solver(loss, scores, params, data, ...): {error}"
        ) from None
    given = dict.fromkeys(("model", "loss", "scores")) | arguments
    return form(**arguments), given | {"data": _dataset(given["data"])}


def _of_model(model: Any, data: Any) -> ModelNet:
    return ModelNet(model)


def _of_functions(loss: Any, scores: Any, params: Any, data: Any) -> FunctionNet:
    return FunctionNet(loss, scores, params)


def _dataset(data: Any) -> Dataset:
    """A Dataset from a Dataset or a dict, with one label per example."""
    if isinstance(data, Mapping):
        missing = [name for name in PARTS if name not in data]
        if missing:
            raise ValueError(f"data has no {', '.join(missing)}")
        data = Dataset(**{name: np.asarray(data[name]) for name in PARTS})
    checked: Dataset = data
    for X, y in ((checked.X_train, checked.y_train), (checked.X_val, checked.y_val)):
        if len(X) != len(y):
            raise ValueError(f"there are {len(X)} examples and {len(y)} labels")
    if len(checked.X_train) == 0:
        raise ValueError("there are no training examples")
    return checked


def check(batch_size: int, patience: int | None, watch: str, evaluation: Evaluation) -> None:
    """Raise a ValueError for a number below 1, or a watched number that is not computed."""
    if batch_size < 1:
        raise ValueError(f"batch_size must be at least 1, not {batch_size}")
    if patience is not None and patience < 1:
        raise ValueError(f"patience must be None or at least 1, not {patience}")
    if patience is not None and not evaluation.measures(watch):
        raise ValueError(f"patience needs {watch}, but it is not computed")
