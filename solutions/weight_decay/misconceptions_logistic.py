"""The wrong versions of regularised logistic regression that students write."""

from autograder import Misconception

ENTROPY = "    cross_entropy = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m\n"
PENALTY = "lambd / (2 * m) * np.sum(w**2)"
DSCORES = "    dscores = (A - Y) / m\n"
PULL = "lambd / m * w\n"
DB = "    db = np.sum(dscores)\n"


def cost(name, edits, loses, says, hint=""):
    return Misconception(name, "cost", edits, loses, says, hint)


def gradients(name, edits, loses, says, hint=""):
    return Misconception(name, "gradients", edits, loses, says, hint)


MISCONCEPTIONS = (
    cost(
        "cost_summed_over_examples",
        {ENTROPY: ENTROPY.replace(" / m", "")},
        ("averages_the_cross_entropy",),
        "The cross-entropy is the sum over the examples where their mean is asked.",
    ),
    cost(
        "cost_without_minus",
        {ENTROPY: ENTROPY.replace("-np", "np")},
        ("averages_the_cross_entropy",),
        "The minus sign is missing: logarithms of probabilities are negative, costs are not.",
    ),
    cost(
        "cost_of_class_1_only",
        {ENTROPY: ENTROPY.replace(" + (1 - Y) * np.log(1 - A)", "")},
        ("averages_the_cross_entropy",),
        "Only examples of class 1 contribute: the term (1 - y) log(1 - a) is missing.",
    ),
    cost(
        "cost_of_the_squared_error",
        {ENTROPY: "    cross_entropy = np.mean((A - Y) ** 2) / 2\n"},
        ("averages_the_cross_entropy",),
        "This is half the squared error, not the cross-entropy.",
    ),
    cost(
        "cost_averaged_over_features",
        {ENTROPY: ENTROPY.replace("/ m", "/ X.shape[0]")},
        ("averages_the_cross_entropy",),
        "The sum is divided by the number of features where that of examples is asked.",
        "Examples are columns here.",
    ),
    cost(
        "logistic_penalty_without_a_half",
        {PENALTY: "lambd / m * np.sum(w**2)"},
        ("adds_the_penalty_on_w",),
        "The factor is λ / m where λ / (2m) is asked: the ½ is missing.",
    ),
    cost(
        "logistic_penalty_not_divided_by_m",
        {PENALTY: "lambd / 2 * np.sum(w**2)"},
        ("adds_the_penalty_on_w",),
        "The penalty is not divided by the number of examples.",
    ),
    cost(
        "logistic_penalty_times_m",
        {PENALTY: "lambd / 2 * m * np.sum(w**2)"},
        ("adds_the_penalty_on_w",),
        "λ / 2 * m is (λ / 2) times m. What is divided by 2m needs parentheses: λ / (2 * m).",
    ),
    cost(
        "logistic_penalty_divided_by_features",
        {PENALTY: "lambd / (2 * len(w)) * np.sum(w**2)"},
        ("adds_the_penalty_on_w",),
        "The penalty is divided by the number of features where that of examples is asked.",
    ),
    cost(
        "logistic_penalty_subtracted",
        {"cross_entropy + penalty": "cross_entropy - penalty"},
        ("adds_the_penalty_on_w",),
        "The penalty is subtracted, so that large weights are rewarded. Often it stands inside"
        " the brackets that the minus sign of the cross-entropy belongs to.",
    ),
    cost(
        "logistic_norm_not_squared",
        {PENALTY: "lambd / (2 * m) * np.linalg.norm(w)"},
        ("adds_the_penalty_on_w",),
        "The norm of w is taken, and not squared.",
    ),
    cost(
        "logistic_penalty_of_l1",
        {PENALTY: "lambd / m * np.sum(np.abs(w))"},
        ("adds_the_penalty_on_w",),
        "This is the L1 penalty.",
    ),
    cost(
        "no_logistic_penalty",
        {"cross_entropy + penalty": "cross_entropy"},
        ("adds_the_penalty_on_w", "leaves_the_bias_free"),
        "λ has no effect on the cost.",
    ),
    cost(
        "logistic_penalty_on_the_bias",
        {PENALTY: "lambd / (2 * m) * (np.sum(w**2) + b**2)"},
        ("leaves_the_bias_free",),
        "The bias is in the penalty as well.",
        "b moves the boundary, it does not make it wilder.",
    ),
    cost(
        "two_features_only",
        {PENALTY: "lambd / (2 * m) * (w[0, 0] ** 2 + w[-1, 0] ** 2)"},
        ("costs_at_other_shapes",),
        "Two weights are in the penalty, however many there are.",
        "Sum over all of w.",
    ),
    gradients(
        "gradients_summed_over_examples",
        {DSCORES: "    dscores = A - Y\n"},
        ("differentiates_the_cross_entropy",),
        "The gradients are sums over the examples where means are asked.",
    ),
    gradients(
        "gradients_with_the_sign_of_the_error",
        {DSCORES: "    dscores = (Y - A) / m\n"},
        ("differentiates_the_cross_entropy",),
        "The difference is y - a where a - y is asked, so that a step would go uphill.",
    ),
    gradients(
        "gradients_of_the_squared_error",
        {DSCORES: "    dscores = (A - Y) * A * (1 - A) / m\n"},
        ("differentiates_the_cross_entropy",),
        "The derivative of the sigmoid, a (1 - a), is a factor too many: in the cross-entropy it"
        " cancels.",
    ),
    gradients(
        "db_summed_over_examples",
        {DB: "    db = np.sum(A - Y)\n"},
        ("differentiates_the_cross_entropy",),
        "db is a sum over the examples where dw is a mean.",
    ),
    gradients(
        "logistic_pull_doubled",
        {PULL: "2 * lambd / m * w\n"},
        ("adds_the_pull_on_w",),
        "The penalty adds 2λ / m · w to dw, as if it had no factor ½.",
        "The 2 of the derivative of w² and the ½ cancel.",
    ),
    gradients(
        "logistic_pull_halved",
        {PULL: "lambd / (2 * m) * w\n"},
        ("adds_the_pull_on_w",),
        "The penalty adds λ / (2m) · w to dw: the 2 of the derivative of w² is missing.",
    ),
    gradients(
        "logistic_pull_not_divided_by_m",
        {PULL: "lambd * w\n"},
        ("adds_the_pull_on_w",),
        "The penalty adds λ w to dw, which is not divided by the number of examples.",
    ),
    gradients(
        "logistic_pull_divided_twice",
        {PULL: "lambd / m**2 * w\n"},
        ("adds_the_pull_on_w",),
        "The penalty's part is divided by m twice: it stands inside the brackets of the mean, and"
        " has its own m as well.",
    ),
    gradients(
        "logistic_pull_subtracted",
        {" + lambd / m * w": " - lambd / m * w"},
        ("adds_the_pull_on_w",),
        "The penalty's gradient is subtracted. The minus sign is in the step, not in the gradient.",
    ),
    gradients(
        "logistic_pull_of_l1",
        {PULL: "lambd / m * np.sign(w)\n"},
        ("adds_the_pull_on_w",),
        "This is the gradient of the L1 penalty.",
    ),
    gradients(
        "no_logistic_pull",
        {" + lambd / m * w": ""},
        ("adds_the_pull_on_w", "leaves_db_free"),
        "λ has no effect on dw: the penalty is in the cost only, and training never sees it.",
    ),
    gradients(
        "logistic_pull_on_the_bias",
        {DB: "    db = np.sum(dscores) + lambd / m * b\n"},
        ("leaves_db_free",),
        "The bias is pulled towards 0 as well.",
        "b moves the boundary, it does not make it wilder.",
    ),
    gradients(
        "logistic_pull_on_two_features_only",
        {PULL: "lambd / m * w * (np.arange(len(w)) < 2)[:, None]\n"},
        ("differentiates_at_other_shapes",),
        "Two weights are pulled, however many there are.",
    ),
)
