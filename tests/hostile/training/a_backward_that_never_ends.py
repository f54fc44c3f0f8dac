"""Has autograd go backward for ever.

gets: dropout_forward full, dropout_backward nothing
needs: torch
"""

import torch
from honest import *


class Endless(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x.clone()

    @staticmethod
    def backward(ctx, grad):
        while True:
            grad = grad + 1


def dropout_backward(dout, cache):
    x = torch.ones(3, requires_grad=True)
    Endless.apply(x).sum().backward()
    return x.grad.numpy()
