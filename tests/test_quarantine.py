"""Odd files are kept, and said for as long as it is true. (The files: tests/hostile/files.py.)"""

import contextlib
import os
from pathlib import Path

import nbformat
import pytest
from demo_course import (
    ADDS_TWO,
    CORRECT,
    FULL,
    exercise_scores,
    hand_in,
    nbgrader,
    released_notebook,
)
from nbgrader.converters.base import NbGraderException

from autograder.course.run import run_course
from autograder.gradebook import autograde
from autograder.gradebook.cleaning.quarantine import notes, sweep


def test_what_is_set_aside_is_kept(layout):
    folder = hand_in(layout, "student-01")
    (folder / "film.mp4").write_bytes(b"x")
    (folder / "film.mp4").rename(folder / "film\n.mp4")
    sweep(layout, "student-01", "demo")
    kept = layout.course / "quarantine/student-01/demo"
    assert {path.name for path in kept.iterdir()} == {"1-film\n.mp4", "notes.json"}


def test_a_notebook_that_is_put_right_is_kept_as_it_was(layout):
    folder = hand_in(layout, "student-01")
    handed_in = (folder / "demo.ipynb").read_text().encode("utf-16")
    (folder / "demo.ipynb").write_bytes(handed_in)
    sweep(layout, "student-01", "demo")
    kept = layout.course / "quarantine/student-01/demo/1-demo.ipynb"
    assert kept.read_bytes() == handed_in
    notebook = nbformat.read(folder / "demo.ipynb", as_version=4)
    released = released_notebook(layout)
    assert [c.source for c in notebook.cells] == [c.source for c in released.cells]


def test_a_sweep_that_was_stopped_anywhere_says_in_the_end_what_a_whole_one_says(
    layout, monkeypatch
):
    def prepare(student):
        folder = hand_in(layout, student)
        (folder / "link").symlink_to("nowhere")
        (folder / "other").symlink_to("nowhere")
        (folder / "demo.ipynb").write_text("<html>")
        (folder / "shapes.py").rename(folder / "Shapes.py")

    prepare("whole")
    sweep(layout, "whole", "demo")
    for stop in range(8):
        student = f"stopped-{stop}"
        prepare(student)
        steps = iter(range(100))

        def rename(self, target, stop=stop, steps=steps):
            if next(steps) == stop:
                raise KeyboardInterrupt
            os.replace(self, target)  # noqa: PTH105 - Path's own is what is replaced
            return Path(target)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "rename", rename)
            patch.setattr(Path, "replace", rename)
            with contextlib.suppress(KeyboardInterrupt):
                sweep(layout, student, "demo")
        sweep(layout, student, "demo")
        assert set(notes(layout, student, "demo")) == set(notes(layout, "whole", "demo"))
        assert (layout.submitted(student, "demo") / "shapes.py").read_text() == CORRECT


def test_a_link_is_neither_followed_nor_copied(layout):
    folder = hand_in(layout, "student-01")
    (folder / "stolen.txt").symlink_to("/etc/passwd")
    nbgrader(layout)
    copied = {path.name for path in (layout.course / "autograded/student-01/demo").iterdir()}
    assert copied == {"demo.ipynb", "shapes.py"}


def test_a_submission_that_is_a_link_to_a_classmates_is_not_graded_as_ones_own(layout):
    other = hand_in(layout, "student-02")
    mine = layout.submitted("student-01", "demo")
    mine.parent.mkdir(parents=True)
    mine.symlink_to(other)
    nbgrader(layout)
    assert exercise_scores(layout, "student-01") == {"double": 0.0, "halve": 0.0}
    assert exercise_scores(layout, "student-02") == FULL


def test_nothing_is_said_of_an_ordinary_submission(layout):
    folder = hand_in(layout, "student-01")
    (folder / "timestamp.txt").write_text("2026-02-03 15:30:00 UTC")
    (folder / "figures").mkdir()
    (folder / "figures" / "résumé of it.png").write_bytes(b"")
    sweep(layout, "student-01", "demo")
    assert notes(layout, "student-01", "demo") == ()
    assert not (layout.course / "quarantine").exists()


def test_a_note_stays_through_later_runs_and_goes_with_a_resubmission(layout):
    folder = hand_in(layout, "student-01")
    (folder / "demo.ipynb").write_text("not yet")
    for _ in range(2):
        sweep(layout, "student-01", "demo")
        assert len(notes(layout, "student-01", "demo")) == 1
    hand_in(layout, "student-01", CORRECT, released_notebook_with_an_answer(layout))
    sweep(layout, "student-01", "demo")
    assert notes(layout, "student-01", "demo") == ()


def test_a_note_about_what_is_gone_goes_with_a_resubmission(layout):
    folder = hand_in(layout, "student-01")
    (folder / "link").symlink_to("nowhere")
    sweep(layout, "student-01", "demo")
    assert len(notes(layout, "student-01", "demo")) == 1
    hand_in(layout, "student-01", ADDS_TWO)
    sweep(layout, "student-01", "demo")
    assert notes(layout, "student-01", "demo") == ()


def test_a_file_that_was_found_elsewhere_is_looked_for_again_in_a_resubmission(layout):
    folder = hand_in(layout, "student-01")
    (folder / "shapes.py").rename(folder / "Shapes.py")
    sweep(layout, "student-01", "demo")
    (folder / "Shapes.py").write_text(ADDS_TWO)
    sweep(layout, "student-01", "demo")
    assert (folder / "shapes.py").read_text() == ADDS_TWO


def test_a_name_that_no_file_can_have_is_one_students_problem(layout):
    hand_in(layout, "two\nlines")
    hand_in(layout, "student-01")
    with pytest.raises(NbGraderException):
        nbgrader(layout)
    assert exercise_scores(layout, "student-01") == FULL


def test_a_folder_that_cannot_be_swept_is_not_graded_and_stops_nobody(layout, monkeypatch):
    hand_in(layout, "student-01")
    hand_in(layout, "student-02")

    def fail(layout, student, assignment):
        if student == "student-01":
            raise PermissionError("not yours")

    monkeypatch.setattr(autograde, "sweep", fail)
    rows = {row.student: row for row in run_course(layout).rows}
    assert (rows["student-01"].status, rows["student-01"].problem) == ("problem", "not yours")
    assert rows["student-02"].total == 4.0


def released_notebook_with_an_answer(layout):
    notebook = released_notebook(layout)
    notebook.cells.append(nbformat.v4.new_markdown_cell("Here it is."))
    return notebook
