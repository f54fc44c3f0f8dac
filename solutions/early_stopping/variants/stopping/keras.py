"""After Keras's callback: an operator, wait, stopped_epoch; NaN is asked for by name."""


class EarlyStopping:
    def __init__(self, patience=10, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best_loss, self.best_epoch, self.best_params = np.inf, 0, None
        self.monitor_op = np.less
        self.wait = 0
        self.stopped_epoch = 0
        self.epoch = 0

    def _is_improvement(self, monitor_value, reference_value):
        return self.monitor_op(monitor_value + self.min_delta, reference_value)

    def step(self, dev_loss, params):
        self.epoch += 1
        if self.best_params is None:
            self.best_params = {k: np.array(v) for k, v in params.items()}
            self.best_epoch = self.epoch
        self.wait += 1
        if not np.isnan(dev_loss) and self._is_improvement(dev_loss, self.best_loss):
            self.best_loss = dev_loss
            self.best_epoch = self.epoch
            self.best_params = {k: np.array(v) for k, v in params.items()}
            self.wait = 0
            return False
        if self.wait >= self.patience:
            self.stopped_epoch = self.epoch
            return True
        return False


def train_with_early_stopping(train_one_epoch, dev_loss, params, stopping, max_epochs):
    losses = []
    try:
        for _ in range(max_epochs):
            train_one_epoch(params)
            losses.append(dev_loss(params))
            if stopping.step(losses[-1], params):
                return losses
    finally:
        for name, best in stopping.best_params.items():
            params[name][...] = best
    return losses
