"""One epoch of training, and an evaluation, of any classifier in PyTorch."""

import torch
from torch import nn


def train_one_epoch(model, loader, optimizer):
    """Take one step of the optimizer for each batch of a loader, in train mode.

    A step goes down the gradient of that batch's loss alone: the cross-entropy of its scores,
    minus the log of the softmax probability of the true label, averaged over its examples.
    Gradients that are left over from before the epoch have no part in it.

    Args:
        model: nn.Module that gives scores before softmax, shape (N, C). It may come in any mode.
        loader: gives batches (x, y), once through: x floats of shape (N, ...), y N labels in
            0..C-1, int64. The last batch may have fewer examples than the others, and the loader
            need not give every example of loader.dataset.
        optimizer: a torch.optim.Optimizer of the model's parameters.

    Returns:
        The loss, averaged over all examples that the loader gave, as one plain number and not a
        tensor: each example counts the same, at the loss that it had when its batch was used,
        before that step.
    """
    # TODO: set the mode, go through the batches, return the mean loss.
    raise NotImplementedError("train_one_epoch: this part is still to be written")


def evaluate(model, loader):
    """Loss and accuracy of a model on all examples that a loader gives, in eval mode.

    Nothing is remembered for a backward pass meanwhile, and afterwards everything is as it was:
    the model is in the mode in which it came, be it train or eval, its parameters are what they
    were, and PyTorch records gradients if it did before, and only then.

    Args:
        model: nn.Module that gives scores before softmax, shape (N, C).
        loader: gives batches (x, y), as for train_one_epoch. It need not give every example of
            loader.dataset.

    Returns:
        loss: cross-entropy, averaged over all examples that the loader gave, a number.
        accuracy: share of these examples whose highest score is that of their label, 0 to 1.
        Each example counts the same, also in a batch that is shorter than the others.
    """
    # TODO: note the mode and set it, add up over the batches, give the mode back.
    raise NotImplementedError("evaluate: this part is still to be written")
