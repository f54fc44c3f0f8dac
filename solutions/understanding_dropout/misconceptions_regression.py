"""The wrong versions of regression.py that students write, as changes of the reference.

keep_prob is the probability of KEEPING an input.
"""

from autograder import Misconception

DATA = "    data_term = np.mean((X @ w - y) ** 2) / 2\n"
PENALTY = "    penalty = (1 - keep_prob) / keep_prob * np.sum(w**2 * np.mean(X**2, axis=0)) / 2\n"
LOSS = "    return data_term + penalty\n"
GRAM = "    gram = X.T @ X  # (n, n)\n"
DIAGONAL = "    penalty = (1 - keep_prob) / keep_prob * np.diag(np.diag(gram))\n"
SOLVE = "    return np.linalg.solve(gram + penalty, X.T @ y)\n"
FACTOR = "(1 - keep_prob) / keep_prob"

PLAIN = "is_the_plain_loss_at_1"
ADDS = "adds_the_variance_of_what_the_model_says"
WEIGHS = "weighs_each_weight_by_its_input"
MASKS = "is_the_mean_over_all_masks"
LEAST = "is_least_squares_at_1"
BEST = "minimises_the_expected_loss"
UNITS = "does_not_care_for_units"
WIDE = "works_with_more_inputs_than_examples"
HINT = "Var[D] = E[D²] - E[D]², where D is 1/p with probability p and 0 otherwise."


def loss(name, edits, loses, says, hint=""):
    return Misconception(name, "expected_dropout_loss", edits, loses, says, hint)


def weights(name, edits, loses, says, hint=""):
    return Misconception(name, "dropout_regression_weights", edits, loses, says, hint)


def penalty(factor):
    return {PENALTY: PENALTY.replace(FACTOR, factor)}


def diagonal(factor):
    return {DIAGONAL: DIAGONAL.replace(FACTOR, factor)}


