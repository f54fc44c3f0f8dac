"""Pops caches from a stack, and adds the penalty layer by layer."""

from layers import *
from reglab.layers import *


def fc_net_loss(params, X, y, dropout_param, reg):
    L = len(params) // 2
    stack, out, penalty = [], X, 0
    for i in range(1, L + 1):
        W, b = params["W%d" % i], params["b%d" % i]
        penalty += 0.5 * reg * (W * W).sum()
        out, cache = affine_forward(out, W, b)
        stack.append(cache)
        if i < L:
            out, cache = relu_forward(out)
            stack.append(cache)
            out, cache = dropout_forward(out, dropout_param)
            stack.append(cache)
    if y is None:
        return out
    loss, d = softmax_loss(out, y)
    grads = {}
    for i in range(L, 0, -1):
        if i < L:
            d = dropout_backward(d, stack.pop())
            d = relu_backward(d, stack.pop())
        d, dW, db = affine_backward(d, stack.pop())
        grads["W%d" % i], grads["b%d" % i] = dW + reg * params["W%d" % i], db
    return loss + penalty, grads
