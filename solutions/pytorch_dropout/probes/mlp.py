"""Drives keep_to_drop and DropoutMLP: arrays in, arrays out."""

import mlp
import numpy as np
import torch

torch.set_num_threads(1)


def refuses(keep_prob):
    """True if keep_to_drop raises a ValueError."""
    try:
        mlp.keep_to_drop(keep_prob)
    except ValueError:
        return True
    return False


def shapes(*arguments):
    """Shapes of all parameters of a net: of its default sizes, or of (drop_prob, sizes)."""
    return [tuple(parameter.shape) for parameter in _net(*arguments).parameters()]


def outputs(drop_prob, weights, biases, x, mode, calls):
    """Scores of a net with these weights, (outputs, inputs) each, and biases: (calls, N, C)."""
    net = _net_of(drop_prob, weights, biases).train(mode == "train")
    with torch.no_grad():
        return np.array([net(_floats(x)).numpy() for _ in range(calls)])


def gradients(drop_prob, weights, biases, x, dout):
    """Gradients of sum(scores * dout) in eval mode, for each of the weights and biases."""
    net = _net_of(drop_prob, weights, biases).eval()
    (net(_floats(x)) * _floats(dout)).sum().backward()
    found = {_key(parameter.shape): parameter.grad for parameter in net.parameters()}
    return [_like(found.get(_key(np.shape(array))), array) for array in (*weights, *biases)]


def _net(drop_prob=0.5, sizes=None):
    """A net; of its default sizes when none are given. Lazy layers have their weights."""
    given = {} if sizes is None else {"drop_prob": drop_prob, "sizes": sizes}
    net = mlp.DropoutMLP(**given)
    if any(torch.nn.parameter.is_lazy(parameter) for parameter in net.parameters()):
        net(torch.zeros(2, sizes[0] if sizes else 784))
    return net


def _net_of(drop_prob, weights, biases):
    """A net with given weights, which are told apart by their shapes."""
    sizes = (weights[0].shape[1], *(len(bias) for bias in biases))
    net = _net(drop_prob, sizes)
    given = {_key(array.shape): array for array in (*weights, *biases)}
    with torch.no_grad():
        for parameter in net.parameters():
            array = given.get(_key(parameter.shape))
            if array is not None:
                parameter.copy_(_floats(_oriented(array, _squeezed(parameter))).view_as(parameter))
    return net


def _key(shape):
    """The sides of a shape, the same for a shape and its transpose."""
    return tuple(sorted(n for n in shape if n != 1))


def _squeezed(parameter):
    return tuple(n for n in parameter.shape if n != 1)


def _oriented(array, shape):
    return np.ascontiguousarray(array if array.shape == shape else array.T)


def _like(gradient, array):
    if gradient is None:
        return np.zeros_like(array)
    return _oriented(gradient.squeeze().numpy(), array.shape)


def _floats(array):
    return torch.tensor(array, dtype=torch.float32)
