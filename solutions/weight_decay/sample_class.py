"""Submissions of the first five students of the sample class."""

from autograder import Sample

GOOD = {
    "whose_lambda": "1. $\\lambda / 2m = 2/1000 = 0.002$.\n2. $\\lambda / m = 2/500 = 0.004$, since"
    " the derivative of the square brings the 2 back.\n3. Half as large, as $m$ has doubled. More"
    " data deserve more trust, so a fixed opinion about the weights should count for less.",
    "choose_lambda": "1. To 0. The penalty can only make the fit to the training set"
    " worse.\n2. Too optimistic: it is the luckiest of several numbers on those very points."
    "\n3. I would try 30 and 100, until the error rises again. What counts is the order of"
    " magnitude.",
    "why_zeros": "1. $w = v / (1 + t)$, so it is 0 for $v = 0$ only.\n2. For $-t \\le v \\le t$."
    "\n3. Near 0 the slope of the square goes to 0, so the pull dies away; that of the absolute"
    " value stays $t$ until the end.",
    "rectifiers": "1. No, $\\mathrm{relu}(cz) = c\\,\\mathrm{relu}(z)$, which has the same kink."
    "\n2. They become 0.001 times as large, and the boundary stays.\n3. Bends for a few points are"
    " no longer worth the weights that they need.",
}

SHORT = {
    "whose_lambda": "1. 0.004\n2. 0.004\n3. It is smaller because m is larger.",
    "choose_lambda": "1. To 0, because it has no regularisation. 2. One should not look at it.",
    "why_zeros": "Because the diamond has corners on the axes and the circle has none.",
}

STUDENTS = (
    Sample(
        "correct, with numpy.linalg.norm and backpropagation in the style of Coursera",
        styles={"penalties": "norms", "logistic": "written_out", "net": "coursera"},
        answers=GOOD,
    ),
    Sample(
        "correct, in one long vector, with a stable logistic loss",
        styles={"penalties": "one_long_vector", "logistic": "stable", "net": "rows"},
        answers=GOOD,
    ),
    Sample(
        "a penalty without its factor ½, and a net whose penalty has twice the gradient",
        wrong=("penalty_without_a_half", "net_pull_doubled"),
        answers=SHORT,
    ),
    Sample(
        "biases penalised, decay without the learning rate, hard thresholding",
        wrong=(
            "logistic_penalty_on_the_bias",
            "cost_penalises_biases",
            "decay_without_learning_rate",
            "hard_threshold",
        ),
        answers=SHORT,
    ),
    Sample("the skeleton, unchanged", untouched=True),
)
