"""The wrong versions of the L1 penalty, and its gradients that students write."""

from autograder import Misconception

TOTAL = '        if name.startswith("W"):\n            total += np.sum(np.abs(value))\n'
RETURN = "    return lambd / m * total\n"
ENTRY = (
    '        if name.startswith("W"):\n            grads[f"d{name}"] = lambd / m * np.sign(value)\n'
)
SIGN = "np.sign(value)"


def penalty(name, edits, loses, says, hint=""):
    return Misconception(name, "l1_penalty", edits, loses, says, hint)


def pull(name, edits, loses, says, hint=""):
    return Misconception(name, "l1_gradients", edits, loses, says, hint)


MISCONCEPTIONS = (
    penalty(
        "l1_with_a_half",
        {RETURN: "    return lambd / (2 * m) * total\n"},
        ("sums_absolute_values",),
        "The factor is λ / (2m), as for L2, where λ / m is asked.",
        "The ½ of L2 is there for the derivative of a square; here nothing is squared.",
    ),
    penalty(
        "l1_not_divided_by_m",
        {RETURN: "    return lambd * total\n"},
        ("sums_absolute_values",),
        "The penalty is not divided by the number of examples.",
    ),
    penalty(
        "l1_without_absolute_values",
        {"np.abs(value)": "value"},
        ("sums_absolute_values",),
        "The weights are added with their signs, so that +1 and -1 cancel.",
    ),
    penalty(
        "l1_absolute_value_of_the_sum",
        {"np.sum(np.abs(value))": "np.abs(np.sum(value))"},
        ("sums_absolute_values",),
        "The weights are added first, and the absolute value is taken of their sum.",
        "First the absolute value of each weight, then the sum.",
    ),
    penalty(
        "l1_norm_of_a_matrix",
        {"np.sum(np.abs(value))": "np.linalg.norm(value, 1)"},
        ("sums_absolute_values",),
        "np.linalg.norm(W, 1) of a matrix is the largest sum of a column, not the sum of all.",
        "np.abs and np.sum say what is meant.",
    ),
    penalty(
        "l1_of_squares",
        {"np.abs(value)": "value**2"},
        ("sums_absolute_values",),
        "The weights are squared, which is the L2 penalty.",
    ),
    penalty(
        "l1_keeps_the_last_layer_only",
        {"total += np": "total = np"},
        ("sums_absolute_values", "l1_adds_up_the_layers"),
        "Each layer's sum replaces that of the layer before, so that only the last one counts.",
        "= sets, += adds.",
    ),
    penalty(
        "l1_last_layer_not_penalised",
        {TOTAL: TOTAL.replace(":\n", ' and name != f"W{len(parameters) // 2}":\n')},
        ("l1_adds_up_the_layers",),
        "The weights of the last layer are missing in the sum.",
        "range(1, L) stops before L.",
    ),
    penalty(
        "l1_penalises_biases",
        {TOTAL: "        total += np.sum(np.abs(value))\n"},
        ("leaves_biases_out_of_the_l1_penalty",),
        "The biases are in the sum as well.",
        "A bias only moves the function; the penalty is about W1, ..., WL.",
    ),
    penalty(
        "l1_written_for_three_layers",
        {TOTAL: TOTAL.replace('name.startswith("W")', 'name in ("W1", "W2", "W3")')},
        ("sums_absolute_values_at_any_depth",),
        "The sum never goes beyond the third layer.",
        "How many layers does parameters hold?",
    ),
    pull(
        "l1_pull_of_l2",
        {SIGN: "value"},
        ("pulls_with_constant_force",),
        "This is the gradient of the L2 penalty: it is proportional to the weight.",
        "The slope of |w| does not depend on how large w is.",
    ),
    pull(
        "l1_pull_of_absolute_values",
        {SIGN: "np.abs(value)"},
        ("pulls_with_constant_force",),
        "The gradient is λ / m · |W|, which is a piece of the penalty, not its derivative.",
        "What is the slope of |w| right of 0, and what left of it?",
    ),
    pull(
        "l1_pull_forgets_the_sign",
        {SIGN: "np.ones(value.shape)"},
        ("pulls_with_constant_force",),
        "The gradient is +λ / m for every weight, so that a step would push negative ones away"
        " from 0.",
        "What is the slope of |w| left of 0?",
    ),
    pull(
        "l1_pull_halved",
        {f"lambd / m * {SIGN}": f"lambd / (2 * m) * {SIGN}"},
        ("pulls_with_constant_force",),
        "The factor is λ / (2m), as in the L2 penalty, where λ / m is asked.",
    ),
    pull(
        "l1_pull_not_divided_by_m",
        {f"lambd / m * {SIGN}": f"lambd * {SIGN}"},
        ("pulls_with_constant_force",),
        "The gradient is not divided by the number of examples.",
    ),
    pull(
        "l1_pull_divides_by_zero",
        {SIGN: "value / np.abs(value)"},
        ("takes_weights_of_zero",),
        "W / |W| is 0 / 0 where a weight is 0, which is NaN, and NaN spreads through a net.",
        "np.sign gives 0 there.",
    ),
    pull(
        "l1_pull_on_biases",
        {ENTRY: '        grads[f"d{name}"] = lambd / m * np.sign(value)\n'},
        ("l1_leaves_biases_alone",),
        "The biases are pulled towards 0 as well.",
        "A bias only moves the function; the penalty is about W1, ..., WL.",
    ),
    pull(
        "l1_pull_misses_the_last_layer",
        {ENTRY: ENTRY.replace(":\n", ' and name != f"W{len(parameters) // 2}":\n', 1)},
        ("l1_pulls_on_every_layer",),
        "The last layer has no entry.",
        "range(1, L) stops before L.",
    ),
    pull(
        "l1_pull_on_three_layers",
        {ENTRY: ENTRY.replace('name.startswith("W")', 'name in ("W1", "W2", "W3")')},
        ("l1_pulls_at_any_depth",),
        "Only W1, W2 and W3 have an entry.",
        "How many layers does parameters hold?",
    ),
)
