"""Rebuilds dropout_param for each layer, with a seed of its own."""


def fc_net_loss(params, X, y, dropout_param, reg):
    depth = len(params) // 2
    h, tape = np.asarray(X, dtype=np.float64), []
    for layer in range(1, depth + 1):
        h, cache = affine_forward(h, params[f"W{layer}"], params[f"b{layer}"])
        tape.append((affine_backward, cache, layer))
        if layer == depth:
            break
        h, cache = relu_forward(h)
        tape.append((relu_backward, cache, None))
        param = {"p": dropout_param["p"], "mode": dropout_param["mode"]}
        if "seed" in dropout_param:
            param["seed"] = dropout_param["seed"] + layer
        h, cache = dropout_forward(h, param)
        tape.append((dropout_backward, cache, None))
    if y is None:
        return h
    loss, d = softmax_loss(h, y)
    grads = {}
    for step, cache, layer in reversed(tape):
        if layer is None:
            d = step(d, cache)
        else:
            d, dW, grads[f"b{layer}"] = step(d, cache)
            W = params[f"W{layer}"]
            grads[f"W{layer}"] = dW + reg * W
            loss = loss + reg * (W**2).sum() / 2
    return np.float64(loss), grads
