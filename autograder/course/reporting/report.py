"""The report on a class, as plain data."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from autograder.assignments.assignment import Assignment
from autograder.assignments.layout import Layout
from autograder.course.reporting.causes import (
    Misconceived,
    Unrecognized,
    misconceptions,
    unrecognized,
)
from autograder.course.reporting.classes import Class, read_class
from autograder.course.reporting.items import Item, check_items, exercise_items
from autograder.course.reporting.similar import Similar, similar


@dataclass(frozen=True)
class Waiting:
    """Something that a person has to look at.

    Attributes:
        assignment: which.
        cell: an exercise or a written answer; "" where nothing could be graded.
        why: the reason; "a mark is asked for" of a written answer.
        students: whose.
    """

    assignment: str
    cell: str
    why: str
    students: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One assignment in the report.

    Attributes:
        assignment: which.
        students: how many have handed it in.
        resubmitted: how many of them handed in other code later.
        points: available.
        totals: of each student, penalties for being late taken off, the lowest first.
        exercises: the exercises and written answers.
        checks: the checks, those that cost most first.
        misconceptions: those that cost most first.
        unrecognized: lost checks without a cause, the most frequent first.
        waiting: what a person has to look at.
        similar: groups of submissions that are alike.
    """

    assignment: str
    students: int
    resubmitted: int
    points: float
    totals: tuple[float, ...]
    exercises: tuple[Item, ...]
    checks: tuple[Item, ...]
    misconceptions: tuple[Misconceived, ...]
    unrecognized: tuple[Unrecognized, ...]
    waiting: tuple[Waiting, ...]
    similar: tuple[Similar, ...]


@dataclass(frozen=True)
class ClassReport:
    """The report on a class.

    Attributes:
        course: the id of the course.
        at: when it was made, in UTC.
        names: whether students are named in it.
        parts: an assignment each; those that nobody has handed in are left out.
    """

    course: str
    at: str
    names: bool
    parts: tuple[Part, ...]


def make_report(layout: Layout, assignments: Iterable[Assignment], *, names: bool) -> ClassReport:
    """The report on some assignments.

    Args:
        layout: the course.
        assignments: which.
        names: whether students are named; else they have numbers, others in each report.

    Raises:
        RosterError: the roster cannot be read.
    """
    classes = (read_class(layout, assignment) for assignment in assignments)
    parts = tuple(_part(layout, class_) for class_ in classes if class_.submissions)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    report = ClassReport(layout.settings.id, at, names, parts)
    return report if names else _nameless(report)


def _part(layout: Layout, class_: Class) -> Part:
    held = [submission.now.scores for submission in class_.submissions]
    return Part(
        class_.assignment.name,
        len(held),
        sum(len({e.graded.code for e in s.entries}) > 1 for s in class_.submissions),
        max(scores.points for scores in held),
        tuple(sorted(scores.total for scores in held)),
        tuple(exercise_items(class_)),
        tuple(check_items(class_)),
        tuple(misconceptions(class_)),
        tuple(unrecognized(layout, class_)),
        tuple(_waiting(class_)),
        tuple(similar(layout, class_)),
    )


def _waiting(class_: Class) -> list[Waiting]:
    groups: dict[tuple[str, str], list[str]] = {}
    for submission in class_.submissions:
        graded = submission.now.graded
        if graded.error:
            groups.setdefault(("", graded.error), []).append(submission.student)
        for cell in submission.now.scores.waits:
            judged = graded.exercises.get(cell)
            why = (judged and judged.waits) or "a mark is asked for"
            groups.setdefault((cell, why), []).append(submission.student)
    name = class_.assignment.name
    return [Waiting(name, *what, tuple(who)) for what, who in groups.items()]


def _nameless(report: ClassReport) -> ClassReport:
    """The report with numbers for names, and without the texts that may hold a name."""
    numbers: dict[str, str] = {}

    def number(students: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(numbers.setdefault(student, f"{len(numbers) + 1}") for student in students)

    def part(named: Part) -> Part:
        return replace(
            named,
            misconceptions=tuple(
                replace(m, students=number(m.students), ever=number(m.ever), over=number(m.over))
                for m in named.misconceptions
            ),
            unrecognized=tuple(replace(g, students=number(g.students)) for g in named.unrecognized),
            waiting=tuple(replace(w, students=number(w.students)) for w in named.waiting),
            similar=tuple(replace(s, students=number(s.students), sides=()) for s in named.similar),
        )

    return replace(report, parts=tuple(map(part, report.parts)))
