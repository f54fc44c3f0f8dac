"""What is taken off for being late: read for certain, told alike everywhere, and up to date."""

import csv
import io
from datetime import datetime

import pytest
from demo_course import ADDS_TWO, CORRECT, command, hand_in
from marking import answer, grade_of, mark, open_gradebook, set_due_date
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from rich.console import Console
from traitlets.config import Config

from autograder.commands.terminal import show_course
from autograder.course.run import run_course
from autograder.gradebook.config import configure

POLICY = """
from nbgrader.plugins import LateSubmissionPlugin


class OneADay(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return total_seconds_late // 86400 + 1


get_config().AssignLatePenalties.plugin_class = OneADay
"""


def hand_in_at(layout, student, time, module=CORRECT):
    folder = hand_in(layout, student, module)
    (folder / "timestamp.txt").write_text(time)
    return folder


@pytest.fixture
def course(layout):
    """A course of Seoul that takes off a point a day: due at 20:00 on 4 March."""
    with (layout.root / "nbgrader_config.py").open("a") as file:
        file.write(POLICY)
    (layout.root / "course.toml").write_text('variants = 0\ntimezone = "Asia/Seoul"\n')
    set_due_date(layout, 2026, 3, 4, 11)
    return layout


@pytest.fixture
def late(course):
    """One student on time, and two who are an hour late; graded."""
    hand_in_at(course, "student-01", "2026-03-04 19:59 KST")
    hand_in_at(course, "student-02", "2026-03-04 21:00")
    hand_in_at(course, "student-03", "2026-03-04T21:00+0900", ADDS_TWO)
    run_course(course)
    return course


def totals(run):
    return {row.student: (row.total, row.late_penalty) for row in run.rows}


def page_of(layout, student):
    return (layout.feedback(student, "demo") / "demo.html").read_text()


def exported(layout, tmp_path):
    done = command(layout, "export", "--to", f"{tmp_path}/grades.csv")
    assert done.returncode == 0, done.stderr
    rows = csv.DictReader(io.StringIO((tmp_path / "grades.csv").read_text()))
    return {row["student_id"]: float(row["score"]) for row in rows}


def times(layout):
    """When each autograded notebook and each page was written, by student."""
    return {
        path.relative_to(layout.course).parts[:2]: path.stat().st_mtime_ns
        for folder in ("autograded", "feedback")
        for path in (layout.course / folder).glob("*/demo/demo.*")
    }


def written(layout, before):
    """Whose notebooks and pages were written since."""
    return {name for name, time in times(layout).items() if before.get(name) != time}


def test_table_page_and_export_show_one_total_and_say_what_was_taken_off(late, tmp_path):
    run = run_course(late)
    assert totals(run) == {
        "student-01": (4.0, 0.0),
        "student-02": (3.0, 1.0),
        "student-03": (0.0, 1.0),
    }
    assert exported(late, tmp_path) == {s: total for s, (total, _) in totals(run).items()}
    page = page_of(late, "student-02")
    assert "3 of 6 points</b>" in page
    assert "1 taken off for being late" in page
    assert "for being late" not in page_of(late, "student-01")
    output = io.StringIO()
    show_course(Console(file=output, width=120), late, run)
    assert output.getvalue().count("Late: 1 taken off") == 2


def test_an_extension_brings_total_and_page_with_it_and_touches_nobody_else(late):
    before = times(late)
    with open_gradebook(late) as gradebook:
        gradebook.grant_extension("demo", "student-02", hours=2)
    run = run_course(late)
    assert totals(run)["student-02"] == (4.0, 0.0)
    assert [row.status for row in run.rows] == ["unchanged", "graded", "unchanged"]
    assert "4 of 6 points</b>" in page_of(late, "student-02")
    assert written(late, before) == {("feedback", "student-02")}


def test_an_extension_reaches_pages_by_nbgraders_own_commands_without_force(late):
    before = times(late)
    with open_gradebook(late) as gradebook:
        gradebook.grant_extension("demo", "student-02", hours=2)
    for name in ("autograde", "generate_feedback"):
        done = command(late, name, "demo")
        assert done.returncode == 0, done.stderr
    assert "4 of 6 points</b>" in page_of(late, "student-02")
    assert written(late, before) == {("feedback", "student-02")}


