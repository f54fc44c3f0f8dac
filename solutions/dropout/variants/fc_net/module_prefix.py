"""Imports modules rather than names, and skips the dropout calls in test mode."""

import layers
import reglab.layers as L


def fc_net_loss(params, X, y, dropout_param, reg):
    n = len(params) // 2
    drop = dropout_param["mode"] == "train"
    h, memory = X, {}
    for i in range(1, n):
        h, memory["fc", i] = L.affine_forward(h, params[f"W{i}"], params[f"b{i}"])
        h, memory["relu", i] = L.relu_forward(h)
        if drop:
            h, memory["drop", i] = layers.dropout_forward(h, dropout_param)
    scores, memory["fc", n] = L.affine_forward(h, params[f"W{n}"], params[f"b{n}"])
    if y is None:
        return scores
    loss, d = L.softmax_loss(scores, y)
    loss += 0.5 * reg * sum(np.sum(params[f"W{i}"] ** 2) for i in range(1, n + 1))
    grads = {key: 0.0 for key in params}
    for i in range(n, 0, -1):
        if i < n:
            if drop:
                d = layers.dropout_backward(d, memory["drop", i])
            d = L.relu_backward(d, memory["relu", i])
        d, dW, db = L.affine_backward(d, memory["fc", i])
        grads[f"W{i}"] = dW + reg * params[f"W{i}"]
        grads[f"b{i}"] = db
    return float(loss), grads
