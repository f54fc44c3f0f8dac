"""Example by example, with the math module."""

import math


def answer(w, b, x):
    z = b
    for k in range(len(w)):
        z += w[k, 0] * x[k]
    return 1 / (1 + math.exp(-z))


def cost(w, b, X, Y, lambd):
    n, m = X.shape
    J = 0
    for i in range(m):
        a = answer(w, b, X[:, i])
        if Y[0, i] == 1:
            J -= math.log(a)
        else:
            J -= math.log(1 - a)
    J = J / m
    for k in range(n):
        J += lambd / (2 * m) * w[k, 0] ** 2
    return J


def gradients(w, b, X, Y, lambd):
    n, m = X.shape
    dw = np.zeros((n, 1))
    db = 0
    for i in range(m):
        dz = answer(w, b, X[:, i]) - Y[0, i]
        for k in range(n):
            dw[k] += X[k, i] * dz
        db += dz
    dw = dw / m
    db = db / m
    for k in range(n):
        dw[k] += lambd / m * w[k]
    return {"dw": dw, "db": db}
