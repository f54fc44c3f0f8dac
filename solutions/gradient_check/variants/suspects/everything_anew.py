"""Trusts nobody and writes all five again, with einsum and loops."""


def fixed_backward(name, dout, cache):
    if name == "standardize":
        xhat, std = cache
        D = xhat.shape[1]
        return (D * dout - dout.sum(1)[:, None] - xhat * (dout * xhat).sum(1)[:, None]) / (D * std)
    if name == "softsign":
        x = cache / (1 - np.abs(cache))
        return dout / (1 + np.abs(x)) ** 2
    if name == "shrink":
        return np.where(cache > 1, dout, np.where(cache < -1, dout, 0))
    if name == "softmax":
        return cache * dout - cache * np.einsum("ni,ni->n", cache, dout)[:, np.newaxis]
    if name == "windows":
        N, T = cache
        dx = np.zeros((N, T))
        for n in range(N):
            for w in range(T - 2):
                for k in range(3):
                    dx[n, w + k] += dout[n, w, k]
        return dx
    raise KeyError(name)
