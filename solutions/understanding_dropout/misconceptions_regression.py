"""The wrong versions of regression.py that students write, as changes of the reference.

keep_prob is the probability of KEEPING an input.
"""

from checks_regression import (
    adds_the_variance_of_what_the_model_says,
    does_not_care_for_units,
    is_least_squares_at_1,
    is_the_mean_over_all_masks,
    is_the_plain_loss_at_1,
    loss,
    minimises_the_expected_loss,
    the_loss_leaves_its_arguments_alone,
    the_weights_leave_their_arguments_alone,
    weighs_each_weight_by_its_input,
    weights,
    works_with_more_inputs_than_examples,
)

DATA = "    data_term = np.mean((X @ w - y) ** 2) / 2\n"
PENALTY = "    penalty = (1 - keep_prob) / keep_prob * np.sum(w**2 * np.mean(X**2, axis=0)) / 2\n"
LOSS = "    return data_term + penalty\n"
GRAM = "    gram = X.T @ X  # (n, n)\n"
DIAGONAL = "    penalty = (1 - keep_prob) / keep_prob * np.diag(np.diag(gram))\n"
SOLVE = "    return np.linalg.solve(gram + penalty, X.T @ y)\n"
FACTOR = "(1 - keep_prob) / keep_prob"
HINT = "Var[D] = E[D²] - E[D]², where D is 1/p with probability p and 0 otherwise."


def penalty(factor):
    return {PENALTY: PENALTY.replace(FACTOR, factor)}


def diagonal(factor):
    return {DIAGONAL: DIAGONAL.replace(FACTOR, factor)}


loss.misconception(
    "penalty_1_minus_p",
    replace=penalty("(1 - keep_prob)"),
    fails=[adds_the_variance_of_what_the_model_says],
    message=(
        "The penalty has the factor 1 - p where (1 - p) / p is right: kept inputs are 1/p times as"
        " large, and that makes the noise larger."
    ),
    hint=HINT,
)

loss.misconception(
    "penalty_of_plain_dropout",
    replace=penalty("keep_prob * (1 - keep_prob)"),
    fails=[adds_the_variance_of_what_the_model_says],
    message="The factor p (1 - p) is the variance of the mask alone, before it is divided by p.",
    hint=HINT,
)

loss.misconception(
    "penalty_odds_turned_round",
    replace=penalty("keep_prob / max(1 - keep_prob, 1e-12) * (keep_prob < 1)"),
    fails=[adds_the_variance_of_what_the_model_says],
    message="The factor is p / (1 - p), as if p were the probability of dropping.",
    hint="p is the probability of keeping. What must the penalty be at p = 1?",
)

loss.misconception(
    "mean_square_for_variance",
    replace=penalty("1 / keep_prob"),
    fails=[is_the_plain_loss_at_1],
    message=(
        "The factor 1/p is the mean square of the mask. Its variance is that less the square of"
        " its mean."
    ),
    hint=HINT,
)

loss.misconception(
    "penalty_with_p_squared",
    replace=penalty("(1 - keep_prob) / keep_prob**2"),
    fails=[adds_the_variance_of_what_the_model_says],
    message="The penalty is divided by p once too often.",
    hint=HINT,
)

loss.misconception(
    "standard_deviation_for_variance",
    replace=penalty("np.sqrt((1 - keep_prob) / keep_prob)"),
    fails=[adds_the_variance_of_what_the_model_says],
    message="The factor is the standard deviation of the mask where its variance is needed.",
)

loss.misconception(
    "plain_ridge",
    replace={PENALTY: PENALTY.replace("w**2 * np.mean(X**2, axis=0)", "w**2")},
    fails=[weighs_each_weight_by_its_input, is_the_mean_over_all_masks],
    message=(
        "All weights are penalised alike, as in ridge regression: the inputs are missing in the"
        " penalty."
    ),
    hint="A weight beside an input that is hardly ever there makes hardly any noise.",
)

loss.misconception(
    "one_strength_for_all",
    replace={PENALTY: PENALTY.replace("w**2 * np.mean(X**2, axis=0)", "w**2 * np.mean(X**2)")},
    fails=[weighs_each_weight_by_its_input, is_the_mean_over_all_masks],
    message=(
        "The mean square is taken over all inputs together, so all weights are penalised alike."
    ),
    hint="Each input has a mean square of its own: which axis are the examples?",
)

loss.misconception(
    "variance_of_the_input",
    replace={PENALTY: PENALTY.replace("np.mean(X**2, axis=0)", "np.var(X, axis=0)")},
    fails=[adds_the_variance_of_what_the_model_says, weighs_each_weight_by_its_input],
    message=(
        "The penalty uses the variance of each input where its mean square is right. Dropping sets"
        " an input to 0, not to its mean."
    ),
)

