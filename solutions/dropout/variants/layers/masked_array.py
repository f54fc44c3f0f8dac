def dropout_forward(x, dropout_param):
    p, mode = dropout_param['p'], dropout_param['mode']
    rng = np.random.default_rng(dropout_param.get('seed'))

    mask = None
    out = None

    if mode == 'train':
        #####################
        mask = rng.random(x.shape) >= p
        out = np.ma.masked_array(x, mask).filled(0) / p
        #####################
    elif mode == 'test':
        out = x

    cache = (dropout_param, mask)
    out = out.astype(x.dtype, copy=False)
    return out, cache


def dropout_backward(dout, cache):
    dropout_param, mask = cache
    mode = dropout_param['mode']
    p = dropout_param['p']
    dx = None
    if mode == 'train':
        dx = np.ma.masked_array(dout, mask).filled(0) / p
    elif mode == 'test':
        dx = dout
    return dx
