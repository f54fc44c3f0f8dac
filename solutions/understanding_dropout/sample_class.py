"""Submissions of the five students of the sample class."""

from autograder import Sample

WHOLE = {
    "choose_the_dials": "(0.9, 0.5, 0.5, 1.0). The input is near 1, because a pixel that is gone is"
    " gone for everybody. The two layers of 1024 have the large matrices around them (a million"
    " weights), so they get the lowest. Sixteen units are a bottleneck, I leave them alone.\n\n"
    "A dropped output is a class that the net may not say. If it was the right one, the cost blames"
    " the weights for what the mask did.",
    "read_the_thermometer": "1. J is on the training set, so it says nothing about overfitting. I"
    " would look at the cost on a dev set, also without dropout.\n2. The whole net was trained, as"
    " if there were no dropout: the gradients are those of the pass with all keep_probs at 1.",
    "rare_word": "Ridge gives both words the same penalty. Dropout multiplies by the mean of $x^2$,"
    ' which is about 1 for "the" and 0.01 for "refund", so "refund" is penalised a hundred times'
    " less.\n\nStandardised they are the same, with $\\lambda = (1 - p)/p = 0.25$.",
    "exact_stand_in": "1. The score is linear in the mask and the mask has the mean 1, so the mean"
    " score is $w \\cdot x + b$. The sigmoid is not linear, so the mean of the probabilities is"
    " something else.\n2. The mask is inside of a relu, and the mean of relu is not the relu of the"
    " mean.",
}

SHORT = {
    "choose_the_dials": "0.5 everywhere, that is the usual value.",
    "read_the_thermometer": "1. It should be measured with dropout on, to be fair.\n2. A net with a"
    " smoother curve.",
    "rare_word": "Both penalise large weights. For $p = 0.8$ it is $\\lambda = 0.25$.",
}

STUDENTS = (
    Sample(
        "correct, in the style of Coursera and with plain loops",
        styles={"keep_probs": "coursera_style", "crowd": "while_loops", "regression": "loops"},
        answers=WHOLE,
    ),
    Sample(
        "correct, with short NumPy expressions",
        styles={
            "keep_probs": "binomial",
            "crowd": "lists_and_means",
            "regression": "quadratic_form",
        },
        answers=WHOLE,
    ),
    Sample(
        "keep_probs one layer late, and ridge in place of dropout's penalty",
        wrong=("dials_shifted_by_one", "plain_ridge"),
        answers=SHORT,
    ),
    Sample(
        "trains the net that is measured, averages scores, and has 1 - p in place of (1 - p) / p",
        wrong=("trains_the_net_that_is_measured", "averages_the_scores", "penalty_1_minus_p"),
        answers=WHOLE,
    ),
    Sample("the skeleton, unchanged", untouched=True),
)
