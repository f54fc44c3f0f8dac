def fc_net_loss(params, X, y, dropout_param, reg):
    """A net that works with examples in columns, as in the deeplearning.ai course."""
    L = len(params) // 2
    A = [X.T]; Z = []; C = []
    for l in range(1, L):
        Zl = params[f"W{l}"].T @ A[-1] + params[f"b{l}"][:, None]
        D, c = dropout_forward(np.maximum(Zl, 0), dropout_param)
        Z.append(Zl); A.append(D); C.append(c)
    S = (params[f"W{L}"].T @ A[-1] + params[f"b{L}"][:, None]).T
    if y is None:
        return S
    loss, dS = softmax_loss(S, y)
    dZ, g = dS.T, {}
    for l in range(L, 0, -1):
        g[f"W{l}"] = A[l - 1] @ dZ.T + reg * params[f"W{l}"]
        g[f"b{l}"] = dZ.sum(axis=1)
        loss += reg / 2 * np.sum(params[f"W{l}"] ** 2)
        if l > 1:
            dZ = dropout_backward(params[f"W{l}"] @ dZ, C[l - 2]) * (Z[l - 2] > 0)
    return loss, g
