"""The rule as a generator that is sent losses; the loop restores at both ways out."""


def restore(params, best):
    for name in list(params):
        params[name] = np.array(best[name], copy=True)


class EarlyStopping:
    def __init__(self, patience=10, min_delta=0.0):
        self.patience = patience
        self.min_delta = min_delta
        self.best_loss, self.best_epoch, self.best_params = np.inf, 0, None
        self._rule = self._run()
        next(self._rule)

    def _run(self):
        waited, epoch, stop = 0, 0, False
        while True:
            loss, params = yield stop
            epoch += 1
            better = loss < self.best_loss - self.min_delta
            waited = 0 if better else waited + 1
            if better or epoch == 1:
                self.best_epoch = epoch
                self.best_params = dict((n, np.copy(a)) for n, a in params.items())
            if better:
                self.best_loss = loss
            stop = waited >= self.patience

    def step(self, dev_loss, params):
        return self._rule.send((dev_loss, params))


def train_with_early_stopping(train_one_epoch, dev_loss, params, stopping, max_epochs):
    losses = []
    for _ in range(max_epochs):
        train_one_epoch(params)
        loss = dev_loss(params)
        losses.append(loss)
        if stopping.step(loss, params):
            restore(params, stopping.best_params)
            break
    else:
        restore(params, stopping.best_params)
    return losses
