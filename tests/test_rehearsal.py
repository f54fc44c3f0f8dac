"""A submission that is served from a plan fares as one that is asked call by call."""

from pathlib import Path

import numpy as np
import pytest
from toy import REFERENCE, write_toy

from autograder.assignments.loading import load_assignment
from autograder.grading.grader import Grader
from autograder.sandbox.channel import Worker
from autograder.sandbox.clock import Clock
from autograder.sandbox.equality import same
from autograder.sandbox.worker_errors import SandboxLostError, WorkerLostError
from autograder.submissions.reading import SubmittedFiles
from autograder.worker.wire import Handle

DROPOUT = load_assignment(Path(__file__).parents[1] / "solutions" / "dropout")
pytestmark = pytest.mark.xdist_group("dropout")


@pytest.fixture(scope="module")
def toy(tmp_path_factory):
    folder = write_toy(tmp_path_factory.mktemp("solutions"))
    with Grader(load_assignment(folder)) as grader:
        yield grader


@pytest.fixture(scope="module")
def dropout(graders):
    return graders("dropout")


@pytest.fixture
def asked(monkeypatch):
    """What workers are asked to do, in order."""
    asked = []
    frames = Worker.frames

    def note(self, op, *args, **kwargs):
        asked.append(op)
        return frames(self, op, *args, **kwargs)

    monkeypatch.setattr(Worker, "frames", note)
    return asked


def never_in_time(monkeypatch):
    """Let no plan be answered in time, however soon the answers are there."""
    frames = Worker.frames

    def lose(self, op, *args, **kwargs):
        found = frames(self, op, *args, **kwargs)
        if op == "replay":
            self.end()
            raise WorkerLostError("time is up", timed_out=True)
        return found

    monkeypatch.setattr(Worker, "frames", lose)


def files(assignment, **texts):
    own = {module: assignment.source(module) for module in assignment.modules} | texts
    sources = {module: text.encode() for module, text in own.items()}
    return SubmittedFiles(sources, assignment.modules)


def test_a_correct_submission_is_asked_once_for_each_exercise(dropout, asked):
    assert dropout.grade_files(files(DROPOUT)).score == DROPOUT.points
    assert asked == ["load", "replay"] * 3


@pytest.mark.parametrize(
    ("module", "edit"),
    [
        ("layers", {}),
        ("layers", {" / p).astype": ").astype"}),
        ("layers", {"dx = dout * mask": "dx = dout"}),
        ("fc_net", {}),
    ],
)
def test_call_by_call_the_findings_are_the_same(dropout, asked, monkeypatch, module, edit):
    text = DROPOUT.source(module)
    for old, new in edit.items():
        text = text.replace(old, new)
    planned = dropout.grade_files(files(DROPOUT, **{module: text}))
    never_in_time(monkeypatch)
    asked.clear()
    live = dropout.grade_files(files(DROPOUT, **{module: text}))
    assert asked.count("call") > 100
    assert [e.findings for e in planned.exercises] == [e.findings for e in live.exercises]


def test_a_check_that_goes_its_own_way_is_answered_live(tmp_path, asked):
    folder = write_toy(tmp_path)
    checks = (folder / "checks.py").read_text()
    once = 'expect_close(submission.half(x), reference.half(x), "half(x)")'
    (folder / "checks.py").write_text(
        checks.replace(once, f"x = submission.half(submission.half(x)) * 4\n    {once}")
    )
    assignment = load_assignment(folder)
    with Grader(assignment) as grader:
        assert grader.grade_files(files(assignment)).score == 4
        assert asked == ["load", "replay"] * 2
        asked.clear()
        third = files(assignment, numbers_of_two=REFERENCE.replace("x / 2", "x / 3"))
        assert grader.grade_files(third).score == 3
        assert asked == ["load", "replay"] * 2 + ["call", "call"]


def test_an_exit_in_one_call_costs_that_call_and_no_other(toy, asked):
    text = "import os\n" + REFERENCE.replace("2 * x", "2 * x if x.ndim == 1 else os._exit(1)")
    result = toy.grade_files(files(toy.assignment, numbers_of_two=text))
    assert [f.status for f in result.exercise("double").findings] == ["passed", "error"]
    assert asked == ["load", "replay", "load", "stand by", "call", "call", "load", "replay"]


def test_what_was_printed_last_is_in_the_message(toy):
    text = "import os\n" + REFERENCE.replace("return 2 * x", 'print("so far"); os._exit(4)')
    found = toy.grade_files(files(toy.assignment, numbers_of_two=text)).exercises[0].first_cause
    assert "it exited with status 4. The last that it printed was: so far" in found.message


