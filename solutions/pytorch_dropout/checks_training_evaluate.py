"""Checks of evaluate, most basic first.

The model is that of the probes: a linear layer behind factors that act in train mode only. Its
true scores in each mode are computed here in NumPy.
"""

import numpy as np
from common import RTOL, expect_called, losses_of

from autograder import Exercise, Message, expect, expect_array, expect_close, expect_number, kind_of

evaluation = Exercise("evaluate", module="training", needs=("torch",))


def model_and_data(rng, examples, inputs=6, classes=4):
    """Parameters of the model, and examples; the model is right on about two thirds of them."""
    parameters = {
        "w": rng.normal(0, 1, (classes, inputs)),
        "b": rng.normal(0, 0.5, classes),
        "factors": rng.permutation(np.resize([0.0, -1.0, 2.0, 0.0], inputs)),
    }
    x = rng.normal(size=(examples, inputs))
    answers = true_scores(parameters, x, "eval").argmax(axis=1)
    wrong = rng.permutation(np.arange(examples) % 3 == 0)
    return parameters, {"x": x, "y": (answers + wrong) % classes}


def true_scores(parameters, x, mode):
    factors = parameters["factors"] if mode == "train" else 1
    return x * factors @ parameters["w"].T + parameters["b"]


def true_result(parameters, data, mode="eval"):
    """Mean loss and accuracy."""
    scores, y = true_scores(parameters, data["x"], mode), data["y"]
    return losses_of(scores, y)[0].mean(), np.mean(scores.argmax(axis=1) == y)


def evaluated(submission, parameters, data, mode, batch_size, chosen=None):
    """The answer of the probe to an evaluation, a dict."""
    found = submission.an_evaluation(data, parameters, mode, batch_size, chosen)
    expect(isinstance(found, dict), Message("An evaluation gave a {kind}.", kind=kind_of(found)))
    return found


def result(found):
    """The returned loss and accuracy, as numbers."""
    pair = found.get("returned")
    two = isinstance(pair, (list, tuple)) and len(pair) == 2
    expect(two, "evaluate does not return two values.", "Return loss, accuracy.")
    return [expect_number(pair[0], "The loss"), expect_number(pair[1], "The accuracy")]


@evaluation.check(points=1)
def measures_the_accuracy(submission, reference, rng):
    """The second value is the share of examples whose highest score is that of their label."""
    parameters, data = model_and_data(rng, examples=24)
    _, accuracy = result(evaluated(submission, parameters, data, "eval", batch_size=8))
    _, true = true_result(parameters, data)
    hint = "A share lies between 0 and 1. In which order are the two values returned?"
    expect_close(accuracy, true, "The accuracy", hint, rtol=RTOL)


@evaluation.check(points=1)
def measures_the_loss(submission, reference, rng):
    """The first value is the mean cross-entropy of the examples."""
    parameters, data = model_and_data(rng, examples=24)
    loss, _ = result(evaluated(submission, parameters, data, "eval", batch_size=8))
    true, _ = true_result(parameters, data)
    hint = "Add up the losses of the examples, and divide by the number of examples."
    expect_close(loss, true, "The loss", hint, rtol=RTOL)


@evaluation.check(points=2)
def uses_eval_mode(submission, reference, rng):
    """Every batch is evaluated in eval mode, even if the model was in train mode before."""
    parameters, data = model_and_data(rng, examples=24)
    found = evaluated(submission, parameters, data, "train", batch_size=8)
    expect_called(found)
    values, true = np.array(result(found)), np.array(true_result(parameters, data))
    if not np.allclose(values, true, rtol=RTOL):
        # Perhaps the measure is wrong: then it is equally wrong for a model in eval mode.
        usual = np.array(result(evaluated(submission, parameters, data, "eval", batch_size=8)))
        elsewhere = not np.isclose(usual, true, rtol=RTOL).all()
        train_loss, _ = true_result(parameters, data, "train")
        in_train_mode = np.isclose(usual, train_loss, rtol=RTOL).any()
        if elsewhere and not in_train_mode and np.allclose(values, usual, rtol=RTOL):
            return
    hint = "Dropout must be off, in each layer of the model and for each batch."
    what = "For a model in train mode, (loss, accuracy)"
    seen = (values, str(found.get("flags")))
    expect_close(values, true, what, hint, rtol=RTOL, observed=seen)


