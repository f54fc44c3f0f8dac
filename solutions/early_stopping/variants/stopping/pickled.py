"""The best parameters as bytes, and as a property; np.copyto restores."""

import pickle


class EarlyStopping:
    def __init__(self, patience=10, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best_loss, self.best_epoch = np.inf, 0
        self._bytes = None
        self.seen = self.waiting = 0

    @property
    def best_params(self):
        return None if self._bytes is None else pickle.loads(self._bytes)

    def step(self, dev_loss, params):
        self.seen += 1
        self.waiting += 1
        good = bool(np.less(dev_loss, self.best_loss - self.min_delta))
        if good:
            self.best_loss, self.waiting = dev_loss, 0
        if good or self._bytes is None:
            self.best_epoch = self.seen
            self._bytes = pickle.dumps(params)
        return np.bool_(self.waiting >= self.patience)


def train_with_early_stopping(train_one_epoch, dev_loss, params, stopping, max_epochs):
    losses = np.empty(max_epochs)
    for i in range(max_epochs):
        train_one_epoch(params)
        losses[i] = dev_loss(params)
        if stopping.step(losses[i], params):
            break
    best = stopping.best_params
    for name, w in params.items():
        np.copyto(w, best[name])
    return losses[: i + 1].tolist()
