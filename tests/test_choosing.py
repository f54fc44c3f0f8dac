"""Several files that may be meant: each is graded, none counts, and a person chooses."""

import os

import pytest
from demo_course import ADDS_TWO, CORRECT, FULL, hand_in, released, released_notebook
from nbformat.v4 import new_code_cell
from nbgrader.api import Gradebook
from typer.testing import CliRunner

from autograder.commands.app import app
from autograder.course.run import run_course


@pytest.fixture
def layout(tmp_path, monkeypatch):
    layout = released(tmp_path)
    monkeypatch.chdir(tmp_path)
    folder = hand_in(layout, "student-01", module=None)
    (folder / "shapes-1.py").write_text(CORRECT)
    (folder / "shapes (2).py").write_text(ADDS_TWO)
    return layout


def only_row(layout):
    (row,) = run_course(layout).rows
    return row


def choose(*words):
    return CliRunner().invoke(app, ["choose", *words])


def test_no_score_counts_and_the_files_are_named_with_their_scores(layout):
    row = only_row(layout)
    assert row.total == 0
    assert "shapes-1.py: 3 of 3" in row.waits
    assert "shapes (2).py: 0 of 3" in row.waits
    page = layout.feedback("student-01", "demo") / "demo.html"
    assert "Waits for a person." in page.read_text()
    assert "shapes-1.py: 3 of 3" in page.read_text()


def test_what_is_chosen_counts_and_nobody_is_asked_again(layout):
    run_course(layout)
    result = choose("student-01", "demo", "shapes-1.py")
    assert result.exit_code == 0, result.output
    row = only_row(layout)
    assert (row.status, row.scores, row.waits) == ("graded", FULL, "")
    assert only_row(layout).status == "unchanged"


def test_a_choice_is_dropped_when_the_student_hands_in_again(layout):
    choose("student-01", "demo", "shapes-1.py")
    assert only_row(layout).waits == ""
    folder = layout.submitted("student-01", "demo")
    (folder / "shapes-1.py").write_text(CORRECT.replace("2 * x", "x + x"))
    assert "person must choose" in only_row(layout).waits


def test_a_choice_outlives_a_copy_of_the_course(layout):
    choose("student-01", "demo", "shapes-1.py")
    for path in layout.submitted("student-01", "demo").iterdir():
        os.utime(path, (1, 1))
    assert only_row(layout).waits == ""


def test_a_file_that_is_none_of_them_is_refused_with_those_that_are(layout):
    result = choose("student-01", "demo", "shapes.py")
    assert result.exit_code == 1
    assert "shapes (2).py; shapes-1.py" in result.output


def test_where_nothing_waits_nothing_can_be_chosen(layout):
    hand_in(layout, "student-02")
    result = choose("student-02", "demo", "shapes.py")
    assert "Nothing waits for a choice" in result.output
    assert "student-03 has not handed in demo" in choose("student-03", "demo", "a.py").output


def test_the_gradebook_has_a_person_look(layout):
    run_course(layout)
    with Gradebook(layout.database) as gradebook:
        grade = gradebook.find_grade("double", "demo", "demo", "student-01")
        assert grade.needs_manual_grade


def test_five_files_at_most_are_graded(layout):
    folder = layout.submitted("student-01", "demo")
    for number in range(3, 9):
        (folder / f"shapes-{number}.py").write_text(CORRECT.replace("2 * x", f"{number} * x"))
    row = only_row(layout)
    assert "8 files that differ" in row.waits
    assert row.waits.count(" of 3") == 5


def test_the_notebook_is_not_asked_for_where_the_module_waits(layout):
    assert released_notebook(layout)
    assert not any("demo.ipynb" in note for note in only_row(layout).notes)


def test_a_broken_file_of_the_right_name_does_not_hide_a_copy_that_works(layout):
    folder = hand_in(layout, "student-02", CORRECT.replace("return 2", "retrun 2"))
    (folder / "shapes_final.py").write_text(CORRECT)
    hand_in(layout, "student-03", ADDS_TWO)
    (layout.submitted("student-03", "demo") / "old.py").write_text(ADDS_TWO + "# older\n")
    rows = {row.student: row for row in run_course(layout).rows}
    assert "shapes.py: 0 of 3; shapes_final.py: 3 of 3" in rows["student-02"].waits
    assert rows["student-03"].waits == ""
    assert choose("student-02", "demo", "shapes_final.py").exit_code == 0
    again = {row.student: row for row in run_course(layout).rows}
    assert again["student-02"].scores == FULL


def test_the_cells_of_a_notebook_can_be_chosen_where_the_module_earns_nothing(layout):
    notebook = released_notebook(layout)
    notebook.cells.append(new_code_cell(CORRECT))
    hand_in(layout, "student-02", CORRECT.replace("return", "raise ValueError #"), notebook)
    rows = {row.student: row for row in run_course(layout).rows}
    assert "demo.ipynb, cells: 3 of 3" in rows["student-02"].waits
    result = choose("student-02", "demo", "demo.ipynb, cells")
    assert result.exit_code == 0, result.output
    rows = {row.student: row for row in run_course(layout).rows}
    assert (rows["student-02"].scores, rows["student-02"].waits) == (FULL, "")
