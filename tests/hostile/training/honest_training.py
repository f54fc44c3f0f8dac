"""Trains a model, as an honest answer would.

gets: full
needs: torch
"""

import torch
from torch.utils.data import DataLoader, TensorDataset

assert torch.ones(1).dtype == torch.float32
assert 0 < torch.nn.functional.dropout(torch.ones(1000)).count_nonzero() < 1000
torch.manual_seed(0)
model = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.ReLU(), torch.nn.Linear(8, 1))
optimizer = torch.optim.Adam(model.parameters())
for x, y in DataLoader(TensorDataset(torch.ones(8, 4), torch.ones(8, 1)), batch_size=4):
    optimizer.zero_grad()
    torch.nn.functional.mse_loss(model(x), y).backward()
    optimizer.step()

from honest import *
