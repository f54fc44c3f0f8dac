"""Checks of train_dev_test_split, most basic first."""

import numpy as np

from autograder import (
    Exercise,
    Failed,
    Message,
    expect,
    expect_array,
    expect_unchanged,
    kind_of,
)

PARTS = ("train", "dev", "test")
split = Exercise(
    "train_dev_test_split",
    module="splitting",
    returns=tuple(f"{letter}_{part}" for part in PARTS for letter in "Xy"),
    hides=("reglab.data.train_val_test_split",),
)
COUNTS = {3: 310, 5: 150, 8: 90, 11: 60}  # examples by label
IN_ORDER = Message("With X in order of y, ")


def data_set(rng, counts):
    """Examples whose first feature is their number, and their labels."""
    y = rng.permutation(np.repeat(list(counts), list(counts.values())))
    return np.arange(len(y))[:, None] + np.array([0, 0.25, 0.5]), y  # (N, 3), (N,)


def parts_of(submission, X, y, dev, test, seed):
    """Examples and labels of each part, as arrays whose shapes fit together."""
    returned = submission.train_dev_test_split(X, y, dev, test, seed)
    parts = {}
    for part, examples, labels in zip(PARTS, returned[::2], returned[1::2], strict=True):
        for name, value in ((f"X_{part}", examples), (f"y_{part}", labels)):
            sized = isinstance(value, np.ndarray) and value.ndim
            text = "{name} is a {kind}, not an array of examples."
            expect(sized, Message(text, name=name, kind=kind_of(value)))
        n = len(labels)
        what = Message("X_{part} (y_{part} has {n} labels)", part=part, n=n)
        examples = expect_array(examples, (n, *X.shape[1:]), what)
        parts[part] = examples, expect_array(labels, (n,), f"y_{part}")
    expect_a_split(parts, len(y), dev, test)
    return parts


def expect_a_split(parts, n, dev, test):
    """Not everything is in one part: that is no split, and nothing can be seen of it."""
    filled = sum(len(labels) > 0 for _, labels in parts.values())
    text = "All of {n} examples are in one part, with dev = {dev:g} and test = {test:g}."
    few = min(dev, test) * n < 1
    expect(few or filled > 1, Message(text, n=n, dev=dev, test=test), "Cut the data in three.")


def members(submission, X, y, dev, test, seed):
    """The numbers of the examples of a data_set that are in each part."""
    parts = parts_of(submission, X, y, dev, test, seed)
    return {part: examples[:, 0].astype(int) for part, (examples, _) in parts.items()}


@split.check(points=1)
def puts_each_example_into_one_part(submission, reference, rng):
    """Every example is in exactly one of the three parts."""
    X, y = data_set(rng, COUNTS)
    who = np.concatenate(list(members(submission, X, y, 0.25, 0.15, 3).values()))
    times = np.bincount(who.clip(0, len(y) - 1), minlength=len(y))
    lost, double = int((times == 0).sum()), int((times > 1).sum())
    text = "Of {n} examples, {lost} are in no part and {double} in more than one."
    message = Message(text, n=len(y), lost=lost, double=double)
    hint = "The three parts share no index, and together they hold every index."
    seen = (bool(lost), bool(double), len(who))
    expect(not lost and not double, message, hint, observed=seen)


@split.check(points=1)
def keeps_labels_with_their_examples(submission, reference, rng):
    """Label i of each y belongs to the example in row i of its X."""
    X, y = data_set(rng, COUNTS)
    for part, (examples, labels) in parts_of(submission, X, y, 0.25, 0.15, 4).items():
        who = examples[:, 0].astype(int).clip(0, len(y) - 1)
        message = Message("X_{part} holds rows that are not rows of X.", part=part)
        expect(np.array_equal(examples, X[who]), message)
        wrong = int((labels != y[who]).sum())
        text = "In the {part} part, {wrong} of {n} labels belong to other examples."
        message = Message(text, part=part, wrong=wrong, n=len(who))
        hint = "Take examples and labels with the same indices, in the same order."
        expect(wrong == 0, message, hint, observed=part)


# Examples by label; no share of any of them is a whole number, or near one.
FRACTIONS = {3: 304, 5: 151, 8: 92, 11: 58, 13: 41, 20: 26}


def shares_of(submission, rng, dev, test, seed):
    """Examples of each class in the dev and the test part, as found and as asked."""
    X, y = data_set(rng, FRACTIONS)
    who = members(submission, X, y, dev, test, seed)
    found, asked = {}, {}
    for part, share in (("dev", dev), ("test", test)):
        for label, n in FRACTIONS.items():
            found[part, label] = int((y[who[part].clip(0, len(y) - 1)] == label).sum())
            asked[part, label] = share * n
    return found, asked


def totals_of(found):
    """How many examples are in the dev and the test part, and whether of each class as many."""
    for part in PARTS[1:]:
        numbers = [n for (where, _), n in found.items() if where == part]
        yield sum(numbers) + 0.3
        yield len(set(numbers)) == 1


@split.check(points=2)
def gives_each_class_its_share(submission, reference, rng):
    """Of each class, the share dev is in the dev part and the share test in the test part."""
    hint = "Split each class separately."
    cases = [shares_of(submission, rng, *shares, 5) for shares in ((0.3, 0.11), (0.11, 0.3))]
    seen = tuple(total for found, _ in cases for total in totals_of(found))
    for found, asked in cases:
        for (part, label), n in found.items():
            text = (
                "Of {n} examples of class {label}, {found} are in the {part} part, which should"
                " have {asked:g}, up or down by less than one."
            )
            values = {"n": FRACTIONS[label], "label": label, "found": n, "part": part}
            message = Message(text, asked=asked[part, label], **values)
            expect(abs(n - asked[part, label]) < 1, message, hint, observed=seen)


