"""Drops before the relu, which comes to the same."""

from collections import OrderedDict


def keep_to_drop(keep_prob):
    drop_prob = 1 - keep_prob
    if drop_prob < 0 or drop_prob >= 1:
        raise ValueError("keep_prob must be in (0, 1]")
    return drop_prob


class DropoutMLP(nn.Module):
    def __init__(self, drop_prob=0.5, sizes=(784, 512, 512, 512, 10)):
        super().__init__()
        layers = OrderedDict(flatten=nn.Flatten(start_dim=1))
        *hidden, last = list(zip(sizes[:-1], sizes[1:], strict=True))
        for i, (inputs, outputs) in enumerate(hidden):
            layers[f"linear{i}"] = nn.Linear(inputs, outputs)
            layers[f"dropout{i}"] = nn.Dropout(drop_prob)
            layers[f"relu{i}"] = nn.ReLU()
        layers["scores"] = nn.Linear(*last)
        self.layers = nn.Sequential(layers)

    def forward(self, x):
        return self.layers(x)
