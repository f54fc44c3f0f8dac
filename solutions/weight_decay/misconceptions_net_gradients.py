"""The wrong versions of backpropagation with a penalty that students write."""

from checks_net_gradients import (
    backpropagates_at_other_shapes,
    backpropagates_to_the_biases,
    backpropagates_to_the_weights,
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
    fails=[backpropagates_to_the_weights, backpropagates_to_the_biases],
    message="The backward pass leaves out the first relu.",
    hint="Where Z1 is negative, A1 does not depend on it.",
)
backward.misconception(
    "gradients_not_averaged",
    replace={f"dZ{i} @ {A}.T / m": f"dZ{i} @ {A}.T" for i, A in INPUTS.items()},
    fails=[backpropagates_to_the_weights],
    message="The gradients of the weights are sums over the examples instead of means.",
)
backward.misconception(
    "divided_by_m_again_in_each_layer",
    replace={"dA2 = W3.T @ dZ3": "dA2 = W3.T @ dZ3 / m"},
    fails=[backpropagates_to_the_weights, backpropagates_to_the_biases],
    message="The gradient is divided by m on its way to layer 2, and again in dW2.",
    hint="The mean is taken once, in dW and db.",
)
backward.misconception(
    "biases_summed_over_units",
    replace={MEANS[2]: "db2 = np.sum(dZ2) / m"},
    fails=[backpropagates_to_the_biases],
    message="db2 is one number for all units, but the sum is over the examples only.",
    hint="np.sum(..., axis=1, keepdims=True) adds the elements of each row.",
)

backward.misconception(
    "biases_without_keepdims",
    replace={mean: mean.replace(", keepdims=True", "") for mean in MEANS.values()},
    fails=[backpropagates_to_the_biases],
    message="The gradients of the biases have the shape (n,), but the biases are columns, (n, 1).",
    hint="keepdims=True keeps the axis that is summed over.",
)
backward.misconception(
    "biases_summed_over_the_wrong_axis",
    replace={mean: mean.replace("axis=1", "axis=0") for mean in MEANS.values()},
    fails=[backpropagates_to_the_biases],
    message="The gradients of the biases are sums over the units, one for each example.",
    hint="axis=1 goes along a row, from example to example.",
)
backward.misconception(
    "rows_taken_for_examples",
    replace={"    m = X.shape[1]\n": "    m = X.shape[0]\n"},
    fails=[backpropagates_to_the_weights, backpropagates_to_the_biases],
    message="All is divided by the number of inputs instead of that of examples. Examples are"
    " columns, so their number is X.shape[1].",
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
        message=Message(
            "The gradient of the penalty is missing in dW{layer}: λ has no effect on it.",
            layer=layer,
        ),
    )

    backward.misconception(
        f"pull_on_W{layer}_not_divided_by_m",
        replace={f"lambd / m * W{layer}": f"lambd * W{layer}"},
        fails=[pulls_on_all_weights],
        message=Message(
            "In dW{layer} the gradient of the penalty is not divided by the number of examples.",
            layer=layer,
        ),
    )
    backward.misconception(
        f"pull_on_W{layer}_without_its_factor",
        replace={f"lambd / m * W{layer}": f"W{layer}"},
        fails=[backpropagates_to_the_weights, pulls_on_all_weights],
        message=Message(
            "W{layer} is added to dW{layer} as it is, without the factor λ / m.", layer=layer
        ),
    )

backward.misconception(
    "net_pull_is_a_sum",
    replace={f"lambd / m * W{i}": f"lambd / m * np.sum(W{i})" for i in INPUTS},
    fails=[pulls_on_all_weights],
    message="The weights of a layer are added up, so that all get the same gradient.",
    hint="Each weight has its own derivative.",
)
backward.misconception(
    "net_pull_of_squares",
    replace={f"lambd / m * W{i}": f"lambd / (2 * m) * W{i}**2" for i in INPUTS},
    fails=[pulls_on_all_weights],
    message="λ / (2m) · W² is added, which are the terms of the penalty, not their derivatives.",
    hint="What is the derivative of w² / 2?",
)
backward.misconception(
    "pull_of_another_layer",
    replace={"lambd / m * W2": "lambd / m * W1"},
    fails=[pulls_on_all_weights, backpropagates_at_other_shapes],
    message="dW2 has the gradient of the penalty of W1.",
    hint="The penalty adds λ / m · W2 to dW2.",
)
backward.misconception(
    "no_net_pull",
    replace={f" + lambd / m * W{i}": "" for i in INPUTS},
    fails=[pulls_on_all_weights, leaves_bias_gradients_free, backpropagates_at_other_shapes],
    message="λ has no effect: the penalty is in the cost only, so training does not use it.",
    reason="The library has this pass without a penalty; the penalty is what is to be added.",
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
    "slope_of_1_at_the_kink",
    replace={f"(Z{i} > 0)": f"(Z{i} >= 0)" for i in (1, 2)},
    fails=[backpropagates_at_other_shapes],
    message="Where Z is exactly 0 the slope of a rectifier is taken as 1, and not as 0.",
    hint="The docstring says which slope to take at the kink.",
)
backward.misconception(
    "answers_overwritten",
    replace={"    dZ3 = A3 - Y": "    A3 -= Y\n    dZ3 = A3"},
    fails=[leaves_the_cache_alone],
    message="A3 in the caller's cache has become A3 - Y.",
    hint="A3 -= Y writes into the array itself; A3 - Y makes a new one.",
)
backward.misconception(
    "activations_overwritten",
    replace={"dZ1 = dA1 * (Z1 > 0)": "Z1[Z1 <= 0] = 0\n    Z1[Z1 > 0] = 1\n    dZ1 = dA1 * Z1"},
    fails=[leaves_the_cache_alone],
    message="The slopes of the relu are written into Z1, which belongs to the caller.",
    hint="Z1 > 0 makes a new array.",
)
