"""The plain pass of the library, with what the penalty adds."""

from reglab.columns import backward_propagation
from penalties import l2_gradients, l2_penalty


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    return compute_cost(A3, Y) + l2_penalty(parameters, lambd, Y.shape[1])


def backward_propagation_with_regularization(X, Y, cache, lambd):
    gradients = backward_propagation(X, Y, cache)
    weights = {f"W{l}": cache[4 * l - 2] for l in (1, 2, 3)} | {f"b{l}": cache[4 * l - 1] for l in (1, 2, 3)}
    for name, pull in l2_gradients(weights, lambd, X.shape[1]).items():
        gradients[name] = gradients[name] + pull
    return gradients
