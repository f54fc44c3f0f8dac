"""The small net of the gallery, and how it is trained."""

from functools import cache

import numpy as np

import reglab
from reglab.layers import affine_backward, affine_forward, relu_backward, relu_forward, softmax_loss


def net_loss(params, X, y=None):
    """The scores of affine - relu - affine, or the loss and the gradients."""
    hidden, affine1 = affine_forward(X, params["W1"], params["b1"])
    active, relu1 = relu_forward(hidden)
    scores, affine2 = affine_forward(active, params["W2"], params["b2"])
    if y is None:
        return scores
    loss, dout = softmax_loss(scores, y)
    dactive, dW2, db2 = affine_backward(dout, affine2)
    _, dW1, db1 = affine_backward(relu_backward(dactive, relu1), affine1)
    return loss, {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


def initial_params(inputs, hidden, outputs, seed=0):
    """Random weights of variance 2 / inputs, and biases of 0."""
    rng = np.random.default_rng(seed)
    return {
        "W1": rng.normal(0, np.sqrt(2 / inputs), (inputs, hidden)),
        "b1": np.zeros(hidden),
        "W2": rng.normal(0, np.sqrt(2 / hidden), (hidden, outputs)),
        "b2": np.zeros(outputs),
    }


@cache
def trained(label_noise, seed):
    """A net trained on digits; returns the Solver."""
    data = reglab.load_digits(label_noise=label_noise, seed=seed)
    params = initial_params(64, 64, 10, seed)
    solver = reglab.Solver(net_loss, net_loss, params, data, seed=seed, verbose=False)
    solver.train(epochs=30)
    return solver
