"""The wrong versions of train_dev_test_split that students write, as changes of the reference."""

from autograder import Misconception

RNG = "    rng = np.random.default_rng(seed)\n"
CLASSES = "for label in np.unique(y):"
MEMBERS = "        members = rng.permutation(np.flatnonzero(y == label))\n"
COUNTS = "        n_dev, n_test = round(dev * len(members)), round(test * len(members))\n"
IN_TEST = "members[n_dev : n_dev + n_test]"
TRAIN = "members[n_dev + n_test :]"
SHUFFLE = (
    "    train, in_dev, in_test = (rng.permutation(part) for part in (train, in_dev, in_test))\n"
)
X_TRAIN = "return X[train], y[train], X[in_dev]"


def split(name, edits, loses, says, hint=""):
    return Misconception(name, "train_dev_test_split", edits, loses, says, hint)


MISCONCEPTIONS = (
    split(
        "not_stratified",
        {
            CLASSES: "for _ in range(1):",
            MEMBERS: "        members = rng.permutation(len(y))\n",
        },
        ("gives_each_class_its_share",),
        "The set is shuffled and cut as a whole, so that how much of a class is in a part is left"
        " to chance.",
        "Go through the classes and cut each by itself.",
    ),
    split(
        "equal_numbers_of_each_class",
        {COUNTS: COUNTS.replace("len(members)", "len(y) / len(np.unique(y))")},
        ("gives_each_class_its_share",),
        "The dev and the test part get equally many examples of each class. A rare class should"
        " be as rare there as it is everywhere: they are to tell how the net will do.",
    ),
    split(
        "dev_and_test_swapped",
        {COUNTS: COUNTS.replace("n_dev, n_test", "n_test, n_dev")},
        ("gives_each_class_its_share",),
        "The dev part has the size of the test part, and the other way round.",
    ),
    split(
        "test_as_a_share_of_the_rest",
        {
            COUNTS: "        n_dev = round(dev * len(members))\n"
            "        n_test = round(test * (len(members) - n_dev))\n"
        },
        ("gives_each_class_its_share",),
        "The test share is taken of what the dev part leaves, so the test part is too small.",
        "Both shares are shares of the whole class.",
    ),
    split(
        "dev_and_test_overlap",
        {IN_TEST: "members[:n_test]"},
        ("puts_each_example_into_one_part",),
        "The dev and the test part share examples, so that what is chosen on one looks good on the"
        " other.",
    ),
    split(
        "train_holds_everything",
        {TRAIN: "members"},
        ("puts_each_example_into_one_part",),
        "The dev and the test examples are in the training part as well. A net that has learnt them"
        " by heart will shine on them.",
    ),
    split(
        "last_example_of_each_class_lost",
        {TRAIN: "members[n_dev + n_test : -1]"},
        ("puts_each_example_into_one_part",),
        "The last example of each class is in no part: a slice that ends at -1 leaves one out.",
    ),
    split(
        "labels_shuffled_by_themselves",
        {X_TRAIN: "return X[train], rng.permutation(y[train]), X[in_dev]"},
        ("keeps_labels_with_their_examples",),
        "Examples and labels are shuffled separately, or only one of them is: they no longer"
        " belong together.",
        "Shuffle indices, and take examples and labels with the same ones.",
    ),
    split(
        "nothing_is_drawn",
        {MEMBERS: "        members = np.flatnonzero(y == label)\n"},
        ("draws_who_goes_where",),
        "The first examples of a class always go to the dev part. Data often come in an order:"
        " by day, by writer, by difficulty.",
        "Shuffle the members of a class before you cut.",
    ),
    split(
        "split_ignores_the_seed",
        {RNG: "    rng = np.random.default_rng()\n"},
        ("draws_who_goes_where",),
        "The seed has no effect: each call splits anew, and examples wander from one part to the"
        " other between two runs.",
        "The skeleton's rng obeys the seed; draw from it.",
    ),
    split(
        "split_has_a_seed_of_its_own",
        {RNG: "    rng = np.random.default_rng(42)\n"},
        ("draws_who_goes_where",),
        "Whatever seed is given, a constant one decides.",
    ),
    split(
        "classes_lined_up",
        {SHUFFLE: ""},
        ("mixes_the_classes_within_a_part",),
        "The parts are put together class by class and left in that order.",
        "Shuffle each part at the end.",
    ),
    split(
        "labels_counted_from_0",
        {CLASSES: "for label in range(np.max(y) + 1):"},
        ("takes_any_shape_and_any_labels",),
        "The loop runs over 0, 1, 2, ... and misses labels that are negative.",
        "np.unique(y) gives the labels that there are.",
    ),
    split(
        "two_dimensions_only",
        {X_TRAIN: "return X[train, :], y[train], X[in_dev, :]"},
        ("takes_any_shape_and_any_labels",),
        "X is taken for a matrix, but an example may be an image, or a single number.",
        "X[indices] takes rows, whatever a row is.",
    ),
    split(
        "shuffles_the_callers_arrays",
        {RNG: RNG + "    order = rng.permutation(len(y))\n    X[:], y[:] = X[order], y[order]\n"},
        ("leaves_the_data_alone",),
        "The caller's X and y are shuffled in place.",
        "Shuffle indices instead.",
    ),
)
