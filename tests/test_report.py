"""The report on a class tells true numbers, names nobody unasked, and opens in a browser."""

import csv
import io
import json
import re

import numpy as np
import pytest
from demo_course import CORRECT
from reported import ADDS_TWO, TRIPLES, hand_in_code, note
from typer.testing import CliRunner

from autograder.assignments.loading import load_assignment
from autograder.commands.app import app
from autograder.course.reporting.files import write_report
from autograder.course.reporting.report import make_report

OWN = """\
def double(x):
    # my own way
    total = x
    for step in range(1):
        extra = x * 1.0
        total = total + extra - 0.0 * step
    if total is None:
        raise ValueError("nothing")
    return total


def halve(x):
    return x / 2
"""


def part_of(layout, *, names=True):
    report = make_report(layout, [load_assignment(layout.solutions / "demo")], names=names)
    (part,) = report.parts
    return part


@pytest.fixture
def class_of_six(layout):
    for number, (double, halve, why) in enumerate(
        [
            ((), (), 2),
            ((), (), 1.5),
            ((), (("halves_one", 1, ""),), 1),
            (ADDS_TWO, (), 1),
            (ADDS_TWO, (("halves_one", 1, ""),), 0),
            (TRIPLES, (), 0.5),
        ],
        start=1,
    ):
        note(layout, f"student-{number:02}", double=double, halve=halve, why=why)
    return layout


def test_difficulty_is_the_share_of_the_points_that_was_earned(class_of_six):
    items = {item.exercise: item for item in part_of(class_of_six).exercises}
    assert items["double"].difficulty == pytest.approx(3 / 6)
    assert items["halve"].difficulty == pytest.approx(4 / 6)
    assert items["why"].difficulty == pytest.approx((2 + 1.5 + 1 + 1 + 0 + 0.5) / 12)


def test_discrimination_leaves_an_exercise_out_of_its_own_total(class_of_six):
    double = np.array([3, 3, 3, 0, 0, 0.0])
    others = np.array([1, 1, 0, 1, 0, 1]) + np.array([2, 1.5, 1, 1, 0, 0.5])
    items = {item.exercise: item for item in part_of(class_of_six).exercises}
    covariance = ((double - double.mean()) * (others - others.mean())).mean()
    assert items["double"].discrimination == pytest.approx(covariance / double.std() / others.std())


def test_a_class_of_four_has_no_discrimination(layout):
    for number in range(4):
        note(layout, f"student-{number}", double=ADDS_TWO if number else (), why=number / 2)
    assert {item.discrimination for item in part_of(layout).exercises} == {None}


def test_scores_are_counted_by_tenths(class_of_six):
    items = {item.exercise: item for item in part_of(class_of_six).exercises}
    assert items["double"].scores == (3, 0, 0, 0, 0, 0, 0, 0, 0, 3)
    assert sum(items["why"].scores) == 6
    assert items["why"].scores[4] == 2  # 1 of 2 points is the fifth tenth


def test_the_check_that_costs_most_comes_first(class_of_six):
    checks = part_of(class_of_six).checks
    assert [(check.check, check.lost, check.points_lost) for check in checks] == [
        ("doubles_anything", 3, 6.0),
        ("doubles_one", 3, 3.0),
        ("halves_one", 2, 2.0),
    ]


def test_a_misconception_is_counted_once_a_student_with_its_points(class_of_six):
    (found,) = part_of(class_of_six).misconceptions
    assert found.name == "adds_two"
    assert found.students == ("student-04", "student-05")
    assert found.points == 6


def test_who_hands_in_again_without_a_misconception_got_over_it(class_of_six):
    note(class_of_six, "student-04", code="b")
    part = part_of(class_of_six)
    (found,) = part.misconceptions
    assert found.students == ("student-05",)
    assert found.ever == ("student-04", "student-05")
    assert found.over == ("student-04",)
    assert part.resubmitted == 1


def test_equal_findings_without_a_cause_are_one_group(class_of_six):
    note(class_of_six, "student-07", double=TRIPLES)
    note(class_of_six, "student-08", double=TRIPLES, found="it is 4")
    groups = [g for g in part_of(class_of_six).unrecognized if g.exercise == "double"]
    assert [group.students for group in groups] == [("student-06", "student-07"), ("student-08",)]
    assert groups[0].found[0] == ("doubles_one", "it is 3")


def test_an_answer_that_waits_counts_as_waiting_and_not_as_zero(class_of_six):
    note(class_of_six, "student-07", why=0.0, waits=("why",))
    part = part_of(class_of_six)
    (waits,) = part.waiting
    assert (waits.cell, waits.students) == ("why", ("student-07",))
    assert next(item for item in part.exercises if item.exercise == "why").students == 6


