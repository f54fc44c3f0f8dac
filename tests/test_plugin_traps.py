"""The traps of nbgrader, each of them met for real on a small course."""

import nbformat
import pytest
from demo_course import (
    ADDS_TWO,
    CORRECT,
    FULL,
    autograded,
    cell_of,
    exercise_scores,
    feedback,
    hand_in,
    nbgrader,
    released_notebook,
    scores,
)
from marking import open_gradebook
from nbgrader.api import Gradebook
from nbgrader.utils import determine_grade
from sqlalchemy import text
from traitlets.config import Config

from autograder.gradebook import config as plugin_config
from autograder.gradebook.scores import score_cell
from autograder.grading.results import ExerciseResult, Finding, Result


def test_trap_1_a_submission_without_a_notebook_is_graded_though_no_hook_sees_it(layout):
    hand_in(layout, "student-01", module=None).joinpath("demo.ipynb").unlink()
    nbgrader(layout)
    assert exercise_scores(layout, "student-01") == {"double": 0.0, "halve": 0.0}


def test_trap_2_a_blank_module_is_not_replaced_by_one_of_ours(layout):
    hand_in(layout, "student-01", "")
    nbgrader(layout)
    assert exercise_scores(layout, "student-01") == {"double": 0.0, "halve": 0.0}
    kept = layout.course / "autograded/student-01/demo/shapes.py"
    assert kept.read_text() == ""


def test_trap_2_nothing_private_lies_in_nbgraders_source_folder(layout):
    names = {path.name for path in (layout.course / "source/demo").rglob("*")}
    assert names == {"demo.ipynb", "shapes.py"}
    assert "2 * x" not in (layout.course / "source/demo/shapes.py").read_text()


def test_trap_3_a_numpy_warning_costs_a_correct_answer_nothing(layout):
    noisy = f"import warnings\n\nwarnings.warn('careful')\n{CORRECT}"
    hand_in(layout, "student-01", noisy)
    nbgrader(layout)
    assert exercise_scores(layout, "student-01") == FULL


def test_trap_3_outputs_that_a_student_forges_in_a_grade_cell_count_for_nothing(layout):
    notebook = released_notebook(layout)
    for data in ("3.0", "999"):
        number = nbformat.v4.new_output("execute_result", data={"text/plain": data})
        cell_of(notebook, "double").outputs.append(number)
    hand_in(layout, "student-01", "", notebook)
    nbgrader(layout)
    assert exercise_scores(layout, "student-01") == {"double": 0.0, "halve": 0.0}


@pytest.mark.parametrize(
    ("earned", "available", "recorded"),
    [(2.0, 3.0, 2.0), (0.0, 3.0, 0.0), (4.0, 4.0, 3.0), (-1.0, 3.0, 0.0), (float("nan"), 3.0, 0.0)],
)
def test_trap_3_nbgrader_reads_one_number_between_zero_and_the_points(earned, available, recorded):
    finding = Finding("works", "It works.", "passed", earned, available)
    result = Result("x", (ExerciseResult("double", (finding,)),))
    cell = grade_cell("double", points=3)
    score_cell(cell, result)
    assert determine_grade(cell) == (recorded, 3.0)
    assert sum(output.output_type == "execute_result" for output in cell.outputs) == 1


@pytest.mark.parametrize("error", [None, "There is no such folder."])
def test_trap_3_no_verdict_is_zero_and_an_alarm(error):
    cell = grade_cell("unheard_of", points=3)
    score_cell(cell, Result("x", (), error=error))
    assert determine_grade(cell) == (0.0, 3.0)
    assert (error or "No exercise is called unheard_of") in cell.outputs[0].data["text/plain"]


def test_trap_4_a_resubmission_without_its_cells_loses_its_old_score(layout):
    hand_in(layout, "student-01")
    nbgrader(layout)
    assert exercise_scores(layout, "student-01") == FULL
    hand_in(layout, "student-01", "", nbformat.v4.new_notebook())
    nbgrader(layout)
    with open_gradebook(layout) as gradebook:
        assert gradebook.find_submission("demo", "student-01").score == 0.0
    assert exercise_scores(layout, "student-01") == {"double": 0.0, "halve": 0.0}


def test_trap_5_a_cell_tag_earns_nothing(layout):
    notebook = released_notebook(layout)
    for cell in notebook.cells:
        cell.metadata["tags"] = ["skip-execution", "raises-exception"]
        if "nbgrader" in cell.metadata:
            cell.metadata["nbgrader"] |= {"points": 100, "grade": True, "solution": False}
    hand_in(layout, "student-01", "", notebook)
    nbgrader(layout)
    assert set(scores(layout, "student-01").values()) == {0.0}


def test_trap_5_no_code_of_a_notebook_runs(layout, tmp_path):
    notebook = released_notebook(layout)
    witness = tmp_path / "witness"
    notebook.cells.insert(0, nbformat.v4.new_code_cell(f"open({str(witness)!r}, 'w')"))
    hand_in(layout, "student-01", CORRECT, notebook)
    nbgrader(layout)
    assert not witness.exists()


def test_trap_6_a_copied_grade_cell_stops_nobody(layout):
    notebook = released_notebook(layout)
    double = cell_of(notebook, "double")
    copy = nbformat.from_dict({**double, "id": "copied"})
    copy.source = "print('my own test')"
    notebook.cells.append(copy)
    hand_in(layout, "student-01", CORRECT, notebook)
    hand_in(layout, "student-02", ADDS_TWO)
    nbgrader(layout)
    assert exercise_scores(layout, "student-01") == FULL
    assert exercise_scores(layout, "student-02") == {"double": 0.0, "halve": 1.0}
    assert "print('my own test')" in [
        cell.source for cell in autograded(layout, "student-01").cells
    ]


def test_trap_6_a_locked_gradebook_is_waited_for(layout):
    plugin_config.configure(Config(), layout.root)
    with Gradebook(f"sqlite:///{layout.gradebook}") as gradebook:
        assert gradebook.db.execute(text("PRAGMA busy_timeout")).scalar() == 60_000


def test_trap_7_feedback_withholds_the_numbers_of_hidden_checks(layout):
    hand_in(layout, "student-01", CORRECT.replace("2 * x", "x + 1"))
    nbgrader(layout)
    page = feedback(layout, "student-01")
    assert "1 hidden check did not" in page
    assert "Does it hold for other numbers?" in page
    assert "BEGIN SOLUTION" not in page


def test_trap_7_feedback_withholds_what_the_gradebook_hides_in_locked_cells(layout):
    hand_in(layout, "student-01")
    nbgrader(layout)
    path = layout.course / "autograded/student-01/demo/demo.ipynb"
    notebook = nbformat.read(path, as_version=4)
    hidden = "### BEGIN HIDDEN TESTS\nassert secret\n### END HIDDEN TESTS\nassert plain"
    cell_of(notebook, "double").source = hidden
    path.chmod(0o600)
    nbformat.write(notebook, path)
    page = feedback(layout, "student-01")
    assert "secret" not in page
    assert "plain" in page


def test_points_that_differ_from_the_release_are_said(layout):
    cell = grade_cell("double", points=3)
    finding = Finding("works", "It works.", "passed", 5.0, 5.0)
    score_cell(cell, Result("x", (ExerciseResult("double", (finding,)),)))
    assert "release the assignment again" in cell.outputs[0].data["text/plain"]


def grade_cell(name, points):
    metadata = {"grade": True, "grade_id": name, "points": points, "solution": False}
    return nbformat.v4.new_code_cell(metadata={"nbgrader": metadata})
