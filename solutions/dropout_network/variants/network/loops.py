"""Loops over units and examples, with Python's own random numbers."""

import math
import random


def forward_propagation_with_dropout(X, parameters, keep_prob=0.5, seed=None):
    W1, b1 = parameters["W1"], parameters["b1"]
    W2, b2 = parameters["W2"], parameters["b2"]
    W3, b3 = parameters["W3"], parameters["b3"]
    coin = random.Random(seed)

    def hidden(W, A, b):
        Z = np.dot(W, A) + b
        D = np.zeros(Z.shape, dtype=int)
        out = np.zeros(Z.shape)
        for i in range(Z.shape[0]):
            for j in range(Z.shape[1]):
                if coin.random() < keep_prob:
                    D[i, j] = 1
                    if Z[i, j] > 0:
                        out[i, j] = Z[i, j] / keep_prob
        return Z, D, out

    Z1, D1, A1 = hidden(W1, X, b1)
    Z2, D2, A2 = hidden(W2, A1, b2)
    Z3 = np.dot(W3, A2) + b3
    A3 = np.array([[1 / (1 + math.exp(-z)) for z in Z3[0]]])
    cache = (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)
    return A3, cache


def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3 = cache
    n0, m = X.shape
    dZ3 = np.zeros((1, m))
    dA2, dZ2 = np.zeros(Z2.shape), np.zeros(Z2.shape)
    dA1, dZ1 = np.zeros(Z1.shape), np.zeros(Z1.shape)
    sums = {f"d{k}": np.zeros(v.shape) for k, v in
            (("W1", W1), ("b1", b1), ("W2", W2), ("b2", b2), ("W3", W3), ("b3", b3))}
    for j in range(m):
        dZ3[0, j] = A3[0, j] - Y[0, j]
        for i in range(len(Z2)):
            if D2[i, j]:
                dA2[i, j] = W3[0, i] * dZ3[0, j] / keep_prob
                if Z2[i, j] > 0:
                    dZ2[i, j] = dA2[i, j]
        for i in range(len(Z1)):
            if D1[i, j]:
                dA1[i, j] = sum(W2[k, i] * dZ2[k, j] for k in range(len(Z2))) / keep_prob
                if Z1[i, j] > 0:
                    dZ1[i, j] = dA1[i, j]
        for name, dZ, before in (("3", dZ3, A2), ("2", dZ2, A1), ("1", dZ1, X)):
            sums["dW" + name] += np.outer(dZ[:, j], before[:, j])
            sums["db" + name] += dZ[:, j:j + 1]
    gradients = {k: v / m for k, v in sums.items()}
    gradients.update(dZ3=dZ3, dA2=dA2, dZ2=dZ2, dA1=dA1, dZ1=dZ1)
    return gradients
