"""The wrong versions of the L2 penalty and its gradients that students write."""

from autograder import Misconception

SQUARES = '        if name.startswith("W"):\n            squares += np.sum(value**2)\n'
RETURN = "    return lambd / (2 * m) * squares\n"
ENTRY = '        if name.startswith("W"):\n            grads[f"d{name}"] = lambd / m * value\n'


def penalty(name, edits, loses, says, hint=""):
    return Misconception(name, "l2_penalty", edits, loses, says, hint)


def pull(name, entry, loses, says, hint=""):
    return Misconception(name, "l2_gradients", {ENTRY: entry}, loses, says, hint)


MISCONCEPTIONS = (
    penalty(
        "penalty_without_a_half",
        {RETURN: "    return lambd / m * squares\n"},
        ("sums_squares",),
        "The factor is λ / m where λ / (2m) is asked: the ½ is missing.",
        "With the ½ the derivative is λ / m · w, without a 2.",
    ),
    penalty(
        "penalty_not_divided_by_m",
        {RETURN: "    return lambd / 2 * squares\n"},
        ("sums_squares",),
        "The penalty is not divided by the number of examples.",
    ),
    penalty(
        "penalty_times_m",
        {RETURN: "    return lambd / 2 * m * squares\n"},
        ("sums_squares",),
        "λ / 2 * m is (λ / 2) times m. What is divided by 2m needs parentheses: λ / (2 * m).",
        "Python works from left to right through / and *.",
    ),
    penalty(
        "penalty_without_lambda",
        {RETURN: "    return squares / (2 * m)\n"},
        ("sums_squares",),
        "λ has no effect on the penalty.",
    ),
    penalty(
        "norm_not_squared",
        {"squares += np.sum(value**2)": "squares += np.linalg.norm(value)"},
        ("sums_squares",),
        "The Frobenius norm is taken, and not squared.",
        "np.linalg.norm takes a square root.",
    ),
    penalty(
        "norm_of_all_layers_not_squared",
        {RETURN: "    return lambd / (2 * m) * np.sqrt(squares)\n"},
        ("sums_squares", "adds_up_the_layers"),
        "A square root is taken of the sum of squares.",
        "The penalty is the sum of squares itself.",
    ),
    penalty(
        "spectral_norm",
        {"np.sum(value**2)": "np.linalg.norm(value, 2) ** 2"},
        ("sums_squares",),
        "np.linalg.norm(W, 2) is the largest singular value of a matrix, not its Frobenius norm.",
        'Without its second argument, or with "fro", it is the root of the sum of squares.',
    ),
    penalty(
        "square_of_the_sum",
        {"np.sum(value**2)": "np.sum(value) ** 2"},
        ("sums_squares",),
        "The weights are added first and the sum is squared, so that +1 and -1 cancel.",
        "Square each weight, then add.",
    ),
    penalty(
        "product_with_itself",
        {"np.sum(value**2)": "np.sum(value @ value.T)"},
        ("sums_squares",),
        "W @ W.T is a matrix product: its sum holds products of different weights as well.",
        "Square each weight, then add.",
    ),
    penalty(
        "mean_of_the_squares",
        {"np.sum(value**2)": "np.mean(value**2)"},
        ("sums_squares",),
        "The mean of the squares is taken where their sum is asked.",
    ),
    penalty(
        "keeps_the_last_layer_only",
        {"squares += np": "squares = np"},
        ("sums_squares", "adds_up_the_layers"),
        "Each layer's sum replaces that of the layer before, so that only the last one counts.",
        "= sets, += adds.",
    ),
    penalty(
        "last_layer_not_penalised",
        {SQUARES: SQUARES.replace(":\n", ' and name != f"W{len(parameters) // 2}":\n')},
        ("adds_up_the_layers",),
        "The weights of the last layer are missing in the sum.",
        "range(1, L) stops before L.",
    ),
    penalty(
        "first_layer_not_penalised",
        {SQUARES: SQUARES.replace(":\n", ' and name != "W1":\n')},
        ("adds_up_the_layers",),
        "The weights of the first layer are missing in the sum.",
        "Layers are counted from 1.",
    ),
    penalty(
        "penalises_biases",
        {SQUARES: "        squares += np.sum(value**2)\n"},
        ("leaves_biases_out_of_the_penalty",),
        "The biases are in the sum as well.",
        "A bias only moves the function; the penalty is about W1, ..., WL.",
    ),
    penalty(
        "written_for_three_layers",
        {SQUARES: SQUARES.replace('name.startswith("W")', 'name in ("W1", "W2", "W3")')},
        ("sums_squares_at_any_depth",),
        "The sum never goes beyond the third layer.",
        "How many layers does parameters hold?",
    ),
    pull(
        "pull_doubled",
        ENTRY.replace("lambd", "2 * lambd"),
        ("pulls_in_proportion",),
        "The gradient is 2λ / m · W, as if the penalty had no factor ½.",
        "The 2 of the derivative of w² and the ½ cancel.",
    ),
    pull(
        "pull_halved",
        ENTRY.replace("lambd / m", "lambd / (2 * m)"),
        ("pulls_in_proportion",),
        "The factor λ / (2m) of the penalty is kept, but the 2 of the derivative of w² is not.",
    ),
    pull(
        "pull_not_divided_by_m",
        ENTRY.replace("lambd / m", "lambd"),
        ("pulls_in_proportion",),
        "The gradient is not divided by the number of examples.",
        "What is divided in the penalty is divided in its gradient.",
    ),
    pull(
        "pull_of_l1",
        ENTRY.replace("* value", "* np.sign(value)"),
        ("pulls_in_proportion",),
        "This is the gradient of the L1 penalty: it has the same size for every weight.",
        "What is the derivative of w² / 2?",
    ),
    pull(
        "pull_in_the_wrong_direction",
        ENTRY.replace("lambd", "-lambd"),
        ("pulls_in_proportion",),
        "The sign is turned round, so that a gradient step would make the weights grow.",
        "The minus sign is in the step, not in the gradient.",
    ),
    pull(
        "pull_is_a_sum",
        ENTRY.replace("* value", "* np.sum(value)"),
        ("pulls_in_proportion", "pulls_on_every_layer", "leaves_biases_alone"),
        "The weights are added up, so that the gradient is one number.",
        "Each weight has a derivative of its own.",
    ),
    pull(
        "pull_on_biases",
        '        grads[f"d{name}"] = lambd / m * value\n',
        ("leaves_biases_alone",),
        "The biases are pulled towards 0 as well.",
        "A bias only moves the function; the penalty is about W1, ..., WL.",
    ),
    pull(
        "pull_misses_the_last_layer",
        ENTRY.replace(":\n", ' and name != f"W{len(parameters) // 2}":\n', 1),
        ("pulls_on_every_layer",),
        "The last layer has no entry.",
        "range(1, L) stops before L.",
    ),
    pull(
        "pull_on_three_layers",
        ENTRY.replace('name.startswith("W")', 'name in ("W1", "W2", "W3")'),
        ("pulls_at_any_depth",),
        "Only W1, W2 and W3 have an entry.",
        "How many layers does parameters hold?",
    ),
    pull(
        "pull_written_into_the_weights",
        ENTRY.replace(
            'grads[f"d{name}"] = lambd / m * value',
            'value *= lambd / m\n            grads[f"d{name}"] = value',
        ),
        ("leaves_the_parameters_alone",),
        "The caller's weights are multiplied by λ / m: *= writes into the array itself.",
        "Compute a new array.",
    ),
)
