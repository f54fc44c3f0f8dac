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

S1, S2, S3 = SQUARES.split(" + ")
for name, wrong, message in (
    (
        "factor_torn_apart",
        f"lambd * {S1} + {S2} + {S3} / (2 * m)",
        "λ multiplies the sum of W1 only, and only that of W3 is divided by 2m: the parentheses"
        " around the sum of all layers are missing.",
    ),
    (
        "factor_on_the_first_layer_only",
        f"{FACTOR} * {S1} + {S2} + {S3}",
        "The factor λ / (2m) multiplies the sum of W1 only: the parentheses around the sum of all"
        " layers are missing.",
    ),
    (
        "factor_on_the_last_layer_only",
        f"{S1} + {S2} + {FACTOR} * {S3}",
        "The factor λ / (2m) multiplies the sum of W3 only: the parentheses around the sum of all"
        " layers are missing.",
    ),
    (
        "divisor_on_the_last_layer_only",
        f"lambd * ({S1} + {S2} + {S3} / (2 * m))",
        "Only the sum of W3 is divided by 2m: the parentheses around the sum of all layers are"
        " missing, or stand in the wrong place.",
    ),
    (
        "cost_penalty_without_lambda",
        "squares / (2 * m)",
        "The penalty does not depend on λ: it is there when λ is 0, too.",
    ),
    (
        "cost_norm_of_all_layers",
        f"{FACTOR} * np.sqrt(squares)",
        "The penalty uses the square root of the sum of squares.",
    ),
):
    cost.misconception(
        name,
        replace={f"{FACTOR} * squares": wrong},
        fails=[adds_the_squares_of_all_layers],
        message=message,
    )

for layer, one in enumerate((S1, S2, S3), start=1):
    cost.misconception(
        f"only_W{layer}_penalised",
        replace={SQUARES: one},
        fails=[adds_the_squares_of_all_layers],
        message=Message("Of the three layers only W{layer} is in the penalty.", layer=layer),
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
        "The penalty uses the Frobenius norms of the layers, not their squares.",
    ),
    (
        "cost_means_of_squares",
        {SQUARES: SQUARES.replace("np.sum", "np.mean")},
        "The penalty uses the means of the squares instead of their sums.",
    ),
    (
        "cost_sums_of_absolute_values",
        {SQUARES: "sum(np.sum(np.abs(W)) for W in (W1, W2, W3))"},
        "The weights are not squared: their absolute values are added, as for L1.",
    ),
    (
        "cost_squares_of_the_sums",
        {SQUARES: "sum(np.sum(W) ** 2 for W in (W1, W2, W3))"},
        "The weights of a layer are added first and the sum is squared, so that +1 and -1 cancel.",
    ),
):
    cost.misconception(name, replace=wrong, fails=[adds_the_squares_of_all_layers], message=message)

cost.misconception(
    "penalty_in_place_of_the_cost",
    replace={TOTAL: "l2_cost"},
    fails=[costs_the_cross_entropy, costs_nets_of_other_shapes],
    message="The penalty replaces the cross-entropy, but it should be added to it.",
)
cost.misconception(
    "no_cost_penalty",
    replace={TOTAL: "cross_entropy_cost"},
    fails=[
        adds_the_squares_of_all_layers,
        leaves_biases_out_of_the_cost,
        costs_nets_of_other_shapes,
    ],
    message="λ has no effect on the cost.",
    reason="The skeleton has the cross-entropy; the penalty is all that is to be written.",
)
cost.misconception(
    "cost_of_activations",
    replace={SQUARES: "np.sum(A3**2)"},
    fails=[
        adds_the_squares_of_all_layers,
        leaves_biases_out_of_the_cost,
        costs_nets_of_other_shapes,
    ],
    message="The penalty uses the squares of A3 instead of the squares of the weights.",
    reason="What does not depend on the weights is no penalty on them.",
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
