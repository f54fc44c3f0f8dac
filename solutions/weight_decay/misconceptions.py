"""The wrong versions of the L2 penalty and its gradients that students write."""

from checks import (
    adds_up_the_layers,
    l2_penalty,
    leaves_biases_out_of_the_penalty,
    sums_squares,
    sums_squares_at_any_depth,
)
from checks_gradients import (
    l2_gradients,
    leaves_biases_alone,
    leaves_the_parameters_alone,
    pulls_at_any_depth,
    pulls_in_proportion,
    pulls_on_every_layer,
)

SQUARES = '        if name.startswith("W"):\n            squares += np.sum(value**2)\n'
RETURN = "    return lambd / (2 * m) * squares\n"
ENTRY = '        if name.startswith("W"):\n            grads[f"d{name}"] = lambd / m * value\n'

l2_penalty.misconception(
    "penalty_without_a_half",
    replace={RETURN: "    return lambd / m * squares\n"},
    fails=[sums_squares],
    message="The factor is λ / m where λ / (2m) is asked: the ½ is missing.",
    hint="With the ½ the derivative is λ / m · w, without a 2.",
)

l2_penalty.misconception(
    "penalty_not_divided_by_m",
    replace={RETURN: "    return lambd / 2 * squares\n"},
    fails=[sums_squares],
    message="The penalty is not divided by the number of examples.",
)

l2_penalty.misconception(
    "penalty_times_m",
    replace={RETURN: "    return lambd / 2 * m * squares\n"},
    fails=[sums_squares],
    message="λ / 2 * m is (λ / 2) times m. What is divided by 2m needs parentheses: λ / (2 * m).",
    hint="Python works from left to right through / and *.",
)

l2_penalty.misconception(
    "penalty_without_lambda",
    replace={RETURN: "    return squares / (2 * m)\n"},
    fails=[sums_squares],
    message="λ has no effect on the penalty.",
)

l2_penalty.misconception(
    "norm_not_squared",
    replace={"squares += np.sum(value**2)": "squares += np.linalg.norm(value)"},
    fails=[sums_squares],
    message="The Frobenius norm is taken, and not squared.",
    hint="np.linalg.norm takes a square root.",
)

l2_penalty.misconception(
    "norm_of_all_layers_not_squared",
    replace={RETURN: "    return lambd / (2 * m) * np.sqrt(squares)\n"},
    fails=[sums_squares, adds_up_the_layers],
    message="A square root is taken of the sum of squares.",
    hint="The penalty is the sum of squares itself.",
)

l2_penalty.misconception(
    "spectral_norm",
    replace={"np.sum(value**2)": "np.linalg.norm(value, 2) ** 2"},
    fails=[sums_squares],
    message=(
        "np.linalg.norm(W, 2) is the largest singular value of a matrix, not its Frobenius norm."
    ),
    hint='Without its second argument, or with "fro", it is the root of the sum of squares.',
)

l2_penalty.misconception(
    "square_of_the_sum",
    replace={"np.sum(value**2)": "np.sum(value) ** 2"},
    fails=[sums_squares],
    message="The weights are added first and the sum is squared, so that +1 and -1 cancel.",
    hint="Square each weight, then add.",
)

l2_penalty.misconception(
    "product_with_itself",
    replace={"np.sum(value**2)": "np.sum(value @ value.T)"},
    fails=[sums_squares],
    message="W @ W.T is a matrix product: its sum holds products of different weights as well.",
    hint="Square each weight, then add.",
)

l2_penalty.misconception(
    "mean_of_the_squares",
    replace={"np.sum(value**2)": "np.mean(value**2)"},
    fails=[sums_squares],
    message="The mean of the squares is taken where their sum is asked.",
)

l2_penalty.misconception(
    "keeps_the_last_layer_only",
    replace={"squares += np": "squares = np"},
    fails=[sums_squares, adds_up_the_layers],
    message="Each layer's sum replaces that of the layer before, so that only the last one counts.",
    hint="= sets, += adds.",
)

l2_penalty.misconception(
    "last_layer_not_penalised",
    replace={SQUARES: SQUARES.replace(":\n", ' and name != f"W{len(parameters) // 2}":\n')},
    fails=[adds_up_the_layers],
    message="The weights of the last layer are missing in the sum.",
    hint="range(1, L) stops before L.",
)

