"""Drives keep_to_drop and DropoutMLP: arrays in, arrays out."""

from collections import defaultdict

import mlp
import numpy as np
import torch
from torch import nn

torch.set_num_threads(1)


def answer(keep_prob):
    """What keep_to_drop returns, in a list; an empty one when it raises a ValueError."""
    try:
        return [mlp.keep_to_drop(keep_prob)]
    except ValueError:
        return []


def shapes(*arguments):
    """Shapes of the parameters of a net: of its default sizes, or of (drop_prob, sizes).

    Returns:
        Two lists: of those that parameters() gives, and of those in plain lists and dicts.
    """
    net = _net(*arguments)
    registered = list(net.parameters())
    return [[tuple(p.shape) for p in some] for some in (registered, _elsewhere(net)[1])]


def outputs(drop_prob, weights, biases, x, mode, calls):
    """Scores of a net with these weights, (outputs, inputs) each, and biases: (calls, N, C)."""
    net = _net_of(drop_prob, weights, biases)
    _set_mode(net, mode == "train")
    with torch.no_grad():
        found = [_first(net(_floats(x))) for _ in range(calls)]
    odd = [scores for scores in found if not isinstance(scores, torch.Tensor)]
    return odd[0] if odd else torch.stack(found).numpy()


def kind_of_scores(*arguments):
    """What forward returns for a batch of zeros: one of several kinds, or the name of its type."""
    sizes = arguments[1] if arguments else (784,)
    with torch.no_grad():
        scores = _net(*arguments)(torch.zeros(2, sizes[0]))
    kinds = (kind.__name__ for kind in (tuple, list, dict) if isinstance(scores, kind))
    return next(kinds, type(scores).__name__)


def x_afterwards(weights, biases, x, mode):
    """The batch x as it is after it went through the net."""
    net, batch = _net_of(0.5, weights, biases), _floats(x)
    _set_mode(net, mode == "train")
    with torch.no_grad():
        net(batch)
    return batch.numpy()


def gradients(weights, biases, x, dout):
    """Gradients of sum(scores * dout) in eval mode; weights of one shape get that of their sum.

    Where the scores cannot be differentiated it is the text "no history".
    """
    net = _net_of(0.0, weights, biases)
    _set_mode(net, False)
    scores = _first(net(_floats(x)))
    if not scores.requires_grad:
        return "no history"
    (scores * _floats(dout)).sum().backward()
    found = defaultdict(list)
    for parameter in _parameters(net):
        if parameter.grad is not None:
            found[_key(parameter.shape)].append(parameter.grad.squeeze().numpy())
    return [
        sum(_oriented(each, array.shape) for each in found[_key(array.shape)])
        + np.zeros(array.shape)
        for array in (*weights, *biases)
    ]


def _net(drop_prob=0.5, sizes=None):
    """A net; of its default sizes when none are given. Lazy layers have their weights."""
    given = {} if sizes is None else {"drop_prob": drop_prob, "sizes": sizes}
    net = mlp.DropoutMLP(**given)
    if any(nn.parameter.is_lazy(parameter) for parameter in net.parameters()):
        net(torch.zeros(2, sizes[0] if sizes else 784))
    return net


def _net_of(drop_prob, weights, biases):
    """A net with given weights, told apart by their shapes; those of one shape are the same."""
    sizes = (weights[0].shape[1], *(len(bias) for bias in biases))
    net = _net(drop_prob, sizes)
    given = {_key(array.shape): array for array in (*weights, *biases)}
    with torch.no_grad():
        for parameter in _parameters(net):
            array = given.get(_key(parameter.shape))
            if array is not None:
                parameter.copy_(_floats(_oriented(array, _squeezed(parameter))).view_as(parameter))
    return net


def _parameters(net):
    return [*net.parameters(), *_elsewhere(net)[1]]


def _set_mode(net, training):
    """Sets the mode, of layers in plain lists too where that cost the points for parameters()."""
    net.train(training)
    modules, parameters = _elsewhere(net)
    for module in modules if parameters else ():
        module.train(training)


def _elsewhere(net):
    """Modules in plain lists and dicts, where nn.Module does not look, and parameters there."""
    known = {id(module) for module in net.modules()}
    mine = {id(parameter) for parameter in net.parameters()}
    modules, parameters = [], []
    waiting = [value for module in net.modules() for value in vars(module).values()]
    while waiting:
        value = waiting.pop(0)
        if id(value) in known:
            continue
        known.add(id(value))
        if isinstance(value, (list, tuple, dict)):
            waiting = [*(value.values() if isinstance(value, dict) else value), *waiting]
        elif isinstance(value, nn.Module):
            modules.append(value)
            inner = [*value.parameters(), *(v for m in value.modules() for v in vars(m).values())]
            known.update(id(module) for module in value.modules())
            waiting = [*inner, *waiting]
        elif isinstance(value, nn.Parameter) and id(value) not in mine:
            parameters.append(value)
    return modules, parameters


def _first(value):
    """The scores, also when they come first of several values."""
    return value[0] if isinstance(value, (tuple, list)) and value else value


def _key(shape):
    """The sides of a shape, the same for a shape and its transpose."""
    return tuple(sorted(n for n in shape if n != 1))


def _squeezed(parameter):
    return tuple(n for n in parameter.shape if n != 1)


def _oriented(array, shape):
    return np.ascontiguousarray(array if array.shape == shape else array.T)


def _floats(array):
    return torch.tensor(array, dtype=torch.float32)
