"""Plain Python: one coin after the other, from the standard library."""

import math
import random


def drop(A, p, coins):
    out = np.zeros(A.shape)
    for i in range(A.shape[0]):
        for j in range(A.shape[1]):
            if coins.random() < p:
                out[i, j] = A[i, j] / p
    return out


def forward_with_keep_probs(X, parameters, keep_probs, seed=None):
    L = len(parameters) // 2
    n = 0
    for p in keep_probs:
        n += 1
        if math.isnan(p):
            raise ValueError("NaN is no probability")
        if p <= 0:
            raise ValueError("too small")
        if p > 1:
            raise ValueError("too large")
    if n < L:
        raise ValueError("too few")
    if n > L:
        raise ValueError("too many")
    coins = random.Random(seed)
    A = drop(X, keep_probs[0], coins)
    all_A = [A]
    for l in range(1, L):
        Z = parameters["W%d" % l].dot(A) + parameters["b%d" % l]
        Z[Z < 0] = 0
        A = drop(Z, keep_probs[l], coins)
        all_A.append(A)
    Z = parameters["W%d" % L].dot(A) + parameters["b%d" % L]
    return np.vectorize(lambda z: 1 / (1 + math.exp(-z)))(Z), all_A
