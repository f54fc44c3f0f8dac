"""Draws its masks itself and calls nothing of layers.py."""


def fc_net_loss(params, X, y, dropout_param, reg):
    depth = len(params) // 2
    p, train = dropout_param["p"], dropout_param["mode"] == "train"
    rng = np.random.default_rng(dropout_param.get("seed"))
    inputs, slopes = [X], []
    for i in range(1, depth):
        z = inputs[-1].dot(params[f"W{i}"]) + params[f"b{i}"]
        slope = (z > 0).astype(float)
        if train:
            slope *= rng.binomial(1, p, z.shape) / p
        slopes.append(slope)
        inputs.append(z * slope)
    scores = inputs[-1].dot(params[f"W{depth}"]) + params[f"b{depth}"]
    if y is None:
        return scores
    shifted = scores - scores.max(axis=1, keepdims=True)
    probs = np.exp(shifted)
    probs /= probs.sum(axis=1, keepdims=True)
    N = len(X)
    loss = -np.log(probs[np.arange(N), y]).mean()
    d = probs
    d[np.arange(N), y] -= 1
    d /= N
    grads = {}
    for i in range(depth, 0, -1):
        grads[f"W{i}"] = inputs[i - 1].T.dot(d) + reg * params[f"W{i}"]
        grads[f"b{i}"] = d.sum(0)
        loss += 0.5 * reg * np.sum(np.square(params[f"W{i}"]))
        if i > 1:
            d = d.dot(params[f"W{i}"].T) * slopes[i - 2]
    return loss, grads
