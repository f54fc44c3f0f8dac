"""The layers of the benchmark in torch, at the same size."""

import torch
from torch.nn import functional

from tests.benchmarks import gradient_cases as cases


def in_torch(drawn):
    """Yields name, our case, the function in torch and its input."""
    for layer, f in (
        (cases.affine, with_weights),
        (cases.relu, lambda _: torch.relu),
        (cases.dropout, masked),
        (cases.batchnorm, lambda c: lambda x: functional.batch_norm(x, None, None, training=True)),
        (cases.layernorm, lambda c: lambda x: functional.layer_norm(x, x.shape[1:])),
        (cases.max_pool, lambda c: lambda x: functional.max_pool2d(x, 2)),
    ):
        case = drawn(layer)
        yield layer.__name__, case, f(case), torch.tensor(case.x, requires_grad=True)


def with_weights(case):
    w, b = torch.randn(20, 50, dtype=torch.float64), torch.randn(20, dtype=torch.float64)
    return lambda x: functional.linear(x, w, b)


def masked(case):
    mask = torch.tensor(case.dx / case.df)
    return lambda x: x * mask
