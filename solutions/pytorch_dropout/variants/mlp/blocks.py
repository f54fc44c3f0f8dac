"""A module for each hidden layer."""

import numpy as np


def keep_to_drop(keep_prob):
    if np.any(np.asarray(keep_prob) <= 0) or np.any(np.asarray(keep_prob) > 1):
        raise ValueError("keep_prob outside of (0, 1]")
    return np.subtract(1.0, keep_prob)


class Block(nn.Module):
    def __init__(self, inputs, outputs, drop_prob):
        super().__init__()
        self.linear = nn.Linear(inputs, outputs)
        self.relu = nn.ReLU()
        self.dropout = nn.Dropout(p=drop_prob)

    def forward(self, x):
        return self.dropout(self.relu(self.linear(x)))


class DropoutMLP(nn.Module):
    def __init__(self, drop_prob=0.5, sizes=(784, 512, 512, 512, 10)):
        super().__init__()
        self.blocks = nn.ModuleList()
        for i in range(len(sizes) - 2):
            self.blocks.append(Block(sizes[i], sizes[i + 1], drop_prob))
        self.head = nn.Linear(sizes[len(sizes) - 2], sizes[len(sizes) - 1])

    def forward(self, x):
        x = x.view(len(x), -1)
        for block in self.blocks:
            x = block(x)
        return self.head(x)
