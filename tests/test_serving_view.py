"""What a student may know before the deadline."""

import json

import pytest

from autograder.authors.messages import Message
from autograder.course.serving.view import view
from autograder.grading.results import ExerciseResult, Finding, Result

SECRET = "0.123456789"


def finding(check, status="failed", *, hidden=False, points=2.0, **more):
    score = points if status == "passed" else 0.0
    said = Message("{check} is {number}", check=check, number=SECRET)
    message = said if status == "failed" else Message("")
    return Finding(check, f"{check} holds.", status, score, points, hidden, message, **more)


VISIBLE_PASSED = finding("first", "passed")
VISIBLE_LOST = finding("second", cause=Message("It is squared."), hint=Message("2 * x"))
HIDDEN_LOST = finding(
    "third",
    hidden=True,
    cause=Message("Rows are dropped."),
    hint=Message("Which axis?"),
    misconception="rows",
)


def result(*findings, **more):
    return Result("p", (ExerciseResult("double", findings, **more),), notes=("copied?",))


def told(graded, show):
    return json.dumps(view("toy", graded, show).to_json())


def test_visible_shows_sentence_finding_cause_hint_and_points_of_visible_checks():
    answer = view("toy", result(VISIBLE_PASSED, VISIBLE_LOST, HIDDEN_LOST), "visible")
    assert (answer.score, answer.points) == (2.0, 4.0)
    (exercise,) = answer.exercises
    assert [(line.mark, line.asked) for line in exercise.lines] == [
        ("passed", "first holds."),
        ("not passed", "second holds."),
    ]
    rows = dict(exercise.causes[0].rows)
    assert rows["Likely cause"] == "It is squared."
    assert rows["Hint"] == "2 * x"
    assert SECRET in rows["Found"]


def test_visible_says_nothing_of_hidden_checks():
    said = told(result(VISIBLE_PASSED, HIDDEN_LOST), "visible")
    for word in ("third", "hidden check", "Rows are dropped", "Which axis", SECRET, "rows"):
        assert word not in said
    assert "Every check that is shown before the deadline passed." in said


def test_a_visible_check_that_was_not_judged_for_a_hidden_one_does_not_name_it():
    skipped = finding("second", "skipped", skipped_for="third")
    said = told(result(VISIBLE_PASSED, HIDDEN_LOST, skipped), "visible")
    assert "third" not in said


def test_all_tells_sentence_and_cause_of_hidden_checks_without_their_numbers():
    said = told(result(VISIBLE_PASSED, HIDDEN_LOST), "all")
    for word in ("third holds.", "Rows are dropped.", "Which axis?"):
        assert word in said
    assert SECRET not in said


@pytest.mark.parametrize("show", ["visible", "all"])
def test_what_is_for_a_person_alone_stays_here(show):
    waits = Message("a.py: {score} of 6", score=3)
    note = finding("note", hidden=True, points=0.0)
    said = told(result(VISIBLE_LOST, note, waits=waits), show)
    assert "of 6" not in said
    assert "copied?" not in said
    assert "note is" not in said
    assert "A person will look at this exercise" in said


def test_an_exercise_whose_checks_are_all_hidden_is_not_praised():
    (exercise,) = view("toy", result(HIDDEN_LOST), "visible").exercises
    assert exercise.headline == "Nothing of this exercise is shown before the deadline."
    assert not exercise.full
