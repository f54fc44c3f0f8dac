"""Submissions of the five students of the sample class."""

from autograder import Sample

GOOD = {
    "thirteen_people": "1. Too high: the best of 50 is partly the luckiest of 50. I would report"
    " the test accuracy of the one that was chosen, looked at once.\n2. Too good for people whose"
    " handwriting the net has never seen. Split by writer, so that each person is in one part.",
    "too_good_a_dev_set": "1. The net has learnt that about three labels in ten are wrong, so it is"
    " only about 70 % sure even where it is right. With true labels it pays for that, so becoming"
    " surer lowers the loss although more and more answers are wrong.\n2. The test set, because"
    " that is what I report. With a clean dev set I would watch the error instead of the loss.",
    "one_knob_for_one_job": "1. Stopping does both at once: it keeps the gap small by not fitting"
    " the training set. L2 only regularises; its training loss ends at the same place for any rate."
    "\n2. Her loss is high because she stopped, whatever the optimizer. With L2, train until the"
    " objective no longer falls and compare that.\n3. When training is expensive: 25 epochs"
    " instead of 400 for about the same accuracy.",
    "claims_about_the_world": "1. A 6 upside down is a 9, so the same picture gets two labels."
    " Mirrored digits are partly like other digits (2 and 5), and the others never come in the test"
    " set, so the net learns them for nothing.\n2. (a) all of them. (b) no mirror: the heart is on"
    " the left. (c) no mirror, no large rotations: arrows and letters.",
}

SHORT = {
    "thirteen_people": "It is off a little because of chance. I would take a larger dev set.",
    "one_knob_for_one_job": "Early stopping is cheaper because it needs one run only.",
    "claims_about_the_world": "A 6 turned upside down looks like a 9.",
}

STUDENTS = (
    Sample(
        "correct, with the standard library, a deep copy and matrices",
        styles={
            "splitting": "standard_library",
            "stopping": "deepcopy",
            "augmenting": "matrices",
        },
        answers=GOOD,
    ),
    Sample(
        "correct, in the style of Keras and with np.roll",
        styles={"splitting": "test_first", "stopping": "keras", "augmenting": "roll_and_clear"},
        answers=GOOD,
    ),
    Sample(
        "a shallow copy of the best parameters, and images turned the other way",
        wrong=("shallow_copy", "turns_the_other_way"),
        answers=SHORT,
    ),
    Sample(
        "no stratification, patience off by one, and flips in place",
        wrong=("not_stratified", "patience_off_by_one", "flips_in_place"),
        answers=SHORT,
    ),
    Sample("the skeleton, unchanged", untouched=True),
)
