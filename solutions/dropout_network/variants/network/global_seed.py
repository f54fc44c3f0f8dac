"""The global generator, seeded once at the top, and the legacy functions."""


def sigmoid(x):
    s = 1/(1+np.exp(-x))
    return s

def relu(x):
    s = np.maximum(0,x)
    return s

def forward_propagation_with_dropout(X, parameters, keep_prob = 0.5, seed = None):
    if seed is not None:
        np.random.seed(seed)
    W1, b1, W2, b2, W3, b3 = (parameters[k] for k in ("W1", "b1", "W2", "b2", "W3", "b3"))
    Z1 = np.dot(W1, X) + b1
    A1 = relu(Z1)
    D1 = np.random.rand(A1.shape[0], A1.shape[1]) < keep_prob
    A1 = np.multiply(A1, D1)
    A1 /= keep_prob
    Z2 = np.dot(W2, A1) + b2
    A2 = relu(Z2)
    D2 = np.random.rand(A2.shape[0], A2.shape[1]) < keep_prob
    A2 = np.multiply(A2, D2)
    A2 /= keep_prob
    Z3 = np.dot(W3, A2) + b3
    A3 = sigmoid(Z3)
    cache = (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)
    return A3, cache

def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    m = X.shape[1]
    Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3 = cache
    g = {}
    g["dZ3"] = A3 - Y
    g["dW3"] = np.dot(g["dZ3"], A2.T)/m
    g["db3"] = np.mean(g["dZ3"], axis=1, keepdims=True)
    g["dA2"] = np.dot(W3.T, g["dZ3"])
    g["dA2"][D2 == 0] = 0
    g["dA2"] /= keep_prob
    g["dZ2"] = np.where(Z2 > 0, g["dA2"], 0)
    g["dW2"] = np.dot(g["dZ2"], A1.T)/m
    g["db2"] = np.mean(g["dZ2"], axis=1, keepdims=True)
    g["dA1"] = np.dot(W2.T, g["dZ2"])
    g["dA1"][D1 == 0] = 0
    g["dA1"] /= keep_prob
    g["dZ1"] = np.where(Z1 > 0, g["dA1"], 0)
    g["dW1"] = np.dot(g["dZ1"], X.T)/m
    g["db1"] = np.mean(g["dZ1"], axis=1, keepdims=True)
    return g
