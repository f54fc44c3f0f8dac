"""The history of scores: every change has its line and its reason, and no line is lost."""

import json

import pytest
from demo_course import ADDS_TWO, CORRECT, hand_in, nbgrader
from marking import answer, mark, set_due_date
from typer.testing import CliRunner

from autograder.commands.app import app
from autograder.course.run import run_course
from autograder.gradebook.changes import changes
from autograder.gradebook.history import History

ONE_POINT_OFF = """
from nbgrader.plugins import LateSubmissionPlugin


class OnePoint(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 1


get_config().AssignLatePenalties.plugin_class = OnePoint
"""


def entries(layout, student="student-01"):
    return History(layout.history("demo")).entries(student)


def why(layout, student="student-01"):
    return [change.why for change in changes(entries(layout, student))]


def test_the_first_grading_is_the_first_line(layout):
    hand_in(layout, "student-01", ADDS_TWO)
    nbgrader(layout)
    (entry,) = entries(layout)
    assert entry.scores.total == entry.graded.exercises["double"].score + 1
    assert entry.graded.exercises["double"].lost[0].points > 0
    assert why(layout) == [("graded for the first time",)]


def test_a_run_with_nothing_new_adds_no_line(layout):
    hand_in(layout, "student-01")
    nbgrader(layout)
    nbgrader(layout)
    assert len(entries(layout)) == 1


def test_other_code_is_told_with_what_it_changed(layout):
    hand_in(layout, "student-01", ADDS_TWO)
    nbgrader(layout)
    hand_in(layout, "student-01", CORRECT)
    nbgrader(layout)
    change = changes(entries(layout))[-1]
    assert change.why == ("other code was handed in",)
    before, now = change.cells["double"]
    assert before < now == 3


def test_a_mark_is_told_though_nothing_is_graded_again(layout):
    answer(layout, "student-01", "Because.")
    nbgrader(layout)
    mark(layout, "student-01", 1.5)
    nbgrader(layout)
    assert why(layout)[-1] == ("a person gave why 1.5", "no longer waits: why")


def test_an_extension_is_told_though_nothing_is_graded_again(layout):
    with (layout.root / "nbgrader_config.py").open("a") as file:
        file.write(ONE_POINT_OFF)
    set_due_date(layout, 2026, 3, 4)
    folder = hand_in(layout, "student-01")
    (folder / "timestamp.txt").write_text("2026-03-04 20:00 UTC")
    run_course(layout)
    set_due_date(layout, 2026, 3, 5)
    run_course(layout)
    assert why(layout)[-1] == ("the penalty for being late is 0, no longer 1",)
    before, now = entries(layout)
    assert now.scores.total == before.scores.total + 1


def test_a_changed_check_is_told(layout):
    hand_in(layout, "student-01")
    nbgrader(layout)
    checks = layout.solutions / "demo/checks.py"
    checks.write_text(checks.read_text().replace("double(1) is 2.", "Double 1 and you have 2."))
    nbgrader(layout)
    assert why(layout)[-1] == ("the assignment has changed",)


def test_half_a_line_costs_no_other(layout):
    hand_in(layout, "student-01", ADDS_TWO)
    nbgrader(layout)
    path = layout.history("demo") / "student-01.jsonl"
    path.write_text(path.read_text() + '{"at": "2026-0')
    hand_in(layout, "student-01", CORRECT)
    nbgrader(layout)
    assert len(entries(layout)) == 2


@pytest.mark.parametrize("line", ["{}", "[]", '{"at": 1, "graded": 2, "scores": 3}', "null"])
def test_a_line_that_means_nothing_is_passed_over(layout, line):
    hand_in(layout, "student-01")
    nbgrader(layout)
    path = layout.history("demo") / "student-01.jsonl"
    path.write_text(f"{line}\n{path.read_text()}")
    assert len(entries(layout)) == 1


def test_a_line_is_json_that_scripts_read(layout):
    hand_in(layout, "student-01")
    nbgrader(layout)
    line = json.loads((layout.history("demo") / "student-01.jsonl").read_text())
    assert line["scores"]["cells"] == {"double": 3.0, "halve": 1.0, "why": 0.0}


def test_scripts_read_the_history_as_json_and_nothing_else_is_printed(layout, monkeypatch):
    hand_in(layout, "student-01", ADDS_TWO)
    nbgrader(layout)
    hand_in(layout, "student-01", CORRECT)
    nbgrader(layout)
    monkeypatch.chdir(layout.root)
    page = str(layout.root / "appeal.html")
    words = ["history", "student-01", "demo", "--json", "-", "--page", page]
    document = json.loads(CliRunner().invoke(app, words).stdout)
    assert (document["schema"], document["student"]) == (1, "student-01")
    first, last = document["assignments"]["demo"]
    assert first["why"] == ["graded for the first time"]
    assert (last["why"], last["moved"]["double"]) == (
        ["other code was handed in"],
        {"from": 0, "to": 3},
    )
    assert last["total"] == first["total"] + 3
    assert {"at", "graded", "scores"} <= last.keys()

    said = CliRunner().invoke(app, ["history", "student-01", "--json", "history.json"]).stdout
    assert "other code was handed in" in said
    assert json.loads((layout.root / "history.json").read_text()) == document
