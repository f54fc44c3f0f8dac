from builtins import range

def affine_forward(x, w, b):
    out = None
    N = x.shape[0]
    out = x.reshape(N, -1).dot(w) + b
    cache = (x, w, b)
    return out, cache

def affine_backward(dout, cache):
    x, w, b = cache
    dx = dout.dot(w.T).reshape(x.shape)
    dw = x.reshape(x.shape[0], -1).T.dot(dout)
    db = np.sum(dout, axis=0)
    return dx, dw, db

def relu_forward(x):
    out = np.maximum(0, x)
    return out, x

def relu_backward(dout, cache):
    return dout * (cache > 0)

def batchnorm_forward(x, gamma, beta, bn_param):
    mode = bn_param["mode"]
    eps = bn_param.get("eps", 1e-5)
    mu, var = x.mean(axis=0), x.var(axis=0)
    return gamma * (x - mu) / np.sqrt(var + eps) + beta, (x, gamma, mu, var)

def softmax_loss(x, y):
    s = x - np.max(x, axis=1, keepdims=True)
    Z = np.sum(np.exp(s), axis=1, keepdims=True)
    lp = s - np.log(Z)
    N = x.shape[0]
    dx = np.exp(lp)
    dx[np.arange(N), y] -= 1
    return -np.sum(lp[np.arange(N), y]) / N, dx / N

def conv_forward_naive(x, w, b, conv_param):
    pass


def dropout_forward(x, dropout_param):
    p, mode = dropout_param['p'], dropout_param['mode']
    seed = dropout_param.get("seed", None)
    if seed is not None: np.random.seed(seed)

    mask = None
    out = None

    if mode == 'train':
        mask = (np.random.rand(*x.shape) < p) / p
        out = x * mask
    elif mode == 'test':
        out = x

    cache = (dropout_param, mask)
    out = out.astype(x.dtype, copy=False)
    return out, cache
