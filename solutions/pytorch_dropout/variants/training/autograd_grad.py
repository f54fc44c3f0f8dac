"""Gradients by torch.autograd.grad, put where the optimizer looks for them."""

from torch.nn import functional as F


def train_one_epoch(model, loader, optimizer):
    model.train()
    parameters = list(model.parameters())
    results = []
    for x, y in loader:
        loss = F.cross_entropy(model(x), y)
        for parameter, gradient in zip(parameters, torch.autograd.grad(loss, parameters)):
            parameter.grad = gradient
        optimizer.step()
        results.append((loss.item(), len(y)))
    return sum(loss * n for loss, n in results) / sum(n for _, n in results)


def evaluate(model, loader):
    trainable = [p for p in model.parameters() if p.requires_grad]
    was_training = model.training
    for p in trainable:
        p.requires_grad_(False)
    model.eval()
    results = torch.zeros(3)
    for x, y in loader:
        scores = model(x)
        results += torch.stack(
            [F.cross_entropy(scores, y) * len(y), (scores.argmax(1) == y).sum(), torch.tensor(len(y))]
        )
    model.train(was_training)
    for p in trainable:
        p.requires_grad_(True)
    loss, right, n = results.tolist()
    return [loss / n, right / n]