MISCONCEPTIONS = (
    loss(
        "penalty_1_minus_p",
        penalty("(1 - keep_prob)"),
        (ADDS,),
        "The penalty has the factor 1 - p where (1 - p) / p is right: kept inputs are 1/p times as"
        " large, and that makes the noise larger.",
        HINT,
    ),
    loss(
        "penalty_of_plain_dropout",
        penalty("keep_prob * (1 - keep_prob)"),
        (ADDS,),
        "The factor p (1 - p) is the variance of the mask alone, before it is divided by p.",
        HINT,
    ),
    loss(
        "penalty_odds_turned_round",
        penalty("keep_prob / max(1 - keep_prob, 1e-12) * (keep_prob < 1)"),
        (ADDS,),
        "The factor is p / (1 - p), as if p were the probability of dropping.",
        "p is the probability of keeping. What must the penalty be at p = 1?",
    ),
    loss(
        "mean_square_for_variance",
        penalty("1 / keep_prob"),
        (PLAIN,),
        "The factor 1/p is the mean square of the mask. Its variance is that less the square of"
        " its mean.",
        HINT,
    ),
    loss(
        "penalty_with_p_squared",
        penalty("(1 - keep_prob) / keep_prob**2"),
        (ADDS,),
        "The penalty is divided by p once too often.",
        HINT,
    ),
    loss(
        "standard_deviation_for_variance",
        penalty("np.sqrt((1 - keep_prob) / keep_prob)"),
        (ADDS,),
        "The factor is the standard deviation of the mask where its variance is needed.",
    ),
    loss(
        "plain_ridge",
        {PENALTY: PENALTY.replace("w**2 * np.mean(X**2, axis=0)", "w**2")},
        (WEIGHS, MASKS),
        "All weights are penalised alike, as in ridge regression: the inputs are missing in the"
        " penalty.",
        "A weight beside an input that is hardly ever there makes hardly any noise.",
    ),
    loss(
        "one_strength_for_all",
        {PENALTY: PENALTY.replace("w**2 * np.mean(X**2, axis=0)", "w**2 * np.mean(X**2)")},
        (WEIGHS, MASKS),
        "The mean square is taken over all inputs together, so all weights are penalised alike.",
        "Each input has a mean square of its own: which axis are the examples?",
    ),
    loss(
        "variance_of_the_input",
        {PENALTY: PENALTY.replace("np.mean(X**2, axis=0)", "np.var(X, axis=0)")},
        (ADDS, WEIGHS),
        "The penalty uses the variance of each input where its mean square is right. Dropping sets"
        " an input to 0, not to its mean.",
    ),
    loss(
        "square_of_the_mean",
        {PENALTY: PENALTY.replace("np.mean(X**2, axis=0)", "np.mean(X, axis=0) ** 2")},
        (ADDS, WEIGHS),
        "The penalty uses the square of the mean of each input, not the mean of its squares.",
    ),
    loss(
        "one_coin_for_all_inputs",
        {PENALTY: PENALTY.replace("np.sum(w**2 * np.mean(X**2, axis=0))", "np.mean((X @ w) ** 2)")},
        (ADDS,),
        "This is what one coin for all inputs of an example would add. With a coin for each, the"
        " variances of the single terms add.",
        "Square the terms, then add them.",
    ),
    loss(
        "weights_not_squared",
        {PENALTY: PENALTY.replace("w**2", "np.abs(w)")},
        (ADDS, WEIGHS),
        "The penalty has the sizes of the weights where it needs their squares.",
    ),
    loss(
        "penalty_without_a_half",
        {PENALTY: PENALTY.replace(" / 2\n", "\n")},
        (ADDS,),
        "The penalty lacks the factor ½, which the loss of which it is a part has.",
    ),
    loss(
        "data_term_without_a_half",
        {DATA: DATA.replace(" / 2\n", "\n")},
        (PLAIN,),
        "The data term lacks its factor ½.",
    ),
    loss(
        "no_half_at_all",
        {DATA: DATA.replace(" / 2\n", "\n"), PENALTY: PENALTY.replace(" / 2\n", "\n")},
        (PLAIN, ADDS),
        "The factor ½ is missing in both terms.",
        "The contract says 1 / (2 m).",
    ),
    loss(
        "penalty_summed_over_examples",
        {PENALTY: PENALTY.replace("np.mean(X**2", "np.sum(X**2")},
        (ADDS,),
        "The penalty is the sum over the examples, while the loss is a mean.",
    ),
    loss(
        "everything_summed_over_examples",
        {
            DATA: DATA.replace("np.mean", "np.sum"),
            PENALTY: PENALTY.replace("np.mean(X**2", "np.sum(X**2"),
        },
        (PLAIN, ADDS),
        "The loss is the sum over the examples where its mean is asked.",
    ),
    loss(
        "penalty_averaged_over_inputs",
        {PENALTY: PENALTY.replace("np.sum(w**2", "np.mean(w**2")},
        (ADDS,),
        "The penalty is the mean over the inputs; the variances of independent terms add.",
    ),
    loss(
        "penalty_subtracted",
        {LOSS: "    return data_term - penalty\n"},
        (ADDS,),
        "The penalty is subtracted. Noise does not make the model better.",
    ),
    loss(
        "no_penalty",
        {LOSS: "    return data_term\n"},
        (ADDS, WEIGHS),
        "This is the loss without dropout: only the mean of the model's answer is in it, and its"
        " variance is missing.",
    ),
    loss(
        "answer_scaled_by_p",
        {DATA: DATA.replace("X @ w", "keep_prob * X @ w")},
        (ADDS, WEIGHS),
        "The model's mean answer is taken to be p times X @ w. Inverted dropout leaves it alone.",
    ),
    loss(
        "answer_divided_by_p",
        {DATA: DATA.replace("X @ w", "X @ w / keep_prob")},
        (ADDS, WEIGHS),
        "The model's answer is divided by p but nothing is dropped in it; on average it is X @ w.",
    ),
    loss(
        "errors_written_into_y",
        {DATA: "    y -= X @ w\n    data_term = np.mean(y**2) / 2\n"},
        ("the_loss_leaves_its_arguments_alone",),
        "-= writes the errors into the caller's y.",
        "A new array costs one more name.",
    ),
    weights(
        "solves_for_1_minus_p",
        diagonal("(1 - keep_prob)"),
        (BEST,),
        "The diagonal has the factor 1 - p where (1 - p) / p is right.",
        HINT,
    ),
    weights(
        "solves_for_odds_turned_round",
        diagonal("keep_prob / max(1 - keep_prob, 1e-12) * (keep_prob < 1)"),
        (BEST,),
        "The factor is p / (1 - p), as if p were the probability of dropping.",
    ),
    weights(
        "solves_with_half_the_penalty",
        diagonal("0.5 * (1 - keep_prob) / keep_prob"),
        (BEST,),
        "The penalty has half its strength: the derivative of w² / 2 is w.",
    ),
    weights(
        "solves_with_twice_the_penalty",
        diagonal("2 * (1 - keep_prob) / keep_prob"),
        (BEST,),
        "The penalty has twice its strength: the ½ of the loss belongs to both terms.",
    ),
    weights(
        "solves_ridge",
        {DIAGONAL: f"    penalty = {FACTOR} * len(X) * np.eye(len(gram))\n"},
        (BEST, UNITS),
        "This is ridge regression: all weights are penalised alike.",
        "Which elements of X'X belong on the diagonal of the penalty?",
    ),
    weights(
        "adds_the_diagonal_to_every_row",
        {DIAGONAL: f"    penalty = {FACTOR} * np.diag(gram)\n"},
        (BEST, UNITS),
        "np.diag of a matrix gives a vector, and adding that changes every row of X'X.",
        "np.diag of that vector makes a matrix again.",
    ),
    weights(
        "penalises_all_of_the_gram_matrix",
        {DIAGONAL: f"    penalty = {FACTOR} * gram\n"},
        (BEST,),
        "All of X'X is made larger, so the least squares weights are just multiplied by p. The"
        " penalty touches the diagonal only, for different inputs have different coins.",
    ),
    weights(
        "penalty_averaged_and_gram_summed",
        {DIAGONAL: DIAGONAL.replace("np.diag(gram)", "np.diag(gram) / len(X)")},
        (BEST,),
        "X'X is a sum over the examples, and the penalty a mean, so it is m times too weak.",
        "Divide both by m, or neither.",
    ),
    weights(
        "penalty_from_the_variance",
        {DIAGONAL: f"    penalty = {FACTOR} * np.diag(len(X) * X.var(axis=0))\n"},
        (BEST,),
        "The diagonal holds the variances of the inputs where their mean squares are right.",
    ),
    weights(
        "inputs_one_by_one",
        {SOLVE: "    return keep_prob * (X.T @ y) / np.diag(gram)\n"},
        (LEAST, BEST),
        "Each weight is found as if the other inputs were not there: only the diagonal of X'X is"
        " used.",
    ),
    weights(
        "right_side_divided_by_p",
        {SOLVE: "    return np.linalg.solve(gram + penalty, X.T @ y / keep_prob)\n"},
        (BEST,),
        "X'y is divided by p. On average the dropped X is X, so it stays as it is.",
    ),
    weights(
        "no_penalty_at_all",
        {SOLVE: "    return np.linalg.lstsq(X, y)[0]\n"},
        (BEST,),
        "These are the least squares weights, whatever keep_prob is.",
    ),
    weights(
        "inverts_the_gram_matrix",
        {
            SOLVE: "    inverse = np.linalg.inv(gram)\n"
            "    return np.linalg.solve(np.eye(len(gram)) + inverse @ penalty, inverse @ X.T @ y)\n"
        },
        (WIDE,),
        "X'X is inverted by itself, before the penalty is added; with more inputs than examples it"
        " has no inverse.",
        "Add the penalty first.",
    ),
    weights(
        "scales_X_in_place",
        {GRAM: "    X /= np.sqrt(len(X))\n    y /= np.sqrt(len(y))\n" + GRAM},
        ("the_weights_leave_their_arguments_alone",),
        "/= writes into the caller's arrays.",
        "A new array costs one more name.",
    ),
)
