"""Submissions of the five students of the sample class."""

from autograder import Sample

GOOD = {
    "preserved_or_not": "1. $(1+4)/0.5 = 10$, preserved; $(2+4)/0.5 = 12$, not. It is preserved"
    " when the kept ones sum to 5: $[1,0,0,1]$ and $[0,1,1,0]$.\n2. No. $[1,0,0,0]$ keeps a quarter"
    " and gives $1/0.25 = 4$. And if nothing is kept you divide by zero.",
    "which_masks": "1. Two calls with different masks are two different functions, so their"
    " difference has little to do with the step, and is divided by a tiny number.\n2. With the same"
    " mask the mean of $(dr/k - y)\\,d/k$ is $r/k - y$, because $d^2 = d$. With a new one it is"
    " $r - y$, because the two are independent.",
    "read_the_boundaries": "1. The first one has inlets around single points, the others are simple"
    " curves. Most of the ringed points have wrong labels, so a net is right to get them wrong.\n2."
    " About 90 %, since one label in ten is wrong. Without regularisation most wrong labels are"
    " learnt by heart.\n3. L2: large weights, and a sharp bend needs steep slopes. Dropout: relying"
    " on certain units, and an island needs a team.",
    "seed_inside": "1. Each example always meets the same units, so each has a small net of its own"
    " and can be memorised. All units together were never trained.\n2. The gradients are right for"
    " those masks. The cost with keep_prob = 1 shows it.",
}

SHORT = {
    "preserved_or_not": "10 and 12. Yes, then it is always preserved.",
    "seed_inside": "It overfits. I would look at the test accuracy.",
}

STUDENTS = (
    Sample("correct, with the global generator", styles={"network": "global_seed"}, answers=GOOD),
    Sample(
        "correct, in the four steps of Coursera", styles={"network": "four_steps"}, answers=GOOD
    ),
    Sample("no division by keep_prob", wrong=("nothing_divided",), answers=SHORT),
    Sample("a backward pass without dropout", wrong=("dropout_left_out",), answers=SHORT),
    Sample("the skeleton, unchanged", untouched=True),
)
