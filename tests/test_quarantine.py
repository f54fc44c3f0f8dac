"""Odd files: each costs nobody else anything, and none is deleted."""

import nbformat
import pytest
from demo_course import (
    CORRECT,
    FULL,
    autograded,
    exercise_scores,
    hand_in,
    nbgrader,
    released_notebook,
)
from oddities import ODDITIES, STOPPERS

from autograder.plugin.quarantine import notes, sweep


@pytest.mark.parametrize("oddity", ODDITIES)
def test_an_oddity_is_set_aside_and_said(layout, oddity):
    folder = hand_in(layout, "student-01")
    name, why = oddity(folder)
    sweep(layout, "student-01", "demo")
    (note,) = notes(layout, "student-01", "demo")
    assert note.startswith(f"{name} was set aside: ")
    assert why in note
    kept = layout.course / "quarantine/student-01/demo"
    assert len(list(kept.iterdir())) == 2  # the oddity and the notes
    assert nbformat.read(folder / "demo.ipynb", as_version=4).cells


def test_trap_6_a_class_full_of_oddities_is_graded_to_the_last(layout):
    students = [f"student-{number:02}" for number, _ in enumerate(STOPPERS, start=1)]
    for student, oddity in zip(students, STOPPERS, strict=True):
        oddity(hand_in(layout, student))
    hand_in(layout, "student-99")
    log = nbgrader(layout)
    for student in [*students, "student-99"]:
        assert exercise_scores(layout, student) == FULL
    assert "error" not in log.lower()
    first = autograded(layout, "student-01").cells[0].source
    assert "gone was set aside: it is a link." in first
    assert "About the files" not in autograded(layout, "student-99").cells[0].source


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


def test_a_missing_notebook_is_named_with_what_was_there_instead(layout):
    folder = hand_in(layout, "student-01")
    (folder / "demo.ipynb").rename(folder / "demo (1).ipynb")
    sweep(layout, "student-01", "demo")
    (note,) = notes(layout, "student-01", "demo")
    assert "demo.ipynb was not handed in. Found instead: demo (1).ipynb." in note


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


def test_folders_that_the_owner_may_not_write_are_put_right_too(layout):
    folder = hand_in(layout, "student-01")
    (folder / "link").symlink_to("nowhere")
    folder.chmod(0o500)
    sweep(layout, "student-01", "demo")
    assert not (folder / "link").is_symlink()


def released_notebook_with_an_answer(layout):
    notebook = released_notebook(layout)
    notebook.cells.append(nbformat.v4.new_markdown_cell("Here it is."))
    return notebook