loss.misconception(
    "square_of_the_mean",
    replace={PENALTY: PENALTY.replace("np.mean(X**2, axis=0)", "np.mean(X, axis=0) ** 2")},
    fails=[adds_the_variance_of_what_the_model_says, weighs_each_weight_by_its_input],
    message="The penalty uses the square of the mean of each input, not the mean of its squares.",
)

loss.misconception(
    "one_coin_for_all_inputs",
    replace={
        PENALTY: PENALTY.replace("np.sum(w**2 * np.mean(X**2, axis=0))", "np.mean((X @ w) ** 2)")
    },
    fails=[adds_the_variance_of_what_the_model_says],
    message=(
        "This is what one coin for all inputs of an example would add. With a coin for each, the"
        " variances of the single terms add."
    ),
    hint="Square the terms, then add them.",
)

loss.misconception(
    "weights_not_squared",
    replace={PENALTY: PENALTY.replace("w**2", "np.abs(w)")},
    fails=[adds_the_variance_of_what_the_model_says, weighs_each_weight_by_its_input],
    message="The penalty has the sizes of the weights where it needs their squares.",
)

loss.misconception(
    "penalty_without_a_half",
    replace={PENALTY: PENALTY.replace(" / 2\n", "\n")},
    fails=[adds_the_variance_of_what_the_model_says],
    message="The penalty lacks the factor ½, which the loss of which it is a part has.",
)

loss.misconception(
    "data_term_without_a_half",
    replace={DATA: DATA.replace(" / 2\n", "\n")},
    fails=[is_the_plain_loss_at_1],
    message="The data term lacks its factor ½.",
)

loss.misconception(
    "no_half_at_all",
    replace={DATA: DATA.replace(" / 2\n", "\n"), PENALTY: PENALTY.replace(" / 2\n", "\n")},
    fails=[is_the_plain_loss_at_1, adds_the_variance_of_what_the_model_says],
    message="The factor ½ is missing in both terms.",
    hint="The contract says 1 / (2 m).",
)

loss.misconception(
    "penalty_summed_over_examples",
    replace={PENALTY: PENALTY.replace("np.mean(X**2", "np.sum(X**2")},
    fails=[adds_the_variance_of_what_the_model_says],
    message="The penalty is the sum over the examples, while the loss is a mean.",
)

loss.misconception(
    "everything_summed_over_examples",
    replace={
        DATA: DATA.replace("np.mean", "np.sum"),
        PENALTY: PENALTY.replace("np.mean(X**2", "np.sum(X**2"),
    },
    fails=[is_the_plain_loss_at_1, adds_the_variance_of_what_the_model_says],
    message="The loss is the sum over the examples where its mean is asked.",
)

loss.misconception(
    "penalty_averaged_over_inputs",
    replace={PENALTY: PENALTY.replace("np.sum(w**2", "np.mean(w**2")},
    fails=[adds_the_variance_of_what_the_model_says],
    message="The penalty is the mean over the inputs; the variances of independent terms add.",
)

loss.misconception(
    "penalty_subtracted",
    replace={LOSS: "    return data_term - penalty\n"},
    fails=[adds_the_variance_of_what_the_model_says],
    message="The penalty is subtracted. Noise does not make the model better.",
)

loss.misconception(
    "no_penalty",
    replace={LOSS: "    return data_term\n"},
    fails=[adds_the_variance_of_what_the_model_says, weighs_each_weight_by_its_input],
    message=(
        "This is the loss without dropout: only the mean of the model's answer is in it, and its"
        " variance is missing."
    ),
)

loss.misconception(
    "answer_scaled_by_p",
    replace={DATA: DATA.replace("X @ w", "keep_prob * X @ w")},
    fails=[adds_the_variance_of_what_the_model_says, weighs_each_weight_by_its_input],
    message=(
        "The model's mean answer is taken to be p times X @ w. Inverted dropout leaves it alone."
    ),
)

loss.misconception(
    "answer_divided_by_p",
    replace={DATA: DATA.replace("X @ w", "X @ w / keep_prob")},
    fails=[adds_the_variance_of_what_the_model_says, weighs_each_weight_by_its_input],
    message=(
        "The model's answer is divided by p but nothing is dropped in it; on average it is X @ w."
    ),
)

loss.misconception(
    "errors_written_into_y",
    replace={DATA: "    y -= X @ w\n    data_term = np.mean(y**2) / 2\n"},
    fails=[the_loss_leaves_its_arguments_alone],
    message="-= writes the errors into the caller's y.",
    hint="A new array costs one more name.",
)

