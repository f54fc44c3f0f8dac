"""model.forward, a progress bar, set_to_none, and np.float32 for the loss."""

import numpy as np
from tqdm import tqdm


def train_one_epoch(model, loader, optimizer):
    model.train()
    criterion = nn.CrossEntropyLoss(reduction="mean")
    losses, sizes = [], []
    for _, (inputs, labels) in enumerate(tqdm(loader, desc="train")):
        optimizer.zero_grad(set_to_none=True)
        loss = criterion(model.forward(inputs), labels)
        loss.backward(retain_graph=True)
        optimizer.step()
        losses.append(loss.detach().cpu().numpy())
        sizes.append(inputs.shape[0])
    return np.float32(np.dot(np.array(losses), np.array(sizes)) / np.sum(sizes))


def evaluate(model, loader):
    mode = "train" if model.training else "eval"
    model.eval()
    criterion = nn.CrossEntropyLoss(reduction="sum")
    loss, hits, count = 0.0, 0.0, 0
    with torch.set_grad_enabled(False):
        for batch in tqdm(loader, leave=False):
            inputs, labels = batch
            outputs = model.forward(inputs)
            loss += criterion(outputs, labels).item()
            hits += torch.sum(torch.max(outputs.data, 1)[1] == labels.data).double().item()
            count += labels.size(0)
    getattr(model, mode)()
    return np.array([loss, hits]) / count
