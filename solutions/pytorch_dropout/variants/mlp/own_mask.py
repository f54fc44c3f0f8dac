"""Draws its masks by hand."""

import torch


def keep_to_drop(keep_prob):
    assert isinstance(keep_prob, (int, float))
    if not 0 < keep_prob <= 1:
        raise ValueError("out of range")
    return 1 - keep_prob


class DropoutMLP(nn.Module):
    def __init__(self, drop_prob=0.5, sizes=(784, 512, 512, 512, 10)):
        super().__init__()
        self.keep_prob = 1 - drop_prob
        self.linears = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))

    def dropout(self, h):
        if not self.training:
            return h
        mask = torch.bernoulli(torch.full_like(h, self.keep_prob))
        return h * mask / self.keep_prob

    def forward(self, x):
        h = x.flatten(1)
        last = len(self.linears) - 1
        for i, linear in enumerate(self.linears):
            h = linear(h)
            if i != last:
                h = self.dropout(h.relu())
        return h
