"""The wrong versions of the cost with its penalty that students write."""

from autograder import Misconception

SQUARES = "    squares = np.sum(W1**2) + np.sum(W2**2) + np.sum(W3**2)\n"
FACTOR = "lambd / (2 * m)"
TOTAL = "cross_entropy_cost + l2_cost"
LAYERS = (1, 2, 3)


def cost(name, edits, loses, says, hint=""):
    return Misconception(name, "compute_cost_with_regularization", edits, loses, says, hint)


MISCONCEPTIONS = (
    cost(
        "penalty_in_place_of_the_cost",
        {TOTAL: "l2_cost"},
        ("costs_the_cross_entropy",),
        "The penalty replaces the cross-entropy where it should be added to it.",
    ),
    cost(
        "penalty_multiplies_the_cost",
        {TOTAL: "cross_entropy_cost * (1 + l2_cost)"},
        ("adds_the_squares_of_all_layers",),
        "The penalty multiplies the cross-entropy where it should be added to it.",
    ),
    cost(
        "cost_penalty_without_a_half",
        {FACTOR: "lambd / m"},
        ("adds_the_squares_of_all_layers",),
        "The factor is λ / m where λ / (2m) is asked: the ½ is missing.",
    ),
    cost(
        "cost_penalty_not_divided_by_m",
        {FACTOR: "lambd / 2"},
        ("adds_the_squares_of_all_layers",),
        "The penalty is not divided by the number of examples.",
        "m is Y.shape[1]; len(Y) is 1.",
    ),
    cost(
        "cost_penalty_times_m",
        {FACTOR: "lambd / 2 * m"},
        ("adds_the_squares_of_all_layers",),
        "λ / 2 * m is (λ / 2) times m. What is divided by 2m needs parentheses: λ / (2 * m).",
    ),
    cost(
        "cost_penalty_subtracted",
        {TOTAL: "cross_entropy_cost - l2_cost"},
        ("adds_the_squares_of_all_layers",),
        "The penalty is subtracted, so that large weights are rewarded.",
    ),
    *(
        cost(
            f"W{layer}_not_penalised",
            {SQUARES: SQUARES.replace(f"W{layer}**2", f"0 * W{layer}")},
            ("adds_the_squares_of_all_layers",),
            f"The squares of W{layer} are missing in the penalty.",
        )
        for layer in LAYERS
    ),
    cost(
        "cost_norms_not_squared",
        {SQUARES: "    squares = sum(np.linalg.norm(W) for W in (W1, W2, W3))\n"},
        ("adds_the_squares_of_all_layers",),
        "The Frobenius norms are taken, and not squared.",
        "np.linalg.norm takes a square root.",
    ),
    cost(
        "cost_squares_of_the_sums",
        {SQUARES: "    squares = sum(np.sum(W) ** 2 for W in (W1, W2, W3))\n"},
        ("adds_the_squares_of_all_layers",),
        "The weights of a layer are added first and the sum is squared, so that +1 and -1 cancel.",
    ),
    cost(
        "cost_of_activations",
        {SQUARES: "    squares = np.sum(A3**2)\n"},
        ("adds_the_squares_of_all_layers",),
        "The net's answers are penalised where its weights are meant.",
    ),
    cost(
        "no_cost_penalty",
        {TOTAL: "cross_entropy_cost"},
        ("adds_the_squares_of_all_layers", "leaves_biases_out_of_the_cost"),
        "λ has no effect on the cost.",
    ),
    cost(
        "cost_penalises_biases",
        {SQUARES: "    squares = sum(np.sum(value**2) for value in parameters.values())\n"},
        ("leaves_biases_out_of_the_cost",),
        "The penalty includes the biases.",
        "Pick the entries whose names begin with W.",
    ),
    cost(
        "cost_for_160_examples",
        {FACTOR: "lambd / (2 * 160)"},
        ("costs_nets_of_other_shapes",),
        "The number of examples is written down as 160.",
        "m is the number of columns of Y.",
    ),
)
