"""What the three students of the sample class hand in."""

from autograder import Sample

STUDENTS = (
    Sample(
        "correct, example by example",
        styles={"labels": "one"},
        answers={"why_smooth": "A probability of 1 would need a score that is infinite."},
    ),
    Sample(
        "a share for every class, taken from nobody",
        wrong=("adds_and_takes_nothing",),
        answers={"why_smooth": "So that the net learns less by heart."},
    ),
    Sample("the skeleton as it was", untouched=True),
)
