"""The wrong versions of the cost with its penalty that students write."""

from checks_net import (
    adds_the_squares_of_all_layers,
    cost,
    costs_nets_of_other_shapes,
    costs_the_cross_entropy,
    leaves_biases_out_of_the_cost,
)
from common_factors import PENALTY_FACTORS

from autograder import Message

SQUARES = "np.sum(W1**2) + np.sum(W2**2) + np.sum(W3**2)"
FACTOR = "lambd / (2 * m)"
TOTAL = "cross_entropy_cost + l2_cost"

for kind, (factor, message, hint) in PENALTY_FACTORS.items():
    cost.misconception(
        f"cost_penalty_{kind}",
        replace={FACTOR: factor},
        fails=[adds_the_squares_of_all_layers],
        message=message,
        hint=hint,
    )

for layer in (1, 2, 3):
    cost.misconception(
        f"W{layer}_not_penalised",
        replace={SQUARES: SQUARES.replace(f"W{layer}**2", f"0 * W{layer}")},
        fails=[adds_the_squares_of_all_layers],
        message=Message("The squares of W{layer} are missing in the penalty.", layer=layer),
    )

for name, wrong, message in (
    (
        "penalty_multiplies_the_cost",
        {TOTAL: "cross_entropy_cost * (1 + l2_cost)"},
        "The penalty multiplies the cross-entropy, but it should be added to it.",
    ),
    (
        "cost_penalty_subtracted",
        {TOTAL: "cross_entropy_cost - l2_cost"},
        "The penalty is subtracted, so large weights make the cost smaller.",
    ),
    (
        "cost_norms_not_squared",
        {SQUARES: "sum(np.linalg.norm(W) for W in (W1, W2, W3))"},
        "The penalty uses the Frobenius norms, not their squares. np.linalg.norm takes a root.",
    ),
    (
        "cost_squares_of_the_sums",
        {SQUARES: "sum(np.sum(W) ** 2 for W in (W1, W2, W3))"},
        "The weights of a layer are added first and the sum is squared, so that +1 and -1 cancel.",
    ),
    (
        "cost_of_activations",
        {SQUARES: "np.sum(A3**2)"},
        "The penalty uses the squares of A3 instead of the squares of the weights.",
    ),
):
    cost.misconception(name, replace=wrong, fails=[adds_the_squares_of_all_layers], message=message)

cost.misconception(
    "penalty_in_place_of_the_cost",
    replace={TOTAL: "l2_cost"},
    fails=[costs_the_cross_entropy],
    message="The penalty replaces the cross-entropy, but it should be added to it.",
)
cost.misconception(
    "no_cost_penalty",
    replace={TOTAL: "cross_entropy_cost"},
    fails=[adds_the_squares_of_all_layers, leaves_biases_out_of_the_cost],
    message="λ has no effect on the cost.",
)
cost.misconception(
    "cost_penalises_biases",
    replace={SQUARES: "sum(np.sum(value**2) for value in parameters.values())"},
    fails=[leaves_biases_out_of_the_cost],
    message="The penalty includes the biases.",
    hint="Use only the entries whose names begin with W.",
)
cost.misconception(
    "cost_for_160_examples",
    replace={FACTOR: "lambd / (2 * 160)"},
    fails=[costs_nets_of_other_shapes],
    message="The number of examples is always 160.",
    hint="m is the number of columns of Y.",
)
