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

ENTROPY = "    cross_entropy = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m\n"
PENALTY = "lambd / (2 * m) * np.sum(w**2)"
DSCORES = "    dscores = (A - Y) / m\n"
PULL = "lambd / m * w\n"
DB = "    db = np.sum(dscores)\n"

cost.misconception(
    "cost_summed_over_examples",
    replace={ENTROPY: ENTROPY.replace(" / m", "")},
    fails=[averages_the_cross_entropy],
    message="The cross-entropy is the sum over the examples where their mean is asked.",
)

cost.misconception(
    "cost_without_minus",
    replace={ENTROPY: ENTROPY.replace("-np", "np")},
    fails=[averages_the_cross_entropy],
    message="The minus sign is missing: logarithms of probabilities are negative, costs are not.",
)

cost.misconception(
    "cost_of_class_1_only",
    replace={ENTROPY: ENTROPY.replace(" + (1 - Y) * np.log(1 - A)", "")},
    fails=[averages_the_cross_entropy],
    message="Only examples of class 1 contribute: the term (1 - y) log(1 - a) is missing.",
)

cost.misconception(
    "cost_of_the_squared_error",
    replace={ENTROPY: "    cross_entropy = np.mean((A - Y) ** 2) / 2\n"},
    fails=[averages_the_cross_entropy],
    message="This is half the squared error, not the cross-entropy.",
)

cost.misconception(
    "cost_averaged_over_features",
    replace={ENTROPY: ENTROPY.replace("/ m", "/ X.shape[0]")},
    fails=[averages_the_cross_entropy],
    message="The sum is divided by the number of features where that of examples is asked.",
    hint="Examples are columns here.",
)

cost.misconception(
    "logistic_penalty_without_a_half",
    replace={PENALTY: "lambd / m * np.sum(w**2)"},
    fails=[adds_the_penalty_on_w],
    message="The factor is λ / m where λ / (2m) is asked: the ½ is missing.",
)

cost.misconception(
    "logistic_penalty_not_divided_by_m",
    replace={PENALTY: "lambd / 2 * np.sum(w**2)"},
    fails=[adds_the_penalty_on_w],
    message="The penalty is not divided by the number of examples.",
)

cost.misconception(
    "logistic_penalty_times_m",
    replace={PENALTY: "lambd / 2 * m * np.sum(w**2)"},
    fails=[adds_the_penalty_on_w],
    message="λ / 2 * m is (λ / 2) times m. What is divided by 2m needs parentheses: λ / (2 * m).",
)

cost.misconception(
    "logistic_penalty_divided_by_features",
    replace={PENALTY: "lambd / (2 * len(w)) * np.sum(w**2)"},
    fails=[adds_the_penalty_on_w],
    message="The penalty is divided by the number of features where that of examples is asked.",
)

cost.misconception(
    "logistic_penalty_subtracted",
    replace={"cross_entropy + penalty": "cross_entropy - penalty"},
    fails=[adds_the_penalty_on_w],
    message=(
        "The penalty is subtracted, so that large weights are rewarded. Often it stands inside"
        " the brackets that the minus sign of the cross-entropy belongs to."
    ),
)

cost.misconception(
    "logistic_norm_not_squared",
    replace={PENALTY: "lambd / (2 * m) * np.linalg.norm(w)"},
    fails=[adds_the_penalty_on_w],
    message="The norm of w is taken, and not squared.",
)

cost.misconception(
    "logistic_penalty_of_l1",
    replace={PENALTY: "lambd / m * np.sum(np.abs(w))"},
    fails=[adds_the_penalty_on_w],
    message="This is the L1 penalty.",
)

cost.misconception(
    "no_logistic_penalty",
    replace={"cross_entropy + penalty": "cross_entropy"},
    fails=[adds_the_penalty_on_w, leaves_the_bias_free],
    message="λ has no effect on the cost.",
)

cost.misconception(
    "logistic_penalty_on_the_bias",
    replace={PENALTY: "lambd / (2 * m) * (np.sum(w**2) + b**2)"},
    fails=[leaves_the_bias_free],
    message="The bias is in the penalty as well.",
    hint="b moves the boundary, it does not make it wilder.",
)

