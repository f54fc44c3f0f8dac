"""Weight matrices as bare parameters, of shape (inputs, outputs)."""

import math

import torch


def keep_to_drop(keep_prob):
    keep_prob = float(keep_prob)
    if not (0.0 < keep_prob and keep_prob <= 1.0):
        raise ValueError
    return 1.0 - keep_prob


class DropoutMLP(nn.Module):
    def __init__(self, drop_prob=0.5, sizes=(784, 512, 512, 512, 10)):
        super().__init__()
        self.w, self.b = nn.ParameterList(), nn.ParameterList()
        for n, m in zip(sizes[:-1], sizes[1:]):
            self.w.append(nn.Parameter(torch.randn(n, m) * math.sqrt(2 / n)))
            self.b.append(nn.Parameter(torch.zeros(1, m)))
        self.drop = nn.Dropout(drop_prob)

    def forward(self, x):
        h = x.view(x.size(0), -1)
        for w, b in zip(self.w[:-1], self.b[:-1]):
            h = self.drop(torch.clamp(h @ w + b, min=0))
        return h @ self.w[-1] + self.b[-1]
