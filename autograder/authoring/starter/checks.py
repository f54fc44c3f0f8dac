"""What is asked of smooth_labels."""

import numpy as np

from autograder import Exercise, Message, expect_close

smooth = Exercise("smooth_labels", module="labels")


@smooth.check(points=2)
def shares_a_part_among_all_classes(submission, reference, rng):
    """The label keeps 1 - eps, and eps is shared among all classes alike."""
    for eps, classes in ((0.1, 4), (0.3, 10)):
        y = np.eye(classes)[rng.integers(0, classes, 20)]
        expect_close(
            submission.smooth_labels(y, eps),
            reference.smooth_labels(y, eps),
            Message("With eps = {eps} and {n} classes, smooth_labels", eps=eps, n=classes),
            "Do the numbers of an example still add up to 1?",
        )
