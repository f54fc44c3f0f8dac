"""A running mean, one-hot labels and accuracy by topk."""

import torch.nn.functional as F


class Mean:
    def __init__(self, value=0.0):
        self.value, self.weight = value, 0

    def add(self, value, weight):
        self.weight += weight
        self.value += (value - self.value) * weight / self.weight


def train_one_epoch(model, loader, optimizer):
    model.train()
    mean = Mean()
    for x, y in loader:
        scores = model(x)
        targets = F.one_hot(y, scores.shape[1]).float()
        loss = F.cross_entropy(scores, targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        mean.add(loss.item(), len(x))
    return mean.value


@torch.no_grad()
def evaluate(model, loader):
    loss, accuracy = Mean(), Mean()
    training, _ = model.training, model.eval()
    for x, y in loader:
        scores = model(x)
        loss.add(F.cross_entropy(scores, y).item(), len(x))
        accuracy.add((scores.topk(1).indices[:, 0] == y).double().mean().item(), len(x))
    model.train(training)
    return loss.value, accuracy.value
