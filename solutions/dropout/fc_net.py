"""A fully connected net of any depth with dropout and L2, as one function."""

import numpy as np
from layers import dropout_backward, dropout_forward

from reglab.layers import (
    affine_backward,
    affine_forward,
    relu_backward,
    relu_forward,
    softmax_loss,
)


def fc_net_loss(params, X, y, dropout_param, reg):
    """Scores of the net, or its loss and gradients.

    The net is {affine - relu - dropout} x (L - 1) - affine - softmax: dropout follows each
    relu, and nothing is dropped after the last affine layer.

    Args:
        params: dict with W1, b1, ..., WL, bL of float64; Wi has the shape (inputs, outputs), bi
            the shape (outputs,). L >= 1 is half the number of entries. Neither params nor X is
            changed.
        X: inputs, shape (N, D).
        y: labels, N integers in 0..C-1, or None.
        dropout_param: dict with p (probability of KEEPING a unit), mode ("train" or "test")
            and optionally seed, handed to dropout_forward as it is, also when y is None.
        reg: strength of the L2 penalty; reg / 2 times the sum of all squared weights is added
            to the loss. Biases are not penalised.

    Returns:
        scores of shape (N, C) when y is None; otherwise the tuple (loss, grads), where loss is
        a number (softmax loss averaged over the N examples, plus the penalty) and grads a dict
        with the keys, shapes and precision of params.
    """
    depth = len(params) // 2
    scores, loss, grads = None, 0.0, {}

    # TODO: the forward pass, up to the scores. Use affine_forward, relu_forward and your own
    # dropout_forward, and keep the caches.
    ### BEGIN SOLUTION
    caches = []
    h = X
    for layer in range(1, depth):
        a, affine_cache = affine_forward(h, params[f"W{layer}"], params[f"b{layer}"])
        r, relu_cache = relu_forward(a)
        h, dropout_cache = dropout_forward(r, dropout_param)
        caches.append((affine_cache, relu_cache, dropout_cache))
    scores, last_cache = affine_forward(h, params[f"W{depth}"], params[f"b{depth}"])
    ### END SOLUTION

    if y is None:
        return scores

    # TODO: the loss with its penalty, and the gradients of every weight and bias.
    ### BEGIN SOLUTION
    loss, dscores = softmax_loss(scores, y)
    dh, dw, grads[f"b{depth}"] = affine_backward(dscores, last_cache)
    grads[f"W{depth}"] = dw + reg * params[f"W{depth}"]
    for layer in range(depth - 1, 0, -1):
        affine_cache, relu_cache, dropout_cache = caches[layer - 1]
        dr = dropout_backward(dh, dropout_cache)
        da = relu_backward(dr, relu_cache)
        dh, dw, grads[f"b{layer}"] = affine_backward(da, affine_cache)
        grads[f"W{layer}"] = dw + reg * params[f"W{layer}"]
    for layer in range(1, depth + 1):
        loss += 0.5 * reg * np.sum(params[f"W{layer}"] ** 2)
    ### END SOLUTION

    return loss, grads
