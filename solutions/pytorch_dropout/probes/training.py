"""Drives train_one_epoch and evaluate with a small model of its own: arrays in, arrays out.

The model is a linear layer behind two things that, as dropout does, act in train mode only: the
model itself adds a fixed row to its inputs, and one of its layers multiplies each input by a
fixed number.
"""

import numpy as np
import torch
import training
from torch import nn

torch.set_num_threads(1)

MOST = 100  # numbers that are read of a returned value


def an_epoch(data, parameters, mode, batch_size, rates, options):
    """What an epoch of gradient descent leaves behind, and what it returns.

    Args:
        data: dict with x (N, D) and labels y (N,).
        parameters: dict with w (C, D), b (C,), and shift and factors (D,) of train mode.
        mode: of the model before.
        batch_size: of the loader, which goes through the examples in order.
        rates: learning rates of w and of b.
        options: dict with any of these: decay, the optimizer's weight decay; older, gradients
            (C, D) and (C,) that are there before; chosen, indices of the examples that the loader
            gives; drop_last, whether it leaves out a short last batch.

    Returns:
        w and b afterwards; whether they have gradients (has_gradient); how many backward passes
        came by (backward); w and b at each forward pass (states); what was returned (kind,
        numbers).
    """
    with torch.set_grad_enabled(True):
        model = _Model(parameters).train(mode == "train")
        linear = model.linear
        groups = [{"params": [p], "lr": r} for p, r in zip(linear.parameters(), rates, strict=True)]
        optimizer = torch.optim.SGD(groups, lr=1.0, weight_decay=options.get("decay", 0.0))
        if "older" in options:
            linear.weight.grad, linear.bias.grad = map(_floats, options["older"])
        returned = training.train_one_epoch(model, _loader(data, batch_size, options), optimizer)
        gradient = linear.weight.grad
        return {
            "w": linear.weight.detach().numpy().copy(),
            "b": linear.bias.detach().numpy().copy(),
            "has_gradient": gradient is not None and bool(gradient.any()),
            "backward": model.backward_passes,
            "states": model.states,
            "kind": _kind(returned),
            "numbers": _numbers(returned),
        }


def losses_alone(data, parameters):
    """The numbers that an epoch on each single example returns, without steps."""
    alone = [{name: values[i : i + 1] for name, values in data.items()} for i in _each(data)]
    found = [an_epoch(one, parameters, "train", 1, (0.0, 0.0), {}) for one in alone]
    return [one["numbers"] for one in found]


def an_evaluation(data, parameters, mode, batch_size, options):
    """Returned values of evaluate, and the state of the model afterwards.

    Args:
        data: as for an_epoch.
        parameters: as for an_epoch.
        mode: of the model before.
        batch_size: of the loader.
        options: as for an_epoch; and recording, whether gradients are recorded before; and
            added, what is added to scores (C,) that are recorded for a backward pass.

    Returns:
        what was returned (kind, numbers); and afterwards the scores of the model, and the
        gradient of its bias for a backward pass.
    """
    with torch.set_grad_enabled(options.get("recording", True)):
        model = _Model(parameters, options.get("added", 0.0)).train(mode == "train")
        returned = training.evaluate(model, _loader(data, batch_size, options))
        scores = model(_floats(data["x"]))
        if scores.requires_grad:
            scores.sum().backward()
        gradient = model.linear.bias.grad
        return {
            "kind": _kind(returned),
            "numbers": _numbers(returned),
            "scores": scores.detach().numpy(),
            "gradient": np.zeros_like(parameters["b"]) if gradient is None else gradient.numpy(),
        }


def evaluations_alone(data, parameters):
    """The numbers that an evaluation on each single example returns."""
    alone = [{name: values[i : i + 1] for name, values in data.items()} for i in _each(data)]
    return [an_evaluation(one, parameters, "eval", 1, {})["numbers"] for one in alone]


class _Factors(nn.Module):
    """Multiplies by fixed numbers, in train mode only."""

    def __init__(self, factors):
        super().__init__()
        self.factors = _floats(factors)

    def forward(self, x):
        return x * self.factors if self.training else x


class _Model(nn.Module):
    """The model. It notes its weights, and counts backward passes.

    Whether its scores are recorded for a backward pass shows in the scores themselves, if it is
    given something to add to those that are.
    """

    def __init__(self, parameters, added=0.0):
        super().__init__()
        self.added = _floats(added)
        w, b = _floats(parameters["w"]), _floats(parameters["b"])
        self.shift, self.factors = _floats(parameters["shift"]), _Factors(parameters["factors"])
        self.linear = nn.Linear(w.shape[1], w.shape[0])
        self.linear.weight, self.linear.bias = nn.Parameter(w), nn.Parameter(b)
        self.states, self.backward_passes = [], 0

    def forward(self, x):
        x = x.flatten(1)
        scores = self.linear(self.factors(x + self.shift if self.training else x))
        if len(self.states) < MOST:
            both = self.linear.weight, self.linear.bias
            self.states.append([array.detach().numpy().copy() for array in both])
        if scores.requires_grad:
            scores.register_hook(self._count)
            scores = scores + self.added
        return scores

    def _count(self, _):
        self.backward_passes += 1


def _loader(data, batch_size, options):
    pairs = torch.utils.data.TensorDataset(_floats(data["x"]), torch.tensor(data["y"]))
    chosen = options.get("chosen")
    sampler = None if chosen is None else [int(i) for i in chosen]
    return torch.utils.data.DataLoader(
        pairs, batch_size=batch_size, sampler=sampler, drop_last=options.get("drop_last", False)
    )


def _each(data):
    return range(len(data["y"]))


def _kind(value):
    """What a returned value is, in a word or two."""
    if isinstance(value, torch.Tensor):
        return "tensor with its history" if value.requires_grad else "tensor"
    if isinstance(value, (int, float, np.generic, np.ndarray)):
        return "number"
    if isinstance(value, (tuple, list, dict)):
        return f"{type(value).__name__} of {len(value)}"
    return type(value).__name__


def _numbers(value):
    """All numbers in a returned value, in their order."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (tuple, list)):
        return [number for item in value[:MOST] for number in _numbers(item)][:MOST]
    if isinstance(value, torch.Tensor):
        value = value.detach().numpy()
    if isinstance(value, (int, float, np.generic, np.ndarray)):
        return [float(number) for number in np.ravel(value)[:MOST]]
    return []


def _floats(array):
    return torch.tensor(array, dtype=torch.float32)