def test_two_who_share_their_own_code_are_alike_whatever_the_names_in_it(class_of_six):
    for number in range(1, 7):
        hand_in_code(class_of_six, f"student-{number:02}", CORRECT)
    hand_in_code(class_of_six, "student-02", OWN)
    hand_in_code(class_of_six, "student-05", OWN.replace("extra", "more").replace("my", "her"))
    (group,) = part_of(class_of_six).similar
    assert group.students == ("student-02", "student-05")
    assert not group.identical
    first, _ = group.sides
    assert "".join(text for text, _ in first.parts) == OWN
    assert any("total + extra" in text for text, shared in first.parts if shared)


def test_right_answers_in_the_usual_way_are_not_alike(class_of_six):
    for number in range(1, 7):
        hand_in_code(class_of_six, f"student-{number:02}", CORRECT)
    assert part_of(class_of_six).similar == ()


def test_what_many_write_is_a_common_way(class_of_six):
    for number in range(1, 7):
        hand_in_code(class_of_six, f"student-{number:02}", OWN)
    assert part_of(class_of_six).similar == ()


def test_nobody_is_named_unless_asked_for(class_of_six, tmp_path):
    for number in (2, 5):
        hand_in_code(class_of_six, f"student-{number:02}", f"# by student-{number:02}\n{OWN}")
    assignments = [load_assignment(class_of_six.solutions / "demo")]
    nameless = tmp_path / "nameless"
    for name in write_report(nameless, make_report(class_of_six, assignments, names=False)):
        assert "student-0" not in (nameless / name).read_text()
    named = make_report(class_of_six, assignments, names=True)
    write_report(tmp_path / "named", named)
    assert "student-05" in (tmp_path / "named/report.html").read_text()


def test_the_page_needs_nothing_else_and_escapes_what_students_wrote(class_of_six, tmp_path):
    note(class_of_six, "student-07", double=TRIPLES, found="<script>alert(1)</script>")
    assignments = [load_assignment(class_of_six.solutions / "demo")]
    write_report(tmp_path, make_report(class_of_six, assignments, names=True))
    page = (tmp_path / "report.html").read_text()
    assert "<script>alert" not in page
    assert not re.search(r"""(src|href)=["']?(https?:)?//|@import|url\(""", page)


def test_tables_and_json_say_the_same(class_of_six, tmp_path):
    assignments = [load_assignment(class_of_six.solutions / "demo")]
    write_report(tmp_path, make_report(class_of_six, assignments, names=True))
    (row,) = csv.DictReader(io.StringIO((tmp_path / "misconceptions.csv").read_text()))
    (found,) = json.loads((tmp_path / "report.json").read_text())["parts"][0]["misconceptions"]
    assert row["name"] == found["name"] == "adds_two"
    assert float(row["points"]) == found["points"] == 6
    assert row["students"].split() == found["students"]


def test_a_cell_is_never_a_formula(class_of_six, tmp_path):
    note(class_of_six, "=1+1", double=ADDS_TWO)
    assignments = [load_assignment(class_of_six.solutions / "demo")]
    write_report(tmp_path, make_report(class_of_six, assignments, names=True))
    rows = csv.DictReader(io.StringIO((tmp_path / "misconceptions.csv").read_text()))
    assert [row["students"] for row in rows] == ["'=1+1 student-04 student-05"]


def test_the_command_says_what_it_found_and_where(class_of_six, monkeypatch):
    monkeypatch.chdir(class_of_six.root)
    done = CliRunner().invoke(app, ["report"])
    assert done.exit_code == 0, done.output
    assert "demo: 6 students" in done.output
    assert (class_of_six.report / "report.html").is_file()


def test_without_anything_graded_the_command_says_what_to_do(layout, monkeypatch):
    monkeypatch.chdir(layout.root)
    done = CliRunner().invoke(app, ["report"])
    assert done.exit_code == 1
    assert "autograder course" in done.output


def test_the_history_command_tells_why_a_score_changed(class_of_six, monkeypatch, tmp_path):
    note(class_of_six, "student-04", code="b")
    monkeypatch.chdir(class_of_six.root)
    page = tmp_path / "appeal.html"
    done = CliRunner().invoke(app, ["history", "student-04", "--page", str(page)])
    assert done.exit_code == 0, done.output
    assert "other code was handed in" in done.output
    assert "double: 0 → 3" in page.read_text()


def test_the_history_of_nobody_names_those_who_have_one(class_of_six, monkeypatch):
    monkeypatch.chdir(class_of_six.root)
    done = CliRunner().invoke(app, ["history", "student-99"])
    assert done.exit_code == 1
    assert "student-01" in done.output
