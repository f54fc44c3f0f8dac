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
ODDS_OF_DROPPING = "keep_prob / max(1 - keep_prob, 1e-12) * (keep_prob < 1)"

VARIANCE = "Var[D] = E[D²] - E[D]², where D is 1/p with probability p and 0 otherwise."
WRONG_ODDS = "The factor is p / (1 - p), as if p were the probability of dropping."
NEW_ARRAY = "Make a new array with another name."

for name, replace, message, hint in (
    (
        "penalty_1_minus_p",
        {PENALTY: PENALTY.replace(FACTOR, "(1 - keep_prob)")},
        "The penalty has the factor 1 - p where (1 - p) / p is right: kept inputs are 1/p times as"
        " large, and that makes the variance larger.",
        VARIANCE,
    ),
    (
        "penalty_of_plain_dropout",
        {PENALTY: PENALTY.replace(FACTOR, "keep_prob * (1 - keep_prob)")},
        "The factor p (1 - p) is the variance of the mask alone, before it is divided by p.",
        VARIANCE,
    ),
    (
        "penalty_odds_turned_round",
        {PENALTY: PENALTY.replace(FACTOR, ODDS_OF_DROPPING)},
        WRONG_ODDS,
        "p is the probability of keeping. What must the penalty be at p = 1?",
    ),
    (
        "penalty_with_p_squared",
        {PENALTY: PENALTY.replace(FACTOR, "(1 - keep_prob) / keep_prob**2")},
        "The penalty is divided by p once too often.",
        VARIANCE,
    ),
    (
        "standard_deviation_for_variance",
        {PENALTY: PENALTY.replace(FACTOR, "np.sqrt((1 - keep_prob) / keep_prob)")},
        "The factor is the standard deviation of the mask where its variance is needed.",
        VARIANCE,
    ),
    (
        "one_coin_for_all_inputs",
        {PENALTY: PENALTY.replace("np.sum(w**2 * np.mean(X**2, axis=0))", "np.mean((X @ w) ** 2)")},
        "The penalty is right only if all inputs of an example were kept or dropped together. Each"
        " input is dropped on its own, so the variances of the single terms add.",
        "Square the terms, then add them.",
    ),
    (
        "penalty_without_a_half",
        {PENALTY: PENALTY.replace(" / 2\n", "\n")},
        "The penalty lacks the factor ½, which the whole loss has.",
        "",
    ),
    (
        "penalty_summed_over_examples",
        {PENALTY: PENALTY.replace("np.mean(X**2", "np.sum(X**2")},
        "The penalty is the sum over the examples, while the loss is a mean.",
        "",
    ),
    (
        "penalty_averaged_over_inputs",
        {PENALTY: PENALTY.replace("np.sum(w**2", "np.mean(w**2")},
        "The penalty is the mean over the inputs; the variances of independent terms add.",
        "",
    ),
    (
        "penalty_subtracted",
        {LOSS: "    return data_term - penalty\n"},
        "The penalty is subtracted. Noise does not make the model better.",
        "",
    ),
):
    loss.misconception(
        name,
        replace=replace,
        fails=[adds_the_variance_of_what_the_model_says],
        message=message,
        hint=hint,
    )

loss.misconception(
    "mean_square_for_variance",
    replace={PENALTY: PENALTY.replace(FACTOR, "1 / keep_prob")},
    fails=[is_the_plain_loss_at_1],
    message="The factor 1/p is the mean square of the mask. Its variance is that minus the square"
    " of its mean.",
    hint=VARIANCE,
)

for name, old, message, hint in (
    (
        "plain_ridge",
        " * np.mean(X**2, axis=0)",
        "All weights are penalised alike, as in ridge regression: the inputs are missing in the"
        " penalty.",
        "The weight of an input that is nearly always 0 adds nearly no variance.",
    ),
    (
        "one_strength_for_all",
        ", axis=0",
        "The mean square is taken over all inputs together, so all weights are penalised alike.",
        "Each input has a mean square of its own: which axis are the examples?",
    ),
):
    loss.misconception(
        name,
        replace={PENALTY: PENALTY.replace(old, "")},
        fails=[weighs_each_weight_by_its_input, is_the_mean_over_all_masks],
        message=message,
        hint=hint,
    )