cost.misconception(
    "two_features_only",
    replace={PENALTY: "lambd / (2 * m) * (w[0, 0] ** 2 + w[-1, 0] ** 2)"},
    fails=[costs_at_other_shapes],
    message="Two weights are in the penalty, however many there are.",
    hint="Sum over all of w.",
)

gradients.misconception(
    "gradients_summed_over_examples",
    replace={DSCORES: "    dscores = A - Y\n"},
    fails=[differentiates_the_cross_entropy],
    message="The gradients are sums over the examples where means are asked.",
)

gradients.misconception(
    "gradients_with_the_sign_of_the_error",
    replace={DSCORES: "    dscores = (Y - A) / m\n"},
    fails=[differentiates_the_cross_entropy],
    message="The difference is y - a where a - y is asked, so that a step would go uphill.",
)

gradients.misconception(
    "gradients_of_the_squared_error",
    replace={DSCORES: "    dscores = (A - Y) * A * (1 - A) / m\n"},
    fails=[differentiates_the_cross_entropy],
    message=(
        "The derivative of the sigmoid, a (1 - a), is a factor too many: in the cross-entropy it"
        " cancels."
    ),
)

gradients.misconception(
    "db_summed_over_examples",
    replace={DB: "    db = np.sum(A - Y)\n"},
    fails=[differentiates_the_cross_entropy],
    message="db is a sum over the examples where dw is a mean.",
)

gradients.misconception(
    "logistic_pull_doubled",
    replace={PULL: "2 * lambd / m * w\n"},
    fails=[adds_the_pull_on_w],
    message="The penalty adds 2λ / m · w to dw, as if it had no factor ½.",
    hint="The 2 of the derivative of w² and the ½ cancel.",
)

gradients.misconception(
    "logistic_pull_halved",
    replace={PULL: "lambd / (2 * m) * w\n"},
    fails=[adds_the_pull_on_w],
    message="The penalty adds λ / (2m) · w to dw: the 2 of the derivative of w² is missing.",
)

gradients.misconception(
    "logistic_pull_not_divided_by_m",
    replace={PULL: "lambd * w\n"},
    fails=[adds_the_pull_on_w],
    message="The penalty adds λ w to dw, which is not divided by the number of examples.",
)

gradients.misconception(
    "logistic_pull_divided_twice",
    replace={PULL: "lambd / m**2 * w\n"},
    fails=[adds_the_pull_on_w],
    message=(
        "The penalty's part is divided by m twice: it stands inside the brackets of the mean, and"
        " has its own m as well."
    ),
)

gradients.misconception(
    "logistic_pull_subtracted",
    replace={" + lambd / m * w": " - lambd / m * w"},
    fails=[adds_the_pull_on_w],
    message=(
        "The penalty's gradient is subtracted. The minus sign is in the step, not in the gradient."
    ),
)

gradients.misconception(
    "logistic_pull_of_l1",
    replace={PULL: "lambd / m * np.sign(w)\n"},
    fails=[adds_the_pull_on_w],
    message="This is the gradient of the L1 penalty.",
)

gradients.misconception(
    "no_logistic_pull",
    replace={" + lambd / m * w": ""},
    fails=[adds_the_pull_on_w, leaves_db_free],
    message="λ has no effect on dw: the penalty is in the cost only, and training never sees it.",
)

gradients.misconception(
    "logistic_pull_on_the_bias",
    replace={DB: "    db = np.sum(dscores) + lambd / m * b\n"},
    fails=[leaves_db_free],
    message="The bias is pulled towards 0 as well.",
    hint="b moves the boundary, it does not make it wilder.",
)

gradients.misconception(
    "logistic_pull_on_two_features_only",
    replace={PULL: "lambd / m * w * (np.arange(len(w)) < 2)[:, None]\n"},
    fails=[differentiates_at_other_shapes],
    message="Two weights are pulled, however many there are.",
)
