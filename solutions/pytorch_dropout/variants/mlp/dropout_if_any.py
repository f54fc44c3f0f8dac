"""Layers by name, with an nn.Dropout only where there is something to drop."""

import torch.nn.functional as F


class DropoutMLP(nn.Module):
    def __init__(self, drop_prob=0.5, sizes=(784, 512, 512, 512, 10)):
        super().__init__()
        sizes = list(sizes)
        self.num_layers = len(sizes) - 1
        for i, (n_in, n_out) in enumerate(zip(sizes, sizes[1:])):
            layer = nn.Linear(n_in, n_out)
            nn.init.xavier_uniform_(layer.weight)
            self.register_module(f"fc{i}", layer)
        self.dropout = nn.Dropout(drop_prob) if drop_prob > 0 else nn.Identity()

    def forward(self, x):
        x = x.contiguous().view(x.shape[0], -1)
        for i in range(self.num_layers):
            x = self.get_submodule(f"fc{i}")(x)
            if i + 1 < self.num_layers:
                x = self.dropout(F.relu(x))
        return x
