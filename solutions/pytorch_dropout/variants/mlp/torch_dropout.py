"""torch.dropout and F.linear, with the layers in an nn.ModuleDict."""

import torch
import torch.nn.functional as F


def keep_to_drop(keep_prob: float) -> float:
    if not 0 < keep_prob <= 1:
        raise ValueError(f"not a keep_prob: {keep_prob!r}")
    return -(keep_prob - 1)


class DropoutMLP(nn.Module):
    def __init__(self, drop_prob=0.5, sizes=(784, 512, 512, 512, 10)):
        super().__init__()
        self.p = drop_prob
        names = [f"layer{i}" for i in range(len(sizes) - 1)]
        self.layers = nn.ModuleDict({
            name: nn.Linear(sizes[i], sizes[i + 1]) for i, name in enumerate(names)
        })

    def forward(self, x):
        x = x.reshape(len(x), -1)
        *hidden, last = self.layers.values()
        for layer in hidden:
            x = F.linear(x, layer.weight, layer.bias)
            x = torch.dropout(torch.maximum(x, torch.zeros_like(x)), self.p, self.training)
        return F.linear(x, last.weight, last.bias)
