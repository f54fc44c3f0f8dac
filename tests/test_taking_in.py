"""Submissions are taken in, and what was handed in stays as it was."""

import nbformat
import pytest
from demo_course import (
    ADDS_TWO,
    CORRECT,
    FULL,
    autograded,
    cell_of,
    exercise_scores,
    hand_in,
    nbgrader,
    released_notebook,
    scores,
)
from evidence import fingerprint
from nbgrader.converters.base import NbGraderException

from autograder.assignments.loading import load_assignment
from autograder.course.run import run_course
from autograder.gradebook import course_grader, taking
from autograder.gradebook.course_grader import CourseGrader
from autograder.gradebook.taking import take_submission
from autograder.grading.asking import asked_of


def taken(layout, student="student-01"):
    """What is said of a submission that was taken in."""
    asked = asked_of(load_assignment(layout.solutions / "demo"))
    found = take_submission(layout, layout.submitted(student, "demo"), student, asked)
    return (*found.notes, *found.files.notes)


def test_what_was_handed_in_is_as_it_was_after_every_run(layout):
    folder = hand_in(layout, "student-01")
    (folder / "shapes.py").rename(folder / "Shapes.py")
    (folder / "film\n.mp4").write_bytes(b"x")
    (folder / "link").symlink_to("nowhere")
    (folder / "page.html").write_text("<script>")
    (folder / "demo.ipynb").write_bytes((folder / "demo.ipynb").read_text().encode("utf-16"))
    hand_in(layout, "student-02", ADDS_TWO).chmod(0o500)
    before = fingerprint(layout.course / "submitted")
    nbgrader(layout)
    run_course(layout)
    nbgrader(layout, force=True)
    assert fingerprint(layout.course / "submitted") == before
    assert exercise_scores(layout, "student-01") == FULL


def test_a_notebook_in_another_encoding_is_read(layout):
    folder = hand_in(layout, "student-01")
    handed_in = (folder / "demo.ipynb").read_text().encode("utf-16")
    (folder / "demo.ipynb").write_bytes(handed_in)
    assert taken(layout) == ("demo.ipynb was read, but it is written as utf-16.",)
    built = nbformat.read(layout.intake("student-01", "demo") / "demo.ipynb", as_version=4)
    assert [c.source for c in built.cells] == [c.source for c in released_notebook(layout).cells]


def test_nothing_lies_beside_the_notebook_but_what_was_asked_for(layout):
    folder = hand_in(layout, "student-01")
    for name in ("evil.html", "evil.xpdl", "nbgrader_config.py", "sitecustomize.py", "notes.txt"):
        (folder / name).write_text("<script>document.title = 'stolen'</script>")
    (folder / ".git").mkdir()
    (folder / "stolen.txt").symlink_to("/etc/passwd")
    nbgrader(layout)
    for step in ("intake", "autograded"):
        there = {path.name for path in (layout.course / step / "student-01/demo").iterdir()}
        assert there == {"demo.ipynb", "shapes.py"}


def test_what_an_earlier_hand_in_left_in_the_intake_is_gone(layout):
    hand_in(layout, "student-01")
    place = layout.intake("student-01", "demo")
    place.mkdir(parents=True)
    (place / "old.ipynb").write_text("{}")
    taken(layout)
    assert {path.name for path in place.iterdir()} == {"demo.ipynb", "shapes.py"}


def test_a_submission_that_is_a_link_to_a_classmates_is_not_graded_as_ones_own(layout):
    other = hand_in(layout, "student-02")
    mine = layout.submitted("student-01", "demo")
    mine.parent.mkdir(parents=True)
    mine.symlink_to(other)
    rows = {row.student: row for row in run_course(layout).rows}
    assert rows["student-01"].status == "problem"
    assert "it is a link" in rows["student-01"].problem
    assert exercise_scores(layout, "student-02") == FULL


def test_nothing_is_said_of_an_ordinary_submission(layout):
    folder = hand_in(layout, "student-01")
    (folder / "timestamp.txt").write_text("2026-02-03 15:30:00 UTC")
    (folder / "figures").mkdir()
    (folder / "figures" / "résumé of it.png").write_bytes(b"")
    assert taken(layout) == ()


def test_a_note_goes_with_a_resubmission(layout):
    folder = hand_in(layout, "student-01")
    (folder / "demo.ipynb").write_text("not yet")
    for _ in range(2):
        assert taken(layout) == (
            "demo.ipynb could not be read: it holds no cell that can be read.",
        )
    hand_in(layout, "student-01")
    assert taken(layout) == ()


def test_a_file_that_was_found_elsewhere_is_looked_for_again_in_a_resubmission(layout):
    folder = hand_in(layout, "student-01")
    (folder / "shapes.py").rename(folder / "Shapes.py")
    nbgrader(layout)
    assert exercise_scores(layout, "student-01") == FULL
    (folder / "Shapes.py").write_text(ADDS_TWO)
    nbgrader(layout)
    assert exercise_scores(layout, "student-01") == {"double": 0.0, "halve": 1.0}
    (folder / "shapes.py").write_text(CORRECT)
    (folder / "Shapes.py").unlink()
    nbgrader(layout)
    assert exercise_scores(layout, "student-01") == FULL


def test_a_written_answer_beside_a_blank_one_reaches_the_person_who_marks(layout):
    notebook = released_notebook(layout)
    below = notebook.cells.index(cell_of(notebook, "why")) + 1
    notebook.cells.insert(below, nbformat.v4.new_markdown_cell("Because it is so."))
    hand_in(layout, "student-01", CORRECT, notebook)
    nbgrader(layout)
    assert scores(layout, "student-01")["why"] is None
    assert "Because it is so." in cell_of(autograded(layout, "student-01"), "why").source


def test_a_name_that_no_file_can_have_is_one_students_problem(layout):
    hand_in(layout, "two\nlines")
    hand_in(layout, "student-01")
    with pytest.raises(NbGraderException):
        nbgrader(layout)
    assert exercise_scores(layout, "student-01") == FULL


@pytest.mark.parametrize("error", [PermissionError("not yours"), ValueError("not yours")])
def test_a_folder_that_cannot_be_taken_in_stops_nobody(layout, monkeypatch, error):
    hand_in(layout, "student-01")
    hand_in(layout, "student-02")
    take = CourseGrader.take_in

    def fail(self, folder, student):
        if student == "student-01":
            raise error
        take(self, folder, student)

    monkeypatch.setattr(course_grader.CourseGrader, "take_in", fail)
    rows = {row.student: row for row in run_course(layout).rows}
    assert rows["student-01"].status == "problem"
    assert "not yours" in rows["student-01"].problem
    assert rows["student-02"].total == 4.0


def test_a_slip_of_ours_over_one_submission_stops_nobody(layout, monkeypatch):
    hand_in(layout, "student-01")
    hand_in(layout, "student-02")
    take = taking.take_in

    def fail(folder, *more):
        if folder.parent.name == "student-01":
            raise RecursionError("too deep")
        return take(folder, *more)

    monkeypatch.setattr(taking, "take_in", fail)
    rows = {row.student: row for row in run_course(layout).rows}
    assert "reading it failed (RecursionError: too deep)" in rows["student-01"].problem
    assert rows["student-02"].total == 4.0
