"""A while loop over an iterator, on the device of the model."""


def device_of(model):
    return next(model.parameters()).device


def train_one_epoch(model, loader, optimizer):
    model = model.train()
    device = device_of(model)
    batches = iter(loader)
    seen, total = 0, torch.zeros((), dtype=torch.float64)
    while (batch := next(batches, None)) is not None:
        x, y = batch[0].to(device), batch[1].to(device)
        optimizer.zero_grad()
        loss = nn.CrossEntropyLoss()(model(x), y)
        loss.backward()
        optimizer.step()
        total += loss.item() * x.shape[0]
        seen += x.shape[0]
    return total.item() / seen


def evaluate(model, loader):
    came_training = bool(model.training)
    model = model.eval()
    device = device_of(model)
    seen = hits = 0
    total = 0.0
    with torch.inference_mode():
        batches = iter(loader)
        while True:
            try:
                x, y = next(batches)
            except StopIteration:
                break
            scores = model(x.to(device))
            total += nn.CrossEntropyLoss(reduction="sum")(scores, y.to(device)).item()
            hits += torch.eq(scores.max(dim=1).indices, y).sum().item()
            seen += y.shape[0]
    if came_training:
        model.train()
    return total / seen, hits / seen
