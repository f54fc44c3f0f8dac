"""Wrong versions of train_dev_test_split that students write, as changes of the reference."""

from checks import (
    draws_who_goes_where,
    gives_each_class_its_share,
    keeps_labels_with_their_examples,
    leaves_the_data_alone,
    mixes_the_classes_within_a_part,
    puts_each_example_into_one_part,
    split,
    takes_any_shape_and_any_labels,
)

RNG = "    rng = np.random.default_rng(seed)\n"
CLASSES = "for label in np.unique(y):"
MEMBERS = "        members = rng.permutation(np.flatnonzero(y == label))\n"
COUNTS = "        n_dev, n_test = round(dev * len(members)), round(test * len(members))\n"
IN_TEST = "members[n_dev : n_dev + n_test]"
TRAIN = "members[n_dev + n_test :]"
INTEGERS = "np.array(part, dtype=int) for part"
SHUFFLE = "    train, in_dev, in_test = (rng.permutation(part) for part in parts)\n"
X_TRAIN = "return X[train], y[train], X[in_dev]"

split.misconception(
    "not_stratified",
    replace={
        CLASSES: "for _ in range(1):",
        MEMBERS: "        members = rng.permutation(len(y))\n",
    },
    fails=[gives_each_class_its_share],
    message="The set is shuffled and cut as a whole, so chance decides how much of a class is in"
    " a part.",
    hint="Loop over the classes and cut each of them separately.",
)
split.misconception(
    "equal_numbers_of_each_class",
    replace={COUNTS: COUNTS.replace("len(members)", "len(y) / len(np.unique(y))")},
    fails=[gives_each_class_its_share],
    message="The dev and the test part get the same number of examples of each class. A class"
    " that is rare in the data should be as rare there, because the two parts tell how the net"
    " will do.",
)
split.misconception(
    "dev_and_test_swapped",
    replace={COUNTS: COUNTS.replace("n_dev, n_test", "n_test, n_dev")},
    fails=[gives_each_class_its_share],
    message="The dev part has the size of the test part, and the test part that of the dev part.",
)
split.misconception(
    "test_as_a_share_of_the_rest",
    replace={
        COUNTS: "        n_dev = round(dev * len(members))\n"
        "        n_test = round(test * (len(members) - n_dev))\n"
    },
    fails=[gives_each_class_its_share],
    message="The test share is taken of what the dev part leaves, so the test part is too small.",
    hint="Both shares are shares of the whole class.",
)
split.misconception(
    "dev_and_test_overlap",
    replace={IN_TEST: "members[:n_test]"},
    fails=[puts_each_example_into_one_part],
    message="The dev and the test part share examples, so a choice made on one looks good on the"
    " other.",
)
split.misconception(
    "train_holds_everything",
    replace={TRAIN: "members"},
    fails=[puts_each_example_into_one_part],
    message="The dev and the test examples are in the training part as well. A net can learn them"
    " by heart and then looks good on them.",
)
split.misconception(
    "last_example_of_each_class_lost",
    replace={TRAIN: "members[n_dev + n_test : -1]"},
    fails=[puts_each_example_into_one_part],
    message="The last example of each class is in no part: a slice that ends at -1 leaves one out.",
)
split.misconception(
    "labels_shuffled_by_themselves",
    replace={X_TRAIN: "return X[train], rng.permutation(y[train]), X[in_dev]"},
    fails=[keeps_labels_with_their_examples],
    message="Examples and labels are shuffled separately, or only one of them is, so they no"
    " longer belong together.",
    hint="Shuffle indices, and take examples and labels with the same ones.",
)
split.misconception(
    "nothing_is_drawn",
    replace={MEMBERS: "        members = np.flatnonzero(y == label)\n"},
    fails=[draws_who_goes_where],
    message="The first examples of a class always go to the dev part. Data often have an order:"
    " by day, by writer, by difficulty.",
    hint="Shuffle the members of a class before you cut.",
)
split.misconception(
    "split_ignores_the_seed",
    replace={RNG: "    rng = np.random.default_rng()\n"},
    fails=[draws_who_goes_where],
    message="The seed has no effect: each call splits anew, so examples change their part between"
    " two runs.",
    hint="The skeleton's rng obeys the seed; draw from it.",
)
split.misconception(
    "split_has_a_seed_of_its_own",
    replace={RNG: "    rng = np.random.default_rng(42)\n"},
    fails=[draws_who_goes_where],
    message="The seed has no effect, because a constant seed is used.",
)
split.misconception(
    "classes_lined_up",
    replace={SHUFFLE: "    train, in_dev, in_test = parts\n"},
    fails=[mixes_the_classes_within_a_part],
    message="The parts are filled class by class and stay in that order.",
    hint="Shuffle each part at the end.",
)
split.misconception(
    "labels_counted_from_0",
    replace={CLASSES: "for label in range(np.max(y) + 1):"},
    fails=[takes_any_shape_and_any_labels],
    message="The loop runs over 0, 1, 2, ... and misses labels that are negative.",
    hint="np.unique(y) gives the labels that there are.",
)
split.misconception(
    "two_dimensions_only",
    replace={X_TRAIN: "return X[train, :], y[train], X[in_dev, :]"},
    fails=[takes_any_shape_and_any_labels],
    message="X is indexed as a matrix, but an example may be an image or a single number.",
    hint="X[indices] takes rows, whatever a row is.",
)
split.misconception(
    "empty_parts_are_floats",
    replace={INTEGERS: "part for part"},
    fails=[takes_any_shape_and_any_labels],
    message="A part without examples is an empty list, which NumPy takes for floats, and floats"
    " are no indices.",
    hint="np.array(numbers, dtype=int) has integers even where there are none.",
)
split.misconception(
    "shuffles_the_callers_arrays",
    replace={
        RNG: RNG + "    order = rng.permutation(len(y))\n    X[:], y[:] = X[order], y[order]\n"
    },
    fails=[leaves_the_data_alone],
    message="The caller's X and y are shuffled in place.",
    hint="Shuffle indices instead.",
)
