"""nbgrader with our stages in it, run for real on a small course."""

import shutil

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
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from nbgrader.converters.autograde import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import SaveAutoGrades
from traitlets.config import Config
from traitlets.utils.importstring import import_item

from autograder.gradebook import config as plugin_config
from autograder.gradebook import course_grader
from autograder.sandbox.self_test import IsolationRefusedError


def test_a_correct_submission_gets_full_marks(layout):
    hand_in(layout, "student-01")
    nbgrader(layout)
    assert scores(layout, "student-01") == {**FULL, "why": 0.0}


def test_a_wrong_submission_gets_what_its_checks_earn(layout):
    hand_in(layout, "student-01", ADDS_TWO)
    nbgrader(layout)
    assert exercise_scores(layout, "student-01") == {"double": 0.0, "halve": 1.0}


def test_the_skeleton_gets_nothing(layout):
    skeleton = (layout.course / "release/demo/shapes.py").read_text()
    hand_in(layout, "student-01", skeleton)
    nbgrader(layout)
    assert set(scores(layout, "student-01").values()) == {0.0}


def test_feedback_says_what_waits_for_a_person_and_what_a_person_said(layout):
    notebook = released_notebook(layout)
    cell_of(notebook, "why").source = "Because."
    hand_in(layout, "student-01", CORRECT, notebook)
    nbgrader(layout)
    page = feedback(layout, "student-01")
    assert "4 of 6 points</b> so far" in page
    assert "waits for a person, 2 points" in page
    with Gradebook(f"sqlite:///{layout.gradebook}") as gradebook:
        grade = gradebook.find_grade("why", "demo", "demo", "student-01")
        grade.manual_score, grade.needs_manual_grade = 1.5, False
        gradebook.find_comment("why", "demo", "demo", "student-01").manual_comment = "Say *more*."
        gradebook.db.commit()
    page = feedback(layout, "student-01")
    assert "5.5 of 6 points</b></p>" in page
    assert "Say <em>more</em>." in page
    assert "waits" not in page.partition("<body>")[2]


def test_a_submission_that_has_not_changed_is_left_alone(layout):
    hand_in(layout, "student-01")
    nbgrader(layout)
    assert "Skipping existing assignment" in nbgrader(layout)


def test_a_submission_that_has_changed_is_graded_again_without_force(layout):
    hand_in(layout, "student-01", ADDS_TWO)
    nbgrader(layout)
    hand_in(layout, "student-01", CORRECT)
    nbgrader(layout)
    assert exercise_scores(layout, "student-01") == FULL


def test_an_excluded_student_keeps_the_record_as_it_is(layout):
    hand_in(layout, "student-01")
    nbgrader(layout)
    hand_in(layout, "student-01", ADDS_TWO)
    nbgrader(layout, exclude="student-01")
    assert exercise_scores(layout, "student-01") == FULL
    assert cell_of(autograded(layout, "student-01"), "double").outputs


def test_a_lost_gradebook_is_filled_again(layout, released_checkout):
    hand_in(layout, "student-01")
    nbgrader(layout)
    shutil.copy(released_checkout.gradebook, layout.gradebook)
    nbgrader(layout)
    assert exercise_scores(layout, "student-01") == FULL


def test_a_written_answer_waits_for_a_person_and_keeps_its_text(layout):
    notebook = released_notebook(layout)
    cell_of(notebook, "why").source = "It is $a<b$ because of `x<y`."
    hand_in(layout, "student-01", CORRECT, notebook)
    nbgrader(layout)
    assert scores(layout, "student-01")["why"] is None
    kept = cell_of(autograded(layout, "student-01"), "why")
    assert kept.source == "It is $a<b$ because of `x<y`."


def test_a_broken_check_grades_nobody_and_is_named(layout):
    hand_in(layout, "student-01")
    nbgrader(layout)
    checks = layout.solutions / "demo/checks.py"
    checks.write_text(checks.read_text().replace("2 * x, ", "two * x, "))
    with pytest.raises(Exception, match="the check doubles_anything raised NameError"):
        nbgrader(layout, force=True)
    assert exercise_scores(layout, "student-01") == FULL
    assert cell_of(autograded(layout, "student-01"), "double").outputs


def test_a_machine_that_does_not_confine_grades_nobody_and_harms_no_record(layout, monkeypatch):
    hand_in(layout, "student-01")
    nbgrader(layout)

    def refuse(*args, **kwargs):
        raise IsolationRefusedError("install bubblewrap")

    monkeypatch.setattr(course_grader, "Grader", refuse)
    with pytest.raises(NbGraderException, match="install bubblewrap"):
        nbgrader(layout, force=True)
    assert exercise_scores(layout, "student-01") == FULL
    assert cell_of(autograded(layout, "student-01"), "double").outputs


def test_an_assignment_without_checks_of_ours_scores_nothing_and_says_why(layout):
    hand_in(layout, "student-01")
    shutil.rmtree(layout.solutions / "demo")
    nbgrader(layout)
    assert exercise_scores(layout, "student-01") == {"double": 0.0, "halve": 0.0}
    said = cell_of(autograded(layout, "student-01"), "double").outputs[0].data["text/plain"]
    assert "This assignment has no checks of its own." in said


def test_nbgraders_api_which_formgrader_calls_grades_the_same(layout):
    hand_in(layout, "student-01", ADDS_TWO)
    config = Config()
    plugin_config.configure(config, layout.root)
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    outcome = api.autograde("demo", "student-01")
    assert outcome["success"], outcome
    assert exercise_scores(layout, "student-01") == {"double": 0.0, "halve": 1.0}


def test_our_stages_are_nbgraders_own_but_for_those_that_run_code_or_forget():
    """A stage that is built on one of nbgrader's stands for it."""
    stock = Autograde(coursedir=CourseDirectory())
    theirs = {*stock.sanitize_preprocessors, *stock.autograde_preprocessors}
    ours = {import_item(name) for name in plugin_config.SANITIZE + plugin_config.AUTOGRADE}
    missing = {stage for stage in theirs if not any(issubclass(one, stage) for one in ours)}
    added = {one for one in ours if not any(issubclass(one, stage) for stage in theirs)}
    assert {stage.__name__ for stage in missing} == {
        "ClearOutput",
        "Execute",
        "AssignLatePenalties",
    }
    assert {one.__name__ for one in added} == {"Checks"}
    assert SaveAutoGrades not in ours  # it forgets marks; ours is built on it
