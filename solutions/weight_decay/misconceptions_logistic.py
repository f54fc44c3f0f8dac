"""The wrong versions of regularised logistic regression that students write."""

from checks_logistic import (
    adds_the_penalty_on_w,
    adds_the_pull_on_w,
    averages_the_cross_entropy,
    cost,
    costs_at_other_shapes,
    differentiates_at_other_shapes,
    differentiates_the_cross_entropy,
    gradients,
    leaves_db_free,
    leaves_the_bias_free,
)
from common_factors import GRADIENT_FACTORS, PENALTY_FACTORS

ENTROPY = "-np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m"
PENALTY = "lambd / (2 * m) * np.sum(w**2)"
TOTAL = "cross_entropy + penalty"
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
):
    cost.misconception(name, replace=wrong, fails=[adds_the_penalty_on_w], message=message)

cost.misconception(
    "no_logistic_penalty",
    replace={TOTAL: "cross_entropy"},
    fails=[adds_the_penalty_on_w, leaves_the_bias_free],
    message="λ has no effect on the cost.",
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
        "The gradients are sums over the examples instead of means.",
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
        "db_summed_over_examples",
        {DB: "db = np.sum(A - Y)"},
        "db is a sum over the examples, and dw is a mean.",
    ),
):
    gradients.misconception(
        name, replace=wrong, fails=[differentiates_the_cross_entropy], message=message
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
    fails=[adds_the_pull_on_w, leaves_db_free],
    message="λ has no effect on dw: the penalty is in the cost only, so training does not use it.",
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