weights.misconception(
    "solves_for_1_minus_p",
    replace=diagonal("(1 - keep_prob)"),
    fails=[minimises_the_expected_loss],
    message="The diagonal has the factor 1 - p where (1 - p) / p is right.",
    hint=HINT,
)

weights.misconception(
    "solves_for_odds_turned_round",
    replace=diagonal("keep_prob / max(1 - keep_prob, 1e-12) * (keep_prob < 1)"),
    fails=[minimises_the_expected_loss],
    message="The factor is p / (1 - p), as if p were the probability of dropping.",
)

weights.misconception(
    "solves_with_half_the_penalty",
    replace=diagonal("0.5 * (1 - keep_prob) / keep_prob"),
    fails=[minimises_the_expected_loss],
    message="The penalty has half its strength: the derivative of w² / 2 is w.",
)

weights.misconception(
    "solves_with_twice_the_penalty",
    replace=diagonal("2 * (1 - keep_prob) / keep_prob"),
    fails=[minimises_the_expected_loss],
    message="The penalty has twice its strength: the ½ of the loss belongs to both terms.",
)

weights.misconception(
    "solves_ridge",
    replace={DIAGONAL: f"    penalty = {FACTOR} * len(X) * np.eye(len(gram))\n"},
    fails=[minimises_the_expected_loss, does_not_care_for_units],
    message="This is ridge regression: all weights are penalised alike.",
    hint="Which elements of X'X belong on the diagonal of the penalty?",
)

weights.misconception(
    "adds_the_diagonal_to_every_row",
    replace={DIAGONAL: f"    penalty = {FACTOR} * np.diag(gram)\n"},
    fails=[minimises_the_expected_loss, does_not_care_for_units],
    message="np.diag of a matrix gives a vector, and adding that changes every row of X'X.",
    hint="np.diag of that vector makes a matrix again.",
)

weights.misconception(
    "penalises_all_of_the_gram_matrix",
    replace={DIAGONAL: f"    penalty = {FACTOR} * gram\n"},
    fails=[minimises_the_expected_loss],
    message=(
        "All of X'X is made larger, so the least squares weights are just multiplied by p. The"
        " penalty touches the diagonal only, for different inputs have different coins."
    ),
)

weights.misconception(
    "penalty_averaged_and_gram_summed",
    replace={DIAGONAL: DIAGONAL.replace("np.diag(gram)", "np.diag(gram) / len(X)")},
    fails=[minimises_the_expected_loss],
    message="X'X is a sum over the examples, and the penalty a mean, so it is m times too weak.",
    hint="Divide both by m, or neither.",
)

weights.misconception(
    "penalty_from_the_variance",
    replace={DIAGONAL: f"    penalty = {FACTOR} * np.diag(len(X) * X.var(axis=0))\n"},
    fails=[minimises_the_expected_loss],
    message="The diagonal holds the variances of the inputs where their mean squares are right.",
)

weights.misconception(
    "inputs_one_by_one",
    replace={SOLVE: "    return keep_prob * (X.T @ y) / np.diag(gram)\n"},
    fails=[is_least_squares_at_1, minimises_the_expected_loss],
    message=(
        "Each weight is found as if the other inputs were not there: only the diagonal of X'X is"
        " used."
    ),
)

weights.misconception(
    "right_side_divided_by_p",
    replace={SOLVE: "    return np.linalg.solve(gram + penalty, X.T @ y / keep_prob)\n"},
    fails=[minimises_the_expected_loss],
    message="X'y is divided by p. On average the dropped X is X, so it stays as it is.",
)

weights.misconception(
    "no_penalty_at_all",
    replace={SOLVE: "    return np.linalg.lstsq(X, y)[0]\n"},
    fails=[minimises_the_expected_loss],
    message="These are the least squares weights, whatever keep_prob is.",
)

weights.misconception(
    "inverts_the_gram_matrix",
    replace={
        SOLVE: "    inverse = np.linalg.inv(gram)\n"
        "    return np.linalg.solve(np.eye(len(gram)) + inverse @ penalty, inverse @ X.T @ y)\n"
    },
    fails=[works_with_more_inputs_than_examples],
    message=(
        "X'X is inverted by itself, before the penalty is added; with more inputs than examples it"
        " has no inverse."
    ),
    hint="Add the penalty first.",
)

weights.misconception(
    "scales_X_in_place",
    replace={GRAM: "    X /= np.sqrt(len(X))\n    y /= np.sqrt(len(y))\n" + GRAM},
    fails=[the_weights_leave_their_arguments_alone],
    message="/= writes into the caller's arrays.",
    hint="A new array costs one more name.",
)
