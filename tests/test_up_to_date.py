"""Up to date means up to date: a record and a page hold what they depend on, and only that."""

import pytest
from demo_course import ADDS_TWO, CORRECT, command, hand_in, scores, update
from marking import answer, mark, marks
from sqlalchemy import event
from sqlalchemy.engine import Engine

from autograder.course.run import run_course
from autograder.gradebook import course_grader, stamps


@pytest.fixture
def course(layout):
    """Two students, both with an answer; graded."""
    answer(layout, "student-01", "Because.")
    answer(layout, "student-02", "So.", ADDS_TWO)
    run_course(layout)
    return layout


def page_of(layout, student):
    return layout.feedback(student, "demo") / "demo.html"


def times(layout, *folders):
    return {
        path.relative_to(layout.course).as_posix(): path.stat().st_mtime_ns
        for folder in folders
        for path in sorted((layout.course / folder).rglob("*"))
        if path.is_file()
    }


def give_a_mark(layout):
    mark(layout, "student-01", 1.5)
    return "5.5 of 6 points</b>"


def say_something(layout):
    mark(layout, "student-01", None, comment="Say more.")
    return "Say more."


def give_extra_credit(layout):
    mark(layout, "student-01", 1.0, extra=0.5)
    return "5.5 of 6 points</b>"


def overrule_a_check(layout):
    mark(layout, "student-01", 2.0, "double")
    return "3 of 6 points</b> so far"


@pytest.mark.parametrize("do", [give_a_mark, say_something, give_extra_credit, overrule_a_check])
def test_what_a_person_did_in_formgrader_is_on_the_page_after_the_next_run(course, do):
    before = times(course, "autograded", "feedback/student-02")
    told = do(course)
    assert told not in page_of(course, "student-01").read_text()
    run = run_course(course)
    assert told in page_of(course, "student-01").read_text()
    assert {row.status for row in run.rows} == {"unchanged"}
    assert times(course, "autograded", "feedback/student-02") == before


def test_plain_generate_feedback_without_force_writes_the_pages_that_are_old_and_no_others(course):
    before = times(course, "feedback")
    give_a_mark(course)
    done = command(course, "generate_feedback", "demo")
    assert done.returncode == 0, done.stderr
    assert "5.5 of 6 points</b>" in page_of(course, "student-01").read_text()
    changed = {name for name, time in times(course, "feedback").items() if before[name] != time}
    assert {n for n in changed if n.endswith(".html")} == {"feedback/student-01/demo/demo.html"}
    assert {name.split("/")[1] for name in changed} == {"student-01"}


def test_another_engine_records_and_writes_everything_anew_and_asks_for_no_mark_again(
    course, monkeypatch
):
    give_a_mark(course)
    run_course(course)
    before = times(course, "autograded", "feedback")
    for module in (course_grader, stamps):
        monkeypatch.setattr(module, "engine_stamp", lambda: "another")
    assert {row.status for row in run_course(course).rows} == {"graded"}
    after = times(course, "autograded", "feedback")
    assert all(after[name] != time for name, time in before.items())
    assert marks(course, "student-01") == (1.5, False)
    assert {row.status for row in run_course(course).rows} == {"unchanged"}
    assert times(course, "autograded", "feedback") == after


def test_a_record_that_was_lost_is_made_again(course):
    for file in course.recorded("demo").glob("student-*.json"):
        file.write_text("{" if file.stem == "student-01" else "[]")
    assert {row.status for row in run_course(course).rows} == {"graded"}
    assert {row.status for row in run_course(course).rows} == {"unchanged"}


def test_what_is_recorded_is_written_only_once_the_gradebook_holds_it(layout, monkeypatch):
    hand_in(layout, "student-01")
    run_course(layout)
    file = layout.recorded("demo") / "student-01.json"
    before = file.read_text()
    hand_in(layout, "student-01", ADDS_TWO)

    def fail(self):
        raise OSError("the power is gone")

    monkeypatch.setattr("autograder.gradebook.database.Transaction.commit", fail)
    assert run_course(layout).rows[0].status == "problem"
    assert file.read_text() == before
    assert scores(layout, "student-01")["double"] == 3.0
    monkeypatch.undo()
    assert run_course(layout).rows[0].status == "graded"
    assert scores(layout, "student-01")["double"] == 0.0


def test_looking_for_what_has_changed_asks_the_gradebook_as_often_for_many_as_for_few(layout):
    asked = []
    event.listen(Engine, "before_cursor_execute", listener := lambda *args: asked.append(args[2]))
    try:
        counts = []
        for students in (2, 6):
            for number in range(students):
                hand_in(layout, f"student-{number}", f"{CORRECT}\n# {number}\n")
            update(layout)
            asked.clear()
            update(layout)
            counts.append(len(asked))
    finally:
        event.remove(Engine, "before_cursor_execute", listener)
    assert counts[0] == counts[1]
