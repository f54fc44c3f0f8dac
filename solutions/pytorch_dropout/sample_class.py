"""Submissions of the five students of the sample class."""

from autograder import Sample

WHY = {
    "a_paper_from_2014": "1. nn.Dropout(p=0.8) drops 80 %, so the net sees 20 % of the inputs and"
    " not 80 %, and those are multiplied by 5 instead of 1.25.\n2. The variance is"
    " $x^2 (1/k - 1)$: $4 x^2$ for $k = 0.2$ and $x^2 / 4$ for $k = 0.8$, 16 times as much.\n"
    "3. With 0.5, keeping and dropping are the same, so whoever tries that sees nothing wrong.",
    "without_zero_grad": "1. Step $k$ goes along $k g$, so after $B$ batches it is"
    " $\\eta g B (B + 1) / 2$ instead of $\\eta g B$. First it is fast, then it swings.\n2. It is"
    " like momentum without friction. A much smaller rate keeps it alive for a while.\n3. The step"
    " finds no gradient, and nothing moves.",
    "loss_above_loss": "1. It is measured with dropout on, and it is a mean over the epoch, while"
    " the net was getting better. The first stays.\n2. Three training labels in ten are wrong, and"
    " the validation labels are not.\n3. The two that `evaluate` gives, for training and"
    " validation.",
    "which_switch": "1. `model.eval()` is missing, so dropout makes the answers random.\n"
    "2. `no_grad` is missing: each score in the list keeps the activations of its batch. The"
    " numbers are right.\n3. The mode is not restored, so from the second epoch on there is no"
    " dropout. Restore it, or call `model.train()` in each epoch.",
}

SHORT = {
    "a_paper_from_2014": "It drops too much: 80 % instead of 20 %.",
    "which_switch": "1. eval() is missing.\n2. The images are too many, I would take smaller"
    " batches.\n3. I do not know.",
}

STUDENTS = (
    Sample(
        "correct, with functional dropout and inference_mode",
        styles={"mlp": "functional", "training": "inference_mode"},
        answers=WHY,
    ),
    Sample(
        "correct, with one nn.Sequential and the mode as a context manager",
        styles={"mlp": "one_sequential", "training": "context_manager"},
        answers=WHY,
    ),
    Sample(
        "keep_prob passed to torch unchanged, and an evaluation that leaves the model in eval mode",
        wrong=("keep_prob_handed_on", "mode_not_given_back"),
        answers=SHORT,
    ),
    Sample(
        "dropout after the output, and gradients that are never cleared",
        wrong=("dropout_after_the_output", "zero_grad_forgotten"),
        answers=SHORT,
    ),
    Sample("the skeleton, unchanged", untouched=True),
)
