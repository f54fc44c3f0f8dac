"""Checks of what train_one_epoch returns.

A value that is more than one number loses its points once; its first number is then judged.
"""

import numpy as np
from checks_training import RATES, STILL, epoch, moved, train
from common import RTOL
from common_training import (
    arrays_of,
    batches_of,
    close,
    lists_of_numbers,
    model_and_data,
    numbers_of,
    true_epoch,
)

from autograder import Message, expect, expect_close


def loss_of(found):
    """The returned loss: the first number of what was returned."""
    return numbers_of(found, "train_one_epoch")[0]


def states_of(found, parameters, batches):
    """The parameters at which the submission came to each batch, when none of them is to move.

    They move where the steps are not those of the optimizer, which is for another check.
    """
    states = found.get("states")
    known = isinstance(states, list) and all(isinstance(s, list) and len(s) == 2 for s in states)
    if known and moved(found, parameters) and len(states) == len(batches):
        both = [arrays_of(dict(zip("wb", state, strict=True)), parameters) for state in states]
        return [{**parameters, **arrays} for arrays in both]
    return [parameters] * len(batches)


def true_loss(found, parameters, batches, mode):
    """The mean loss of the examples, each at the weights at which the submission came to it."""
    losses = [
        true_epoch(state, batch, len(batch["y"]), STILL, mode)[1]
        for state, batch in zip(states_of(found, parameters, batches), batches, strict=True)
    ]
    return np.concatenate(losses).mean()


@train.check(points=1)
def returns_the_mean_loss(submission, reference, rng):
    """The returned loss is the mean over all examples, each with the weights before its step."""
    parameters, data = model_and_data(rng, examples=20)
    asked = (
        ("four batches", 5, STILL, "Add up the losses of the examples, and divide by the"
         " number of examples."),
        ("a single batch", 20, RATES, "The loss of a batch is computed with the weights before"
         " its step."),
    )  # fmt: skip
    epochs = [epoch(submission, parameters, data, n, rates=rates) for _, n, rates, _ in asked]
    found = [loss_of(one) for one in epochs]
    for one, loss, (batches, n, _, hint) in zip(epochs, found, asked, strict=True):
        in_train_mode, in_eval_mode = (
            true_loss(one, parameters, batches_of(data, n), mode) for mode in ("train", "eval")
        )
        if close(loss, in_eval_mode):  # right, but for the mode, which is for another check
            continue
        what = Message("The mean loss of {batches}", batches=Message(batches))
        expect_close(loss, in_train_mode, what, hint, rtol=RTOL, observed=np.array(found))


def own_losses(submission, parameters, data, batch_size):
    """What the submission says of each example alone, at the weights at which it came to it."""
    found, batches = epoch(submission, parameters, data, batch_size, rates=STILL), [data]
    if moved(found, parameters):
        batches = batches_of(data, batch_size)
    alone = []
    for state, batch in zip(states_of(found, parameters, batches), batches, strict=True):
        alone += lists_of_numbers(submission.losses_alone(batch, state))
    expect(bool(alone) and all(alone), "On a single example, no number is returned.")
    alone = np.array([numbers[0] for numbers in alone])
    message = "The returned value is the same for each example."
    expect(not np.allclose(alone, alone[0]), message, observed="the same")
    return alone


@train.check(points=1, hidden=True)
def averages_over_examples(submission, reference, rng):
    """In the mean loss, each example that the loader gives counts the same, and no others do."""
    parameters, data = model_and_data(rng, examples=30)
    data["x"][20:23] *= 3  # what is in the short last batch has another loss than the others
    chosen = [*range(10, 20), *rng.permutation(10)]
    first, given = (
        {name: values[part] for name, values in data.items()} for part in (np.s_[:23], chosen[:18])
    )
    asked = (
        ("With a short last batch, the loss", first, first, 7, {},
         "The mean of the batch means is not the mean of the examples."),
        ("For a loader that gives 18 of 30 examples, the loss", data, given, 6,
         {"chosen": chosen, "drop_last": True},
         "len(loader.dataset) may be larger than the number of examples that the loader gives."),
    )  # fmt: skip
    own = [own_losses(submission, parameters, some, n) for _, _, some, n, _, _ in asked]
    found = [
        loss_of(epoch(submission, parameters, some, n, rates=STILL, **options))
        for _, some, _, n, options, _ in asked
    ]
    ratios = np.array([loss / alone.mean() for loss, alone in zip(found, own, strict=True)])
    for loss, alone, (what, *_, hint) in zip(found, own, asked, strict=True):
        if close(loss, alone.sum()):  # not divided at all, which is for another check
            continue
        expect_close(loss, alone.mean(), what, hint, rtol=10 * RTOL, observed=ratios)


@train.check(points=1, hidden=True)
def returns_a_plain_number(submission, reference, rng):
    """The returned loss is a plain number, which keeps nothing for a backward pass."""
    parameters, data = model_and_data(rng, examples=16)
    halves = batches_of(data, 8)
    found = [epoch(submission, parameters, half, batch_size=4) for half in (*halves, halves[0])]
    losses = [loss_of(one) for one in found]
    expect(close(losses[0], losses[2]), "The returned value is another one at each call.")
    message = "The returned value is the same, whatever the examples are."
    expect(not close(losses[0], losses[1]), message, observed="the same")
    kind = str(found[0].get("kind"))
    hint = "Such a tensor keeps all activations of the epoch in memory. item() gives the number."
    if kind == "tensor":
        hint = "float() or item() makes a number of a tensor that holds one."
    elif kind != "tensor with its history":
        hint = "Leave what is not the mean loss to evaluate."
    text = "train_one_epoch returns a {kind}, where one number is asked."
    message = Message(text, kind=Message(kind))
    expect(kind == "number", message, hint, observed=kind)
