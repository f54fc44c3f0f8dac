"""Why points were lost: misconceptions that were recognized, and what nobody recognized."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.assignments.layout import Layout
from autograder.course.reporting.classes import Class, Submission
from autograder.gradebook.history import Entry
from autograder.grading.feedback import is_unwritten, printable
from autograder.grading.results import ExerciseResult
from autograder.grading.store import ResultStore


@dataclass(frozen=True)
class Misconceived:
    """A misconception, and who has it.

    Attributes:
        assignment: in which it was met.
        exercise: the same.
        name: its name.
        message: the sentence that students read.
        points: that it costs them now, all together.
        students: who have it now.
        ever: who had it in any submission.
        over: who had it, and have it no longer.
    """

    assignment: str
    exercise: str
    name: str
    message: str
    points: float
    students: tuple[str, ...]
    ever: tuple[str, ...]
    over: tuple[str, ...]


@dataclass(frozen=True)
class Unrecognized:
    """Lost checks without a cause, the same for several students.

    Attributes:
        assignment: in which they were met.
        exercise: the same.
        found: for each check its name, and what it found; the same words for all of them.
        points: that it costs each.
        students: whose submissions these are.
    """

    assignment: str
    exercise: str
    found: tuple[tuple[str, str], ...]
    points: float
    students: tuple[str, ...]


def misconceptions(class_: Class) -> list[Misconceived]:
    """The misconceptions of a class, those that cost most first."""
    ever: dict[tuple[str, str], set[str]] = defaultdict(set)
    now: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for submission in class_.submissions:
        for entry in submission.entries:
            for exercise, name, _ in _named(entry):
                ever[exercise, name].add(submission.student)
        for exercise, name, points in _named(submission.now):
            now[exercise, name][submission.student] += points
    texts = {(m.exercise, m.name): str(m.message) for m in class_.assignment.misconceptions}
    found = [
        Misconceived(
            class_.assignment.name,
            *key,
            texts.get(key, ""),
            sum(now[key].values()),
            tuple(sorted(now[key])),
            tuple(sorted(students)),
            tuple(sorted(students - {*now[key]})),
        )
        for key, students in ever.items()
    ]
    return sorted(found, key=lambda m: (-m.points, -len(m.ever), m.name))


def unrecognized(layout: Layout, class_: Class) -> list[Unrecognized]:
    """What no misconception explains, by equal findings; the most frequent first."""
    store = ResultStore(layout.results(class_.assignment.name))
    groups: dict[tuple[str, tuple[tuple[str, str], ...]], list[str]] = defaultdict(list)
    costs: dict[tuple[str, tuple[tuple[str, str], ...]], float] = {}
    for submission in class_.submissions:
        for exercise in _with_unnamed(store, submission):
            lost = [f for f in exercise.findings if f.lost and not f.misconception]
            found = tuple((f.check, str(printable(f.message))) for f in lost)
            key = (exercise.exercise, found)
            groups[key].append(submission.student)
            costs[key] = sum(f.points - f.score for f in lost)
    listed = [
        Unrecognized(class_.assignment.name, exercise, found, costs[exercise, found], tuple(who))
        for (exercise, found), who in groups.items()
    ]
    return sorted(listed, key=lambda g: (-len(g.students), -g.points, g.exercise))


def _named(entry: Entry) -> Iterator[tuple[str, str, float]]:
    """Exercise, misconception, and the points of each check that was lost to it."""
    for exercise, judged in entry.graded.exercises.items():
        for lost in judged.lost:
            if lost.misconception:
                yield exercise, lost.misconception, lost.points


def _with_unnamed(store: ResultStore, submission: Submission) -> Iterator[ExerciseResult]:
    """The exercises that were written, and lost a check for no known cause."""
    graded = submission.now.graded
    lost = [one for judged in graded.exercises.values() for one in judged.lost]
    if all(one.misconception or one.status == "skipped" for one in lost):
        return
    result = store.get(graded.result)
    for exercise in result.exercises if result else ():
        unnamed = any(f.lost and not f.misconception for f in exercise.findings)
        if unnamed and not is_unwritten(exercise):
            yield exercise