@evaluation.check(points=2)
def gives_the_mode_back(submission, reference, rng):
    """After the evaluation the model is in the same mode as before, train or eval."""
    parameters, data = model_and_data(rng, examples=24)
    modes = {}
    for mode in ("train", "eval"):
        found = evaluated(submission, parameters, data, mode, batch_size=8)
        expect_called(found)
        scores = expect_array(found.get("scores"), (24, 4), "The scores afterwards")
        modes[mode] = mode_of(parameters, data["x"], scores)
    hint = "Which mode did the model have before you changed it?"
    text = "The model was in {before} mode before, and afterwards it is in {after} mode."
    for before, after in modes.items():
        message = Message(text, before=before, after=after)
        expect(before == after, message, hint, observed=tuple(modes.values()))


def mode_of(parameters, x, scores):
    """The mode of a model that gives these scores."""
    for mode in ("train", "eval"):
        if np.allclose(scores, true_scores(parameters, x, mode), rtol=RTOL, atol=RTOL):
            return mode
    return Message("neither")


@evaluation.check(points=2)
def records_nothing(submission, reference, rng):
    """The evaluation records nothing for a backward pass."""
    parameters, data = model_and_data(rng, examples=8)
    found = evaluated(submission, parameters, data, "eval", batch_size=4)
    expect_called(found)
    message = "The scores can be differentiated, so PyTorch has recorded how they were computed."
    hint = "eval() switches dropout off, but not the recording of gradients. What does?"
    expect(found.get("graph") is False, message, hint)


@evaluation.check(points=1)
def lets_training_go_on(submission, reference, rng):
    """After the evaluation, training can go on: a backward pass gives the right gradient."""
    parameters, data = model_and_data(rng, examples=8)
    found = evaluated(submission, parameters, data, "train", batch_size=4)
    expect_called(found)
    gradient = expect_array(found.get("gradient"), (4,), "A gradient afterwards")
    hint = "If you switch the recording of gradients off, switch it on again afterwards."
    expect_close(gradient, np.full(4, 8.0), "The gradient of a backward pass afterwards", hint)


@evaluation.check(points=1, after=(measures_the_accuracy, measures_the_loss), hidden=True)
def counts_each_example_once(submission, reference, rng):
    """Each example of a shorter last batch counts as much as any other."""
    parameters, data = model_and_data(rng, examples=23, inputs=9, classes=5)
    data["x"][-2:] *= 2  # the last two are certainly wrong
    data["y"][-2:] = true_scores(parameters, data["x"][-2:], "eval").argmin(axis=1)
    found = result(evaluated(submission, parameters, data, "eval", batch_size=7))
    true = true_result(parameters, data)
    hint = "The mean of the batch means is not the mean of the examples."
    what = "With a short last batch, (loss, accuracy)"
    expect_close(np.array(found), np.array(true), what, hint, rtol=RTOL)


@evaluation.check(points=1, after=(measures_the_accuracy, measures_the_loss), hidden=True)
def counts_what_the_loader_gives(submission, reference, rng):
    """Both means are over the examples that the loader gives, perhaps a part of its data set."""
    parameters, data = model_and_data(rng, examples=30)
    chosen = rng.permutation(30)[:18]
    found = evaluated(submission, parameters, data, "eval", batch_size=6, chosen=chosen)
    true = true_result(parameters, {name: values[chosen] for name, values in data.items()})
    hint = "len(loader.dataset) may be larger than the number of examples that the loader gives."
    what = "For a loader of 18 of 30 examples, (loss, accuracy)"
    expect_close(np.array(result(found)), np.array(true), what, hint, rtol=RTOL)
