"""The wrong versions of gradient_check_n that students write."""

from checks_checking import (
    finds_the_keys_in_any_order,
    is_small_for_right_gradients,
    leaves_the_net_alone,
    relates_the_difference_to_both_lengths,
    sees_every_parameter,
    takes_central_steps_of_epsilon,
    whole_net,
    works_for_other_nets,
    zero_against_zero_is_no_difference,
)

COST = "        AL, _ = forward_propagation(X, vector_to_dictionary(theta, parameters))\n"
GRAD = "    grad = gradients_to_vector(gradients)  # (n, 1)\n"
START = "    gradapprox = np.zeros(theta.shape)\n"
COPIES = "        right, left = theta.copy(), theta.copy()\n"
DOWN = "        left[i] -= epsilon\n"
QUOTIENT = "(cost(right) - cost(left)) / (2 * epsilon)"
NUMERATOR = "    numerator = np.linalg.norm(grad - gradapprox)\n"
DENOMINATOR = "np.linalg.norm(grad) + np.linalg.norm(gradapprox)"
DIFFERENCE = "numerator / denominator if denominator > 0 else 0.0"

whole_net.misconception(
    "divided_by_epsilon",
    replace={QUOTIENT: "(cost(right) - cost(left)) / epsilon"},
    fails=[is_small_for_right_gradients],
    message="The difference is divided by epsilon, but the two points are 2 epsilon apart.",
)
whole_net.misconception(
    "both_moves_hit_one_array",
    replace={COPIES: "        right = left = theta\n"},
    fails=[
        is_small_for_right_gradients,
        finds_the_keys_in_any_order,
        works_for_other_nets,
        zero_against_zero_is_no_difference,
        leaves_the_net_alone,
    ],
    message="right and left are one array: += and -= cancel, and both costs are the same.",
    hint="An assignment gives the array a second name. Only a copy is a second array.",
)
whole_net.misconception(
    "weights_first_then_biases",
    replace={
        GRAD: "    names = sorted((n for n in gradients if n[:2] in ('dW', 'db')),"
        " key=lambda n: (n[1] == 'b', n))\n"
        "    grad = np.concatenate([gradients[n].reshape(-1, 1) for n in names])\n"
    },
    fails=[is_small_for_right_gradients, works_for_other_nets],
    message="grad has all weights first, then all biases, but gradapprox has W1, b1, W2, b2, ...",
    hint="gradients_to_vector and dictionary_to_vector have the same order.",
)
whole_net.misconception(
    "not_divided_by_the_lengths",
    replace={DIFFERENCE: "numerator"},
    fails=[relates_the_difference_to_both_lengths],
    message="This is the length of the difference, not divided by the sum of the two lengths.",
)
whole_net.misconception(
    "divided_by_one_length",
    replace={DENOMINATOR: "np.linalg.norm(gradapprox)"},
    fails=[relates_the_difference_to_both_lengths],
    message="The difference is divided by one of the lengths, not by their sum.",
)
whole_net.misconception(
    "lengths_without_a_root",
    replace={
        NUMERATOR: "    numerator = np.sum((grad - gradapprox) ** 2)\n",
        DENOMINATOR: "np.sum(grad**2) + np.sum(gradapprox**2)",
    },
    fails=[relates_the_difference_to_both_lengths],
    message="These are sums of squares. The length is the square root of that sum.",
)
whole_net.misconception(
    "mean_error_of_the_elements",
    replace={
        NUMERATOR: "    sizes = np.abs(grad) + np.abs(gradapprox)\n"
        "    numerator = np.mean(np.abs(grad - gradapprox) / np.maximum(1e-8, sizes))\n",
        DIFFERENCE: "numerator",
    },
    fails=[relates_the_difference_to_both_lengths],
    message="This is the mean of the relative errors of the elements, not the relative error of the"
    " columns.",
)
whole_net.misconception(
    "biases_left_out",
    replace={
        NUMERATOR: "    keep = np.concatenate([np.full((v.size, 1), n[0] == 'W')"
        " for n, v in sorted(parameters.items(), key=lambda item: (item[0][1:], item[0]))])\n"
        "    grad, gradapprox = grad[keep], gradapprox[keep]\n" + NUMERATOR
    },
    fails=[sees_every_parameter],
    message="The biases are left out of the comparison.",
)
whole_net.misconception(
    "one_step_up_only",
    replace={DOWN: "", QUOTIENT: "(cost(right) - cost(left)) / epsilon"},
    fails=[takes_central_steps_of_epsilon],
    message="These are one-sided differences: theta is moved up, but not down.",
)
whole_net.misconception(
    "an_epsilon_of_its_own",
    replace={START: "    epsilon = 1e-7\n" + START},
    fails=[takes_central_steps_of_epsilon],
    message="epsilon is always 1e-7, whatever the argument is.",
)
whole_net.misconception(
    "gradients_as_they_come",
    replace={
        GRAD: "    grad = np.concatenate([g.reshape(-1, 1) for n, g in gradients.items()"
        " if n[1] in 'Wb'])\n"
    },
    fails=[finds_the_keys_in_any_order],
    message="grad has the order of the dict, but backward_propagation begins with the last layer.",
    hint="gradients_to_vector sorts them.",
)
whole_net.misconception(
    "three_layers_only",
    replace={
        GRAD: "    names = ('dW1', 'db1', 'dW2', 'db2', 'dW3', 'db3')\n"
        "    grad = np.concatenate([gradients[n].reshape(-1, 1) for n in names])\n"
    },
    fails=[works_for_other_nets],
    message="The code is only right for exactly three layers.",
)
whole_net.misconception(
    "nan_for_two_zeros",
    replace={DIFFERENCE: "numerator / denominator"},
    fails=[zero_against_zero_is_no_difference],
    message="When both columns are zero this is 0/0, which is NaN.",
)
whole_net.misconception(
    "parameters_overwritten",
    replace={
        COST: "        parameters.update(vector_to_dictionary(theta, parameters))\n"
        "        AL, _ = forward_propagation(X, parameters)\n"
    },
    fails=[leaves_the_net_alone],
    message="Every step is written into the caller's parameters, and the last one stays there.",
    hint="vector_to_dictionary gives you new parameters. Use those.",
)
