"""Checks of the steps of train_one_epoch, most basic first.

The true result of an epoch is computed in NumPy. A step that is wrong in itself loses its points
once: then the rest is compared with what the submission does with single batches.
"""

import numpy as np
from common import RTOL
from common_training import (
    alike,
    answer,
    arrays_of,
    batches_of,
    close,
    model_and_data,
    true_epoch,
    without_modes,
)

from autograder import Exercise, Message, expect, expect_close

train = Exercise("train_one_epoch", module="training", needs=("torch",))

RATES = (0.3, 0.1)  # learning rates of the weights and of the biases
STILL = (0.0, 0.0)  # with which nothing moves


def epoch(submission, parameters, data, batch_size, mode="train", rates=RATES, **options):
    """The answer of the probe to an epoch: a dict with weights and biases of the right shapes."""
    found = answer(submission, "an_epoch", data, parameters, mode, batch_size, rates, options)
    return {**found, **arrays_of(found, parameters)}


def moved(found, parameters):
    return not all(np.allclose(found[name], parameters[name], rtol=1e-6) for name in ("w", "b"))


def expect_moved(found, parameters, when):
    """The weights are not those before; what was seen of the passes tells the reasons apart."""
    passes = found.get("backward")
    passed = isinstance(passes, int) and passes > 0
    seen = (str(when), found.get("has_gradient") is True, passed)
    message = Message("{when}, the weights are the same as before.", when=when)
    hint = "Each batch needs a backward pass, and then a step."
    if not seen[2]:
        hint = "No backward pass reached the model: who computes the gradients?"
    elif not seen[1]:
        hint = "The gradients were computed, and are gone: where are they cleared?"
    expect(moved(found, parameters), message, hint, observed=seen)


def expect_step(found, parameters, expected, when, hint):
    """The weights have changed as they should."""
    expect_moved(found, parameters, when)
    changes = {"w": "{when}, the change of the weights", "b": "{when}, the change of the biases"}
    for name, text in changes.items():
        step, true = (some[name] - parameters[name] for some in (found, expected))
        what = Message(text, when=when)
        expect_close(step, true, what, hint, rtol=10 * RTOL, observed=(str(when), step))


@train.check(points=2)
def takes_a_step_for_a_batch(submission, reference, rng):
    """For a batch, the optimizer takes one step down the gradient of its mean cross-entropy."""
    parameters, data = model_and_data(rng, examples=12)
    data["x"] *= 6  # so that the gradient is large, and a limit on it shows
    still = epoch(submission, parameters, data, batch_size=12, rates=STILL)
    message = "The weights change although the learning rates of the optimizer are 0."
    hint = "The step is that of the optimizer that was handed over. Is another one made?"
    seen = ("another one", still["w"] - parameters["w"])
    expect(not moved(still, parameters), message, hint, observed=seen)
    hint = "The model gives scores before softmax. What does the loss function expect?"
    for decay, when in (
        (0.0, "After one batch"),
        (0.5, "After one batch, with an optimizer that has a weight decay"),
    ):
        found = epoch(submission, parameters, data, batch_size=12, decay=decay)
        expected, _ = true_epoch(parameters, data, 12, RATES, decay=decay)
        in_eval_mode, _ = true_epoch(parameters, data, 12, RATES, "eval", decay)
        if alike(found, in_eval_mode):  # the step is right; its mode is for another check
            expected = in_eval_mode
        expect_step(found, parameters, expected, Message(when), hint)
        hint = "The step is the optimizer's, with its rates and whatever else it does."


@train.check(points=1)
def steps_once_for_each_batch(submission, reference, rng):
    """Each batch has its own step, down the gradient of this batch alone."""
    parameters, data = model_and_data(rng, examples=18)
    found = epoch(submission, parameters, data, batch_size=5)
    expected, _ = true_epoch(parameters, data, 5, RATES)
    when = Message("After four batches")
    expect_moved(found, parameters, when)
    if not alike(found, expected):
        # Perhaps each single step is wrong in one way, and the sequence of the steps is right.
        state = parameters
        for batch in batches_of(data, 5):
            step = epoch(submission, state, batch, batch_size=5)
            state = {**state, "w": step["w"], "b": step["b"]}
        if alike(found, state) and not alike(state, expected):
            return
    hint = "backward() adds to the gradients that are there. Where are the old ones cleared?"
    expect_step(found, parameters, expected, when, hint)


@train.check(points=1)
def forgets_older_gradients(submission, reference, rng):
    """Gradients that were left over from before the epoch have no effect on its steps."""
    parameters, data = model_and_data(rng, examples=12)
    older = [rng.normal(0, 2, parameters[name].shape) for name in ("w", "b")]
    usual = epoch(submission, parameters, data, batch_size=6)
    found = epoch(submission, parameters, data, batch_size=6, older=older)
    when = Message("After two batches, with gradients left over from before")
    expect_moved(usual, parameters, when)
    hint = "A gradient is cleared before the backward pass that is to fill it, the first too."
    expect_step(found, parameters, usual, when, hint)


@train.check(points=2)
def trains_in_train_mode(submission, reference, rng):
    """The model is trained in train mode, in whatever mode it was before."""
    parameters, data = model_and_data(rng, examples=12)
    plain = without_modes(parameters)
    found = {mode: epoch(submission, parameters, data, 12, mode) for mode in ("eval", "train")}
    alone = {mode: epoch(submission, plain, data, 12, mode) for mode in ("eval", "train")}
    expected, _ = true_epoch(parameters, data, 12, RATES)
    if all(alike(one, expected) for one in found.values()):
        return
    # Perhaps the step is wrong, or there is none. It has been seen in train mode if it, or the
    # loss, is the same for either mode before, and another one without what train mode does.
    for_either = _same(found["eval"], found["train"]) and _same(alone["eval"], alone["train"])
    in_train_mode = for_either and not _same(found["eval"], alone["eval"])
    if in_train_mode and not alike(found["train"], expected):
        return
    hint = "An earlier evaluation may have left the model in eval mode."
    seen = tuple(one["w"] - parameters["w"] for one in found.values())
    for mode, one in found.items():
        when = Message("After one batch of a model in {mode} mode", mode=Message(mode))
        if not moved(one, parameters):
            message = Message("{when}, the returned loss is not that of train mode.", when=when)
            expect(False, message, hint, observed="nothing moves")
        what = Message("{when}, the change of the weights", when=when)
        step, true = one["w"] - parameters["w"], expected["w"] - parameters["w"]
        expect_close(step, true, what, hint, rtol=10 * RTOL, observed=seen)


def _same(some, others):
    """Whether two epochs had the same steps, or, where they had none, the same losses."""
    numbers = [each.get("numbers") for each in (some, others)]
    first = [some[0] if isinstance(some, list) and some else None for some in numbers]
    plain = [number for number in first if isinstance(number, float)]
    return alike(some, others) and (first == [None, None] or (len(plain) == 2 and close(*plain)))
