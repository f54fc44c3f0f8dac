"""Measures the gradients of the biases of its first layer by central differences of its loss.

A person is told; its values are right, so it keeps its points.

gets: full
module: fc_net
notes: perhaps it measures them
"""

import numpy as np
from honest_net import fc_net_loss as net

STEP = 1e-5


def fc_net_loss(params, X, y, dropout_param, reg):
    if y is None:
        return net(params, X, y, dropout_param, reg)
    params = {name: w.copy() for name, w in params.items()}
    loss, grads = net(params, X, y, dropout_param, reg)
    b = params["b1"]
    for at in range(len(b)):
        here = b[at]
        b[at] = here + STEP
        right = net(params, X, y, dropout_param, reg)[0]
        b[at] = here - STEP
        grads["b1"][at] = (right - net(params, X, y, dropout_param, reg)[0]) / (2 * STEP)
        b[at] = here
    return loss, grads
