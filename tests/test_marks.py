"""Marks survive everything but a change of the text that was marked."""

import pytest
from demo_course import (
    ADDS_TWO,
    CORRECT,
    autograded,
    cell_of,
    command,
    exercise_scores,
    hand_in,
    nbgrader,
    released_notebook,
)
from marking import answer, comment_on, mark, marks

from autograder.course.run import run_course
from autograder.gradebook import course_grader
from autograder.gradebook.course_grader import CourseGrader

PNG = "iVBORw0KGgo="


@pytest.fixture
def marked(layout):
    """A course in which a person has marked an answer, and commented on it."""
    answer(layout, "student-01", "Because.")
    nbgrader(layout)
    mark(layout, "student-01", 1.5, comment="Say more.")
    return layout


def change_the_code(layout, monkeypatch):
    answer(layout, "student-01", "Because.", ADDS_TWO)


def change_a_check(layout, monkeypatch):
    checks = layout.solutions / "demo/checks.py"
    checks.write_text(checks.read_text().replace("double(1) is 2.", "Double 1 and you have 2."))


def change_the_release(layout, monkeypatch):
    notebook = layout.solutions / "demo/demo.py"
    notebook.write_text(notebook.read_text().replace("# A demonstration", "# Doubles, and halves"))


def change_the_engine(layout, monkeypatch):
    monkeypatch.setattr(course_grader, "engine_stamp", lambda: "another")


def write_elsewhere_in_the_notebook(layout, monkeypatch):
    notebook = released_notebook(layout)
    cell_of(notebook, "why").source = "Because."
    notebook.cells[0].source = "# Mine"
    hand_in(layout, "student-01", CORRECT, notebook)


def hand_in_later(layout, monkeypatch):
    folder = layout.submitted("student-01", "demo")
    (folder / "timestamp.txt").write_text("2026-03-04 20:00 UTC")


@pytest.mark.parametrize(
    "change",
    [
        change_the_code,
        change_a_check,
        change_the_release,
        change_the_engine,
        write_elsewhere_in_the_notebook,
        hand_in_later,
    ],
)
def test_a_mark_survives_what_is_not_a_change_of_its_text(marked, monkeypatch, change):
    change(marked, monkeypatch)
    (row,) = run_course(marked).rows
    assert row.status == "graded"
    assert marks(marked, "student-01") == (1.5, False)
    assert comment_on(marked, "student-01") == "Say more."
    assert row.to_mark == 0


def test_a_forced_run_and_nbgraders_own_command_ask_nobody_again(marked):
    nbgrader(marked, force=True)
    assert marks(marked, "student-01") == (1.5, False)
    done = command(marked, "autograde", "demo", "--force")
    assert done.returncode == 0, done.stderr
    assert marks(marked, "student-01") == (1.5, False)


def test_a_changed_answer_is_asked_for_again_and_shows_its_old_mark(marked):
    answer(marked, "student-01", "Because of x.")
    (row,) = run_course(marked).rows
    assert row.to_mark == 1
    assert row.total == 5.5
    assert marks(marked, "student-01") == (1.5, True)
    assert comment_on(marked, "student-01") == "Say more."
    run_course(marked, no_cache=True)  # and it goes on being asked for
    assert marks(marked, "student-01") == (1.5, True)
    mark(marked, "student-01", 2.0)
    run_course(marked, no_cache=True)
    assert marks(marked, "student-01") == (2.0, False)


def test_another_picture_in_an_answer_is_another_answer(layout):
    for data, asked in ((PNG, False), (PNG[:-2] + "A=", True)):
        picture = {"a.png": {"image/png": data}}
        answer(layout, "student-01", "![a](attachment:a.png)", attachments=picture)
        nbgrader(layout, force=True)
        if not asked:
            mark(layout, "student-01", 1.0)
            nbgrader(layout, force=True)
        assert marks(layout, "student-01") == (1.0, asked)


