def fc_net_loss(params, X, y, dropout_param, reg):
    L = len(params) // 2
    p, train = dropout_param["p"], dropout_param["mode"] == "train"
    rng = np.random.default_rng(dropout_param.get('seed'))
    hs, masks = [X], []
    for i in range(1, L):
        h = np.maximum(0, hs[-1].dot(params[f"W{i}"]) + params[f"b{i}"])
        m = ((rng.random(h.shape) < p) / p).astype(np.float32) if train else 1.0
        masks.append(m)
        hs.append(h * m)
    scores = hs[-1].dot(params[f"W{L}"]) + params[f"b{L}"]
    if y is None:
        return scores
    scores = scores - scores.max(axis=1, keepdims=True)
    P = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    n = X.shape[0]
    loss = -np.log(P[np.arange(n), y]).sum() / n + 0.5 * reg * sum((params[f"W{i}"] ** 2).sum() for i in range(1, L + 1))
    d = P; d[np.arange(n), y] -= 1; d /= n
    grads = {}
    for i in range(L, 0, -1):
        grads[f"W{i}"] = hs[i - 1].T.dot(d) + reg * params[f"W{i}"]
        grads[f"b{i}"] = d.sum(axis=0)
        if i > 1:
            d = d.dot(params[f"W{i}"].T) * masks[i - 2] * (hs[i - 1] > 0)
    return loss, grads
