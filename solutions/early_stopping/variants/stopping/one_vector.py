"""Keeps one vector of all parameters, and puts it apart when asked; returns a NumPy array."""


class EarlyStopping:
    def __init__(self, patience=10, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best_loss, self.best_epoch = float("inf"), 0
        self.vector = None
        self.counts = [0, 0]

    def step(self, dev_loss, params):
        self.counts[0] += 1
        if dev_loss < self.best_loss - self.min_delta:
            self.best_loss = dev_loss
            self.counts[1] = 0
            self._keep(params)
        else:
            self.counts[1] += 1
            if self.counts[0] == 1:
                self._keep(params)
        if self.counts[1] < self.patience:
            return False
        return True

    def _keep(self, params):
        self.best_epoch = self.counts[0]
        self.vector = np.concatenate([params[k].ravel() for k in params])
        self.shapes = {k: params[k].shape for k in params}

    @property
    def best_params(self):
        if self.vector is None:
            return None
        out, start = {}, 0
        for name, shape in self.shapes.items():
            size = int(np.prod(shape))
            out[name] = self.vector[start:start + size].reshape(shape).copy()
            start += size
        return out


def train_with_early_stopping(train_one_epoch, dev_loss, params, stopping, max_epochs):
    losses = np.array([])
    stop = False
    while len(losses) < max_epochs and not stop:
        train_one_epoch(params)
        losses = np.append(losses, dev_loss(params))
        stop = stopping.step(losses[-1], params)
    for (name, array), best in zip(params.items(), stopping.best_params.values()):
        array[:] = best
    return losses
