"""The wrong versions of backpropagation with a penalty that students write."""

from autograder import Misconception

CACHE = "    Z1, A1, W1, _, Z2, A2, W2, _, _, A3, W3, _ = cache\n"
CACHE_WITH_BIASES = "    Z1, A1, W1, b1, Z2, A2, W2, b2, _, A3, W3, b3 = cache\n"
LAYERS = (1, 2, 3)


def mean_of(layer):
    return f"db{layer} = np.sum(dZ{layer}, axis=1, keepdims=True) / m"


def pulls(change):
    """The penalty's part of dW1, dW2, dW3, changed by a function of the layer's number."""
    return {f" + lambd / m * W{i}\n": change(i) for i in LAYERS}


def backward(name, edits, loses, says, hint=""):
    exercise = "backward_propagation_with_regularization"
    return Misconception(name, exercise, edits, loses, says, hint)


MISCONCEPTIONS = (
    backward(
        "relu_forgotten",
        {"dA1 * (Z1 > 0)": "dA1"},
        ("backpropagates_the_cross_entropy",),
        "The gradient passes the first rectifier as if it were not there.",
        "Where Z1 is negative, A1 does not depend on it.",
    ),
    backward(
        "gradients_not_averaged",
        {
            f"dW{i} = dZ{i} @ {a}.T / m": f"dW{i} = dZ{i} @ {a}.T"
            for i, a in zip(LAYERS, ("X", "A1", "A2"), strict=True)
        },
        ("backpropagates_the_cross_entropy",),
        "The weights' gradients are sums over the examples where means are asked.",
    ),
    backward(
        "divided_by_m_again_in_each_layer",
        {"dA2 = W3.T @ dZ3": "dA2 = W3.T @ dZ3 / m"},
        ("backpropagates_the_cross_entropy",),
        "The gradient is divided by m on its way to layer 2, and again in dW2.",
        "The mean is taken once, in dW and db.",
    ),
    backward(
        "biases_summed_over_units",
        {"db2 = np.sum(dZ2, axis=1, keepdims=True) / m": "db2 = np.sum(dZ2) / m"},
        ("backpropagates_the_cross_entropy", "pulls_on_all_weights", "leaves_bias_gradients_free"),
        "db2 is one number for all units; the sum goes over examples only.",
        "np.sum(..., axis=1, keepdims=True) adds along the columns.",
    ),
    backward(
        "net_pull_doubled",
        pulls(lambda i: f" + 2 * lambd / m * W{i}\n"),
        ("pulls_on_all_weights",),
        "The penalty adds 2λ / m · W, as if it had no factor ½.",
        "The 2 of the derivative of w² and the ½ cancel.",
    ),
    backward(
        "net_pull_halved",
        pulls(lambda i: f" + lambd / (2 * m) * W{i}\n"),
        ("pulls_on_all_weights",),
        "The penalty adds λ / (2m) · W: the 2 of the derivative of w² is missing.",
    ),
    backward(
        "net_pull_not_divided_by_m",
        pulls(lambda i: f" + lambd * W{i}\n"),
        ("pulls_on_all_weights",),
        "The penalty adds λ W, which is not divided by the number of examples.",
    ),
    backward(
        "net_pull_divided_twice",
        pulls(lambda i: f" + lambd / m**2 * W{i}\n"),
        ("pulls_on_all_weights",),
        "The penalty's part is divided by m twice: it stands inside the brackets of the mean, and"
        " has its own m as well.",
    ),
    backward(
        "net_pull_subtracted",
        pulls(lambda i: f" - lambd / m * W{i}\n"),
        ("pulls_on_all_weights",),
        "The penalty's gradient is subtracted. The minus sign is in the step, not in the gradient.",
    ),
    backward(
        "net_pull_of_l1",
        pulls(lambda i: f" + lambd / m * np.sign(W{i})\n"),
        ("pulls_on_all_weights",),
        "This is the gradient of the L1 penalty.",
    ),
    *(
        backward(
            f"no_pull_on_W{layer}",
            {f" + lambd / m * W{layer}\n": "\n"},
            ("pulls_on_all_weights",),
            f"The penalty's part is missing in dW{layer}.",
        )
        for layer in LAYERS
    ),
    backward(
        "no_net_pull",
        pulls(lambda i: "\n"),
        ("pulls_on_all_weights", "leaves_bias_gradients_free"),
        "λ has no effect: the penalty is in the cost only, and training never sees it.",
    ),
    backward(
        "penalty_flows_back",
        {"dA2 = W3.T @ dZ3": "dA2 = (W3 + lambd / m * W3).T @ dZ3"},
        ("pulls_on_all_weights", "leaves_bias_gradients_free"),
        "λ changes what flows back to the layer below. The penalty does not depend on A2, so it"
        " ends in dW3.",
    ),
    backward(
        "net_pull_on_biases",
        {
            CACHE: CACHE_WITH_BIASES,
            **{mean_of(i): f"{mean_of(i)} + lambd / m * b{i}" for i in LAYERS},
        },
        ("leaves_bias_gradients_free",),
        "The biases are pulled towards 0 as well.",
        "The penalty is about the weights.",
    ),
    backward(
        "backward_for_160_examples",
        {"    m = X.shape[1]\n": "    m = 160\n"},
        ("backpropagates_at_other_shapes",),
        "The number of examples is written down as 160.",
        "m is the number of columns of X.",
    ),
    backward(
        "answers_overwritten",
        {"    dZ3 = A3 - Y": "    A3 -= Y\n    dZ3 = A3"},
        ("leaves_the_cache_alone",),
        "A3 -= Y writes into the caller's cache.",
        "A3 - Y makes a new array.",
    ),
    backward(
        "activations_overwritten",
        {"dZ1 = dA1 * (Z1 > 0)": "Z1[Z1 <= 0] = 0\n    Z1[Z1 > 0] = 1\n    dZ1 = dA1 * Z1"},
        ("leaves_the_cache_alone",),
        "The slopes of the rectifier are written into Z1, which is the caller's.",
        "Z1 > 0 makes a new array.",
    ),
)
