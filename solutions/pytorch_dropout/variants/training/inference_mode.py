"""torch.inference_mode as a decorator, and criteria as objects."""


criterion = nn.CrossEntropyLoss()


def train_one_epoch(model, loader, optimizer):
    model.train()
    running_loss = 0.0
    examples = 0
    for inputs, labels in loader:
        optimizer.zero_grad()
        outputs = model(inputs)
        loss = criterion(outputs, labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item() * inputs.size(0)
        examples += inputs.size(0)
    return running_loss / examples


@torch.inference_mode()
def evaluate(model, loader):
    mode = model.training
    model.eval()
    loss, correct, n = 0, 0, 0
    for inputs, labels in loader:
        outputs = model(inputs)
        loss += criterion(outputs, labels) * len(labels)
        _, predicted = torch.max(outputs, 1)
        correct += (predicted == labels).sum().item()
        n += labels.size(0)
    if mode:
        model.train()
    return loss.item() / n, correct / n
