"""A class whose histories are written down, so that nothing has to be graded."""

from dataclasses import replace

from autograder.authors.messages import Message
from autograder.gradebook.history import Graded, History, Judged, Lost, Scores
from autograder.grading.results import ExerciseResult, Finding, Result
from autograder.grading.store import ResultStore

ADDS_TWO = (("doubles_one", 1, "adds_two"), ("doubles_anything", 2, "adds_two"))
TRIPLES = (("doubles_one", 1, ""), ("doubles_anything", 2, ""))
POINTS = {"double": 3, "halve": 1}


def note(layout, student, *, double=(), halve=(), why=2.0, code="a", waits=(), found="it is 3"):
    """Add to a student's history: the checks that were lost, and the points for the answer."""
    exercises = {
        name: judged(POINTS[name], lost) for name, lost in (("double", double), ("halve", halve))
    }
    graded = Graded(code=code, version="1.0", exercises=exercises, result=f"{student}-{code}")
    cells = {name: e.score for name, e in exercises.items()} | {"why": why}
    marks = {} if "why" in waits else {"why": why}
    History(layout.history("demo")).note(student, graded, Scores(cells, marks, waits, 0.0, 6.0))
    ResultStore(layout.results("demo")).put(result(graded, found))


def judged(points, lost):
    checks = tuple(Lost(check, cost, "failed", cause) for check, cost, cause in lost)
    return Judged(points - sum(one.points for one in checks), points, checks)


def result(graded, found):
    """The result that those exercises had."""
    exercises = tuple(
        ExerciseResult(
            name,
            tuple(
                Finding(
                    one.check,
                    "It is right.",
                    "failed",
                    0.0,
                    one.points,
                    misconception=one.misconception or None,
                    message=Message(found),
                )
                for one in e.lost
            ),
        )
        for name, e in graded.exercises.items()
    )
    return replace(Result("", exercises), key=graded.result)


def hand_in_code(layout, student, text):
    """What was graded of a student's module."""
    folder = layout.intake(student, "demo")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "shapes.py").write_text(text)
