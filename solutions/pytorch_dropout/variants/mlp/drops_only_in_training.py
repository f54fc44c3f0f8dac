"""Asks for the mode itself, and draws the mask with rand."""

import torch


class DropoutMLP(nn.Module):
    def __init__(self, drop_prob=0.5, sizes=(784, 512, 512, 512, 10)):
        super().__init__()
        self.drop_prob = drop_prob
        self.n = len(sizes) - 1
        for i in range(self.n):
            self.add_module("linear%d" % i, nn.Linear(sizes[i], sizes[i + 1]))
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
                nn.init.zeros_(module.bias)

    def forward(self, x):
        out = x.flatten(start_dim=1)
        for i in range(self.n):
            out = self._modules["linear%d" % i](out)
            if i < self.n - 1:
                out = torch.where(out > 0, out, 0.0)
                if self.training and self.drop_prob > 0:
                    out = torch.where(
                        torch.rand(out.shape) < self.drop_prob, 0.0, out / (1 - self.drop_prob)
                    )
        return out