def test_another_due_date_holds_for_everybody(late):
    set_due_date(late, 2026, 3, 5)
    assert {penalty for _, penalty in totals(run_course(late)).values()} == {0.0}
    set_due_date(late, 2026, 3, 1)
    assert {penalty for _, penalty in totals(run_course(late)).values()} == {1.0, 4.0}


def test_another_policy_holds_at_the_next_run(late):
    config = late.root / "nbgrader_config.py"
    config.write_text(config.read_text().replace("86400 + 1", "86400 + 2"))
    run = run_course(late)
    assert totals(run)["student-02"] == (2.0, 2.0)
    assert "2 taken off for being late" in page_of(late, "student-02")


def test_a_corrected_timestamp_brings_total_and_page_with_it(late):
    before = times(late)
    hand_in_at(late, "student-02", "2026-03-04 19:00")
    assert totals(run_course(late))["student-02"] == (4.0, 0.0)
    assert "4 of 6 points</b>" in page_of(late, "student-02")
    assert written(late, before) == {("autograded", "student-02"), ("feedback", "student-02")}


def test_a_mark_given_later_is_late_as_well(layout):
    with (layout.root / "nbgrader_config.py").open("a") as file:
        file.write("get_config().LateSubmissionPlugin.penalty_method = 'zero'\n")
    set_due_date(layout, 2026, 3, 4)
    folder = answer(layout, "student-01", "Because.")
    (folder / "timestamp.txt").write_text("2026-03-05T00:00:00Z")
    assert totals(run_course(layout))["student-01"] == (0.0, 4.0)
    mark(layout, "student-01", 2.0)
    (row,) = run_course(layout).rows
    assert (row.total, row.late_penalty, row.to_mark) == (0.0, 6.0, 0)
    mark(layout, "student-01", 0.0)
    assert totals(run_course(layout))["student-01"] == (0.0, 4.0)
    assert "0 of 6 points</b>" in page_of(layout, "student-01")


@pytest.mark.parametrize("text", ["05/04/2026 20:00", "2026-03-05 20:00 IST"])
def test_a_time_that_is_not_certain_takes_nothing_off_and_waits_for_a_person(late, text):
    hand_in_at(late, "student-02", text)  # where there was a late time before
    run = run_course(late)
    assert totals(run)["student-02"] == (4.0, 0.0)
    waits = {row.student: row.waits for row in run.rows}
    assert waits.pop("student-02").startswith(f"timestamp.txt says {text!r}. ")
    assert set(waits.values()) == {""}
    assert text in page_of(late, "student-02").replace("&#47;", "/")
    with open_gradebook(late) as gradebook:
        assert gradebook.find_submission("demo", "student-02").timestamp is None
    output = io.StringIO()
    show_course(Console(file=output, width=200), late, run)
    assert "Waits for a person: student-02, demo: timestamp.txt says" in output.getvalue()
    hand_in_at(late, "student-02", "2026-03-04 21:00")
    run = run_course(late)
    assert totals(run)["student-02"] == (3.0, 1.0)
    assert {row.waits for row in run.rows} == {""}


def test_a_time_that_is_gone_is_forgotten(late):
    (late.submitted("student-02", "demo") / "timestamp.txt").unlink()
    run = run_course(late)
    assert totals(run)["student-02"] == (4.0, 0.0)
    assert {row.waits for row in run.rows} == {""}


@pytest.mark.parametrize("text", ["2026-03-04 20:00 KST", "2026-03-04 20:00", "8:00 PM 4 Mar 2026"])
def test_formgrader_and_collect_read_a_time_as_we_do(course, text):
    folder = hand_in_at(course, "student-01", text)
    config = Config()
    configure(config, course.root)
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    eight = datetime(2026, 3, 4, 11)
    assert api.get_submitted_timestamp("demo", "student-01") == eight
    assert api.coursedir.get_existing_timestamp(str(folder)) == eight
    (folder / "timestamp.txt").write_text("in the evening")
    assert api.get_submitted_timestamp("demo", "student-01") is None


def test_marks_of_somebody_on_time_take_nothing_off(late):
    mark(late, "student-01", 1.0)
    assert totals(run_course(late))["student-01"] == (5.0, 0.0)
    with open_gradebook(late) as gradebook:
        assert grade_of(gradebook, "student-01").notebook.late_submission_penalty is None
