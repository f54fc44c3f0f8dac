"""The wrong versions of the cost with its penalty that students write."""

from checks_net import (
    adds_the_squares_of_all_layers,
    cost,
    costs_nets_of_other_shapes,
    costs_the_cross_entropy,
    leaves_biases_out_of_the_cost,
)

SQUARES = "    squares = np.sum(W1**2) + np.sum(W2**2) + np.sum(W3**2)\n"
FACTOR = "lambd / (2 * m)"
TOTAL = "cross_entropy_cost + l2_cost"
LAYERS = (1, 2, 3)

cost.misconception(
    "penalty_in_place_of_the_cost",
    replace={TOTAL: "l2_cost"},
    fails=[costs_the_cross_entropy],
    message="The penalty replaces the cross-entropy where it should be added to it.",
)

cost.misconception(
    "penalty_multiplies_the_cost",
    replace={TOTAL: "cross_entropy_cost * (1 + l2_cost)"},
    fails=[adds_the_squares_of_all_layers],
    message="The penalty multiplies the cross-entropy where it should be added to it.",
)

cost.misconception(
    "cost_penalty_without_a_half",
    replace={FACTOR: "lambd / m"},
    fails=[adds_the_squares_of_all_layers],
    message="The factor is λ / m where λ / (2m) is asked: the ½ is missing.",
)

cost.misconception(
    "cost_penalty_not_divided_by_m",
    replace={FACTOR: "lambd / 2"},
    fails=[adds_the_squares_of_all_layers],
    message="The penalty is not divided by the number of examples.",
    hint="m is Y.shape[1]; len(Y) is 1.",
)

cost.misconception(
    "cost_penalty_times_m",
    replace={FACTOR: "lambd / 2 * m"},
    fails=[adds_the_squares_of_all_layers],
    message="λ / 2 * m is (λ / 2) times m. What is divided by 2m needs parentheses: λ / (2 * m).",
)

cost.misconception(
    "cost_penalty_subtracted",
    replace={TOTAL: "cross_entropy_cost - l2_cost"},
    fails=[adds_the_squares_of_all_layers],
    message="The penalty is subtracted, so that large weights are rewarded.",
)

for layer in LAYERS:
    cost.misconception(
        f"W{layer}_not_penalised",
        replace={SQUARES: SQUARES.replace(f"W{layer}**2", f"0 * W{layer}")},
        fails=[adds_the_squares_of_all_layers],
        message=f"The squares of W{layer} are missing in the penalty.",
    )

cost.misconception(
    "cost_norms_not_squared",
    replace={SQUARES: "    squares = sum(np.linalg.norm(W) for W in (W1, W2, W3))\n"},
    fails=[adds_the_squares_of_all_layers],
    message="The Frobenius norms are taken, and not squared.",
    hint="np.linalg.norm takes a square root.",
)

cost.misconception(
    "cost_squares_of_the_sums",
    replace={SQUARES: "    squares = sum(np.sum(W) ** 2 for W in (W1, W2, W3))\n"},
    fails=[adds_the_squares_of_all_layers],
    message=(
        "The weights of a layer are added first and the sum is squared, so that +1 and -1 cancel."
    ),
)

cost.misconception(
    "cost_of_activations",
    replace={SQUARES: "    squares = np.sum(A3**2)\n"},
    fails=[adds_the_squares_of_all_layers],
    message="The net's answers are penalised where its weights are meant.",
)

cost.misconception(
    "no_cost_penalty",
    replace={TOTAL: "cross_entropy_cost"},
    fails=[adds_the_squares_of_all_layers, leaves_biases_out_of_the_cost],
    message="λ has no effect on the cost.",
)

cost.misconception(
    "cost_penalises_biases",
    replace={SQUARES: "    squares = sum(np.sum(value**2) for value in parameters.values())\n"},
    fails=[leaves_biases_out_of_the_cost],
    message="The penalty includes the biases.",
    hint="Pick the entries whose names begin with W.",
)

cost.misconception(
    "cost_for_160_examples",
    replace={FACTOR: "lambd / (2 * 160)"},
    fails=[costs_nets_of_other_shapes],
    message="The number of examples is written down as 160.",
    hint="m is the number of columns of Y.",
)
