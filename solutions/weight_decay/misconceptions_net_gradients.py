"""The wrong versions of backpropagation with a penalty that students write."""

from checks_net import (
    backpropagates_at_other_shapes,
    backpropagates_the_cross_entropy,
    backward,
    leaves_bias_gradients_free,
    leaves_the_cache_alone,
    pulls_on_all_weights,
)

CACHE = "    Z1, A1, W1, _, Z2, A2, W2, _, _, A3, W3, _ = cache\n"
CACHE_WITH_BIASES = "    Z1, A1, W1, b1, Z2, A2, W2, b2, _, A3, W3, b3 = cache\n"
LAYERS = (1, 2, 3)


def mean_of(layer):
    return f"db{layer} = np.sum(dZ{layer}, axis=1, keepdims=True) / m"


def pulls(change):
    """The penalty's part of dW1, dW2, dW3, changed by a function of the layer's number."""
    return {f" + lambd / m * W{i}\n": change(i) for i in LAYERS}


backward.misconception(
    "relu_forgotten",
    replace={"dA1 * (Z1 > 0)": "dA1"},
    fails=[backpropagates_the_cross_entropy],
    message="The gradient passes the first rectifier as if it were not there.",
    hint="Where Z1 is negative, A1 does not depend on it.",
)

backward.misconception(
    "gradients_not_averaged",
    replace={
        f"dW{i} = dZ{i} @ {a}.T / m": f"dW{i} = dZ{i} @ {a}.T"
        for i, a in zip(LAYERS, ("X", "A1", "A2"), strict=True)
    },
    fails=[backpropagates_the_cross_entropy],
    message="The weights' gradients are sums over the examples where means are asked.",
)

backward.misconception(
    "divided_by_m_again_in_each_layer",
    replace={"dA2 = W3.T @ dZ3": "dA2 = W3.T @ dZ3 / m"},
    fails=[backpropagates_the_cross_entropy],
    message="The gradient is divided by m on its way to layer 2, and again in dW2.",
    hint="The mean is taken once, in dW and db.",
)

backward.misconception(
    "biases_summed_over_units",
    replace={"db2 = np.sum(dZ2, axis=1, keepdims=True) / m": "db2 = np.sum(dZ2) / m"},
    fails=[backpropagates_the_cross_entropy, pulls_on_all_weights, leaves_bias_gradients_free],
    message="db2 is one number for all units; the sum goes over examples only.",
    hint="np.sum(..., axis=1, keepdims=True) adds along the columns.",
)

backward.misconception(
    "net_pull_doubled",
    replace=pulls(lambda i: f" + 2 * lambd / m * W{i}\n"),
    fails=[pulls_on_all_weights],
    message="The penalty adds 2λ / m · W, as if it had no factor ½.",
    hint="The 2 of the derivative of w² and the ½ cancel.",
)

backward.misconception(
    "net_pull_halved",
    replace=pulls(lambda i: f" + lambd / (2 * m) * W{i}\n"),
    fails=[pulls_on_all_weights],
    message="The penalty adds λ / (2m) · W: the 2 of the derivative of w² is missing.",
)

backward.misconception(
    "net_pull_not_divided_by_m",
    replace=pulls(lambda i: f" + lambd * W{i}\n"),
    fails=[pulls_on_all_weights],
    message="The penalty adds λ W, which is not divided by the number of examples.",
)

backward.misconception(
    "net_pull_divided_twice",
    replace=pulls(lambda i: f" + lambd / m**2 * W{i}\n"),
    fails=[pulls_on_all_weights],
    message=(
        "The penalty's part is divided by m twice: it stands inside the brackets of the mean, and"
        " has its own m as well."
    ),
)

backward.misconception(
    "net_pull_subtracted",
    replace=pulls(lambda i: f" - lambd / m * W{i}\n"),
    fails=[pulls_on_all_weights],
    message=(
        "The penalty's gradient is subtracted. The minus sign is in the step, not in the gradient."
    ),
)

backward.misconception(
    "net_pull_of_l1",
    replace=pulls(lambda i: f" + lambd / m * np.sign(W{i})\n"),
    fails=[pulls_on_all_weights],
    message="This is the gradient of the L1 penalty.",
)

for layer in LAYERS:
    backward.misconception(
        f"no_pull_on_W{layer}",
        replace={f" + lambd / m * W{layer}\n": "\n"},
        fails=[pulls_on_all_weights],
        message=f"The penalty's part is missing in dW{layer}.",
    )

backward.misconception(
    "no_net_pull",
    replace=pulls(lambda i: "\n"),
    fails=[pulls_on_all_weights, leaves_bias_gradients_free],
    message="λ has no effect: the penalty is in the cost only, and training never sees it.",
)

backward.misconception(
    "penalty_flows_back",
    replace={"dA2 = W3.T @ dZ3": "dA2 = (W3 + lambd / m * W3).T @ dZ3"},
    fails=[pulls_on_all_weights, leaves_bias_gradients_free],
    message=(
        "λ changes what flows back to the layer below. The penalty does not depend on A2, so it"
        " ends in dW3."
    ),
)

backward.misconception(
    "net_pull_on_biases",
    replace={
        CACHE: CACHE_WITH_BIASES,
        **{mean_of(i): f"{mean_of(i)} + lambd / m * b{i}" for i in LAYERS},
    },
    fails=[leaves_bias_gradients_free],
    message="The biases are pulled towards 0 as well.",
    hint="The penalty is about the weights.",
)

backward.misconception(
    "backward_for_160_examples",
    replace={"    m = X.shape[1]\n": "    m = 160\n"},
    fails=[backpropagates_at_other_shapes],
    message="The number of examples is written down as 160.",
    hint="m is the number of columns of X.",
)

backward.misconception(
    "answers_overwritten",
    replace={"    dZ3 = A3 - Y": "    A3 -= Y\n    dZ3 = A3"},
    fails=[leaves_the_cache_alone],
    message="A3 -= Y writes into the caller's cache.",
    hint="A3 - Y makes a new array.",
)

backward.misconception(
    "activations_overwritten",
    replace={"dZ1 = dA1 * (Z1 > 0)": "Z1[Z1 <= 0] = 0\n    Z1[Z1 > 0] = 1\n    dZ1 = dA1 * Z1"},
    fails=[leaves_the_cache_alone],
    message="The slopes of the rectifier are written into Z1, which is the caller's.",
    hint="Z1 > 0 makes a new array.",
)
