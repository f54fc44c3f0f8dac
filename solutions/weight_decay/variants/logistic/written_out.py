def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def cost(w, b, X, Y, lambd):
    m = X.shape[1]
    A = sigmoid(np.dot(w.T, X) + b)
    J = (-1 / m) * np.sum(np.multiply(Y, np.log(A)) + np.multiply(1 - Y, np.log(1 - A)))
    J = J + (lambd / (2 * m)) * np.dot(w.T, w)
    return np.squeeze(J)


def gradients(w, b, X, Y, lambd):
    m = X.shape[1]
    A = sigmoid(np.dot(w.T, X) + b)
    dw = 1 / m * (np.dot(X, (A - Y).T) + lambd * w)
    db = 1 / m * np.sum(A - Y)
    return {"dw": dw, "db": db}
