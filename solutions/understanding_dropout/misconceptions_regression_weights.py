"""The wrong versions of dropout_regression_weights that students write.

keep_prob is the probability of KEEPING an input.
"""

from checks_regression_weights import (
    does_not_care_for_units,
    is_least_squares_at_1,
    leaves_the_share_p_of_one_weight,
    minimises_the_expected_loss,
    the_weights_leave_their_arguments_alone,
    weights,
    works_with_more_inputs_than_examples,
)
from misconceptions_regression import FACTOR, NEW_ARRAY, ODDS_OF_DROPPING, VARIANCE, WRONG_ODDS

GRAM = "    gram = X.T @ X  # (n, n)\n"
DIAGONAL = "    penalty = (1 - keep_prob) / keep_prob * np.diag(np.diag(gram))\n"
SOLVE = "    return np.linalg.solve(gram + penalty, X.T @ y)\n"
STRENGTH = [leaves_the_share_p_of_one_weight]
SHAPE = [minimises_the_expected_loss, works_with_more_inputs_than_examples]

for name, penalty, lost, message, hint in (
    (
        "solves_for_1_minus_p",
        "(1 - keep_prob) * np.diag(np.diag(gram))",
        STRENGTH,
        "The diagonal has the factor 1 - p where (1 - p) / p is right.",
        VARIANCE,
    ),
    (
        "solves_for_odds_turned_round",
        f"{ODDS_OF_DROPPING} * np.diag(np.diag(gram))",
        STRENGTH,
        WRONG_ODDS,
        "",
    ),
    (
        "solves_with_half_the_penalty",
        f"0.5 * {FACTOR} * np.diag(np.diag(gram))",
        STRENGTH,
        "The penalty has half its strength: the derivative of w² / 2 is w.",
        "",
    ),
    (
        "solves_with_twice_the_penalty",
        f"2 * {FACTOR} * np.diag(np.diag(gram))",
        STRENGTH,
        "The penalty has twice its strength: the ½ of the loss belongs to both terms.",
        "",
    ),
    (
        "penalises_all_of_the_gram_matrix",
        f"{FACTOR} * gram",
        SHAPE,
        "All of X'X is made larger, so the least squares weights are just multiplied by p. The"
        " penalty changes the diagonal only, because the inputs are dropped independently.",
        "",
    ),
    (
        "penalty_averaged_and_gram_summed",
        f"{FACTOR} * np.diag(np.diag(gram) / len(X))",
        STRENGTH,
        "X'X is a sum over the examples, and the penalty a mean, so it is m times too weak.",
        "Divide both by m, or neither.",
    ),
    (
        "penalty_from_the_variance",
        f"{FACTOR} * np.diag(len(X) * X.var(axis=0))",
        SHAPE,
        "The diagonal holds the variances of the inputs where their mean squares are right.",
        "",
    ),
):
    weights.misconception(
        name,
        replace={DIAGONAL: f"    penalty = {penalty}\n"},
        fails=lost,
        message=message,
        hint=hint,
    )

weights.misconception(
    "solves_ridge",
    replace={DIAGONAL: f"    penalty = {FACTOR} * len(X) * np.eye(len(gram))\n"},
    fails=[*SHAPE, does_not_care_for_units],
    message="This is ridge regression: all weights are penalised alike.",
    hint="Which elements of X'X belong on the diagonal of the penalty?",
)
weights.misconception(
    "adds_the_diagonal_to_every_row",
    replace={DIAGONAL: f"    penalty = {FACTOR} * np.diag(gram)\n"},
    fails=[*SHAPE, does_not_care_for_units],
    message="np.diag of a matrix gives a vector, and adding that changes every row of X'X.",
    hint="np.diag of that vector makes a matrix again.",
)
weights.misconception(
    "inputs_one_by_one",
    replace={SOLVE: "    return keep_prob * (X.T @ y) / np.diag(gram)\n"},
    fails=[is_least_squares_at_1, *SHAPE],
    message="Each weight is computed as if there were no other inputs: only the diagonal of X'X is"
    " used.",
)
weights.misconception(
    "right_side_divided_by_p",
    replace={SOLVE: "    return np.linalg.solve(gram + penalty, X.T @ y / keep_prob)\n"},
    fails=[leaves_the_share_p_of_one_weight],
    message="X'y is divided by p. The mean of the dropped X is X, so X'y stays as it is.",
)
weights.misconception(
    "no_penalty_at_all",
    replace={SOLVE: "    return np.linalg.lstsq(X, y)[0]\n"},
    fails=[*STRENGTH, *SHAPE],
    message="These are the least squares weights, whatever keep_prob is.",
    reason="Nothing of dropout is in it.",
)
weights.misconception(
    "penalty_not_in_the_system",
    replace={SOLVE: "    return np.linalg.solve(gram, X.T @ y)\n"},
    fails=[*STRENGTH, minimises_the_expected_loss, works_with_more_inputs_than_examples],
    message="The system that is solved has no penalty in it, so these are the least squares"
    " weights.",
    reason="Nothing of dropout is in it.",
)
weights.misconception(
    "inverts_the_gram_matrix",
    replace={
        SOLVE: "    inverse = np.linalg.inv(gram)\n"
        "    return np.linalg.solve(np.eye(len(gram)) + inverse @ penalty, inverse @ X.T @ y)\n"
    },
    fails=[works_with_more_inputs_than_examples],
    message="X'X is inverted before the penalty is added; with more inputs than examples it has no"
    " inverse.",
    hint="Add the penalty first.",
)
weights.misconception(
    "scales_X_in_place",
    replace={GRAM: "    X /= np.sqrt(len(X))\n    y /= np.sqrt(len(y))\n" + GRAM},
    fails=[the_weights_leave_their_arguments_alone],
    message="/= writes into the caller's arrays.",
    hint=NEW_ARRAY,
)
