"""Keeps all losses and looks back; compares epoch numbers instead of counting."""
import math


class EarlyStopping:
    def __init__(self, patience=10, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best_loss, self.best_epoch, self.best_params = math.inf, 0, None
        self.history = []
        self.last_good = 0

    def step(self, dev_loss, params):
        self.history.append(float(dev_loss))
        now = len(self.history)
        if math.isfinite(dev_loss) and dev_loss < self.best_loss - self.min_delta:
            self.best_loss = float(dev_loss)
            self.last_good = now
        if self.last_good == now or now == 1:
            self.best_epoch = now
            self.best_params = {}
            for key in params:
                self.best_params[key] = params[key] * 1
        return now - self.last_good >= self.patience


def train_with_early_stopping(train_one_epoch, dev_loss, params, stopping, max_epochs):
    epoch = 0
    losses = []
    while True:
        epoch += 1
        train_one_epoch(params)
        losses += [dev_loss(params)]
        if stopping.step(losses[-1], params) or epoch == max_epochs:
            break
    for key in params.keys():
        params[key] = stopping.best_params[key].copy()
    return losses
