"""Has each backward pass begin another one, until no stack is left.

gets: dropout_forward full, dropout_backward nothing
needs: torch
"""

import sys

import torch
from honest import *

sys.setrecursionlimit(1 << 30)


class Again(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x.clone()

    @staticmethod
    def backward(ctx, grad):
        with torch.enable_grad():
            x = torch.ones(3, requires_grad=True)
            Again.apply(x).sum().backward()
        return x.grad


def dropout_backward(dout, cache):
    x = torch.ones(3, requires_grad=True)
    Again.apply(x).sum().backward()
    return x.grad.numpy()
