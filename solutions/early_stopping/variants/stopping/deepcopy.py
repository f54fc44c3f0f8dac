"""copy.deepcopy, and the patience counted down; the loop is a while loop with an update."""

import copy


class EarlyStopping:
    def __init__(self, patience=10, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best_loss, self.best_epoch, self.best_params = np.inf, 0, None
        self.left = patience
        self.t = 0

    def step(self, dev_loss, params):
        self.t = self.t + 1
        if self.best_params is None:
            self.best_params = copy.deepcopy(params)
            self.best_epoch = 1
        if self.best_loss - dev_loss > self.min_delta:
            self.best_loss = dev_loss
            self.best_epoch = self.t
            self.best_params = copy.deepcopy(params)
            self.left = self.patience
        else:
            self.left -= 1
        return self.left <= 0


def train_with_early_stopping(train_one_epoch, dev_loss, params, stopping, max_epochs):
    losses, stop = [], False
    while not stop and len(losses) < max_epochs:
        train_one_epoch(params)
        losses.append(dev_loss(params))
        stop = stopping.step(losses[-1], params)
    params.update(copy.deepcopy(stopping.best_params))
    return losses
