"""Coursera's own manner: J_plus and J_minus in arrays, one loop, prints at the end."""

from reglab.columns import *


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    parameters_values = dictionary_to_vector(parameters)
    grad = gradients_to_vector(gradients)
    num_parameters = parameters_values.shape[0]
    J_plus = np.zeros((num_parameters, 1))
    J_minus = np.zeros((num_parameters, 1))
    gradapprox = np.zeros((num_parameters, 1))

    for i in range(num_parameters):
        theta_plus = np.copy(parameters_values)
        theta_plus[i] = theta_plus[i] + epsilon
        A, _ = forward_propagation(X, vector_to_dictionary(theta_plus, parameters))
        J_plus[i] = compute_cost(A, Y)

        theta_minus = np.copy(parameters_values)
        theta_minus[i] = theta_minus[i] - epsilon
        A, _ = forward_propagation(X, vector_to_dictionary(theta_minus, parameters))
        J_minus[i] = compute_cost(A, Y)

        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * epsilon)

    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    if denominator == 0:
        return 0.0
    difference = numerator / denominator
    if print_msg:
        if difference > 2e-7:
            print("There is a mistake in the backward propagation! difference = " + str(difference))
        else:
            print("Your backward propagation works perfectly fine! difference = " + str(difference))
    return difference


def wrong_elements(f, x, df, dx, rtol=1e-4, atol=1e-7):
    num = numerical_gradient_array(f, x, df)
    apart = np.abs(num - dx) - rtol * (np.abs(num) + np.abs(dx))
    return np.logical_not(apart <= atol) | np.isinf(dx)
