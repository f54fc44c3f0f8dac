"""Hands the cost to the student's own numerical_gradient."""

import numerical

from reglab import columns


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7):
    def J(theta):
        AL = columns.forward_propagation(X, columns.vector_to_dictionary(theta, parameters))[0]
        return columns.compute_cost(AL, Y)

    approx = numerical.numerical_gradient(J, columns.dictionary_to_vector(parameters), epsilon)
    grad = columns.gradients_to_vector(gradients)
    top = np.sqrt(np.sum((grad - approx) ** 2))
    bottom = np.sqrt(np.sum(grad**2)) + np.sqrt(np.sum(approx**2))
    return top / bottom if bottom else 0


def wrong_elements(f, x, df, dx, rtol=1e-4, atol=1e-7):
    if dx.shape != x.shape:
        raise ValueError("shapes differ")
    n = numerical.numerical_gradient_array(f, x, df, 1e-5)
    with np.errstate(invalid="ignore"):
        fine = np.abs(dx - n) <= atol + rtol * (np.abs(dx) + np.abs(n))
    return np.logical_not(fine & np.isfinite(dx))
