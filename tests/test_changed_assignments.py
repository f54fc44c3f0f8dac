"""An exercise or a question that is added or removed after students have handed in."""

import json

import nbformat
import pytest
from demo_course import ADDS_TWO, CORRECT, cell_of, command, hand_in, released_notebook, scores
from demo_masters import CHECKS, MODULE, NOTEBOOK
from nbgrader.api import Gradebook
from release_steps import gradebook_of, release, snapshot

from autograder.course.run import run_course
from autograder.release import publishing
from autograder.release.generate import ReleaseError
from autograder.release.leak_scan import Leak

QUESTION = """\
# %% [markdown] answer="why" points=2
# ### BEGIN SOLUTION
# Because it is so.
# ### END SOLUTION

"""
HALVE_IN_NOTEBOOK = """\
# %% grade="halve"
assert halve(3) == 1.5
"""
HALVE_IN_CHECKS = CHECKS[CHECKS.index("@halve.check") :]
HALVE_IN_MODULE = MODULE[MODULE.index("\n\ndef halve") :]


def write(layout, *, notebook=NOTEBOOK, checks=CHECKS, module=MODULE):
    folder = layout.solutions / "demo"
    for name, text in (("demo", notebook), ("checks", checks), ("shapes", module)):
        (folder / f"{name}.py").write_text(text)


def without_question(layout):
    write(layout, notebook=NOTEBOOK.replace(QUESTION, ""))


def without_halve(layout):
    declared = 'halve = Exercise("halve", module="shapes")\n'
    write(
        layout,
        notebook=NOTEBOOK.replace(HALVE_IN_NOTEBOOK, "").replace("double, halve", "double"),
        checks=CHECKS.replace(HALVE_IN_CHECKS, "").replace(declared, ""),
        module=MODULE.replace(HALVE_IN_MODULE, "\n"),
    )


def mark(layout, student, score, comment="Well said."):
    with gradebook_of(layout) as gradebook:
        grade = gradebook.find_grade("why", "demo", "demo", student)
        grade.manual_score, grade.needs_manual_grade = score, False
        gradebook.find_comment("why", "demo", "demo", student).manual_comment = comment
        gradebook.db.commit()


def comment_of(layout, student):
    with gradebook_of(layout) as gradebook:
        return gradebook.find_comment("why", "demo", "demo", student).manual_comment


@pytest.fixture
def marked(layout):
    """Two students who were graded, and whose answers were marked."""
    for student, module in (("student-01", CORRECT), ("student-02", ADDS_TWO)):
        notebook = released_notebook(layout)
        cell_of(notebook, "why").source = f"Because, says {student}."
        hand_in(layout, student, module, notebook)
    run_course(layout)
    mark(layout, "student-01", 2.0)
    mark(layout, "student-02", 1.5)
    return layout


def kept(layout):
    return layout.recorded("demo") / "removed.json"


def test_a_removed_question_is_told_with_the_marks_it_had_and_they_are_kept(marked):
    without_question(marked)
    assert [str(change) for change in release(marked, "demo").cells] == [
        "question why removed: student-01 had 2 of 2 points on it,"
        " student-02 had 1.5 of 2 points on it (kept in course/recorded/demo/removed.json)"
    ]
    held = json.loads(kept(marked).read_text())["demo"]["why"]["student-02"]
    assert (held["manual_score"], held["manual_comment"]) == (1.5, "Well said.")
    assert scores(marked, "student-01") == {"double": 3.0, "halve": 1.0}


def test_a_question_that_comes_back_gets_its_marks_back(marked):
    without_question(marked)
    run_course(marked)
    write(marked)
    (change,) = release(marked, "demo").cells
    assert str(change) == (
        "question why added: 2 submissions are graded anew at the next run; back are the marks of 2"
    )
    assert scores(marked, "student-02")["why"] == 1.5
    assert comment_of(marked, "student-02") == "Well said."
    run_course(marked)
    with gradebook_of(marked) as gradebook:
        grade = gradebook.find_grade("why", "demo", "demo", "student-02")
        assert (grade.manual_score, grade.needs_manual_grade) == (1.5, False)  # nobody is asked


def test_marks_that_were_taken_back_do_not_return_later(marked):
    without_question(marked)
    release(marked, "demo")
    write(marked)
    release(marked, "demo")
    mark(marked, "student-02", None, comment=None)
    without_question(marked)
    release(marked, "demo")
    write(marked)
    release(marked, "demo")
    with gradebook_of(marked) as gradebook:
        grade = gradebook.find_grade("why", "demo", "demo", "student-02")
        assert (grade.manual_score, grade.auto_score) == (None, None)
    assert comment_of(marked, "student-02") is None


