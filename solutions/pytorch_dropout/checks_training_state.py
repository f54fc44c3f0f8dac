"""Checks of what evaluate leaves behind, and of the modes.

They ask first whether anything was evaluated at all: values that are the same for other labels,
or for another model, say nothing about a mode.
"""

import numpy as np
from checks_training_evaluate import evaluated, evaluation
from common import RTOL
from common_training import close, model_and_data, true_scores, without_modes

from autograder import Message, expect, expect_array, expect_close


def expect_an_evaluation(submission, parameters, data):
    """The returned values depend on the labels and on the model, and on nothing else."""
    scores = true_scores(parameters, data["x"], "eval")
    labels = [{**data, "y": y} for y in (scores.argmax(axis=1), scores.argmin(axis=1))]
    models = [{**parameters, "w": factor * parameters["w"]} for factor in (-2, 0)]
    first, again, *others = (
        evaluated(submission, some, these, "eval", batch_size=4)[1]
        for some, these in (
            *((parameters, some) for some in (data, data, *labels)),
            *((some, data) for some in models),
        )
    )
    message = "The returned values have nothing to do with the model and the labels."
    count = min(len(some) for some in (first, *others))
    differ = np.array([[not close(first[i], some[i]) for i in range(count)] for some in others])
    measured = (differ[:2].any(axis=0) & differ[2:].any(axis=0)).any()
    expect(bool(measured), message, "Loop over the loader.", observed="the same")
    message = "Two evaluations of one model in eval mode give different values."
    expect(close(first, again), message, observed="different")


@evaluation.check(points=2)
def uses_eval_mode(submission, reference, rng):
    """Every batch is evaluated in eval mode, even if the model was in train mode before."""
    parameters, data = model_and_data(rng, examples=24)
    expect_an_evaluation(submission, parameters, data)
    _, found = evaluated(submission, parameters, data, "train", batch_size=8)
    # In eval mode nobody sees what train mode would have done.
    plain = without_modes(parameters)
    _, expected = evaluated(submission, plain, data, "train", batch_size=8)
    _, before_in_eval_mode = evaluated(submission, parameters, data, "eval", batch_size=8)
    hint = "Dropout must be off, in each layer of the model and for each batch."
    what = "For a model in train mode, what evaluate returns"
    seen = found, before_in_eval_mode
    expect_close(found, expected, what, hint, rtol=RTOL, observed=seen)


@evaluation.check(points=2)
def gives_the_mode_back(submission, reference, rng):
    """After the evaluation the model is in the same mode as before, train or eval."""
    parameters, data = model_and_data(rng, examples=24)
    expect_an_evaluation(submission, parameters, data)
    modes = {}
    for mode in ("train", "eval"):
        found, _ = evaluated(submission, parameters, data, mode, batch_size=8)
        scores = expect_array(found.get("scores"), (24, 4), "The scores afterwards")
        modes[mode] = mode_of(parameters, data["x"], scores)
    hint = "Which mode did the model have before you changed it?"
    text = "The model was in {before} mode before, and afterwards it is in {after} mode."
    partly = "The model was in {before} mode before, and afterwards only a part of it is."
    changed = "After the evaluation, the scores are those of neither mode."
    for before, after in modes.items():
        words = {"partly": partly, "neither": changed}.get(after, text)
        message = Message(words, before=Message(before), after=Message(after))
        expect(before == after, message, hint, observed=tuple(modes.values()))


def mode_of(parameters, x, scores):
    """The mode of a model that gives these scores."""
    for mode in ("train", "eval"):
        if np.allclose(scores, true_scores(parameters, x, mode), rtol=RTOL, atol=RTOL):
            return mode
    for part in without_modes(parameters).items():
        partly = true_scores({**parameters, part[0]: part[1]}, x, "train")
        if part[0] in ("shift", "factors") and np.allclose(scores, partly, rtol=RTOL, atol=RTOL):
            return "partly"
    return "neither"


@evaluation.check(points=2)
def records_nothing(submission, reference, rng):
    """The evaluation records nothing for a backward pass."""
    parameters, data = model_and_data(rng, examples=8)
    expect_an_evaluation(submission, parameters, data)
    added = 3.0 * rng.permutation(4)  # to scores that are recorded
    _, numbers = evaluated(submission, parameters, data, "eval", batch_size=4)
    _, found = evaluated(submission, parameters, data, "eval", batch_size=4, added=added)
    message = "The scores can be differentiated, so PyTorch has recorded how they were computed."
    hint = "eval() switches dropout off, but not the recording of gradients. What does?"
    expect(close(found, numbers), message, hint)


@evaluation.check(points=1)
def lets_training_go_on(submission, reference, rng):
    """After the evaluation, gradients are recorded if they were before, and only then."""
    parameters, data = model_and_data(rng, examples=8)
    expect_an_evaluation(submission, parameters, data)
    found, _ = evaluated(submission, parameters, data, "train", batch_size=4)
    gradient = expect_array(found.get("gradient"), (4,), "A gradient afterwards")
    hint = "If you switch the recording of gradients off, switch it on again afterwards."
    expect_close(gradient, np.full(4, 8.0), "The gradient of a backward pass afterwards", hint)
    found, _ = evaluated(submission, parameters, data, "eval", batch_size=4, recording=False)
    message = "Gradients were not recorded before the evaluation, and afterwards they are."
    hint = "with torch.no_grad(): leaves everything as it was before."
    gradient = expect_array(found.get("gradient"), (4,), "A gradient afterwards")
    expect(not gradient.any(), message, hint, observed="switched on")
