"""Imports within the functions, and a helper for both passes."""


def passes(model, loader, optimizer=None):
    import torch
    from torch.nn.functional import cross_entropy

    sums = {"loss": 0.0, "right": 0, "n": 0}
    with torch.set_grad_enabled(optimizer is not None):
        for x, y in loader:
            if optimizer is not None:
                optimizer.zero_grad()
            scores = model(x)
            loss = cross_entropy(scores, y)
            if optimizer is not None:
                loss.backward()
                optimizer.step()
            sums["loss"] += loss.item() * len(y)
            sums["right"] += (scores.argmax(1) == y).sum().item()
            sums["n"] += len(y)
    return sums["loss"] / sums["n"], sums["right"] / sums["n"]


def train_one_epoch(model, loader, optimizer):
    model.train()
    loss, _ = passes(model, loader, optimizer)
    return loss


def evaluate(model, loader):
    training = model.training
    model.eval()
    loss, accuracy = passes(model, loader)
    model.train(training)
    return loss, accuracy
