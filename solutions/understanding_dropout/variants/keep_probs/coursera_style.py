"""As in the Deep Learning Specialization: D1, D2, the global generator, the four steps."""


def forward_with_keep_probs(X, parameters, keep_probs, seed=None):
    L = len(parameters) // 2
    if len(keep_probs) != L:
        raise ValueError("wrong number of keep_probs")
    for keep_prob in keep_probs:
        if np.isnan(keep_prob) or keep_prob <= 0 or keep_prob > 1:
            raise ValueError("bad keep_prob " + str(keep_prob))
    if seed is not None:
        np.random.seed(seed)
    A = np.copy(X)
    cache = []
    for l in range(L):
        if l > 0:
            Z = np.dot(parameters['W' + str(l)], A) + parameters['b' + str(l)]
            A = np.maximum(0, Z)
        D = np.random.rand(A.shape[0], A.shape[1])
        D = (D < keep_probs[l]).astype(int)
        A = np.multiply(A, D)
        A /= keep_probs[l]
        cache.append(A)
    ZL = np.dot(parameters['W' + str(L)], A) + parameters['b' + str(L)]
    AL = 1 / (1 + np.exp(-ZL))
    return AL, cache
