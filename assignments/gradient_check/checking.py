"""Gradient checks: is a backward pass right, and if not, where is it wrong?"""

import numpy as np
from numerical import numerical_gradient_array

from reglab.columns import (
    compute_cost,
    dictionary_to_vector,
    forward_propagation,
    gradients_to_vector,
    vector_to_dictionary,
)

# Code from Coursera's course needs its helpers in their forms there, and this line does it:
# from reglab.coursera import *


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7):
    """How far the gradients of a whole net are from its numerical gradients, as one number.

    The cost J of the net is compute_cost(AL, Y) for the AL of forward_propagation(X, parameters).
    All parameters are lined up in one column (dictionary_to_vector), so that the numerical
    gradient has one element for each of them, weights and biases alike:

        gradapprox_i = (J(theta with theta_i + epsilon) - J(theta with theta_i - epsilon))
                       / (2 epsilon)

    and it is compared with the column grad of the gradients that were given:

        difference = ||grad - gradapprox|| / (||grad|| + ||gradapprox||)

    where ||v|| is the root of the sum of squares. If grad and gradapprox are both zero in every
    element, the difference is 0.0.

    Args:
        parameters: dict of W1, b1, ..., WL, bL as in reglab.columns, its keys in any order.
        gradients: dict of dW1, db1, ..., dWL, dbL, its keys in any order. There may be more in
            it (dA1, dZ1, ...), which does not count.
        X: inputs, a column for each example, shape (n_0, m).
        Y: labels 0 or 1, shape (1, m). None of these arguments is changed.
        epsilon: step, a positive number.

    Returns:
        difference: a number from 0 (equal) to 1 (nothing in common, or opposite).

    Source: gradient_check_n in the Deep Learning Specialization of deeplearning.ai, course 2.
    """
    difference = None

    # TODO: the two columns, and the difference between them. vector_to_dictionary(theta,
    # parameters) turns a column into parameters again.
    raise NotImplementedError("gradient_check_n: this part is still to be written")

    return float(difference)


def wrong_elements(f, x, df, dx, rtol=1e-4, atol=1e-7):
    """Where a gradient is not what it says.

    An element of dx is wrong if it is NaN or infinite, or else if it differs from the numerical
    gradient n by more than atol + rtol * (|dx| + |n|). (np.isclose allows about half of that:
    atol + rtol * |n|.)

    Args:
        f: a layer, as in numerical_gradient_array.
        x: its input, an array of floats of one or more dimensions.
        df: upstream gradient, of the shape of f(x).
        dx: what some backward pass says is the gradient with respect to x. None of the arrays is
            changed.
        rtol: relative tolerance.
        atol: absolute tolerance.

    Returns:
        wrong: bool array of the shape of x.

    Raises:
        ValueError: dx has not the shape of x.
    """
    if np.shape(dx) != np.shape(x):
        raise ValueError(f"dx has the shape {np.shape(dx)}, and x has {np.shape(x)}")
    wrong = None

    # TODO: compare dx with your numerical_gradient_array, element by element.
    raise NotImplementedError("wrong_elements: this part is still to be written")

    return np.asarray(wrong)
