"""Works with examples as rows, and adds the penalty in a loop at the end."""


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    cost = compute_cost(A3, Y)
    for name in parameters:
        if name[0] == "W":
            cost += lambd / (2 * Y.shape[1]) * float(np.vdot(parameters[name], parameters[name]))
    return cost


def backward_propagation_with_regularization(X, Y, cache, lambd):
    N = X.shape[1]
    acts = [X.T, cache[1].T, cache[5].T]
    dout = (cache[9] - Y).T / N
    g = {}
    for l in (3, 2, 1):
        W = cache[4 * l - 2]
        g[f"dW{l}"] = (acts[l - 1].T @ dout).T
        g[f"db{l}"] = dout.sum(axis=0)[:, None]
        dout = (dout @ W) * (acts[l - 1] > 0)
    for l in (1, 2, 3):
        g[f"dW{l}"] += lambd / N * cache[4 * l - 2]
    return g
