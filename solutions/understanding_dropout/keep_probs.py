"""A net with a dropout dial for every layer.

Throughout, ``keep_probs[l]`` is the probability of **keeping** a unit of layer l, where layer 0 is
the input, and examples are columns: X has the shape (n_0, m).
"""

import numpy as np

from reglab.columns import relu, sigmoid


def forward_with_keep_probs(X, parameters, keep_probs, seed=None):
    """Forward pass of a net in which every layer has a keep probability of its own.

    The net is dropout - [linear - relu - dropout] * (L - 1) - linear - sigmoid: dropout comes
    after the input and after the relu of each hidden layer, and nothing of the output is ever
    dropped. It is inverted dropout: in layer l each unit of each example is kept with probability
    keep_probs[l], independently of all others and of those in other layers, and the kept ones are
    divided by keep_probs[l]. Where that is 1.0 dropout is off and the layer passes on exactly
    what it has.

    Args:
        X: inputs, shape (n_0, m); one example is one column.
        parameters: dict with W1, b1, ..., WL, bL; Wl has the shape (n_l, n_(l-1)), bl (n_l, 1).
            L >= 1 is half the number of entries.
        keep_probs: L numbers above 0 and at most 1, as a list, a tuple or an array: that of the
            input, then those of hidden layers 1, ..., L - 1. The output has none.
        seed: an integer; the same seed gives the same masks. With None, every call draws new
            ones.
        No argument is changed.

    Returns:
        AL: probability of class 1 for each example, shape (n_L, m).
        activations: list of L arrays [A0, A1, ..., A(L-1)]. A0 is X after its dropout, and Al,
            of shape (n_l, m), is hidden layer l after relu and dropout: what the next layer got.

    Raises:
        ValueError: there are not L keep_probs, or one of them is not above 0 and at most 1. (NaN
            is not.)

    Source: Srivastava et al., Dropout, JMLR 15 (2014); the net and its names are those of the
    Deep Learning Specialization of deeplearning.ai.
    """
    layers = len(parameters) // 2
    rng = np.random.default_rng(seed)
    AL, activations = None, []

    # TODO: raise ValueError for keep_probs that cannot be, with a message that says which.
    ### BEGIN SOLUTION
    if len(keep_probs) != layers:
        raise ValueError(f"{layers} layers need {layers} keep_probs, not {len(keep_probs)}")
    for layer, keep_prob in enumerate(keep_probs):
        if not 0 < keep_prob <= 1:
            raise ValueError(f"keep_probs[{layer}] must be in (0, 1], not {keep_prob}")
    ### END SOLUTION

    # TODO: the forward pass. rng is a random generator that already obeys the seed.
    ### BEGIN SOLUTION
    A = X
    for layer, keep_prob in enumerate(keep_probs):
        if layer > 0:
            A = relu(parameters[f"W{layer}"] @ A + parameters[f"b{layer}"])  # (n_l, m)
        kept = rng.random(A.shape) < keep_prob
        A = A * kept / keep_prob
        activations.append(A)
    AL = sigmoid(parameters[f"W{layers}"] @ A + parameters[f"b{layers}"])  # (n_L, m)
    ### END SOLUTION

    return AL, activations


def backward_with_keep_probs(AL, activations, Y, parameters, keep_probs):
    """The gradients of compute_cost(AL, Y), through the thinned net of one forward pass.

    It needs no masks: a unit that was dropped, or that relu had silenced, is 0 in activations,
    and no gradient passes through it. All others were divided by keep_probs[l].

    Args:
        AL: the probabilities that forward_with_keep_probs returned.
        activations: the list that it returned with them.
        Y: labels 0 or 1, shape (n_L, m).
        parameters: those of the forward pass.
        keep_probs: those of the forward pass.

    Returns:
        dict of dW1, db1, ..., dWL, dbL, each of the shape of what it is the gradient of.
    """
    layers, m = len(parameters) // 2, Y.shape[1]
    gradients = {}
    dZ = (AL - Y) / m  # (n_L, m)
    for layer in range(layers, 0, -1):
        below = activations[layer - 1]
        gradients[f"dW{layer}"] = dZ @ below.T
        gradients[f"db{layer}"] = dZ.sum(axis=1, keepdims=True)
        if layer > 1:
            dA = parameters[f"W{layer}"].T @ dZ  # (n_(l-1), m)
            dZ = dA * (below > 0) / keep_probs[layer - 1]
    return gradients
