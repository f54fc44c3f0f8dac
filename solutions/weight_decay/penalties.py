"""L2 and L1 penalties on the weights of a net, their gradients, and two steps that use them.

Throughout, ``parameters`` is a dict of W1, b1, ..., WL, bL for any number L of layers, where Wl
has the shape (n_l, n_(l-1)) and bl the shape (n_l, 1); ``lambd`` (λ, a word that Python keeps for
itself) is the strength of the penalty, 0 or more; ``m`` is the number of training examples. Biases
are never penalised. No function changes its arguments.
"""

import numpy as np


def l2_penalty(parameters, lambd, m):
    """The L2 penalty: λ / (2m) times the sum of all squared weights.

    For each layer that sum is the squared Frobenius norm of W; the layers' sums are added.

    Args:
        parameters: dict of W1, b1, ..., WL, bL; see above.
        lambd: λ.
        m: number of training examples.

    Returns:
        The penalty, a number.

    Source: A. Ng, Improving Deep Neural Networks (deeplearning.ai), week 1, Regularization.
    """
    # TODO: return the sum over all layers, with the factor that stands before it.
    ### BEGIN SOLUTION
    squares = 0.0
    for name, value in parameters.items():
        if name.startswith("W"):
            squares += np.sum(value**2)
    return lambd / (2 * m) * squares
    ### END SOLUTION


def l2_gradients(parameters, lambd, m):
    """The gradient of l2_penalty with respect to each weight matrix.

    Args:
        parameters: as for l2_penalty.
        lambd: λ.
        m: number of training examples.

    Returns:
        dict of dW1, ..., dWL; dWl has the shape of Wl and is the derivative of λ / (2m) times the
        sum of all squared weights. The penalty does not depend on the biases, so they need no
        entry; an entry dbl that is there must be zero.
    """
    grads = {}
    # TODO: one entry for each layer.
    ### BEGIN SOLUTION
    for name, value in parameters.items():
        if name.startswith("W"):
            grads[f"d{name}"] = lambd / m * value
    ### END SOLUTION
    return grads


def l1_penalty(parameters, lambd, m):
    """The L1 penalty: λ / m times the sum of the absolute values of all weights, without a ½.

    Args:
        parameters: as for l2_penalty.
        lambd: λ.
        m: number of training examples.

    Returns:
        The penalty, a number.

    Source: R. Tibshirani, Regression shrinkage and selection via the lasso, JRSS B 58 (1996).
    """
    # TODO: return the sum over all layers, with the factor that stands before it.
    ### BEGIN SOLUTION
    total = 0.0
    for name, value in parameters.items():
        if name.startswith("W"):
            total += np.sum(np.abs(value))
    return lambd / m * total
    ### END SOLUTION


def l1_gradients(parameters, lambd, m):
    """A subgradient of l1_penalty with respect to each weight matrix.

    Args:
        parameters: as for l2_penalty.
        lambd: λ.
        m: number of training examples.

    Returns:
        dict of dW1, ..., dWL; dWl has the shape of Wl and is the derivative of λ / m times the sum
        of absolute values. Where a weight is exactly 0 there is a kink, and any number from -λ / m
        to λ / m is right. Biases as for l2_gradients.
    """
    grads = {}
    # TODO: one entry for each layer. What is the slope of |w| left and right of 0?
    ### BEGIN SOLUTION
    for name, value in parameters.items():
        if name.startswith("W"):
            grads[f"d{name}"] = lambd / m * np.sign(value)
    ### END SOLUTION
    return grads


def decay_step(w, gradient, learning_rate, lambd, m):
    """One step of gradient descent with L2, in the form that gave weight decay its name.

    The result is that of a plain gradient step, with learning rate α, on the loss plus the L2
    penalty λ / (2m) times the sum of the squares of w. It is computed as a w that has shrunk by a
    factor, and a step against the gradient of the loss alone.

    Args:
        w: weights, an array of any shape.
        gradient: gradient of the loss WITHOUT the penalty (what plain backprop gives), of the
            shape of w.
        learning_rate: α.
        lambd: λ.
        m: number of training examples.

    Returns:
        The new weights, a new array of the shape of w.

    Source: A. Krogh and J. Hertz, A simple weight decay can improve generalization, NeurIPS 1991.
    """
    # TODO: return the new w. Write the gradient step down, and sort by w.
    ### BEGIN SOLUTION
    return (1 - learning_rate * lambd / m) * w - learning_rate * gradient
    ### END SOLUTION


def soft_threshold(w, amount):
    """Move each weight towards 0 by an amount, and stop at 0 if it would go past.

    Args:
        w: weights, an array of any shape.
        amount: a number, 0 or more.

    Returns:
        A new array of the shape of w: w - amount where w > amount, w + amount where w < -amount,
        and exactly 0 elsewhere.

    Source: D. Donoho, De-noising by soft-thresholding, IEEE Trans. Inf. Theory 41 (1995);
    N. Parikh and S. Boyd, Proximal algorithms (2014).
    """
    # TODO: return the new w. It can be done in three cases, or in one line.
    ### BEGIN SOLUTION
    return np.sign(w) * np.maximum(np.abs(w) - amount, 0)
    ### END SOLUTION
