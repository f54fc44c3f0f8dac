"""The wrong versions of the gradients of the L2 and the L1 penalty that students write."""

from checks_gradients import (
    l1_gradients,
    l1_leaves_biases_alone,
    l1_leaves_the_parameters_alone,
    l1_pulls_at_any_depth,
    l1_pulls_on_every_layer,
    l2_gradients,
    leaves_biases_alone,
    leaves_the_parameters_alone,
    pulls_at_any_depth,
    pulls_in_proportion,
    pulls_on_every_layer,
    pulls_with_constant_force,
    takes_weights_of_zero,
)
from common import BIASES, DEPTH
from common_factors import GRADIENT_FACTORS

L2 = "lambd / m * value"
L1 = "lambd / m * np.sign(value)"
L2_ENTRY, L1_ENTRY = (
    f'        if name.startswith("W"):\n            grads[f"d{{name}}"] = {gradient}\n'
    for gradient in (L2, L1)
)

for name, kind in (
    ("pull_doubled", "doubled"),
    ("pull_halved", "halved"),
    ("pull_not_divided_by_m", "not_divided_by_m"),
    ("pull_of_l1", "of_l1"),
    ("pull_in_the_wrong_direction", "subtracted"),
):
    factor, message, hint = GRADIENT_FACTORS[kind]
    l2_gradients.misconception(
        name,
        replace={L2_ENTRY: L2_ENTRY.replace(L2, factor.format(w="value"))},
        fails=[pulls_in_proportion],
        message=message,
        hint=hint,
    )

l2_gradients.misconception(
    "pull_is_a_sum",
    replace={L2_ENTRY: L2_ENTRY.replace("* value", "* np.sum(value)")},
    fails=[pulls_in_proportion],
    message="The weights are added up, so that the gradient is one number.",
    hint="Each weight has its own derivative.",
)
l2_gradients.misconception(
    "pull_of_squares",
    replace={L2_ENTRY: L2_ENTRY.replace(L2, "lambd / (2 * m) * value**2")},
    fails=[pulls_in_proportion],
    message="The gradient is λ / (2m) · W²: the terms of the penalty, not their derivatives.",
    hint="What is the derivative of w² / 2?",
)
l2_gradients.misconception(
    "pull_without_lambda",
    replace={L2_ENTRY: L2_ENTRY.replace(L2, "value / m")},
    fails=[pulls_in_proportion],
    message="λ has no effect on the gradients.",
)
l2_gradients.misconception(
    "pull_written_into_the_weights",
    replace={L2_ENTRY: L2_ENTRY.replace(L2, "value").replace("grads", "value *= lambd / m; grads")},
    fails=[leaves_the_parameters_alone],
    message="The caller's weights are multiplied by λ / m.",
    hint="Operators such as *= write into the array itself. Compute a new one.",
)

for name, wrong, message, hint in (
    (
        "l1_pull_of_l2",
        "lambd / m * value",
        "This is the gradient of the L2 penalty: it is proportional to the weight.",
        "The slope of |w| does not depend on how large w is.",
    ),
    (
        "l1_pull_of_absolute_values",
        "lambd / m * np.abs(value)",
        "The gradient is λ / m · |W|, which is a part of the penalty, not its derivative.",
        "What is the slope of |w| to the right of 0, and what to the left?",
    ),
    (
        "l1_pull_halved",
        "lambd / (2 * m) * np.sign(value)",
        "The factor is λ / (2m), as in the L2 penalty, instead of λ / m.",
        "",
    ),
    (
        "l1_pull_not_divided_by_m",
        "lambd * np.sign(value)",
        "The gradient is not divided by the number of examples.",
        "",
    ),
):
    l1_gradients.misconception(
        name, replace={L1: wrong}, fails=[pulls_with_constant_force], message=message, hint=hint
    )

l1_gradients.misconception(
    "l1_pull_forgets_the_sign",
    replace={L1: "lambd / m * np.ones(value.shape)"},
    fails=[pulls_with_constant_force, l1_pulls_on_every_layer, l1_pulls_at_any_depth],
    message="The gradient is +λ / m for every weight, so negative weights move away from 0.",
    hint="What is the slope of |w| to the left of 0?",
    reason="What is the same for any weights has not been derived from them.",
)
l1_gradients.misconception(
    "signs_written_into_the_weights",
    replace={L1: "lambd / m * np.sign(value, out=value)"},
    fails=[l1_leaves_the_parameters_alone],
    message="The caller's weights become their signs.",
    hint="out= and [...] = write into the array itself; np.sign(value) makes a new one.",
)
l1_gradients.misconception(
    "l1_pull_divides_by_zero",
    replace={L1: "lambd / m * value / np.abs(value)"},
    fails=[takes_weights_of_zero],
    message="Where a weight is 0 the gradient is NaN, as W / |W| is, and NaN spreads.",
    hint="np.sign gives 0 there.",
)

L2_CHECKS = (leaves_biases_alone, pulls_on_every_layer, pulls_at_any_depth)
L1_CHECKS = (l1_leaves_biases_alone, l1_pulls_on_every_layer, l1_pulls_at_any_depth)
for gradients, prefix, entry, (frees, every_layer, at_any_depth) in (
    (l2_gradients, "", L2_ENTRY, L2_CHECKS),
    (l1_gradients, "l1_", L1_ENTRY, L1_CHECKS),
):
    gradients.misconception(
        f"{prefix}pull_on_biases",
        replace={entry: entry.replace('name.startswith("W")', "True")},
        fails=[frees],
        message="The penalty has a gradient for the biases as well.",
        hint=BIASES,
    )
    gradients.misconception(
        f"{prefix}pull_misses_the_last_layer",
        replace={entry: entry.replace(":\n", ' and name != f"W{len(parameters) // 2}":\n')},
        fails=[every_layer, at_any_depth],
        message="The last layer has no entry.",
        hint="range(1, L) stops before L.",
    )
    gradients.misconception(
        f"{prefix}pull_returned_in_the_loop",
        replace={entry: f"{entry}            return grads\n"},
        fails=[every_layer, at_any_depth],
        message="Only the first layer has an entry. Perhaps the return stands inside the loop.",
        hint="What is indented belongs to the loop.",
    )
    gradients.misconception(
        f"{prefix}pull_counted_from_0",
        replace={entry: entry.replace('f"d{name}"', 'f"dW{int(name[1:]) - 1}"')},
        fails=[every_layer, at_any_depth],
        message="The gradient of W1 is called dW0, that of W2 dW1, and so on.",
        hint="Layers are counted from 1: W1 has the gradient dW1.",
    )
    gradients.misconception(
        f"{prefix}pull_under_the_name_of_the_weights",
        replace={entry: entry.replace('f"d{name}"', "name")},
        fails=[every_layer, at_any_depth],
        message="The gradient of W1 is called W1, and not dW1.",
        hint="The keys of the result are dW1, ..., dWL.",
    )
    gradients.misconception(
        f"{prefix}pull_on_three_layers",
        replace={entry: entry.replace('name.startswith("W")', 'name in ("W1", "W2", "W3")')},
        fails=[at_any_depth],
        message="Only W1, W2 and W3 have an entry.",
        hint=DEPTH,
    )
