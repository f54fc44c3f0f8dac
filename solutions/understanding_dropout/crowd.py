"""What one trains with dropout, and what one asks afterwards: a crowd of thinned nets.

Throughout, keep_probs are probabilities of **keeping** a unit, and examples are columns.
"""

import numpy as np
from keep_probs import backward_with_keep_probs, forward_with_keep_probs

from reglab.columns import compute_cost, update_parameters


def training_curve(
    X,
    Y,
    parameters,
    keep_probs,
    learning_rate=0.1,
    iterations=100,
    monitor_keep_prob=None,
    seed=0,
):
    """Train a net with dropout by gradient descent on all examples, and measure J on the way.

    Iteration i, counted from 0, trains the thinned net of
    forward_with_keep_probs(X, parameters, keep_probs, seed + i): it takes one step of
    update_parameters with the gradients of backward_with_keep_probs.

    Before that step it measures the cost J = compute_cost(AL, Y). Of which net, monitor_keep_prob
    says: with None, of the thinned net that is being trained; with a number q, of a second
    forward pass, also with seed + i, in which all L keep_probs are q. So q = 1 measures the whole
    net, with dropout off. Measuring never changes what is trained.

    Args:
        X: inputs, shape (n_0, m).
        Y: labels 0 or 1, shape (1, m).
        parameters: W1, b1, ..., WL, bL to start from. They are not changed, nor is anything else.
        keep_probs: L probabilities of keeping; see forward_with_keep_probs.
        learning_rate: of gradient descent.
        iterations: how many steps to take.
        monitor_keep_prob: None, or the probability of keeping with which J is measured.
        seed: an integer; see above.

    Returns:
        costs: J before each step, shape (iterations,).
        trained: the parameters after the last step, a dict like parameters.
    """
    costs, trained = [], dict(parameters)
    layers = len(parameters) // 2

    # TODO: in each iteration, the pass that trains, the cost to write down, the step.
    ### BEGIN SOLUTION
    monitor = [monitor_keep_prob] * layers
    for i in range(iterations):
        AL, activations = forward_with_keep_probs(X, trained, keep_probs, seed + i)
        measured = AL
        if monitor_keep_prob is not None:
            measured, _ = forward_with_keep_probs(X, trained, monitor, seed + i)
        costs.append(compute_cost(measured, Y))
        gradients = backward_with_keep_probs(AL, activations, Y, trained, keep_probs)
        trained = update_parameters(trained, gradients, learning_rate)
    ### END SOLUTION

    return np.array(costs), trained


def average_of_sampled_nets(X, parameters, keep_probs, n_samples, seed=0):
    """The mean opinion of n_samples thinned nets, drawn anew for this question.

    Net k, counted from 0, is forward_with_keep_probs(X, parameters, keep_probs, seed + k). What
    is averaged, with equal weights, are the probabilities AL that the nets give.

    Args:
        X: inputs, shape (n_0, m).
        parameters: W1, b1, ..., WL, bL.
        keep_probs: L probabilities of keeping; see forward_with_keep_probs.
        n_samples: how many nets to ask, at least 1.
        seed: an integer; see above.
        No argument is changed.

    Returns:
        probabilities of class 1, shape (n_L, m).

    Source: Srivastava et al., Dropout, JMLR 15 (2014), section 7.5.
    """
    # TODO: ask the nets, and average what they say.
    ### BEGIN SOLUTION
    said = 0.0
    for k in range(n_samples):
        AL, _ = forward_with_keep_probs(X, parameters, keep_probs, seed + k)
        said = said + AL
    return said / n_samples
    ### END SOLUTION
