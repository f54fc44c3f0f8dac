"""One layer calls the next and gets the gradient back."""


def fc_net_loss(params, X, y, dropout_param, reg):
    depth, grads = len(params) // 2, {}

    def run(layer, h):
        W, b = params[f"W{layer}"], params[f"b{layer}"]
        a, fc = affine_forward(h, W, b)
        if layer == depth:
            if y is None:
                return a, None
            value, d = softmax_loss(a, y)
        else:
            r, relu = relu_forward(a)
            dropped, drop = dropout_forward(r, dropout_param)
            value, d = run(layer + 1, dropped)
            if y is None:
                return value, None
            d = relu_backward(dropout_backward(d, drop), relu)
        dh, dW, grads[f"b{layer}"] = affine_backward(d, fc)
        grads[f"W{layer}"] = dW + reg * W
        return value + 0.5 * reg * np.vdot(W, W), dh

    value, _ = run(1, X)
    return value if y is None else (value, grads)
