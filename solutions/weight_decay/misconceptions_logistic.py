"""The wrong versions of regularised logistic regression that students write."""

from checks_logistic import (
    adds_the_penalty_on_w,
    averages_the_cross_entropy,
    cost,
    costs_at_other_shapes,
    leaves_the_bias_free,
)
from checks_logistic_gradients import (
    adds_the_pull_on_w,
    differentiates_at_other_shapes,
    differentiates_with_respect_to_b,
    differentiates_with_respect_to_w,
    gradients,
    leaves_db_free,
    leaves_the_arguments_alone,
)
from common_factors import GRADIENT_FACTORS, PENALTY_FACTORS

ENTROPY = "-np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m"
PENALTY = "lambd / (2 * m) * np.sum(w**2)"
TOTAL = "cross_entropy + penalty"
A = "    A = sigmoid(w.T @ X + b)  # (1, m)\n"
DSCORES = "dscores = (A - Y) / m"
GRADIENT = "lambd / m * w"
DB = "db = np.sum(dscores)"

for name, wrong, message in (
    (
        "cost_summed_over_examples",
        ENTROPY.replace(" / m", ""),
        "The cross-entropy is the sum over the examples instead of their mean.",
    ),
    (
        "cost_without_minus",
        ENTROPY.replace("-np", "np"),
        "The minus sign is missing: logarithms of probabilities are negative, costs are not.",
    ),
    (
        "cost_of_class_1_only",
        ENTROPY.replace(" + (1 - Y) * np.log(1 - A)", ""),
        "Only examples of class 1 contribute: the term (1 - y) log(1 - a) is missing.",
    ),
    (
        "cost_of_the_squared_error",
        "np.mean((A - Y) ** 2) / 2",
        "This is half the squared error, not the cross-entropy.",
    ),
    (
        "cost_averaged_over_features",
        ENTROPY.replace("/ m", "/ X.shape[0]"),
        "The sum is divided by the number of features, not of examples. Examples are columns.",
    ),
    (
        "every_answer_with_every_label",
        "-np.mean(Y.ravel() * np.log(A.T) + (1 - Y.ravel()) * np.log(1 - A.T))",
        "Every answer is compared with every label, m times m in all. Perhaps an array of shape"
        " (m, 1) meets one of shape (m,) or (1, m).",
    ),
):
    cost.misconception(
        name, replace={ENTROPY: wrong}, fails=[averages_the_cross_entropy], message=message
    )

for kind, (factor, message, hint) in PENALTY_FACTORS.items():
    cost.misconception(
        f"logistic_penalty_{kind}",
        replace={PENALTY: f"{factor} * np.sum(w**2)"},
        fails=[adds_the_penalty_on_w],
        message=message,
        hint=hint,
    )

for name, wrong, message in (
    (
        "logistic_penalty_divided_by_features",
        {PENALTY: "lambd / (2 * len(w)) * np.sum(w**2)"},
        "The penalty is divided by the number of features instead of the number of examples.",
    ),
    (
        "logistic_penalty_subtracted",
        {TOTAL: "cross_entropy - penalty"},
        "The penalty is subtracted, so large weights make the cost smaller. Often the penalty is"
        " inside the brackets that follow the minus sign of the cross-entropy.",
    ),
    (
        "logistic_norm_not_squared",
        {PENALTY: "lambd / (2 * m) * np.linalg.norm(w)"},
        "The penalty uses the norm of w, not its square.",
    ),
    (
        "logistic_penalty_of_l1",
        {PENALTY: "lambd / m * np.sum(np.abs(w))"},
        "This is the L1 penalty.",
    ),
    (
        "logistic_square_of_the_sum",
        {PENALTY: "lambd / (2 * m) * np.sum(w) ** 2"},
        "The weights are added first and the sum is squared, so that +1 and -1 cancel.",
    ),
    (
        "logistic_penalty_without_lambda",
        {PENALTY: "np.sum(w**2) / (2 * m)"},
        "The penalty does not depend on λ: it is there when λ is 0, too.",
    ),
):
    cost.misconception(name, replace=wrong, fails=[adds_the_penalty_on_w], message=message)

cost.misconception(
    "no_logistic_penalty",
    replace={TOTAL: "cross_entropy"},
    fails=[adds_the_penalty_on_w, leaves_the_bias_free, costs_at_other_shapes],
    message="λ has no effect on the cost.",
    reason="The cross-entropy is half of the exercise; of a penalty that is missing nothing can be"
    " asked.",
)
cost.misconception(
    "cost_not_averaged_at_all",
    replace={ENTROPY: ENTROPY.replace(" / m", ""), PENALTY: "lambd / 2 * np.sum(w**2)"},
    fails=[averages_the_cross_entropy],
    message="Neither the cross-entropy nor the penalty is divided by the number of examples.",
)
cost.misconception(
    "cost_takes_rows_for_examples",
    replace={
        "    m = X.shape[1]\n" + A + "    # TODO: return": "    m = X.shape[0]\n"
        + A
        + "    # TODO: return"
    },
    fails=[averages_the_cross_entropy],
    message="The whole cost is divided by the number of features instead of that of examples."
    " Examples are columns, so their number is X.shape[1].",
)
cost.misconception(
    "logistic_penalty_on_the_bias",
    replace={PENALTY: "lambd / (2 * m) * (np.sum(w**2) + b**2)"},
    fails=[leaves_the_bias_free],
    message="The bias is in the penalty as well.",
    hint="b only shifts the boundary.",
)
cost.misconception(
    "two_features_only",
    replace={PENALTY: "lambd / (2 * m) * (w[0, 0] ** 2 + w[-1, 0] ** 2)"},
    fails=[costs_at_other_shapes],
    message="Only two weights are in the penalty, however many there are.",
    hint="Sum over all of w.",
)

