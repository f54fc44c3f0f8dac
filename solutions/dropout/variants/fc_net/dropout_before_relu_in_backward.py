"""Takes relu's derivative before dropout's: both are factors, and factors commute."""


def fc_net_loss(params, X, y, dropout_param, reg):
    depth = len(params) // 2
    h, caches = X, []
    for i in range(1, depth):
        a, fc = affine_forward(h, params[f"W{i}"], params[f"b{i}"])
        h, relu = relu_forward(a)
        h, drop = dropout_forward(h, dropout_param)
        caches.append((fc, relu, drop))
    scores, last = affine_forward(h, params[f"W{depth}"], params[f"b{depth}"])
    if y is None:
        return scores
    loss, dh = softmax_loss(scores, y)
    grads = {}
    dh, grads[f"W{depth}"], grads[f"b{depth}"] = affine_backward(dh, last)
    for i in reversed(range(1, depth)):
        fc, relu, drop = caches[i - 1]
        dh, grads[f"W{i}"], grads[f"b{i}"] = affine_backward(
            dropout_backward(relu_backward(dh, relu), drop), fc
        )
    for key in params:
        if key[0] == "W":
            loss += reg / 2 * np.linalg.norm(params[key]) ** 2
            grads[key] = grads[key] + reg * params[key]
    return loss, grads
