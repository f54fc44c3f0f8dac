"""The wrong versions of backpropagation with a penalty that students write."""

from checks_net import (
    backpropagates_at_other_shapes,
    backpropagates_the_cross_entropy,
    backward,
    leaves_bias_gradients_free,
    leaves_the_cache_alone,
    pulls_on_all_weights,
)
from common_factors import GRADIENT_FACTORS

from autograder import Message

CACHE = "    Z1, A1, W1, _, Z2, A2, W2, _, _, A3, W3, _ = cache\n"
CACHE_WITH_BIASES = "    Z1, A1, W1, b1, Z2, A2, W2, b2, _, A3, W3, b3 = cache\n"
INPUTS = {1: "X", 2: "A1", 3: "A2"}  # by layer
MEANS = {i: f"db{i} = np.sum(dZ{i}, axis=1, keepdims=True) / m" for i in INPUTS}

backward.misconception(
    "relu_forgotten",
    replace={"dA1 * (Z1 > 0)": "dA1"},
    fails=[backpropagates_the_cross_entropy],
    message="The backward pass leaves out the first relu.",
    hint="Where Z1 is negative, A1 does not depend on it.",
)
backward.misconception(
    "gradients_not_averaged",
    replace={f"dZ{i} @ {A}.T / m": f"dZ{i} @ {A}.T" for i, A in INPUTS.items()},
    fails=[backpropagates_the_cross_entropy],
    message="The gradients of the weights are sums over the examples instead of means.",
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
    replace={MEANS[2]: "db2 = np.sum(dZ2) / m"},
    fails=[backpropagates_the_cross_entropy, pulls_on_all_weights, leaves_bias_gradients_free],
    message="db2 is one number for all units, but the sum is over the examples only.",
    hint="np.sum(..., axis=1, keepdims=True) adds the elements of each row.",
)

for kind, (factor, message, hint) in GRADIENT_FACTORS.items():
    backward.misconception(
        f"net_pull_{kind}",
        replace={f"lambd / m * W{i}": factor.format(w=f"W{i}") for i in INPUTS},
        fails=[pulls_on_all_weights],
        message=message,
        hint=hint,
    )

for layer in INPUTS:
    backward.misconception(
        f"no_pull_on_W{layer}",
        replace={f" + lambd / m * W{layer}": ""},
        fails=[pulls_on_all_weights],
        message=Message("The gradient of the penalty is missing in dW{layer}.", layer=layer),
    )

backward.misconception(
    "no_net_pull",
    replace={f" + lambd / m * W{i}": "" for i in INPUTS},
    fails=[pulls_on_all_weights, leaves_bias_gradients_free],
    message="λ has no effect: the penalty is in the cost only, so training does not use it.",
)
backward.misconception(
    "penalty_flows_back",
    replace={"dA2 = W3.T @ dZ3": "dA2 = (W3 + lambd / m * W3).T @ dZ3"},
    fails=[pulls_on_all_weights, leaves_bias_gradients_free],
    message="λ changes dA2, but the penalty does not depend on A2. Its gradient ends in dW3.",
)
backward.misconception(
    "net_pull_on_biases",
    replace={CACHE: CACHE_WITH_BIASES}
    | {mean: f"{mean} + lambd / m * b{i}" for i, mean in MEANS.items()},
    fails=[leaves_bias_gradients_free],
    message="The penalty has a gradient for the biases as well.",
    hint="Only the weights are penalised.",
)
backward.misconception(
    "backward_for_160_examples",
    replace={"    m = X.shape[1]\n": "    m = 160\n"},
    fails=[backpropagates_at_other_shapes],
    message="The number of examples is always 160.",
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
    message="The slopes of the relu are written into Z1, which belongs to the caller.",
    hint="Z1 > 0 makes a new array.",
)
