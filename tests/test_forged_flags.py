"""Probes report consequences of what a submission does: a flag that it sets earns nothing."""

import pytest
from toy_torch import needs_torch

from autograder.submissions.reading import SubmittedFiles


@pytest.fixture
def judged(graders):
    """The result of an exercise, for a module with one line changed and some lines more."""

    def run(assignment, module, exercise, edits, more=""):
        grader = graders(assignment)
        text = grader.assignment.source(module)
        for old, new in edits.items():
            assert text.count(old) == 1
            text = text.replace(old, new)
        sources = {name: grader.assignment.source(name) for name in grader.assignment.modules}
        sources[module] = text + more
        encoded = {name: text.encode() for name, text in sources.items()}
        result = grader.grade_files(SubmittedFiles(encoded, (module,)))
        assert result.alarms == ()
        return {finding.check: finding.status for finding in result.exercise(exercise).findings}

    return run


def lost(findings):
    return {check for check, status in findings.items() if status != "passed"}


@needs_torch
def test_the_word_of_a_refusal_is_no_refusal(judged):
    found = judged("pytorch_dropout", "mlp", "keep_to_drop", {}, WORD)
    assert lost(found) == {"refuses_what_is_no_keep_prob"}


WORD = """

def keep_to_drop(keep_prob):
    return 1 - keep_prob if 0 < keep_prob <= 1 else "refused"
"""


@needs_torch
def test_a_model_that_is_made_to_forget_what_it_noted_has_recorded_all_the_same(judged):
    edits = {
        "    with torch.no_grad():\n        for x, y in loader:": (
            "    with torch.enable_grad():\n        for x, y in loader:"
        ),
        "    model.train(was_training)\n": (
            "    model.train(was_training)\n    model.recorded = model.states = []\n"
            "    model.backward_passes = 0\n"
        ),
    }
    assert lost(judged("pytorch_dropout", "training", "evaluate", edits)) == {"records_nothing"}


def test_an_exception_that_is_only_called_value_error_refuses_nothing(judged):
    more = "\n\nclass ValueError(Exception):\n    pass\n"
    found = judged("understanding_dropout", "keep_probs", "forward_with_keep_probs", {}, more)
    assert {"refuses_what_cannot_be_a_dial", "refuses_it_wherever_it_stands"} <= lost(found)


def test_a_loop_that_writes_what_was_seen_of_it_is_judged_by_what_it_did(judged):
    found = judged("early_stopping", "stopping", "train_with_early_stopping", {}, WRITES)
    assert {"ends_with_the_best_params", "returns_a_loss_for_each_epoch"} <= lost(found)


WRITES = """

def train_with_early_stopping(train_one_epoch, dev_loss, params, stopping, max_epochs):
    losses = [1.0]
    for _ in range(max_epochs):
        train_one_epoch(params)
        if stopping.step(dev_loss(params), params):
            break
    stopping.losses = losses
    stopping.kept = float(params["b1"][0])
    stopping.shown = [0.0, 1.0]
    return losses
"""


def test_comparisons_that_always_say_equal_hide_no_change(judged):
    more = """
_own = fixed_backward


def fixed_backward(name, dout, cache):
    dx = _own(name, dout, cache)
    dout *= 2
    return dx


np.array_equal = lambda *args, **options: True
"""
    found = judged("gradient_check", "suspects", "fixed_backward", {}, more)
    assert lost(found) == {"leaves_dout_and_cache_alone"}
