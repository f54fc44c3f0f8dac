"""Checks of what evaluate returns, most basic first.

A measure that is wrong in itself, or in the wrong place, loses its points once: then the rest is
compared with what the submission says of single examples.
"""

import numpy as np
from common import RTOL
from common_training import (
    answer,
    close,
    lists_of_numbers,
    model_and_data,
    numbers_of,
    true_result,
)

from autograder import Exercise, Message, expect, expect_close

evaluation = Exercise("evaluate", module="training", needs=("torch",))

PAIRS = ("tuple of 2", "list of 2", "tensor", "number")  # an array of two numbers is a pair too


def evaluated(submission, parameters, data, mode, batch_size, **options):
    """The answer of the probe to an evaluation, a dict, and the numbers that were returned."""
    found = answer(submission, "an_evaluation", data, parameters, mode, batch_size, options)
    return found, np.array(numbers_of(found, "evaluate"))


def swapped(numbers, true):
    """Whether the accuracy and the loss are right, in this order."""
    return len(numbers) == 2 and close(numbers[::-1], true) and not close(numbers, true)


@evaluation.check(points=1)
def measures_the_accuracy(submission, reference, rng):
    """The second value is the share of examples whose highest score is that of their label."""
    parameters, data = model_and_data(rng, examples=24)
    found, numbers = evaluated(submission, parameters, data, "eval", batch_size=8)
    true = true_result(parameters, data)
    if len(numbers) == 1 and close(numbers[0], true[1]):
        return  # it is the other value that is missing
    kind = str(found.get("kind"))
    message = Message("evaluate returns a {kind}, where two numbers are asked.", kind=Message(kind))
    two = kind in PAIRS and len(numbers) == 2
    first = "the loss" if close(numbers[0], true[0]) else numbers[0]
    expect(two, message, "Return loss, accuracy.", observed=(kind, len(numbers), first))
    message = "The accuracy comes first, and then the loss."
    expect(not swapped(numbers, true), message, "Return loss, accuracy.", observed="swapped")
    hint = "The share of right answers lies between 0 and 1."
    expect_close(numbers[1], true[1], "The accuracy", hint, rtol=RTOL)


@evaluation.check(points=1)
def measures_the_loss(submission, reference, rng):
    """The first value is the mean cross-entropy of the examples."""
    parameters, data = model_and_data(rng, examples=24)
    _, numbers = evaluated(submission, parameters, data, "eval", batch_size=8)
    true = true_result(parameters, data)
    if swapped(numbers, true):
        return  # the loss is right, and its place is for another check
    hint = "Add up the losses of the examples, and divide by the number of examples."
    expect_close(numbers[0], true[0], "The loss", hint, rtol=RTOL)


@evaluation.check(points=1, hidden=True)
def counts_each_example_once(submission, reference, rng):
    """In both values, each example of a shorter last batch counts as much as any other."""
    parameters, data = model_and_data(rng, examples=23)
    data["x"][-2:] *= 4
    data["y"][-2:] = (data["x"][-2:] @ parameters["w"].T + parameters["b"]).argmin(axis=1)
    _expect_means(submission, parameters, data, range(23), 7,
                  "With a short last batch, the {value}",
                  "The mean of the batch means is not the mean of the examples.")  # fmt: skip


@evaluation.check(points=1, hidden=True)
def counts_what_the_loader_gives(submission, reference, rng):
    """Both values are over the examples that the loader gives, perhaps a part of its data set."""
    parameters, data = model_and_data(rng, examples=30)
    chosen = rng.permutation(30)[:20]
    _expect_means(submission, parameters, data, chosen[:18], 6,
                  "For a loader that gives 18 of 30 examples, the {value}",
                  "len(loader.dataset) may be larger than the number of examples that the loader"
                  " gives.", chosen=chosen, drop_last=True)  # fmt: skip


def _expect_means(submission, parameters, data, given, batch_size, text, hint, **options):
    """Each value is the mean of what the submission says of the examples that were given.

    The sum is as good here: that it was not divided has lost its points elsewhere.
    """
    alone = lists_of_numbers(submission.evaluations_alone(data, parameters))
    _, numbers = evaluated(submission, parameters, data, "eval", batch_size, **options)
    values = ("first value", "second value")
    expect(len(numbers) > 1, "One of the two values is missing.", observed="one value")
    sizes = {len(one) for one in alone}
    message = "On single examples, another number of values is returned."
    expect(len(alone) == len(data["y"]) and sizes == {len(numbers)}, message)
    alone = np.array(alone)[list(given)]  # (examples, values)
    message = "The returned values are the same for each example."
    expect(np.ptp(alone, axis=0).any(), message, observed="the same")
    means, sums = alone.mean(axis=0), alone.sum(axis=0)
    ratios = numbers / np.where(means == 0, 1, means)
    for at, (number, mean, total) in enumerate(zip(numbers, means, sums, strict=True)):
        if close(number, total):
            continue
        what = Message(text, value=Message(values[at]) if at < 2 else Message("other value"))
        expect_close(number, mean, what, hint, rtol=10 * RTOL, observed=ratios)
