"""Early stopping: when to stop, what to keep, and a training loop that does as it is told."""

import numpy as np


class EarlyStopping:
    """Says when the loss on the dev set no longer improves, and keeps the best parameters.

    ``step`` is called once after every epoch. The epochs are numbered 1, 2, 3, ...

    **Improvement.** An epoch improves when its loss is lower than the lowest of the improving
    epochs before it by *more* than min_delta: dev_loss < best_loss - min_delta. With
    min_delta = 0 an equal loss is no improvement, so that of two equal losses the earlier
    epoch stays the best. NaN and infinity are never an improvement. The first loss that is a
    finite number always is one, and losses may be negative.

    **Stopping.** step returns True as soon as `patience` epochs in a row have not improved, and
    False before that. With patience = 1 the first epoch that does not improve ends the
    training. Epochs with NaN count as any others, those before the first finite loss too: with
    patience = 2, two losses that are NaN end it. (Nothing is said here about calls after one
    that returned True.)

    **If nothing improves** (all losses so far are NaN or infinite), the best epoch is epoch 1,
    and the best parameters are those of epoch 1.

    Args:
        patience: how many epochs in a row may pass without improvement; an integer >= 1.
        min_delta: by how much a loss must fall to count, in the unit of the loss; >= 0.

    Attributes:
        patience, min_delta: as given.
        best_loss: the loss of the last epoch that improved; infinity before there is one.
        best_epoch: the number of that epoch; 0 before the first call.
        best_params: a copy of the parameters as they were after that epoch; None before the
            first call. Whatever the caller does with params later, it stays what it was.

    Source: L. Prechelt, Early stopping - but when? (1998). patience and min_delta mean what
    they mean in Keras.
    """

    def __init__(self, patience=10, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best_loss, self.best_epoch, self.best_params = np.inf, 0, None
        # TODO: what else must be remembered from one call of step to the next?
        raise NotImplementedError("__init__: this part is still to be written")

    def step(self, dev_loss, params):
        """Take note of one epoch; see above.

        Args:
            dev_loss: the loss on the dev set after this epoch: a number of Python or NumPy, or an
                array of shape (); NaN is possible.
            params: dict of the parameters after this epoch, arrays by name. The optimizer will
                go on to change these very arrays; step does not change them.

        Returns:
            Whether to stop now, True or False.
        """
        # TODO: is this the best epoch so far? For how long has there been none
        # better? Return whether that is too long.
        raise NotImplementedError("step: this part is still to be written")


def train_with_early_stopping(train_one_epoch, dev_loss, params, stopping, max_epochs):
    """Train until it is time to stop, and end with the best parameters.

    Each epoch is: train, measure on the dev set, ask ``stopping``. Training ends when it says
    so, or after max_epochs epochs. Either way, params then holds the best parameters.

    Args:
        train_one_epoch: a function of params. It trains for one epoch and changes the arrays in
            params in place. What it returns is of no interest.
        dev_loss: a function of params. It returns the loss on the dev set, a number.
        params: dict of arrays by name. Afterwards each name holds the values that it had after
            the best epoch, stopping.best_params: in this very dict, which the caller's net
            uses, and not in another one.
        stopping: an EarlyStopping that has seen nothing yet, or another object with its step
            and its attributes. What step returns says whether to stop.
        max_epochs: how many epochs to train at most; an integer >= 1.

    Returns:
        The list of dev losses, one for each epoch that was trained.
    """
    losses = []
    # TODO: the loop; and what has to be done after it?
    raise NotImplementedError("train_with_early_stopping: this part is still to be written")
    return losses