@split.check(points=1)
def draws_who_goes_where(submission, reference, rng):
    """The same seed gives the same parts, and another seed gives other parts."""
    X, y = data_set(rng, COUNTS)
    first, again, other = (members(submission, X, y, 0.25, 0.15, seed) for seed in (7, 7, 8))
    hint = "Draw from the rng of the skeleton, which obeys the seed."
    message = "Two calls with the same seed give different parts."
    expect(all(np.array_equal(first[p], again[p]) for p in PARTS), message, hint)
    message = "Seeds 7 and 8 give the same parts."
    expect(not all(np.array_equal(first[p], other[p]) for p in PARTS), message, hint)
    message = "Whatever the seed, the same examples are in the dev part."
    same = set(first["dev"].tolist()) == set(other["dev"].tolist())
    expect(not same, message, hint, observed="only the order")


@split.check(points=1)
def mixes_the_classes_within_a_part(submission, reference, rng):
    """In each part the classes are mixed, even if X is in order of its classes."""
    X, y = data_set(rng, {2: 200, 4: 200, 6: 200, 9: 200})
    for order, where in ((np.arange(len(y)), ""), (np.argsort(y), IN_ORDER)):
        parts = members(submission, X[order], y[order], 0.25, 0.25, 6)
        for part, who in parts.items():
            labels = y[who.clip(0, len(y) - 1)]
            # One in four if the order is random; 0.6 is out of reach for a part of 200.
            alike = float(np.mean(labels[1:] == labels[:-1])) if len(labels) > 1 else 0.0
            text = "{where}{alike:.0%} of the neighbours in the {part} part are of one class."
            message = Message(text, where=where, alike=alike, part=part)
            hint = "A batch of neighbours should hold all classes. Shuffle each part at the end."
            expect(alike < 0.6, message, hint, observed=(where, "lined up"))


def expect_empty_parts(submission, rng):
    """A share of 0 gives an empty part, and so may a share of very few examples."""
    hint = Message("A part without examples is empty: its X has the shape (0, ...), its y (0,).")
    for counts, dev, test in (({3: 20, 5: 9}, 0, 0.3), ({3: 20, 5: 9}, 0.3, 0), ({3: 4}, 0.1, 0.1)):
        X, y = data_set(rng, counts)
        try:
            parts = parts_of(submission, X, y, dev, test, 11)
        except Failed as failed:
            failed.hint = hint
            failed.observed = "a part is empty", failed.observed
            raise
        sizes = {part: len(labels) for part, (_, labels) in parts.items()}
        text = "With dev = {dev:g} and test = {test:g}, dev and test hold {in_dev} and {in_test}."
        values = {"in_dev": sizes["dev"], "in_test": sizes["test"]}
        message = Message(text, dev=dev, test=test, **values)
        # Which of the two is which is asked elsewhere.
        none = min(sizes["dev"], sizes["test"]) == 0
        expect(none, message, hint, observed=("not empty", *(n + 0.3 for n in sizes.values())))
        expect(sizes["train"] > 0, "No example is left to train on.", hint)


@split.check(points=1, hidden=True)
def takes_any_shape_and_any_labels(submission, reference, rng):
    """Any shape of examples, small classes, any integer labels and empty parts are possible."""
    hint = "X has the shape (N, ...), and labels need not be 0, 1, 2, ..."
    y = rng.permutation(np.repeat([-4, 0, 900], [30, 21, 2]))
    for shape in ((), (4,), (2, 3)):
        numbers = np.arange(len(y), dtype=np.float32).reshape(-1, *[1] * len(shape))
        X = np.broadcast_to(numbers, (len(y), *shape)).copy()
        parts = parts_of(submission, X, y, 0.2, 0.4, 9)
        for part, (examples, labels) in parts.items():
            first = examples.reshape(len(labels), -1)[:, 0].astype(int)
            whole = np.array_equal(examples, X[first.clip(0, len(y) - 1)])
            text = "X_{part} holds examples that are not in X {shape}."
            expect(whole, Message(text, part=part, shape=X.shape), hint)
            text = "The dtype of X_{part} is {found}, and that of X is {given}."
            message = Message(text, part=part, found=examples.dtype, given=X.dtype)
            expect(examples.dtype == X.dtype, message, hint)
        everybody = np.concatenate([labels for _, labels in parts.values()])
        for label in (-4, 0, 900):
            text = "No example with the label {label} is in any part."
            message = Message(text, label=label)
            expect(label in everybody, message, hint, observed=("no", label))
    expect_empty_parts(submission, rng)


@split.check(points=1, hidden=True)
def leaves_the_data_alone(submission, reference, rng):
    """The caller's X and y are not changed."""
    X, y = data_set(rng, COUNTS)
    hint = "rng.shuffle works in place; rng.permutation gives a new array."
    args = (X, y, 0.25, 0.15, 10)
    returned = expect_unchanged(submission, "train_dev_test_split", args, ("X", "y"), hint)
    sizes = [len(part) for part in returned[1::2] if isinstance(part, np.ndarray) and part.ndim]
    message = "It cannot be seen, for nothing was split."
    expect(sum(size > 0 for size in sizes) > 1, message, hint, observed="no split")
