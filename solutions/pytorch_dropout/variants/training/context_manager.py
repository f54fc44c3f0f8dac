"""Eval mode as a context manager, which keeps the mode of every module."""

from contextlib import contextmanager

from torch.nn.functional import cross_entropy


@contextmanager
def eval_mode(model):
    modes = {module: module.training for module in model.modules()}
    model.eval()
    try:
        with torch.no_grad():
            yield
    finally:
        for module, mode in modes.items():
            module.training = mode


def train_one_epoch(model, loader, optimizer):
    modes = {module: module.training for module in model.modules()}
    model.train()
    total = count = 0
    for x, y in loader:
        model.zero_grad()
        loss = cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        total += float(loss.detach()) * x.shape[0]
        count += x.shape[0]
    for module, mode in modes.items():
        module.training = mode
    return total / count


def evaluate(model, loader):
    with eval_mode(model):
        total = right = count = 0
        for x, y in loader:
            s = model(x)
            total += float(cross_entropy(s, y, reduction="sum"))
            right += int((s.argmax(dim=-1) == y).sum())
            count += y.numel()
    return total / count, right / count
