"""The wrong versions of gradient_check_n that students write."""

from autograder import Misconception

COST = "        AL, _ = forward_propagation(X, vector_to_dictionary(theta, parameters))\n"
GRAD = "    grad = gradients_to_vector(gradients)  # (n, 1)\n"
START = "    gradapprox = np.zeros(theta.shape)\n"
COPIES = "        right, left = theta.copy(), theta.copy()\n"
UP = "        right[i] += epsilon\n"
DOWN = "        left[i] -= epsilon\n"
QUOTIENT = "(cost(right) - cost(left)) / (2 * epsilon)"
NUMERATOR = "    numerator = np.linalg.norm(grad - gradapprox)\n"
DENOMINATOR = "np.linalg.norm(grad) + np.linalg.norm(gradapprox)"
DIFFERENCE = "numerator / denominator if denominator > 0 else 0.0"


def whole(name, edits, loses, says, hint=""):
    return Misconception(name, "gradient_check_n", edits, loses, says, hint)


MISCONCEPTIONS = (
    whole(
        "divided_by_epsilon",
        {QUOTIENT: "(cost(right) - cost(left)) / epsilon"},
        ("is_small_for_right_gradients",),
        "The difference of the costs is divided by epsilon; the two points are 2 epsilon apart.",
    ),
    whole(
        "both_moves_hit_one_array",
        {COPIES: "        right = left = theta\n"},
        (
            "is_small_for_right_gradients",
            "finds_the_keys_in_any_order",
            "works_for_other_nets",
            "zero_against_zero_is_no_difference",
            "leaves_the_net_alone",
        ),
        "right and left are one array: += and -= cancel, and both costs are the same.",
        "An assignment makes a second name. Only a copy is a second array.",
    ),
    whole(
        "weights_first_then_biases",
        {
            GRAD: "    names = sorted((n for n in gradients if n[:2] in ('dW', 'db')),"
            " key=lambda n: (n[1] == 'b', n))\n"
            "    grad = np.concatenate([gradients[n].reshape(-1, 1) for n in names])\n"
        },
        ("is_small_for_right_gradients", "works_for_other_nets"),
        "grad has all weights first and then all biases, gradapprox has W1, b1, W2, b2, ...",
        "Both columns must have the same order. gradients_to_vector has that of"
        " dictionary_to_vector.",
    ),
    whole(
        "not_divided_by_the_lengths",
        {DIFFERENCE: "numerator"},
        ("relates_the_difference_to_both_lengths",),
        "This is the length of the difference; it is not divided by the lengths of the two.",
    ),
    whole(
        "divided_by_one_length",
        {DENOMINATOR: "np.linalg.norm(gradapprox)"},
        ("relates_the_difference_to_both_lengths",),
        "The difference is divided by one of the lengths, not by their sum.",
    ),
    whole(
        "lengths_without_a_root",
        {
            NUMERATOR: "    numerator = np.sum((grad - gradapprox) ** 2)\n",
            DENOMINATOR: "np.sum(grad**2) + np.sum(gradapprox**2)",
        },
        ("relates_the_difference_to_both_lengths",),
        "These are sums of squares. The length is the root of that.",
    ),
    whole(
        "mean_error_of_the_elements",
        {
            NUMERATOR: "    sizes = np.abs(grad) + np.abs(gradapprox)\n"
            "    numerator = np.mean(np.abs(grad - gradapprox) / np.maximum(1e-8, sizes))\n",
            DIFFERENCE: "numerator",
        },
        ("relates_the_difference_to_both_lengths",),
        "This is the mean of the relative errors of the elements, not the relative error of the"
        " columns.",
    ),
    whole(
        "biases_left_out",
        {
            NUMERATOR: "    keep = np.concatenate([np.full((v.size, 1), n[0] == 'W')"
            " for n, v in sorted(parameters.items(), key=lambda item: (item[0][1:], item[0]))])\n"
            "    grad, gradapprox = grad[keep], gradapprox[keep]\n" + NUMERATOR
        },
        ("sees_every_parameter",),
        "The biases are left out of the comparison.",
    ),
    whole(
        "one_step_up_only",
        {DOWN: "", QUOTIENT: "(cost(right) - cost(left)) / epsilon"},
        ("takes_central_steps_of_epsilon",),
        "These are one-sided differences: theta is moved up, and not down.",
    ),
    whole(
        "an_epsilon_of_its_own",
        {START: "    epsilon = 1e-7\n" + START},
        ("takes_central_steps_of_epsilon",),
        "epsilon is always 1e-7, whatever the argument is.",
    ),
    whole(
        "gradients_as_they_come",
        {
            GRAD: "    grad = np.concatenate([g.reshape(-1, 1) for n, g in gradients.items()"
            " if n[1] in 'Wb'])\n"
        },
        ("finds_the_keys_in_any_order",),
        "The gradients are lined up in the order in which they lie in the dict, and backward"
        "_propagation begins with the last layer.",
        "gradients_to_vector sorts them.",
    ),
    whole(
        "three_layers_only",
        {
            GRAD: "    names = ('dW1', 'db1', 'dW2', 'db2', 'dW3', 'db3')\n"
            "    grad = np.concatenate([gradients[n].reshape(-1, 1) for n in names])\n"
        },
        ("works_for_other_nets",),
        "The code counts on exactly three layers.",
    ),
    whole(
        "nan_for_two_zeros",
        {DIFFERENCE: "numerator / denominator"},
        ("zero_against_zero_is_no_difference",),
        "When both columns are zero this is 0/0, which is NaN.",
    ),
    whole(
        "parameters_overwritten",
        {
            COST: "        parameters.update(vector_to_dictionary(theta, parameters))\n"
            "        AL, _ = forward_propagation(X, parameters)\n"
        },
        ("leaves_the_net_alone",),
        "Every step is written into the caller's parameters, and the last one stays there.",
        "vector_to_dictionary gives you new parameters. Use those.",
    ),
)
