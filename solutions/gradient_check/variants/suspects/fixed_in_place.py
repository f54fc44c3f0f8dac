"""Fixes the suspects themselves, so that fixed_backward has only to ask them."""


def shrink_backward(dout, cache):
    return dout * (np.sign(cache - 1) + np.sign(cache + 1) != 0)


def softmax_backward(dout, cache):
    g = dout * cache
    return g - cache * g.sum(axis=1, keepdims=True)


def windows_backward(dout, cache):
    dx = np.zeros(cache)
    columns = np.arange(cache[1] - 2)[:, None] + np.arange(3)  # (T - 2, 3)
    for w, triple in enumerate(columns):
        dx[:, triple] += dout[:, w]
    return dx


def fixed_backward(name, dout, cache):
    _, backward = SUSPECTS[name]
    return backward(dout, cache)
