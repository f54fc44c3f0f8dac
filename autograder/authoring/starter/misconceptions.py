"""The wrong versions of smooth_labels that students write, each as a change of the reference."""

from autograder import Misconception

MISCONCEPTIONS = (
    Misconception(
        "adds_and_takes_nothing",
        "smooth_labels",
        {"(1 - eps) * y + eps / classes": "y + eps / classes"},
        ("shares_a_part_among_all_classes",),
        "Every class is given its share, and the label is not made smaller for it.",
        "What do the numbers of one example add up to?",
    ),
)