for name, wrong, message in (
    (
        "gradients_summed_over_examples",
        {DSCORES: "dscores = A - Y"},
        "The gradients of the cross-entropy are sums over the examples instead of means.",
    ),
    (
        "gradients_with_the_sign_of_the_error",
        {DSCORES: "dscores = (Y - A) / m"},
        "The difference is y - a instead of a - y, so a step would make the cost larger.",
    ),
    (
        "gradients_of_the_squared_error",
        {DSCORES: "dscores = (A - Y) * A * (1 - A) / m"},
        "The derivative of the sigmoid, a (1 - a), must not be here: the cross-entropy cancels it.",
    ),
    (
        "gradients_take_rows_for_examples",
        {"    m = X.shape[1]\n" + A + "    dw": "    m = X.shape[0]\n" + A + "    dw"},
        "All is divided by the number of features instead of that of examples. Examples are"
        " columns, so their number is X.shape[1].",
    ),
):
    both = [differentiates_with_respect_to_w, differentiates_with_respect_to_b]
    gradients.misconception(name, replace=wrong, fails=both, message=message)

for name, wrong, message in (
    (
        "db_summed_over_examples",
        "db = np.sum(A - Y)",
        "db is a sum over the examples instead of their mean.",
    ),
    (
        "db_of_each_example",
        "db = np.sum(dscores, axis=0)",
        "db has an entry for each example, but it is the sum over the examples.",
    ),
):
    gradients.misconception(
        name, replace={DB: wrong}, fails=[differentiates_with_respect_to_b], message=message
    )

for name, wrong, message in (
    (
        "dw_summed_over_examples",
        "X @ (A - Y).T",
        "The gradient of the cross-entropy in dw is a sum over the examples instead of a mean.",
    ),
    (
        "dw_with_the_sign_of_the_error",
        "X @ (Y - A).T / m",
        "In dw the difference is y - a instead of a - y.",
    ),
):
    gradients.misconception(
        name,
        replace={"X @ dscores.T": wrong},
        fails=[differentiates_with_respect_to_w],
        message=message,
    )

gradients.misconception(
    "dw_is_a_matrix",
    replace={"X @ dscores.T": "X @ dscores.ravel()"},
    fails=[differentiates_with_respect_to_w],
    message="dw is a matrix of n rows and n columns. Perhaps an array of shape (n,) is added to one"
    " of shape (n, 1).",
    hint="dscores.T has the shape (m, 1).",
)
gradients.misconception(
    "w_multiplied_in_place",
    replace={"dw = X @ dscores.T + lambd / m * w": "w *= lambd / m\n    dw = X @ dscores.T + w"},
    fails=[leaves_the_arguments_alone],
    message="The caller's w is multiplied by λ / m.",
    hint="Operators such as *= write into the array itself; lambd / m * w makes a new one.",
)
for name, wrong, message in (
    (
        "logistic_pull_is_a_sum",
        "lambd / m * np.sum(w)",
        "The weights are added up, so that every weight gets the same gradient of the penalty.",
    ),
    (
        "logistic_pull_without_lambda",
        "w / m",
        "The gradient of the penalty does not depend on λ.",
    ),
):
    gradients.misconception(
        name, replace={GRADIENT: wrong}, fails=[adds_the_pull_on_w], message=message
    )

for kind, (factor, message, hint) in GRADIENT_FACTORS.items():
    gradients.misconception(
        f"logistic_pull_{kind}",
        replace={GRADIENT: factor.format(w="w")},
        fails=[adds_the_pull_on_w],
        message=message,
        hint=hint,
    )

gradients.misconception(
    "no_logistic_pull",
    replace={f" + {GRADIENT}": ""},
    fails=[adds_the_pull_on_w, leaves_db_free, differentiates_at_other_shapes],
    message="λ has no effect on dw: the penalty is in the cost only, so training does not use it.",
    reason="The gradients of the cross-entropy are the other part of the exercise; of a penalty"
    " that is missing nothing can be asked.",
)
gradients.misconception(
    "logistic_pull_on_the_bias",
    replace={DB: f"{DB} + lambd / m * b"},
    fails=[leaves_db_free],
    message="The penalty has a gradient for the bias as well.",
    hint="b only shifts the boundary.",
)
gradients.misconception(
    "logistic_pull_on_two_features_only",
    replace={GRADIENT: f"{GRADIENT} * (np.arange(len(w)) < 2)[:, None]"},
    fails=[differentiates_at_other_shapes],
    message="Only two weights get a gradient of the penalty, however many there are.",
)
