"""Problems for logistic regression, of which no answer is asked here."""

import numpy as np

USUAL = ((2, 40, 1.0), (5, 8, -1.0))  # features, examples, and the sign of the bias
OTHERS = ((1, 9), (7, 1), (12, 5))  # features and examples, none of them as in the notebook
TINY = 1e-6  # by which w shrinks and X grows: the scores stay, and the penalty goes
SHAPE = "Is a number of features or of examples a constant in your code?"


def problem(rng, n, m, sign=1.0):
    """Weights, bias, inputs and labels, with scores of a moderate size."""
    w = rng.uniform(0.3, 1.2, (n, 1)) * rng.choice([-1.0, 1.0], (n, 1)) / np.sqrt(n)
    b, X = sign * float(rng.uniform(0.5, 1.5)), rng.standard_normal((n, m))
    Y = rng.integers(2, size=(1, m))
    Y[:, : m // 2] = sign < 0  # so that db has the sign of b
    return w, b, X, Y
