"""A dataclass with fields; two calls of dev_loss, one for the rule and one for the list."""

from dataclasses import dataclass, field


@dataclass
class EarlyStopping:
    patience: int = 10
    min_delta: float = 0.0
    best_loss: float = np.inf
    best_epoch: int = 0
    best_params: dict = None
    losses: list = field(default_factory=list)

    def step(self, dev_loss, params):
        self.losses.append(dev_loss)
        threshold = self.best_loss - self.min_delta
        if dev_loss < threshold:
            self.best_loss = dev_loss
            self.best_epoch = len(self.losses)
            self.best_params = {k: v.astype(v.dtype, copy=True) for k, v in params.items()}
            self.good = len(self.losses)
        elif len(self.losses) == 1:
            self.best_epoch = 1
            self.best_params = {k: v.astype(v.dtype, copy=True) for k, v in params.items()}
        return len(self.losses) - getattr(self, "good", 0) >= self.patience


def train_with_early_stopping(train_one_epoch, dev_loss, params, stopping, max_epochs):
    losses = []
    for epoch in range(1, max_epochs + 1):
        train_one_epoch(params)
        stop = stopping.step(dev_loss(params), params)
        losses.append(dev_loss(params))
        if stop:
            break
    for name, value in stopping.best_params.items():
        params[name] -= params[name] - value
    return losses
