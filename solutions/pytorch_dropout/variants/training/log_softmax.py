"""log_softmax and nll_loss."""


def train_one_epoch(model, loader, optimizer):
    model.train()
    nll, log_softmax = nn.NLLLoss(reduction="sum"), nn.LogSoftmax(dim=1)
    total, n = 0.0, 0
    for batch in loader:
        x, y = batch
        optimizer.zero_grad(set_to_none=False)
        loss = nll(log_softmax(model(x)), y)
        (loss / y.shape[0]).backward()
        optimizer.step()
        total, n = total + loss.item(), n + y.shape[0]
    return total / n


def evaluate(model, loader):
    was = model.training
    model.eval()
    nll = nn.NLLLoss(reduction="sum")
    loss = torch.zeros(())
    right = torch.zeros(())
    n = 0
    with torch.no_grad():
        for x, y in loader:
            log_chances = torch.log_softmax(model(x), dim=1)
            loss += nll(log_chances, y)
            right += (log_chances.argmax(1) == y).sum()
            n += len(x)
    if was:
        model.train()
    else:
        model.eval()
    return loss / n, right / n
