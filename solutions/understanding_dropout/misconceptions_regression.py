"""The wrong versions of expected_dropout_loss that students write, as changes of the reference.

keep_prob is the probability of KEEPING an input.
"""

from checks_regression import (
    adds_half_the_variances_of_the_inputs,
    grows_with_the_odds_of_dropping,
    has_the_plain_loss_in_it,
    is_the_mean_over_all_masks,
    loss,
    the_loss_leaves_its_arguments_alone,
    weighs_each_weight_by_its_input,
)

DATA = "    data_term = np.mean((X @ w - y) ** 2) / 2\n"
PENALTY = "    penalty = (1 - keep_prob) / keep_prob * np.sum(w**2 * np.mean(X**2, axis=0)) / 2\n"
LOSS = "    return data_term + penalty\n"
FACTOR = "(1 - keep_prob) / keep_prob"
ODDS_OF_DROPPING = "keep_prob / max(1 - keep_prob, 1e-12) * (keep_prob < 1)"

VARIANCE = "Var[D] = E[D²] - E[D]², where D is 1/p with probability p and 0 otherwise."
WRONG_ODDS = "The factor is p / (1 - p), as if p were the probability of dropping."
NEW_ARRAY = "Make a new array with another name."

for name, replace, lost, message, hint in (
    (
        "penalty_1_minus_p",
        {PENALTY: PENALTY.replace(FACTOR, "(1 - keep_prob)")},
        grows_with_the_odds_of_dropping,
        "The penalty has the factor 1 - p where (1 - p) / p is right: kept inputs are 1/p times as"
        " large, and that makes the variance larger.",
        VARIANCE,
    ),
    (
        "penalty_of_plain_dropout",
        {PENALTY: PENALTY.replace(FACTOR, "keep_prob * (1 - keep_prob)")},
        grows_with_the_odds_of_dropping,
        "The factor p (1 - p) is the variance of the mask alone, before it is divided by p.",
        VARIANCE,
    ),
    (
        "penalty_odds_turned_round",
        {PENALTY: PENALTY.replace(FACTOR, ODDS_OF_DROPPING)},
        grows_with_the_odds_of_dropping,
        WRONG_ODDS,
        "p is the probability of keeping. What must the penalty be at p = 1?",
    ),
    (
        "penalty_with_p_squared",
        {PENALTY: PENALTY.replace(FACTOR, "(1 - keep_prob) / keep_prob**2")},
        grows_with_the_odds_of_dropping,
        "The penalty is divided by p once too often.",
        VARIANCE,
    ),
    (
        "standard_deviation_for_variance",
        {PENALTY: PENALTY.replace(FACTOR, "np.sqrt((1 - keep_prob) / keep_prob)")},
        grows_with_the_odds_of_dropping,
        "The factor is the standard deviation of the mask where its variance is needed.",
        VARIANCE,
    ),
    (
        "one_coin_for_all_inputs",
        {PENALTY: PENALTY.replace("np.sum(w**2 * np.mean(X**2, axis=0))", "np.mean((X @ w) ** 2)")},
        adds_half_the_variances_of_the_inputs,
        "The penalty is right only if all inputs of an example were kept or dropped together. Each"
        " input is dropped on its own, so the variances of the single terms add.",
        "Square the terms, then add them.",
    ),
    (
        "square_of_the_sum",
        {
            PENALTY: PENALTY.replace(
                "np.sum(w**2 * np.mean(X**2, axis=0))",
                "np.sum(w * np.sqrt(np.mean(X**2, axis=0))) ** 2",
            )
        },
        adds_half_the_variances_of_the_inputs,
        "The terms of the inputs are added before they are squared.",
        "The variances of independent terms add.",
    ),
    (
        "penalty_without_a_half",
        {PENALTY: PENALTY.replace(" / 2\n", "\n")},
        adds_half_the_variances_of_the_inputs,
        "The penalty lacks the factor ½, which the whole loss has.",
        "",
    ),
    (
        "penalty_summed_over_examples",
        {PENALTY: PENALTY.replace("np.mean(X**2", "np.sum(X**2")},
        adds_half_the_variances_of_the_inputs,
        "The penalty is the sum over the examples, while the loss is a mean.",
        "",
    ),
    (
        "penalty_averaged_over_inputs",
        {PENALTY: PENALTY.replace("np.sum(w**2", "np.mean(w**2")},
        adds_half_the_variances_of_the_inputs,
        "The penalty is the mean over the inputs; the variances of independent terms add.",
        "",
    ),
    (
        "penalty_subtracted",
        {LOSS: "    return data_term - penalty\n"},
        adds_half_the_variances_of_the_inputs,
        "The penalty is subtracted. Noise does not make the model better.",
        "",
    ),
):
    loss.misconception(
        name,
        replace=replace,
        fails=[lost, is_the_mean_over_all_masks],
        message=message,
        hint=hint,
    )