for name, replace, message in (
    (
        "variance_of_the_input",
        {PENALTY: PENALTY.replace("np.mean(X**2, axis=0)", "np.var(X, axis=0)")},
        "The penalty uses the variance of each input where its mean square is right. Dropping sets"
        " an input to 0, not to its mean.",
    ),
    (
        "square_of_the_mean",
        {PENALTY: PENALTY.replace("np.mean(X**2, axis=0)", "np.mean(X, axis=0) ** 2")},
        "The penalty uses the square of the mean of each input, not the mean of its squares.",
    ),
    (
        "weights_not_squared",
        {PENALTY: PENALTY.replace("w**2", "np.abs(w)")},
        "The penalty has the absolute values of the weights where it needs their squares.",
    ),
    (
        "no_penalty",
        {LOSS: LOSS.replace(" + penalty", "")},
        "This is the loss without dropout: it has only the mean of the model's prediction in it,"
        " and the variance is missing.",
    ),
    (
        "answer_scaled_by_p",
        {DATA: DATA.replace("X @ w", "keep_prob * X @ w")},
        "The mean of the model's prediction is taken to be p times X @ w. Inverted dropout does"
        " not change the mean.",
    ),
    (
        "answer_divided_by_p",
        {DATA: DATA.replace("X @ w", "X @ w / keep_prob")},
        "The model's prediction is divided by p, but nothing is dropped in it; its mean is X @ w.",
    ),
):
    loss.misconception(
        name,
        replace=replace,
        fails=[adds_the_variance_of_what_the_model_says, weighs_each_weight_by_its_input],
        message=message,
    )

loss.misconception(
    "data_term_without_a_half",
    replace={DATA: DATA.replace(" / 2\n", "\n")},
    fails=[is_the_plain_loss_at_1],
    message="The data term lacks its factor ½.",
)
loss.misconception(
    "no_half_at_all",
    replace={line: line.replace(" / 2\n", "\n") for line in (DATA, PENALTY)},
    fails=[is_the_plain_loss_at_1, adds_the_variance_of_what_the_model_says],
    message="The factor ½ is missing in both terms.",
    hint="The docstring says 1 / (2 m).",
)
loss.misconception(
    "everything_summed_over_examples",
    replace={
        DATA: DATA.replace("np.mean", "np.sum"),
        PENALTY: PENALTY.replace("np.mean(X**2", "np.sum(X**2"),
    },
    fails=[is_the_plain_loss_at_1, adds_the_variance_of_what_the_model_says],
    message="The loss is the sum over the examples where their mean is needed.",
)
loss.misconception(
    "errors_written_into_y",
    replace={DATA: "    y -= X @ w\n    data_term = np.mean(y**2) / 2\n"},
    fails=[the_loss_leaves_its_arguments_alone],
    message="-= writes the errors into the caller's y.",
    hint=NEW_ARRAY,
)

for name, penalty, message, hint in (
    (
        "solves_for_1_minus_p",
        "(1 - keep_prob) * np.diag(np.diag(gram))",
        "The diagonal has the factor 1 - p where (1 - p) / p is right.",
        VARIANCE,
    ),
    (
        "solves_for_odds_turned_round",
        f"{ODDS_OF_DROPPING} * np.diag(np.diag(gram))",
        WRONG_ODDS,
        "",
    ),
    (
        "solves_with_half_the_penalty",
        f"0.5 * {FACTOR} * np.diag(np.diag(gram))",
        "The penalty has half its strength: the derivative of w² / 2 is w.",
        "",
    ),
    (
        "solves_with_twice_the_penalty",
        f"2 * {FACTOR} * np.diag(np.diag(gram))",
        "The penalty has twice its strength: the ½ of the loss belongs to both terms.",
        "",
    ),
    (
        "penalises_all_of_the_gram_matrix",
        f"{FACTOR} * gram",
        "All of X'X is made larger, so the least squares weights are just multiplied by p. The"
        " penalty changes the diagonal only, because the inputs are dropped independently.",
        "",
    ),
    (
        "penalty_averaged_and_gram_summed",
        f"{FACTOR} * np.diag(np.diag(gram) / len(X))",
        "X'X is a sum over the examples, and the penalty a mean, so it is m times too weak.",
        "Divide both by m, or neither.",
    ),
    (
        "penalty_from_the_variance",
        f"{FACTOR} * np.diag(len(X) * X.var(axis=0))",
        "The diagonal holds the variances of the inputs where their mean squares are right.",
        "",
    ),
):
    weights.misconception(
        name,
        replace={DIAGONAL: f"    penalty = {penalty}\n"},
        fails=[minimises_the_expected_loss],
        message=message,
        hint=hint,
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
    "inputs_one_by_one",
    replace={SOLVE: "    return keep_prob * (X.T @ y) / np.diag(gram)\n"},
    fails=[is_least_squares_at_1, minimises_the_expected_loss],
    message="Each weight is computed as if there were no other inputs: only the diagonal of X'X is"
    " used.",
)
weights.misconception(
    "right_side_divided_by_p",
    replace={SOLVE: "    return np.linalg.solve(gram + penalty, X.T @ y / keep_prob)\n"},
    fails=[minimises_the_expected_loss],
    message="X'y is divided by p. The mean of the dropped X is X, so X'y stays as it is.",
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
