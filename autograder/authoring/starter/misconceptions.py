"""The wrong versions of smooth_labels that students write, each as a change of the reference."""

from checks import shares_a_part_among_all_classes, smooth

smooth.misconception(
    "adds_and_takes_nothing",
    replace={"(1 - eps) * y + eps / classes": "y + eps / classes"},
    fails=[shares_a_part_among_all_classes],
    message="Every class is given its share, and the label is not made smaller for it.",
    hint="What do the numbers of one example add up to?",
    reason="The exercise has one check.",
)
