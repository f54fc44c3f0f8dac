"""Padding and slices for windows, where= for shrink, match for the rest."""


def fixed_backward(name, dout, cache):
    match name:
        case "windows":
            left = np.pad(dout[..., 0], ((0, 0), (0, 2)))
            middle = np.pad(dout[..., 1], ((0, 0), (1, 1)))
            right = np.pad(dout[..., 2], ((0, 0), (2, 0)))
            dx = left + middle + right
        case "softmax":
            total = np.matmul(dout[:, None, :], cache[:, :, None])[:, :, 0]
            dx = np.multiply(cache, np.subtract(dout, total))
        case "shrink":
            dx = np.copyto(zero := np.zeros(cache.shape), dout, where=abs(cache) > 1) or zero
        case _:
            dx = SUSPECTS[name][1](dout, cache)
    return dx
