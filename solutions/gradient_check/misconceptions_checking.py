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
TAKEN = "        return compute_cost(AL, Y)\n"
THETA = "    theta = dictionary_to_vector(parameters)  # (n, 1)\n"
GRAD = "    grad = gradients_to_vector(gradients)  # (n, 1)\n"
START = "    gradapprox = np.zeros(theta.shape)\n"
COPIES = "        right, left = theta.copy(), theta.copy()\n"
UP = "        right[i] += epsilon\n"
DOWN = "        left[i] -= epsilon\n"
QUOTIENT = "(cost(right) - cost(left)) / (2 * epsilon)"
NUMERATOR = "    numerator = np.linalg.norm(grad - gradapprox)\n"
DENOMINATOR = "np.linalg.norm(grad) + np.linalg.norm(gradapprox)"
DIFFERENCE = "numerator / denominator if denominator > 0 else 0.0"

# What is lost where both costs are equal, so that gradapprox is 0.
ZERO = [
    is_small_for_right_gradients,
    takes_central_steps_of_epsilon,
    finds_the_keys_in_any_order,
    works_for_other_nets,
]

whole_net.misconception(
    "divided_by_epsilon",
    replace={QUOTIENT: "(cost(right) - cost(left)) / epsilon"},
    fails=[is_small_for_right_gradients],
    message="The difference is divided by epsilon, but the two points are 2 epsilon apart.",
)
whole_net.misconception(
    "both_moves_hit_one_array",
    replace={COPIES: "        right = left = theta\n"},
    fails=ZERO,
    message="Perhaps the two moves are made in one array, in which += and -= cancel, or the cost is"
    " taken of theta and not of the moved copy.",
    hint="An assignment gives the array a second name. Only a copy is a second array.",
)
whole_net.misconception(
    "both_costs_at_theta_plus_epsilon",
    replace={DOWN: "        left[i] += epsilon\n"},
    fails=ZERO,
    message="Perhaps epsilon is added for both costs, or J_minus is taken from theta_plus.",
    hint="One cost belongs to theta_i + epsilon, the other to theta_i - epsilon.",
)
whole_net.misconception(
    "both_costs_at_theta_minus_epsilon",
    replace={COPIES: "        right = left = theta.copy()\n", UP: ""},
    fails=ZERO,
    message="Perhaps epsilon is subtracted for both costs, or J_plus is taken from theta_minus.",
    hint="Are theta_plus and theta_minus two arrays? Only a copy is a second array.",
)
whole_net.misconception(
    "cost_not_computed_again",
    replace={QUOTIENT: "((J := cost(right)) - J) / (2 * epsilon)"},
    fails=[*ZERO[:1], relates_the_difference_to_both_lengths, sees_every_parameter, *ZERO[1:]],
    message="The cost is not computed again after the second move, so both costs are one number.",
    reason="Without a second cost nothing is measured, so nothing can be seen of what follows.",
)
whole_net.misconception(
    "both_costs_of_one_output",
    replace={
        COST: COST.replace("AL, _ =", "outputs.append(").replace("\n", "[0])\n"),
        TAKEN: "        odd = len(outputs) % 2\n        return compute_cost(outputs[odd - 2], Y)\n",
        THETA: "    outputs = []\n" + THETA,
    },
    fails=ZERO,
    message="The net is run at both points, but perhaps both costs are taken of the output of one.",
    hint="Each cost needs the AL of its own run.",
)
whole_net.misconception(
    "minus_counted_from_theta_plus",
    replace={DOWN: "        left[i] = right[i] - epsilon\n"},
    fails=[is_small_for_right_gradients, takes_central_steps_of_epsilon],
    message="J_minus is the cost at theta itself, and not at theta - epsilon. Perhaps epsilon is"
    " subtracted from theta_plus.",
    hint="Are theta_plus and theta_minus two arrays, each moved from a copy of theta?",
)
whole_net.misconception(
    "minus_less_plus",
    replace={QUOTIENT: "(cost(left) - cost(right)) / (2 * epsilon)"},
    fails=[is_small_for_right_gradients],
    message="grad and gradapprox are compared with opposite signs. Perhaps the difference is"
    " J_minus - J_plus.",
)
whole_net.misconception(
    "weights_first_then_biases",
    replace={
        GRAD: "    names = sorted((n for n in gradients if n[:2] in ('dW', 'db')),"
        " key=lambda n: (n[1] == 'b', n))\n"
        "    grad = np.concatenate([gradients[n].reshape(-1, 1) for n in names])\n"
    },
    fails=[is_small_for_right_gradients, takes_central_steps_of_epsilon, works_for_other_nets],
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
    fails=[sees_every_parameter],
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

whole_net.equivalent(
    "gradapprox = np.zeros(theta.shape)",
    "gradapprox = -np.zeros(theta.shape)",
    why="Every element is filled.",
)
whole_net.equivalent(
    "gradapprox = np.zeros(theta.shape)",
    "gradapprox = np.ones(theta.shape)",
    why="Every element is filled.",
)
whole_net.pair(
    "both_costs_at_theta_minus_epsilon",
    "one_step_up_only",
    why="Together they do not move theta at all.",
)
for wrong_costs in (
    "both_moves_hit_one_array",
    "both_costs_at_theta_plus_epsilon",
    "both_costs_at_theta_minus_epsilon",
    "both_costs_of_one_output",
):
    whole_net.pair(
        wrong_costs,
        "divided_by_one_length",
        why="Divided by the length of a gradapprox of zeros the difference says nothing.",
    )
