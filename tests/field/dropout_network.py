"""Field cases of dropout_network; ``keep_prob`` is the probability of KEEPING a unit."""

from field import FULL, Case

FORWARD = "forward_propagation_with_dropout"
BACKWARD = "backward_propagation_with_dropout"
CACHE = "(Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)"

NETWORK = """import numpy as np
from reglab.columns import relu, sigmoid


def forward_propagation_with_dropout(X, parameters, keep_prob=0.5, seed=None):
    np.random.seed(seed)
    W1, b1 = parameters["W1"], parameters["b1"]
    W2, b2 = parameters["W2"], parameters["b2"]
    W3, b3 = parameters["W3"], parameters["b3"]
    Z1 = np.dot(W1, X) + b1
    A1 = relu(Z1)
    D1 = np.random.rand(A1.shape[0], A1.shape[1]) < keep_prob
    A1 = A1 * D1
    A1 = A1 / keep_prob
    Z2 = np.dot(W2, A1) + b2
    A2 = relu(Z2)
    D2 = np.random.rand(A2.shape[0], A2.shape[1]) < keep_prob
    A2 = A2 * D2
    A2 = A2 / keep_prob
    Z3 = np.dot(W3, A2) + b3
    A3 = sigmoid(Z3)
    cache = (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)
    return A3, cache


def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    m = X.shape[1]
    (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dW3 = 1.0 / m * np.dot(dZ3, A2.T)
    db3 = 1.0 / m * np.sum(dZ3, axis=1, keepdims=True)
    dA2 = np.dot(W3.T, dZ3)
    dA2 = dA2 * D2
    dA2 = dA2 / keep_prob
    dZ2 = np.multiply(dA2, np.int64(A2 > 0))
    dW2 = 1.0 / m * np.dot(dZ2, A1.T)
    db2 = 1.0 / m * np.sum(dZ2, axis=1, keepdims=True)
    dA1 = np.dot(W2.T, dZ2)
    dA1 = dA1 * D1
    dA1 = dA1 / keep_prob
    dZ1 = np.multiply(dA1, np.int64(A1 > 0))
    dW1 = 1.0 / m * np.dot(dZ1, X.T)
    db1 = 1.0 / m * np.sum(dZ1, axis=1, keepdims=True)
    return {
        "dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2, "dZ2": dZ2, "dW2": dW2,
        "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1,
    }
"""


def network(*changes):
    """The net above, with each text, which stands there, replaced by another one."""
    text = NETWORK
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return {"network.py": text}


SCALED_MASKS = (
    ("< keep_prob\n    A1 = A1 * D1\n    A1 = A1 / keep_prob", "< keep_prob\n"
     "    D1 = D1 / keep_prob\n    A1 = A1 * D1"),
    ("< keep_prob\n    A2 = A2 * D2\n    A2 = A2 / keep_prob", "< keep_prob\n"
     "    D2 = D2 / keep_prob\n    A2 = A2 * D2"),
    ("    dA1 = dA1 / keep_prob\n", ""),
    ("    dA2 = dA2 / keep_prob\n", ""),
)  # fmt: skip
NOT_THE_DROP_PROBABILITY = ["divided by 1 - keep_prob"]

