def fc_net_loss(params, X, y, dropout_param, reg):
    L = len(params) // 2
    caches = []
    h = X
    for i in range(1, L):
        a, c1 = affine_forward(h, params[f"W{i}"], params[f"b{i}"])
        r, c2 = relu_forward(a)
        h, c3 = dropout_forward(r, dropout_param)
        caches.append((c1, c2, c3))
    scores, last = affine_forward(h, params[f"W{L}"], params[f"b{L}"])
    if y is None:
        return scores
    loss, d = softmax_loss(scores, y)
    grads = {}
    for i in range(1, L + 1):
        loss += 0.5 * reg * np.sum(params[f"W{i}"] ** 2)
    dh, dW, db = affine_backward(d, last)
    grads[f"W{L}"] = dW + reg * params[f"W{L}"]
    grads[f"b{L}"] = db
    for i in range(L - 1, 0, -1):
        c1, c2, c3 = caches[i - 1]
        dh = dropout_backward(dh, c3)
        dh = relu_backward(dh, c2)
        dh, dW, db = affine_backward(dh, c1)
        grads[f"W{i}"] = dW + reg * params[f"W{i}"]
        grads[f"b{i}"] = db
    return [loss, grads]
