"""nn.functional throughout, with training=self.training."""
import torch
import torch.nn as nn
import torch.nn.functional as F


def keep_to_drop(keep_prob):
    if keep_prob > 1:
        raise ValueError("too large")
    elif not keep_prob > 0:
        raise ValueError("too small")
    drop = 1 - keep_prob
    return drop


class DropoutMLP(nn.Module):
    def __init__(self, drop_prob=0.5, sizes=(784, 512, 512, 512, 10)):
        super(DropoutMLP, self).__init__()
        self.drop_prob = drop_prob
        self.linears = nn.ModuleList(
            [nn.Linear(i, o) for i, o in zip(sizes, sizes[1:])]
        )

    def forward(self, x):
        x = torch.flatten(x, 1)
        for linear in self.linears[:-1]:
            x = F.dropout(F.relu(linear(x)), p=self.drop_prob, training=self.training)
        return self.linears[-1](x)