CASES = [
    Case("as_in_the_specialization", network(), {FORWARD: FULL, BACKWARD: FULL}),
    Case(
        "b3_for_b2",
        network(('W2, b2 = parameters["W2"], parameters["b2"]',
                 'W2, b2 = parameters["W2"], parameters["b3"]')),
        {FORWARD: (0.4, 0.95), BACKWARD: FULL},
        {FORWARD: ["b3, not with b2", "Z2 is not W2 A1 \\+ b2"]},
        NOT_THE_DROP_PROBABILITY,
        "A wrong bias; the division by keep_prob is right.",
    ),
    Case(
        "one_bias_forgotten",
        network(("np.dot(W3, A2) + b3", "np.dot(W3, A2)")),
        {FORWARD: (0.8, 0.95), BACKWARD: FULL},
        {FORWARD: ["b3 is not added"]},
        NOT_THE_DROP_PROBABILITY,
        "One bias is missing; nothing of dropout is wrong.",
    ),
    Case(
        "relu_last",
        network(("A3 = sigmoid(Z3)", "A3 = sigmoid(relu(Z3))")),
        {FORWARD: (0.8, 0.95), BACKWARD: FULL},
        {FORWARD: ["relu"]},
        NOT_THE_DROP_PROBABILITY,
        "An activation too many at the end; dropout is right.",
    ),
    Case(
        "sigmoid_of_the_sigmoid",
        network(("A3 = sigmoid(Z3)", "A3 = sigmoid(sigmoid(Z3))")),
        {FORWARD: (0.8, 0.95), BACKWARD: FULL},
        {FORWARD: ["A3 is not the sigmoid of Z3"]},
        [*NOT_THE_DROP_PROBABILITY, "is missing"],
        "The sigmoid is there twice: it is not missing.",
    ),
    Case(
        "tanh_in_layer_1",
        network(("A1 = relu(Z1)", "A1 = np.tanh(Z1)")),
        {FORWARD: (0.8, 0.95), BACKWARD: FULL},
        {FORWARD: ["A1 is not relu\\(Z1\\)"]},
        ["no relu", "different factors"],
        "Another activation; dropout and its factor are right.",
    ),
    Case(
        "no_dropout_in_layer_2",
        network(
            ("    D2 = np.random.rand(A2.shape[0], A2.shape[1]) < keep_prob\n"
             "    A2 = A2 * D2\n    A2 = A2 / keep_prob\n",
             "    D2 = np.ones(A2.shape)\n")
        ),
        {FORWARD: (0.6, 0.9), BACKWARD: FULL},
        {FORWARD: ["Only the first hidden layer"]},
        why="Layer 1 is right, and is judged for itself.",
    ),
    Case(
        "drop_probability_consistently",
        network(
            ("< keep_prob", ">= keep_prob"),
            ("A1 = A1 / keep_prob\n    Z2", "A1 = A1 / (1 - keep_prob)\n    Z2"),
            ("A2 = A2 / keep_prob\n    Z3", "A2 = A2 / (1 - keep_prob)\n    Z3"),
        ),
        {FORWARD: (0.75, 0.95), BACKWARD: FULL},
        {FORWARD: ["probability of dropping"]},
        why="One mistake, and the mean is right: it costs the share and not the mean.",
    ),
    Case(
        "wrong_side_of_keep_prob",
        network(("< keep_prob", "> keep_prob")),
        {FORWARD: (0.4, 0.74), BACKWARD: FULL},
        {FORWARD: ["above keep_prob"]},
        NOT_THE_DROP_PROBABILITY,
        "It breaks the mean as well, so it costs more than the drop probability does.",
    ),
    Case(
        "keep_prob_by_keep_prob",
        network(("< keep_prob\n", "< keep_prob / keep_prob\n")),
        {FORWARD: (0, 0.6), BACKWARD: FULL},
        {FORWARD: ["Every unit is kept"]},
        why="Nothing is dropped; the backward pass is right and must keep its points.",
    ),
    Case(
        "a_name_misspelled",
        network(("A1 = relu(Z1)", "A1 = rellu(Z1)")),
        {FORWARD: (0, 0.5), BACKWARD: FULL},
        {FORWARD: ["rellu"]},
        why="The forward pass crashes; the backward pass is right.",
    ),
    Case(
        "scaled_masks_and_a_wrong_bias",
        network(*SCALED_MASKS, ("np.dot(W2, A1) + b2", "np.dot(W2, A1) + b3")),
        {FORWARD: (0.7, 0.95), BACKWARD: FULL},
        why="The masks hold 1 / keep_prob and both passes agree on it, in a net with a wrong bias.",
    ),
    Case(
        "entries_of_the_cache_exchanged",
        network(
            ("cache = (Z1, D1, A1,", "cache = (Z1, A1, D1,"),
            ("(Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3) = cache",
             "(Z1, A1, D1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3) = cache"),
        ),
        {FORWARD: (0.9, 0.99), BACKWARD: FULL},
        {FORWARD: ["A1 of the cache is D1", "each other's place"]},
        why="Both passes agree on an order of their own, which is not the docstring's.",
    ),
    Case(
        "second_mask_from_layer_1",
        network(("    A2 = A2 * D2\n", "    A2 = A2 * (D1 if D1.shape == A2.shape else D2)\n")),
        {FORWARD: (0.8, 0.95), BACKWARD: FULL},
        why="A2 has the mask of the other layer; that is one mistake.",
    ),
    Case(
        "output_dropped",
        network(("A3 = sigmoid(Z3)", "A3 = sigmoid(Z3) * (np.random.rand(*Z3.shape) < keep_prob)")),
        {FORWARD: (0.8, 0.95), BACKWARD: FULL},
        {FORWARD: ["A3"]},
        NOT_THE_DROP_PROBABILITY,
        "A3 is dropped too; both hidden layers are right.",
    ),
    Case(
        "pasted_with_its_seed",
        network(("keep_prob=0.5, seed=None", "keep_prob=0.5"), ("seed(seed)", "seed(1)")),
        {FORWARD: (0.8, 0.95), BACKWARD: FULL},
        {FORWARD: ["seed"]},
        why="The Specialization's notebook has no argument seed and sets it to 1 inside.",
    ),
    Case(
        "sign_of_the_first_gradient",
        network(("dZ3 = A3 - Y", "dZ3 = Y - A3")),
        {FORWARD: FULL, BACKWARD: (0.7, 0.95)},
        {BACKWARD: ["wrong sign"]},
        ["not divided", "transposed"],
        "All gradients have the wrong sign, by one line.",
    ),
    Case(
        "divided_by_m_twice",
        network(("dZ3 = A3 - Y", "dZ3 = (A3 - Y) / m")),
        {FORWARD: FULL, BACKWARD: (0.7, 0.95)},
        {BACKWARD: ["1/m"]},
        why="Everything but the factor 1/m is right.",
    ),
    Case(
        "one_division_forgotten_in_backward",
        network(("    dA1 = dA1 / keep_prob\n", "")),
        {FORWARD: FULL, BACKWARD: (0.7, 0.9)},
        {BACKWARD: ["that of layer 1 is not"]},
        why="The gradient of layer 1 lacks its factor.",
    ),
    Case(
        "bias_gradients_as_rows",
        network(
            ("db2 = 1.0 / m * np.sum(dZ2, axis=1, keepdims=True)",
             "db2 = 1.0 / m * np.sum(dZ2, axis=1)"),
            ("db1 = 1.0 / m * np.sum(dZ1, axis=1, keepdims=True)",
             "db1 = 1.0 / m * np.sum(dZ1, axis=1).reshape(1, -1)"),
        ),
        {FORWARD: FULL, BACKWARD: (0.85, 0.95)},
        {BACKWARD: ["shape"]},
        why="The values are right and the shapes are not.",
    ),
    Case(
        "bias_gradients_over_the_units",
        network(("np.sum(dZ2, axis=1, keepdims=True)", "np.sum(dZ2, axis=0, keepdims=True)")),
        {FORWARD: FULL, BACKWARD: (0.7, 0.95)},
        {BACKWARD: ["shape"]},
        why="One bias is summed along the wrong axis: (1, m).",
    ),
    Case(
        "masked_twice",
        network(("dA2 = dA2 * D2\n", "dA2 = dA2 * D2 * D2\n")),
        {FORWARD: FULL, BACKWARD: FULL},
        why="A mask of zeros and ones does no harm the second time.",
    ),
    Case(
        "scaled_twice",
        network(("dA2 = dA2 * D2\n", "dA2 = dA2 * D2 / keep_prob\n")),
        {FORWARD: FULL, BACKWARD: (0.7, 0.9)},
        {BACKWARD: ["times what was expected", "twice"]},
        ["in each layer"],
        "Only layer 2 is divided twice.",
    ),
    Case(
        "no_dropout_lines_in_backward",
        network(("    dA1 = dA1 * D1\n    dA1 = dA1 / keep_prob\n", ""),
                ("    dA2 = dA2 * D2\n    dA2 = dA2 / keep_prob\n", "")),
        {FORWARD: FULL, BACKWARD: (0.5, 0.8)},
        {BACKWARD: ["not divided"]},
        why="The slope of A2 > 0 stops the gradient at dropped units; the factor is missing.",
    ),
]  # fmt: skip
