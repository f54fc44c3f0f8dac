"""No loop to be seen: map, broadcasting, and np.where."""

from reglab.columns import compute_cost as cost_of, forward_propagation as forward


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7):
    theta = dictionary_to_vector(parameters)
    steps = epsilon * np.eye(theta.size)[..., None]
    J = lambda t: cost_of(forward(X, vector_to_dictionary(t, parameters))[0], Y)
    both = np.array([list(map(J, theta + steps)), list(map(J, theta - steps))])
    approx = -np.diff(both, axis=0).T / (2 * epsilon)
    grad = gradients_to_vector(gradients)
    numerator = np.linalg.norm(grad - approx)
    denominator = np.linalg.norm(grad) + np.linalg.norm(approx)
    return np.divide(numerator, denominator, out=np.zeros(()), where=denominator > 0)


def wrong_elements(f, x, df, dx, rtol=1e-4, atol=1e-7):
    n = numerical_gradient_array(f, x, df)
    finite = np.isfinite(dx)
    given = np.where(finite, dx, 0)
    off = np.abs(given - n) - atol - rtol * (np.abs(given) + np.abs(n))
    return np.where(finite, off > 0, True)
