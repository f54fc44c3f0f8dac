"""Drives train_one_epoch and evaluate with a small model of its own: arrays in, arrays out.

The model is a linear layer behind something that, as dropout does, acts in train mode only: it
multiplies each input by a fixed number.
"""

import numpy as np
import torch
import training
from torch import nn

torch.set_num_threads(1)


def an_epoch(data, parameters, mode, batch_size, learning_rate):
    """Weights, bias, leftover gradient and returned value after an epoch of plain descent.

    Args:
        data: dict with x (N, D) and labels y (N,).
        parameters: dict with w (C, D), b (C,) and the factors of train mode (D,).
        mode: of the model before.
        batch_size: of the loader, which goes through the examples in order.
        learning_rate: of the optimizer.
    """
    with torch.set_grad_enabled(True):
        model = _model(parameters).train(mode == "train")
        optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
        returned = training.train_one_epoch(model, _loader(data, batch_size), optimizer)
        gradient = model[-2].weight.grad
        return {
            "w": model[-2].weight.detach().numpy().copy(),
            "b": model[-2].bias.detach().numpy().copy(),
            "has_gradient": gradient is not None and bool(gradient.any()),
            "returned": _plain(returned),
            "holds_a_graph": bool(getattr(returned, "requires_grad", False)),
            "flags": model[-1].flags,
        }


def an_evaluation(data, parameters, mode, batch_size, chosen=None):
    """Returned values of evaluate, and the state of the model afterwards.

    Args:
        data: as for an_epoch.
        parameters: as for an_epoch.
        mode: of the model before.
        batch_size: of the loader.
        chosen: indices of the examples that the loader gives; by default all of them.
    """
    with torch.set_grad_enabled(True):
        model = _model(parameters).train(mode == "train")
        returned = training.evaluate(model, _loader(data, batch_size, chosen))
        graph, flags = any(model[-1].graphs), list(model[-1].flags)
        scores = model(_floats(data["x"]))
        if scores.requires_grad:
            scores.sum().backward()
        gradient = model[-2].bias.grad
        return {
            "returned": _plain(returned),
            "graph": graph,
            "flags": flags,
            "scores": scores.detach().numpy(),
            "gradient": np.zeros_like(parameters["b"]) if gradient is None else gradient.numpy(),
        }


class _Factors(nn.Module):
    """Multiplies by fixed numbers, in train mode only."""

    def __init__(self, factors):
        super().__init__()
        self.factors = _floats(factors)

    def forward(self, x):
        return x * self.factors if self.training else x


class _Notes(nn.Module):
    """Takes notes of each call and passes its input on.

    Attributes:
        graphs: for each call, whether its input could be differentiated.
        flags: for each call, the training flag of the whole model, whatever those of its layers.
    """

    def __init__(self):
        super().__init__()
        self.graphs, self.flags = [], []

    def forward(self, x):
        self.graphs.append(x.requires_grad)
        return x


def _model(parameters):
    w, b = _floats(parameters["w"]), _floats(parameters["b"])
    linear = nn.Linear(w.shape[1], w.shape[0])
    linear.weight, linear.bias = nn.Parameter(w), nn.Parameter(b)
    model = nn.Sequential(nn.Flatten(), _Factors(parameters["factors"]), linear, _Notes())
    model.register_forward_hook(lambda whole, *_: whole[-1].flags.append(whole.training))
    return model


def _loader(data, batch_size, chosen=None):
    pairs = torch.utils.data.TensorDataset(_floats(data["x"]), torch.tensor(data["y"]))
    sampler = None if chosen is None else [int(i) for i in chosen]
    return torch.utils.data.DataLoader(pairs, batch_size=batch_size, sampler=sampler)


def _plain(value):
    """Numbers and lists of them as they are; tensors and arrays of one number as that number."""
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, torch.Tensor):
        value = value.detach().numpy()
    return value.item() if isinstance(value, np.ndarray) and value.size == 1 else value


def _floats(array):
    return torch.tensor(array, dtype=torch.float32)