def test_an_answer_that_was_taken_out_again_is_asked_for_and_not_silently_zero(marked):
    hand_in(marked, "student-01")
    nbgrader(marked)
    assert marks(marked, "student-01") == (1.5, True)


def test_an_answer_that_nobody_marked_goes_on_being_asked_for(layout):
    answer(layout, "student-01", "Because.")
    nbgrader(layout)
    answer(layout, "student-01", "Because.", ADDS_TWO)
    nbgrader(layout)
    assert marks(layout, "student-01") == (None, True)


def test_a_score_that_a_person_gave_to_an_exercise_stays_until_the_code_changes(layout):
    hand_in(layout, "student-01", ADDS_TWO)
    nbgrader(layout)
    mark(layout, "student-01", 2.5, "double")
    nbgrader(layout, force=True)
    assert marks(layout, "student-01", "double") == (2.5, False)
    answer(layout, "student-01", "Because.", ADDS_TWO)
    nbgrader(layout)
    assert marks(layout, "student-01", "double") == (2.5, False)
    hand_in(layout, "student-01", CORRECT)
    nbgrader(layout)
    assert marks(layout, "student-01", "double") == (2.5, True)


def test_extra_credit_is_a_mark_too(layout):
    hand_in(layout, "student-01", ADDS_TWO)
    nbgrader(layout)
    mark(layout, "student-01", None, "halve", extra=0.5)
    nbgrader(layout, force=True)
    assert exercise_scores(layout, "student-01") == {"double": 0.0, "halve": 1.5}


@pytest.fixture
def reasons(monkeypatch):
    """Why cells wait for a person, whoever's they are; a test changes it."""
    reasons: dict[str, str] = {}
    monkeypatch.setattr(CourseGrader, "waits", lambda self, student, assignment: reasons)
    return reasons


@pytest.mark.parametrize("cell", ["why", "double"])
def test_a_cell_that_waits_is_asked_for_whatever_it_scores_until_it_is_marked(
    layout, reasons, cell
):
    hand_in(layout, "student-01", ADDS_TWO)
    nbgrader(layout)
    assert marks(layout, "student-01", cell) == (None, False)
    reasons[cell] = "A text stands below it."
    nbgrader(layout)  # the reason alone is a change
    assert marks(layout, "student-01", cell) == (None, True)
    mark(layout, "student-01", 1.0, cell)
    nbgrader(layout, force=True)
    assert marks(layout, "student-01", cell) == (1.0, False)
    reasons[cell] = "Another text stands below it."
    nbgrader(layout)
    assert marks(layout, "student-01", cell) == (1.0, True)


def test_an_untouched_answer_has_no_response_unless_it_waits(layout, reasons):
    hand_in(layout, "student-01")
    nbgrader(layout)
    assert comment_on(layout, "student-01") == "No response."
    reasons["why"] = "A text stands below it."
    nbgrader(layout)
    assert comment_on(layout, "student-01") is None


def test_an_exercise_of_which_it_is_not_known_which_file_counts_is_asked_for_once(layout):
    folder = hand_in(layout, "student-01", (layout.course / "release/demo/shapes.py").read_text())
    for number, module in enumerate((CORRECT, ADDS_TWO)):
        (folder / f"shapes-{number}.py").write_text(module)
    (row,) = run_course(layout).rows
    assert "shapes-0.py" in row.waits
    assert marks(layout, "student-01", "double") == (None, True)
    mark(layout, "student-01", 3.0, "double")
    (row,) = run_course(layout, no_cache=True).rows
    assert marks(layout, "student-01", "double") == (3.0, False)
    assert row.scores["double"] == 3.0
    assert "shapes-0.py" in row.waits  # for the other exercise
    mark(layout, "student-01", 1.0, "halve")
    (row,) = run_course(layout).rows
    assert (row.to_mark, row.waits) == (0, "")


def test_what_formgrader_shows_is_the_answer_as_it_is_now(marked):
    answer(marked, "student-01", "Because of x.")
    nbgrader(marked)
    assert cell_of(autograded(marked, "student-01"), "why").source == "Because of x."