l2_penalty.misconception(
    "first_layer_not_penalised",
    replace={SQUARES: SQUARES.replace(":\n", ' and name != "W1":\n')},
    fails=[adds_up_the_layers],
    message="The weights of the first layer are missing in the sum.",
    hint="Layers are counted from 1.",
)

l2_penalty.misconception(
    "penalises_biases",
    replace={SQUARES: "        squares += np.sum(value**2)\n"},
    fails=[leaves_biases_out_of_the_penalty],
    message="The biases are in the sum as well.",
    hint="A bias only moves the function; the penalty is about W1, ..., WL.",
)

l2_penalty.misconception(
    "written_for_three_layers",
    replace={SQUARES: SQUARES.replace('name.startswith("W")', 'name in ("W1", "W2", "W3")')},
    fails=[sums_squares_at_any_depth],
    message="The sum never goes beyond the third layer.",
    hint="How many layers does parameters hold?",
)

l2_gradients.misconception(
    "pull_doubled",
    replace={ENTRY: ENTRY.replace("lambd", "2 * lambd")},
    fails=[pulls_in_proportion],
    message="The gradient is 2λ / m · W, as if the penalty had no factor ½.",
    hint="The 2 of the derivative of w² and the ½ cancel.",
)

l2_gradients.misconception(
    "pull_halved",
    replace={ENTRY: ENTRY.replace("lambd / m", "lambd / (2 * m)")},
    fails=[pulls_in_proportion],
    message="The factor λ / (2m) of the penalty is kept, but the 2 of the derivative of w² is not.",
)

l2_gradients.misconception(
    "pull_not_divided_by_m",
    replace={ENTRY: ENTRY.replace("lambd / m", "lambd")},
    fails=[pulls_in_proportion],
    message="The gradient is not divided by the number of examples.",
    hint="What is divided in the penalty is divided in its gradient.",
)

l2_gradients.misconception(
    "pull_of_l1",
    replace={ENTRY: ENTRY.replace("* value", "* np.sign(value)")},
    fails=[pulls_in_proportion],
    message="This is the gradient of the L1 penalty: it has the same size for every weight.",
    hint="What is the derivative of w² / 2?",
)

l2_gradients.misconception(
    "pull_in_the_wrong_direction",
    replace={ENTRY: ENTRY.replace("lambd", "-lambd")},
    fails=[pulls_in_proportion],
    message="The sign is turned round, so that a gradient step would make the weights grow.",
    hint="The minus sign is in the step, not in the gradient.",
)

l2_gradients.misconception(
    "pull_is_a_sum",
    replace={ENTRY: ENTRY.replace("* value", "* np.sum(value)")},
    fails=[pulls_in_proportion, pulls_on_every_layer, leaves_biases_alone],
    message="The weights are added up, so that the gradient is one number.",
    hint="Each weight has a derivative of its own.",
)

l2_gradients.misconception(
    "pull_on_biases",
    replace={ENTRY: '        grads[f"d{name}"] = lambd / m * value\n'},
    fails=[leaves_biases_alone],
    message="The biases are pulled towards 0 as well.",
    hint="A bias only moves the function; the penalty is about W1, ..., WL.",
)

l2_gradients.misconception(
    "pull_misses_the_last_layer",
    replace={ENTRY: ENTRY.replace(":\n", ' and name != f"W{len(parameters) // 2}":\n', 1)},
    fails=[pulls_on_every_layer],
    message="The last layer has no entry.",
    hint="range(1, L) stops before L.",
)

l2_gradients.misconception(
    "pull_on_three_layers",
    replace={ENTRY: ENTRY.replace('name.startswith("W")', 'name in ("W1", "W2", "W3")')},
    fails=[pulls_at_any_depth],
    message="Only W1, W2 and W3 have an entry.",
    hint="How many layers does parameters hold?",
)

l2_gradients.misconception(
    "pull_written_into_the_weights",
    replace={
        ENTRY: ENTRY.replace(
            'grads[f"d{name}"] = lambd / m * value',
            'value *= lambd / m\n            grads[f"d{name}"] = value',
        )
    },
    fails=[leaves_the_parameters_alone],
    message="The caller's weights are multiplied by λ / m: *= writes into the array itself.",
    hint="Compute a new array.",
)
