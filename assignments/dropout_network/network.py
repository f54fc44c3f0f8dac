"""A net of three layers with inverted dropout after each relu; its examples are columns.

Throughout, ``keep_prob`` is the probability of **keeping** a unit.
"""

import numpy as np

from reglab.columns import relu, sigmoid


def forward_propagation_with_dropout(X, parameters, keep_prob=0.5, seed=None):
    """LINEAR -> RELU -> DROPOUT -> LINEAR -> RELU -> DROPOUT -> LINEAR -> SIGMOID.

    In each of the two hidden layers, each unit of each example is kept with probability
    keep_prob, independently of all others, and the kept ones are divided by keep_prob, so that
    the expected activation stays what it was. Nothing is dropped from X, nor from A3.

    Args:
        X: inputs, one example a column, shape (n0, m).
        parameters: dict with W1 (n1, n0), b1 (n1, 1), W2 (n2, n1), b2 (n2, 1), W3 (1, n2) and
            b3 (1, 1). Neither X nor parameters is changed.
        keep_prob: probability of keeping a unit, 0 < keep_prob <= 1. At 1 nothing is dropped and
            A3 is that of the net without dropout.
        seed: optional integer; the same seed gives the same masks. Without it every call draws
            new masks.

    Returns:
        A3: the probability of class 1 for each example, shape (1, m).
        cache: the tuple (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3), where
            Z1, Z2, Z3 are the outputs of the linear steps, (n1, m), (n2, m) and (1, m);
            D1, D2 are the masks, of the shapes of Z1 and Z2: boolean, or numbers 0 and 1, where
            1 marks a unit that was kept;
            A1, A2 are the activations *after* dropout, masked and divided by keep_prob: what the
            next layer was given.

    Raises:
        ValueError: keep_prob is not above 0 and at most 1.

    Source: names and cache as in the Deep Learning Specialization of deeplearning.ai; the method
    is that of Srivastava et al., Dropout, JMLR 15 (2014), in its "inverted" form.
    """
    if not 0 < keep_prob <= 1:
        raise ValueError(f"keep_prob must be above 0 and at most 1, not {keep_prob}")
    W1, b1 = parameters["W1"], parameters["b1"]
    W2, b2 = parameters["W2"], parameters["b2"]
    W3, b3 = parameters["W3"], parameters["b3"]
    rng = np.random.default_rng(seed)

    # TODO: the forward pass. In each hidden layer, after the relu, come the four steps: draw
    # random numbers, threshold them, apply the mask, rescale. rng obeys the seed already.
    raise NotImplementedError("forward_propagation_with_dropout: this part is still to be written")

    cache = (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)
    return A3, cache


def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    """The gradients of the cost of that net, for the masks in the cache.

    The cost is the cross-entropy J = -1/m * sum(Y log(A3) + (1 - Y) log(1 - A3)), averaged over
    the m examples. No random number is drawn here: the masks are those of the forward pass.

    Args:
        X: inputs, shape (n0, m).
        Y: labels 0 or 1, shape (1, m).
        cache: what forward_propagation_with_dropout returned for this X. Neither X, Y nor an
            array of the cache is changed.
        keep_prob: the one of that forward pass.

    Returns:
        A dict of gradients, each of the shape of what it is the gradient of:
            dW1, db1, dW2, db2, dW3, db3: of J, so with the factor 1/m.
            dZ1, dZ2, dZ3: of the sum of the m cross-entropies, so without that factor.
            dA1, dA2: likewise, and with respect to what the relu gave, *before* dropout: a
            dropped unit has 0 here, and a kept one the gradient of its A divided by keep_prob.
    """
    Z1, D1, A1, _, _, Z2, D2, A2, W2, _, _, A3, W3, _ = cache
    m = X.shape[1]

    # TODO: the backward pass, from the last layer to the first.
    raise NotImplementedError("backward_propagation_with_dropout: this part is still to be written")

    return {
        "dZ3": dZ3, "dW3": dW3, "db3": db3,
        "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2,
        "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1,
    }  # fmt: skip
