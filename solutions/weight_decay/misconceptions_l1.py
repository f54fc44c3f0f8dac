"""The wrong versions of the L1 penalty, and its gradients that students write."""

from checks import (
    l1_adds_up_the_layers,
    l1_penalty,
    leaves_biases_out_of_the_l1_penalty,
    sums_absolute_values,
    sums_absolute_values_at_any_depth,
)
from checks_gradients import (
    l1_gradients,
    l1_leaves_biases_alone,
    l1_pulls_at_any_depth,
    l1_pulls_on_every_layer,
    pulls_with_constant_force,
    takes_weights_of_zero,
)

TOTAL = '        if name.startswith("W"):\n            total += np.sum(np.abs(value))\n'
RETURN = "    return lambd / m * total\n"
ENTRY = (
    '        if name.startswith("W"):\n            grads[f"d{name}"] = lambd / m * np.sign(value)\n'
)
SIGN = "np.sign(value)"

l1_penalty.misconception(
    "l1_with_a_half",
    replace={RETURN: "    return lambd / (2 * m) * total\n"},
    fails=[sums_absolute_values],
    message="The factor is λ / (2m), as for L2, where λ / m is asked.",
    hint="The ½ of L2 is there for the derivative of a square; here nothing is squared.",
)

l1_penalty.misconception(
    "l1_not_divided_by_m",
    replace={RETURN: "    return lambd * total\n"},
    fails=[sums_absolute_values],
    message="The penalty is not divided by the number of examples.",
)

l1_penalty.misconception(
    "l1_without_absolute_values",
    replace={"np.abs(value)": "value"},
    fails=[sums_absolute_values],
    message="The weights are added with their signs, so that +1 and -1 cancel.",
)

l1_penalty.misconception(
    "l1_absolute_value_of_the_sum",
    replace={"np.sum(np.abs(value))": "np.abs(np.sum(value))"},
    fails=[sums_absolute_values],
    message="The weights are added first, and the absolute value is taken of their sum.",
    hint="First the absolute value of each weight, then the sum.",
)

l1_penalty.misconception(
    "l1_norm_of_a_matrix",
    replace={"np.sum(np.abs(value))": "np.linalg.norm(value, 1)"},
    fails=[sums_absolute_values],
    message="np.linalg.norm(W, 1) of a matrix is the largest sum of a column, not the sum of all.",
    hint="np.abs and np.sum say what is meant.",
)

l1_penalty.misconception(
    "l1_of_squares",
    replace={"np.abs(value)": "value**2"},
    fails=[sums_absolute_values],
    message="The weights are squared, which is the L2 penalty.",
)

l1_penalty.misconception(
    "l1_keeps_the_last_layer_only",
    replace={"total += np": "total = np"},
    fails=[sums_absolute_values, l1_adds_up_the_layers],
    message="Each layer's sum replaces that of the layer before, so that only the last one counts.",
    hint="= sets, += adds.",
)

l1_penalty.misconception(
    "l1_last_layer_not_penalised",
    replace={TOTAL: TOTAL.replace(":\n", ' and name != f"W{len(parameters) // 2}":\n')},
    fails=[l1_adds_up_the_layers],
    message="The weights of the last layer are missing in the sum.",
    hint="range(1, L) stops before L.",
)

l1_penalty.misconception(
    "l1_penalises_biases",
    replace={TOTAL: "        total += np.sum(np.abs(value))\n"},
    fails=[leaves_biases_out_of_the_l1_penalty],
    message="The biases are in the sum as well.",
    hint="A bias only moves the function; the penalty is about W1, ..., WL.",
)

l1_penalty.misconception(
    "l1_written_for_three_layers",
    replace={TOTAL: TOTAL.replace('name.startswith("W")', 'name in ("W1", "W2", "W3")')},
    fails=[sums_absolute_values_at_any_depth],
    message="The sum never goes beyond the third layer.",
    hint="How many layers does parameters hold?",
)

l1_gradients.misconception(
    "l1_pull_of_l2",
    replace={SIGN: "value"},
    fails=[pulls_with_constant_force],
    message="This is the gradient of the L2 penalty: it is proportional to the weight.",
    hint="The slope of |w| does not depend on how large w is.",
)

l1_gradients.misconception(
    "l1_pull_of_absolute_values",
    replace={SIGN: "np.abs(value)"},
    fails=[pulls_with_constant_force],
    message="The gradient is λ / m · |W|, which is a piece of the penalty, not its derivative.",
    hint="What is the slope of |w| right of 0, and what left of it?",
)

l1_gradients.misconception(
    "l1_pull_forgets_the_sign",
    replace={SIGN: "np.ones(value.shape)"},
    fails=[pulls_with_constant_force],
    message=(
        "The gradient is +λ / m for every weight, so that a step would push negative ones away"
        " from 0."
    ),
    hint="What is the slope of |w| left of 0?",
)

l1_gradients.misconception(
    "l1_pull_halved",
    replace={f"lambd / m * {SIGN}": f"lambd / (2 * m) * {SIGN}"},
    fails=[pulls_with_constant_force],
    message="The factor is λ / (2m), as in the L2 penalty, where λ / m is asked.",
)

l1_gradients.misconception(
    "l1_pull_not_divided_by_m",
    replace={f"lambd / m * {SIGN}": f"lambd * {SIGN}"},
    fails=[pulls_with_constant_force],
    message="The gradient is not divided by the number of examples.",
)

l1_gradients.misconception(
    "l1_pull_divides_by_zero",
    replace={SIGN: "value / np.abs(value)"},
    fails=[takes_weights_of_zero],
    message="W / |W| is 0 / 0 where a weight is 0, which is NaN, and NaN spreads through a net.",
    hint="np.sign gives 0 there.",
)

l1_gradients.misconception(
    "l1_pull_on_biases",
    replace={ENTRY: '        grads[f"d{name}"] = lambd / m * np.sign(value)\n'},
    fails=[l1_leaves_biases_alone],
    message="The biases are pulled towards 0 as well.",
    hint="A bias only moves the function; the penalty is about W1, ..., WL.",
)

l1_gradients.misconception(
    "l1_pull_misses_the_last_layer",
    replace={ENTRY: ENTRY.replace(":\n", ' and name != f"W{len(parameters) // 2}":\n', 1)},
    fails=[l1_pulls_on_every_layer],
    message="The last layer has no entry.",
    hint="range(1, L) stops before L.",
)

l1_gradients.misconception(
    "l1_pull_on_three_layers",
    replace={ENTRY: ENTRY.replace('name.startswith("W")', 'name in ("W1", "W2", "W3")')},
    fails=[l1_pulls_at_any_depth],
    message="Only W1, W2 and W3 have an entry.",
    hint="How many layers does parameters hold?",
)