loss.misconception(
    "mean_square_for_variance",
    replace={PENALTY: PENALTY.replace(FACTOR, "1 / keep_prob")},
    fails=[has_the_plain_loss_in_it, is_the_mean_over_all_masks],
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

for name, replace, lost, message in (
    (
        "variance_of_the_input",
        {PENALTY: PENALTY.replace("np.mean(X**2, axis=0)", "np.var(X, axis=0)")},
        [weighs_each_weight_by_its_input],
        "The penalty uses the variance of each input where its mean square is right. Dropping sets"
        " an input to 0, not to its mean.",
    ),
    (
        "square_of_the_mean",
        {PENALTY: PENALTY.replace("np.mean(X**2, axis=0)", "np.mean(X, axis=0) ** 2")},
        [weighs_each_weight_by_its_input, adds_half_the_variances_of_the_inputs],
        "The penalty uses the square of the mean of each input, not the mean of its squares.",
    ),
    (
        "weights_not_squared",
        {PENALTY: PENALTY.replace("w**2", "np.abs(w)")},
        [weighs_each_weight_by_its_input],
        "The penalty has the absolute values of the weights where it needs their squares.",
    ),
    (
        "answer_scaled_by_p",
        {DATA: DATA.replace("X @ w", "keep_prob * X @ w")},
        [has_the_plain_loss_in_it],
        "The mean of the model's prediction is taken to be p times X @ w. Inverted dropout does"
        " not change the mean.",
    ),
    (
        "answer_divided_by_p",
        {DATA: DATA.replace("X @ w", "X @ w / keep_prob")},
        [has_the_plain_loss_in_it],
        "The model's prediction is divided by p, but nothing is dropped in it; its mean is X @ w.",
    ),
):
    loss.misconception(
        name,
        replace=replace,
        fails=[*lost, is_the_mean_over_all_masks],
        message=message,
    )

loss.misconception(
    "no_penalty",
    replace={LOSS: LOSS.replace(" + penalty", "")},
    fails=[
        grows_with_the_odds_of_dropping,
        weighs_each_weight_by_its_input,
        adds_half_the_variances_of_the_inputs,
        is_the_mean_over_all_masks,
    ],
    message="This is the loss without dropout: it has only the mean of the model's prediction in"
    " it, and the variance is missing.",
    reason="Nothing of dropout is in it.",
)

loss.misconception(
    "data_term_without_a_half",
    replace={DATA: DATA.replace(" / 2\n", "\n")},
    fails=[has_the_plain_loss_in_it, is_the_mean_over_all_masks],
    message="The data term lacks its factor ½.",
)
loss.misconception(
    "no_half_at_all",
    replace={line: line.replace(" / 2\n", "\n") for line in (DATA, PENALTY)},
    fails=[
        has_the_plain_loss_in_it,
        adds_half_the_variances_of_the_inputs,
        is_the_mean_over_all_masks,
    ],
    message="The factor ½ is missing in both terms.",
    hint="The docstring says 1 / (2 m).",
)
loss.misconception(
    "everything_summed_over_examples",
    replace={
        DATA: DATA.replace("np.mean", "np.sum"),
        PENALTY: PENALTY.replace("np.mean(X**2", "np.sum(X**2"),
    },
    fails=[
        has_the_plain_loss_in_it,
        adds_half_the_variances_of_the_inputs,
        is_the_mean_over_all_masks,
    ],
    message="The loss is the sum over the examples where their mean is needed.",
)
loss.misconception(
    "errors_written_into_y",
    replace={DATA: "    y -= X @ w\n    data_term = np.mean(y**2) / 2\n"},
    fails=[the_loss_leaves_its_arguments_alone],
    message="-= writes the errors into the caller's y.",
    hint=NEW_ARRAY,
)
loss.misconception(
    "penalty_without_parentheses",
    replace={PENALTY: PENALTY.replace(FACTOR, "1 - keep_prob / keep_prob")},
    fails=[
        has_the_plain_loss_in_it,
        grows_with_the_odds_of_dropping,
        is_the_mean_over_all_masks,
    ],
    message="The difference 1 - p stands without parentheses, so that p / p is computed first.",
    hint="Division and multiplication come before subtraction.",
)
