"""The layers of the benchmark in torch, at the same size: its own, and ours inside of it."""

from functools import partial

import torch
from torch.nn import functional

from . import gradient_cases as cases


class InTorch(torch.autograd.Function):
    """A NumPy layer with its backward pass, as torch can check it."""

    @staticmethod
    def forward(ctx, x, case):
        ctx.case = case
        return torch.as_tensor(case.f(x.detach().numpy()))

    @staticmethod
    def backward(ctx, dout):
        return torch.as_tensor(ctx.case.backward(dout.numpy())), None


def ours(case):
    """The same layer, function and gradient, handed to torch."""
    return lambda x: InTorch.apply(x, case)


def in_torch(drawn):
    """Yields what it is, our case, the function in torch, its input and the goal."""
    for layer, f in (
        (cases.affine, with_weights),
        (cases.relu, lambda _: torch.relu),
        (cases.dropout, masked),
        (cases.batchnorm, batchnorm),
        (cases.layernorm, layernorm),
        (cases.max_pool, lambda _: partial(functional.max_pool2d, kernel_size=2)),
    ):
        case = drawn(layer)
        x, name = torch.tensor(case.x, requires_grad=True), layer.__name__
        yield f"{name}: against torch's fast mode on the same code", case, ours(case), x, 5
        yield f"{name}: against it on torch's own layer", case, f(case), x, 5


def batchnorm(case):
    return partial(functional.batch_norm, running_mean=None, running_var=None, training=True)


def layernorm(case):
    return partial(functional.layer_norm, normalized_shape=case.x.shape[1:])


def with_weights(case):
    w, b = torch.randn(20, 50, dtype=torch.float64), torch.randn(20, dtype=torch.float64)
    return lambda x: functional.linear(x, w, b)


def masked(case):
    mask = torch.tensor(case.dx / case.df)
    return lambda x: x * mask
