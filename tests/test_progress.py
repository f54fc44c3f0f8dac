"""What a command says of how far it has come."""

import io

import pytest
from demo_course import CORRECT, hand_in
from rich.console import Console
from typer.testing import CliRunner

from autograder.commands import progress
from autograder.commands.app import app
from autograder.commands.progress import Lines


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_a_log_gets_a_line_every_half_minute(clock):
    written = []
    lines = Lines(written.append, clock)
    for done in range(1, 61):
        clock.now += 2
        lines.show("Grading demo", done, 300)
    assert written == [
        "Grading demo: 15 of 300 after 0:30",
        "Grading demo: 30 of 300 after 1:00",
        "Grading demo: 45 of 300 after 1:30",
        "Grading demo: 60 of 300 after 2:00",
    ]


def test_a_submission_that_takes_long_is_no_reason_for_silence(clock):
    written = []
    lines = Lines(written.append, clock)
    lines.show("Grading demo", 3, 300)
    for _ in range(70):
        clock.now += 1
        lines.beat()
    assert written == ["Grading demo: 3 of 300 after 0:30", "Grading demo: 3 of 300 after 1:00"]


def test_a_run_of_less_than_half_a_minute_writes_nothing(clock):
    written = []
    lines = Lines(written.append, clock)
    clock.now += 29
    lines.show("Grading demo", 300, 300)
    assert written == []


def test_a_console_that_is_no_terminal_gets_lines_and_a_terminal_gets_bars(clock, monkeypatch):
    monkeypatch.setattr(progress, "HALF_A_MINUTE", 0.0)
    log, screen = io.StringIO(), io.StringIO()
    for file, terminal in ((log, False), (screen, True)):
        with progress.bars(Console(file=file, force_terminal=terminal, width=100)) as show:
            show("Grading demo", 1, 2)
    assert log.getvalue().startswith("Grading demo: 1 of 2 after 0:00\n")
    assert "━" in screen.getvalue()


def test_what_is_tracked_comes_through_unchanged():
    items = progress.track(Console(file=io.StringIO()), iter("abc"), 3, "Grading")
    assert list(items) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["grade", "demo", "FOLDER", "--json", "-"], "Grading: 1 of 1 after 0:0"),
        (["course"], "demo: 1 of 1 after 0:0"),
        (["course", "--dry-run"], ": 1 of 1 after 0:0"),
        (["verify", "demo", "--jobs", "1"], " after 0:0"),
        (["notebooks", "--jobs", "1"], " after 0:0"),
    ],
    ids=["grade", "course", "dry run", "verify", "notebooks"],
)
def test_a_command_without_a_terminal_writes_plain_lines_to_standard_error(
    layout, monkeypatch, words, told
):
    folder = hand_in(layout, "student-01", CORRECT)
    monkeypatch.chdir(layout.root)
    monkeypatch.setattr(progress, "HALF_A_MINUTE", 0.0)
    result = CliRunner().invoke(app, [word.replace("FOLDER", str(folder)) for word in words])
    assert told in result.stderr
    assert "\x1b" not in result.stderr
    assert " after 0:0" not in result.stdout
