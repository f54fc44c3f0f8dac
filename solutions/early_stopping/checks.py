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
    return parts


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


def shares_of(submission, rng, counts, dev, test, seed):
    """Examples of each class in the dev and the test part, as found and as asked."""
    X, y = data_set(rng, counts)
    who = members(submission, X, y, dev, test, seed)
    found, asked = {}, {}
    for part, share in (("dev", dev), ("test", test)):
        for label, n in counts.items():
            found[part, label] = int((y[who[part].clip(0, len(y) - 1)] == label).sum())
            asked[part, label] = share * n
    return found, asked


def expect_shares(found, asked, counts, hint):
    """Every class has its share of both parts, up to one example more or less."""
    off = [key for key in asked if abs(found[key] - asked[key]) > 1 + 1e-9]
    if not off:
        return
    part, label = off[0]
    total = {p: sum(n for (q, _), n in found.items() if q == p) for p in ("dev", "test")}
    wanted = {p: sum(n for (q, _), n in asked.items() if q == p) for p in ("dev", "test")}
    right = all(abs(total[p] - wanted[p]) <= len(counts) for p in total)
    even = len({found["dev", label] for label in counts}) == 1
    seen = ("even" if even else "by chance") if right or even else (total["dev"], total["test"])
    text = (
        "Of {n} examples of class {label}, {found} are in the {part} part, which should have"
        " {asked:g}."
    )
    values = {"n": counts[label], "found": found[part, label], "asked": asked[part, label]}
    expect(False, Message(text, label=label, part=part, **values), hint, observed=seen)


@split.check(points=2)
def gives_each_class_its_share(submission, reference, rng):
    """Of each class, the share dev is in the dev part and the share test in the test part."""
    found, asked = shares_of(submission, rng, COUNTS, 0.3, 0.1, 5)
    expect_shares(found, asked, COUNTS, "Split each class separately.")


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
        for part, share in (("dev", dev), ("test", test)):
            n = len(parts[part][1])
            text = "The {part} part has {n} examples, and its share is 0."
            message = Message(text, part=part, n=n)
            expect(share or not n, message, hint, observed="not empty")
        n = sum(len(labels) for _, labels in parts.values())
        text = "With dev = {dev} and test = {test}, {n} of {given} examples are in the parts."
        message = Message(text, dev=dev, test=test, n=n, given=len(y))
        expect(n == len(y), message, hint, observed="count of empty parts")


@split.check(
    points=1, after=(puts_each_example_into_one_part, gives_each_class_its_share), hidden=True
)
def takes_any_shape_and_any_labels(submission, reference, rng):
    """Any shape of examples, small classes, any integer labels and empty parts are possible."""
    hint = "X has the shape (N, ...), and labels need not be 0, 1, 2, ..."
    y = rng.permutation(np.repeat([-4, 0, 900], [30, 21, 2]))
    for shape in ((), (4,), (2, 3)):
        numbers = np.arange(len(y), dtype=np.float32).reshape(-1, *[1] * len(shape))
        X = np.broadcast_to(numbers, (len(y), *shape)).copy()
        parts = parts_of(submission, X, y, 0.2, 0.4, 9)
        for part, share in (("dev", 0.2), ("test", 0.4)):
            examples, labels = parts[part]
            for label, n in ((-4, 30), (0, 21)):
                found = int((labels == label).sum())
                text = "X {shape}: {found} of {n} examples are in the {part} part."
                message = Message(text, shape=X.shape, found=found, n=n, part=part)
                expect(abs(found - share * n) <= 1 + 1e-9, message, hint, observed="count")
            whole = np.array_equal(examples, X[examples.reshape(len(labels), -1)[:, 0].astype(int)])
            text = "X_{part} holds examples that are not in X {shape}."
            expect(whole, Message(text, part=part, shape=X.shape), hint)
        n = sum(len(labels) for _, labels in parts.values())
        text = "{n} examples are in the parts, and {given} were given."
        expect(n == len(y), Message(text, n=n, given=len(y)), hint)
    expect_empty_parts(submission, rng)


@split.check(points=1, hidden=True)
def leaves_the_data_alone(submission, reference, rng):
    """The caller's X and y are not changed."""
    X, y = data_set(rng, COUNTS)
    hint = "rng.shuffle works in place; rng.permutation gives a new array."
    args = (X, y, 0.25, 0.15, 10)
    expect_unchanged(submission, "train_dev_test_split", args, ("X", "y"), hint)
