"""Submissions of the twelve students of the sample class."""

from autograder import Sample

WHY = {
    "why_rescale": "An element is kept with probability $p$, so without the division its mean is"
    " $p \\cdot x + (1 - p) \\cdot 0 = p x$; with it, $x / p$ is kept and the mean is $x$.\n\n"
    "Each of the three layers then passes on twice as much in test mode as it did in training,"
    " so the scores are about $2^3 = 8$ times as large.",
    "read_the_curves": "1. The net without dropout overfits: its training accuracy goes to 100 %"
    " while its validation accuracy falls.\n2. Nothing is wrong. Three labels in ten are wrong,"
    " so about 70 % is what an honest net reaches.\n3. I would stop after the first few epochs,"
    " at about 90 %.",
    "shrinking_net": "Larger. A fifth of the units has less to memorise with, and at $p = 0.5$"
    " only 26 of them are left, which is a lot of noise.",
    "wrong_but_consistent": "```python\nout = x * kept     # forward, never divided by p\n"
    "dx = dout * kept   # backward, its true derivative\n```\n\nThe check only asks whether one"
    " is the derivative of the other. The mean of `out` would show it.",
}

SHORT = {
    "why_rescale": "Because otherwise the activations get smaller.",
    "read_the_curves": "With dropout the training accuracy is lower, so it learns less. I would"
    " train it for longer.",
}

STUDENTS = (
    Sample(
        "correct, with NumPy's global generator",
        styles={"layers": "global_seed"},
        answers=WHY,
    ),
    Sample(
        "correct, with a boolean mask and a separate division by p",
        styles={"layers": "boolean_mask", "fc_net": "module_prefix"},
        answers=WHY,
    ),
    Sample(
        "correct, with binomial draws and a recursive net",
        styles={"layers": "binomial", "fc_net": "recursive"},
        answers=SHORT,
    ),
    Sample("no division by p", wrong=("no_rescale",), answers=WHY),
    Sample("p as the probability of dropping", wrong=("p_is_drop_probability",), answers=SHORT),
    Sample(
        "rescaling at test time as well, and L2 without its factor ½",
        wrong=("scales_at_test_time_as_well", "penalty_without_a_half"),
        answers=SHORT,
    ),
    Sample("the skeleton, unchanged", untouched=True),
    Sample(
        "a syntax error",
        edits={"layers": {'elif mode == "test":': 'elif mode = "test":'}},
        answers=SHORT,
    ),
    Sample(
        "a loop that never ends",
        edits={
            "layers": {
                "        dx = dout\n": "        while dx is None:\n            dout = 1.0 * dout\n"
            }
        },
    ),
    Sample(
        "a call of os._exit in the backward pass",
        edits={
            "layers": {
                "import numpy as np\n": "import os\n\nimport numpy as np\n",
                "        dx = dout * mask\n": "        dx = dout * mask\n        os._exit(0)\n",
            }
        },
    ),
    Sample("a missing module", without=("fc_net",), answers=WHY),
    Sample(
        "a copied grade cell, a gradient that ignores the mask, and penalised biases",
        wrong=("backward_ignores_the_mask", "penalises_biases"),
        copied_cell="dropout_backward",
        answers=SHORT,
    ),
)