def test_a_lie_on_the_channel_costs_its_exercise_with_the_reason_and_no_other(toy):
    lie = REFERENCE.replace("return 2 * x", "import os; os.write(3, bytes(64)); return 2 * x")
    result = toy.grade_files(files(toy.assignment, numbers_of_two=lie))
    assert [e.score for e in result.exercises] == [0, 1]
    assert "not for submissions to use" in result.exercises[0].first_cause.message


def test_words_after_the_last_answer_are_a_lie_too(toy):
    lie = REFERENCE.replace(
        "return x / 2",
        "from threading import Timer; import os, time\n"
        "    Timer(0.0, os.write, (3, b'late')).start(); time.sleep(0.2); return x / 2",
    )
    result = toy.grade_files(files(toy.assignment, numbers_of_two=lie))
    assert [e.score for e in result.exercises] == [3, 0]


def test_a_lost_sandbox_is_no_fault_of_the_submission(toy, monkeypatch):
    frames, losses = Worker.frames, [1]

    def lose(self, *args, **kwargs):
        if losses:
            losses.pop()
            raise SandboxLostError("the sandbox ended")
        return frames(self, *args, **kwargs)

    monkeypatch.setattr(Worker, "frames", lose)
    assert toy.grade_files(files(toy.assignment)).score == 4


def test_a_sandbox_that_is_lost_after_the_last_answer_takes_nothing_away(toy, monkeypatch):
    def lose(self):
        self.end()
        raise SandboxLostError("the sandbox ended")

    monkeypatch.setattr(Worker, "close", lose)
    assert toy.grade_files(files(toy.assignment)).score == 4


def test_a_sandbox_that_is_lost_each_time_is_an_alarm_for_a_person(toy, monkeypatch):
    def lose(self, *args, **kwargs):
        raise SandboxLostError("the sandbox ended")

    monkeypatch.setattr(Worker, "frames", lose)
    result = toy.grade_files(files(toy.assignment))
    assert result.score == 0
    assert "the sandbox ended each time" in result.alarms[0]


def test_a_backward_that_calls_its_own_forward_is_for_a_person_and_costs_nothing(dropout):
    text = DROPOUT.source("layers").replace(
        "dx = dout * mask", 'dx = dout * mask if True else dropout_forward(dout, {"p": 1})'
    )
    result = dropout.grade_files(files(DROPOUT, layers=text))
    assert result.score == DROPOUT.points
    assert ["seems to call dropout_forward" in note for note in result.notes] == [True]


@pytest.mark.parametrize(
    ("a", "b", "alike"),
    [
        (np.zeros(3), np.zeros(3), True),
        (np.zeros(3), -np.zeros(3), False),
        (np.array([np.nan]), np.array([np.nan]), True),
        (np.zeros(3), np.zeros(3, np.float32), False),
        (np.zeros((1, 3)), np.zeros(3), False),
        (1, True, False),
        (1, 1.0, False),
        ({"p": 0.5, "seed": 1}, {"seed": 1, "p": 0.5}, False),
        ([1, (2, "x")], [1, (2, "x")], True),
        ([1, 2], (1, 2), False),
        (Handle(3, "dict"), Handle(3, ""), True),
        (Handle(3, "dict"), Handle(4, "dict"), False),
        (None, None, True),
    ],
)
def test_arguments_are_the_same_to_the_last_bit_or_not_at_all(a, b, alike):
    assert same(a, b) is alike


def test_what_is_asked_cannot_be_taken_from_the_library(dropout):
    text = "from reglab.layers import dropout_backward, dropout_forward\n"
    result = dropout.grade_files(files(DROPOUT, layers=text))
    assert [e.score for e in result.exercises][:2] == [0, 0]
    assert "is not in this copy of reglab" in result.exercises[0].first_cause.hint


def test_a_net_of_the_library_is_left_out_with_a_clear_word(dropout):
    text = "from reglab import FullyConnectedNet\n" + DROPOUT.source("fc_net")
    result = dropout.grade_files(files(DROPOUT, fc_net=text))
    assert result.score == DROPOUT.points
    assert "is not in this copy of reglab" in result.notes[0]


@pytest.mark.parametrize("used", [119.0, 120.0, 500.0])
def test_whose_time_is_used_up_is_told_that_and_nothing_else(dropout, used):
    clock = Clock(used=used)
    clock.seconds = used  # none is left, as after long calls of another exercise
    result = dropout.grade_files(files(DROPOUT), clock=clock)
    lost = [f for e in result.exercises for f in e.findings if f.status == "error"]
    assert lost
    assert all("used up" in finding.message for finding in lost)
