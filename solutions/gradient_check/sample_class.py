"""What five students of the sample class hand in."""

from autograder import Sample

GOOD = {
    "read_the_v": "1. The error is $a h + b \\varepsilon / h$, and smallest at"
    " $h = \\sqrt{\\varepsilon b / a}$,"
    " so about $10^{-8}$ for both the step and the error. The picture has its lowest point a"
    " little to the right of that.\n2. It has no right branch, $f''' = 0$, only rounding.\n3. The"
    " gradient is wrong by $3 \\cdot 10^{-3}$: an error of the measurement would have changed with"
    " $h$. And $10^{-9}$ is on the rounding side, so it makes everything noisier.",
    "three_in_a_thousand": "Measure the 30 again with $h = 10^{-5}$. Kinks: about 3 are left, and"
    " perhaps none at $10^{-6}$. A bug: the same 30 with the same errors. A loop that leaves out"
    " the last row of an image would only touch that many.",
    "close_the_files": "1. `shrink` lets nothing through left of -1, where the slope is 1 too, so"
    " all x < -1 are wrong. `softmax` has the diagonal of the Jacobian only and each output"
    " depends on the whole row, so everything is wrong. `windows`: += with a repeated index keeps"
    " only one of the contributions; the outer columns have only one.\n2. All x are between 0 and"
    " 1, so output and gradient are 0 in both. Inputs must reach every branch.",
    "what_it_cannot_see": "1. It passes. A batch in which every example occurs twice must"
    " have the same loss; with sum it doubles.\n2. Rows must sum to 1, which catches a softmax"
    " that divides by the sum of the whole matrix.",
}

SHORT = {
    "read_the_v": "1. $10^{-8}$, from $h = \\varepsilon / h$.\n2. Slope 2.\n3. Use $10^{-5}$.",
    "close_the_files": "shrink forgets the negative side, softmax forgets the other scores.",
}

STUDENTS = (
    Sample(
        "correct, with np.nditer as in cs231n and loops as in Coursera",
        styles={"numerical": "nditer_as_in_cs231n", "checking": "as_in_coursera"},
        answers=GOOD,
    ),
    Sample(
        "correct, with rows of the identity, and suspects fixed in place",
        styles={
            "numerical": "identity_rows",
            "checking": "through_numerical_gradient",
            "suspects": "fixed_in_place",
        },
        answers=GOOD,
    ),
    Sample(
        "one-sided differences, and outputs that are not copied",
        wrong=("one_sided", "output_not_copied"),
        answers=SHORT,
    ),
    Sample(
        "one array for both steps, NaN that passes, and softmax as it was",
        wrong=("both_moves_hit_one_array", "nan_passes", "softmax_as_it_was"),
        answers=SHORT,
    ),
    Sample("the skeleton, unchanged", untouched=True),
)