def test_a_removed_exercise_leaves_all_other_marks(marked):
    without_halve(marked)
    run = run_course(marked)
    assert [str(change) for change in run.changes["demo"]] == [
        "exercise halve removed: student-01 had 1 of 1 points on it,"
        " student-02 had 1 of 1 points on it (kept in course/recorded/demo/removed.json)"
    ]
    assert {row.student: row.scores for row in run.rows} == {
        "student-01": {"double": 3.0},
        "student-02": {"double": 0.0},
    }
    with gradebook_of(marked) as gradebook:
        for student, score in (("student-01", 2.0), ("student-02", 1.5)):
            assert gradebook.find_grade("why", "demo", "demo", student).manual_score == score
        assert gradebook.find_assignment("demo").max_score == 5.0


def test_an_added_exercise_is_graded_at_the_next_run_and_the_marks_stay(marked):
    without_halve(marked)
    run_course(marked)
    write(marked)
    run = run_course(marked)
    assert [str(change) for change in run.changes["demo"]] == [
        "exercise halve added: 2 submissions are graded anew at the next run;"
        " back are the marks of 2"
    ]
    assert {row.status for row in run.rows} == {"graded"}
    assert [row.scores["halve"] for row in run.rows] == [1.0, 1.0]


def test_an_exercise_that_was_never_there_is_graded_in_what_was_handed_in_before(layout):
    without_halve(layout)
    release(layout, "demo")
    hand_in(layout, "student-01")
    run_course(layout)
    kept(layout).unlink(missing_ok=True)
    write(layout)
    run = run_course(layout)
    assert [str(change) for change in run.changes["demo"]] == [
        "exercise halve added: 1 submission is graded anew at the next run"
    ]
    assert run.rows[0].scores == {"double": 3.0, "halve": 1.0}


def test_a_renamed_question_is_one_removed_and_one_added(marked):
    write(marked, notebook=NOTEBOOK.replace('answer="why"', 'answer="reason"'))
    told = [str(change) for change in release(marked, "demo").cells]
    assert told[0].startswith("question why removed: student-01 had 2 of 2 points on it")
    assert told[1] == "question reason added: 2 submissions are graded anew at the next run"
    with gradebook_of(marked) as gradebook:
        grade = gradebook.find_grade("reason", "demo", "demo", "student-01")
        assert (grade.score, grade.needs_manual_grade) == (0.0, True)


def test_other_points_are_no_change_of_cells(marked):
    write(marked, notebook=NOTEBOOK.replace("points=2", "points=4"))
    assert release(marked, "demo").cells == ()
    with gradebook_of(marked) as gradebook:
        assert gradebook.find_grade("why", "demo", "demo", "student-01").max_score == 4.0
    assert scores(marked, "student-01")["why"] == 2.0


def test_a_release_that_is_refused_takes_nothing_out_of_the_gradebook(marked, monkeypatch):
    without_question(marked)
    leak = Leak("demo.ipynb", "a line", "shapes.py:7")
    monkeypatch.setattr(publishing, "scan", lambda *_: (leak,))
    before = snapshot(marked.course)
    with pytest.raises(Exception, match="private lines"):
        release(marked, "demo")
    assert snapshot(marked.course) == before


def test_a_gradebook_that_fails_in_the_middle_is_as_it_was(marked, monkeypatch):
    without_question(marked)
    monkeypatch.setattr(Gradebook, "update_or_create_source_cell", _full)
    monkeypatch.setattr(publishing, "_copy_of", lambda *_: None)  # as with a database server
    with pytest.raises(ReleaseError, match="the disk is full"):
        release(marked, "demo")
    with gradebook_of(marked) as gradebook:
        notebook = gradebook.find_notebook("demo", "demo")
        assert "why" in {cell.name for cell in notebook.grade_cells}
    assert scores(marked, "student-02")["why"] == 1.5
    monkeypatch.undo()
    assert len(release(marked, "demo").cells) == 1


def _full(*args, **options):
    raise OSError("the disk is full")


def test_nbgraders_own_command_keeps_marks_as_well(marked):
    path = marked.course / "source/demo/demo.ipynb"
    source = nbformat.read(path, as_version=4)
    source.cells.remove(cell_of(source, "why"))
    nbformat.write(source, path)
    plain = command(marked, "generate_assignment", "demo", "--force")
    assert plain.returncode == 0, plain.stderr
    assert "question why removed: student-01 had 2 of 2 points on it" in plain.stderr
    assert json.loads(kept(marked).read_text())["demo"]["why"]["student-01"]["manual_score"] == 2.0
