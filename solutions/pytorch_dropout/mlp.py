"""A multilayer perceptron with dropout, in PyTorch.

PyTorch's ``p`` is the probability of **dropping** a unit. Elsewhere in Reglab, and in the paper,
``p`` or ``keep_prob`` is the probability of keeping it.
"""

from itertools import pairwise

from torch import nn


def keep_to_drop(keep_prob):
    """The p of nn.Dropout for a layer that keeps each unit with probability keep_prob.

    Args:
        keep_prob: probability of KEEPING a unit, a number with 0 < keep_prob <= 1.

    Returns:
        The probability of DROPPING a unit, a number.

    Raises:
        ValueError: keep_prob is 0 or less, or greater than 1. (A layer that keeps nothing has
            nothing to pass on, so 0 is most likely a mistake.)
    """
    # TODO: refuse what is no keep_prob, and convert what is one.
    ### BEGIN SOLUTION
    if not 0 < keep_prob <= 1:
        raise ValueError(f"keep_prob must be greater than 0 and at most 1, not {keep_prob}")
    return 1 - keep_prob
    ### END SOLUTION


class DropoutMLP(nn.Module):
    """A fully connected net with dropout after each hidden layer.

    The net is {linear - relu - dropout} x (len(sizes) - 2) - linear. Nothing is dropped from the
    input, nor from the scores, and the scores are not put through a softmax. In eval mode nothing
    is dropped at all.

    Every linear layer has a weight matrix and a bias, as nn.Linear has them, and parameters()
    gives these and no others.

    Args:
        drop_prob: probability of DROPPING a hidden unit, PyTorch's p, 0 <= drop_prob < 1. Each
            unit of each example is dropped on its own, and what is kept is divided by
            1 - drop_prob.
        sizes: units of each layer, the input first and the classes last, two or more numbers that
            may all be different. With two there is no hidden layer, and nothing is dropped.

    Source: Srivastava et al., Dropout, JMLR 15 (2014), Section 6.1.
    """

    def __init__(self, drop_prob=0.5, sizes=(784, 512, 512, 512, 10)):
        super().__init__()
        # TODO: make the layers, as attributes of self.
        ### BEGIN SOLUTION
        layers = []
        for inputs, outputs in pairwise(sizes[:-1]):
            layers += [nn.Linear(inputs, outputs), nn.ReLU(), nn.Dropout(p=drop_prob)]
        self.hidden = nn.Sequential(*layers)
        self.last = nn.Linear(sizes[-2], sizes[-1])
        ### END SOLUTION

    def forward(self, x):
        """The scores of a batch.

        Args:
            x: float tensor of shape (N, ...) with sizes[0] numbers for each of N examples, such
                as (N, 784) or (N, 1, 28, 28). It is not changed.

        Returns:
            Scores before softmax, shape (N, sizes[-1]).
        """
        # TODO: from x to the scores.
        ### BEGIN SOLUTION
        return self.last(self.hidden(x.flatten(start_dim=1)))
        ### END SOLUTION
