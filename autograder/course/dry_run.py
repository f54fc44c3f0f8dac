"""What a run would change: submissions are graded, and nothing is recorded."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from nbgrader.api import Gradebook

from autograder.assignments.assignment import Assignment
from autograder.assignments.database import require_database
from autograder.assignments.layout import Layout
from autograder.gradebook.choices import read_choice
from autograder.gradebook.folders import normal
from autograder.gradebook.history import Scores
from autograder.gradebook.lookups import scores_of
from autograder.gradebook.people import known
from autograder.grading.asking import asked_of
from autograder.grading.grader import Grader, Read
from autograder.grading.judges import grade_class
from autograder.grading.results import Result
from autograder.grading.store import ResultStore
from autograder.submissions.intake import take_in
from autograder.submissions.reading import IntakeError

_SAME = 1e-9


@dataclass(frozen=True)
class Difference:
    """An exercise that would have another score.

    Attributes:
        student: whose.
        assignment: which.
        exercise: the same.
        recorded: its score in the gradebook; None where there is none yet.
        now: what it would be.
        why: what the checks say now, in one sentence; a person's mark stays whatever they say.
    """

    student: str
    assignment: str
    exercise: str
    recorded: float | None
    now: float
    why: str


@dataclass(frozen=True)
class DryRun:
    """The outcome of a dry run.

    Attributes:
        submissions: how many were graded.
        differences: in the order of assignments and students.
        problems: by assignment and student, why something could not be graded.
    """

    submissions: int
    differences: tuple[Difference, ...]
    problems: tuple[tuple[str, str, str], ...]


def dry_run(
    layout: Layout,
    assignments: Sequence[Assignment],
    *,
    seed: int,
    jobs: int,
    accept_weaker: Sequence[str] = (),
    no_cache: bool = False,
    progress: Callable[[str, int, int], None] = lambda what, done, total: None,
) -> DryRun:
    """Grade what was handed in, and compare with what is recorded.

    Nothing but results is written: no gradebook, no page, no release. A result that is written is
    the one that the next run would have.

    Args:
        layout: the course.
        assignments: which; those that need a package which is not installed are left out.
        seed: of every check's inputs.
        jobs: how many processors to use.
        accept_weaker: isolation properties that may be missing.
        no_cache: whether everything is graded anew.
        progress: told what is done, how many are, and of how many.

    Raises:
        RosterError: the roster cannot be read.
        AuthorError: the database server does not answer.
        IsolationRefusedError: the machine does not confine submissions.
        CheckBugError: a check is broken.
    """
    require_database(layout)
    how: dict[str, Any] = {"seed": seed, "accept_weaker": accept_weaker}
    differences: list[Difference] = []
    problems: list[tuple[str, str, str]] = []
    graded = 0
    for assignment in assignments:
        if assignment.missing:
            continue
        name, held = assignment.name, _held(layout, assignment.name)
        folders = sorted((layout.course / "submitted").glob(f"*/{name}"))
        names = {normal(folder.parent.name): folder for folder in folders}
        students = [s for s in known(layout, list(names)).students if not s.startswith(".")]
        with Grader(assignment, **how, known=layout.known(name)) as grader:
            read = ((names[s], _read(layout, assignment, s, names[s])) for s in students)
            store = ResultStore(layout.results(name))
            done = grade_class(grader, read, jobs, store, reuse=not no_cache)
            for number, (folder, result) in enumerate(done, 1):
                student = normal(folder.parent.name)
                graded += 1
                if result.error or result.alarms:
                    why = result.error or "; ".join(result.alarms)
                    problems.append((name, student, why))
                differences += _differences(student, name, result, held.get(student, Scores()))
                progress(f"Grading {name}", number, len(students))
    order = {assignment.name: number for number, assignment in enumerate(assignments)}
    differences.sort(key=lambda one: (order[one.assignment], one.student))
    return DryRun(graded, tuple(differences), tuple(problems))


def _held(layout: Layout, assignment: str) -> dict[str, Scores]:
    if layout.gradebook is not None and not layout.gradebook.is_file():
        return {}
    with Gradebook(layout.database, layout.settings.id) as gradebook:
        return scores_of(gradebook, assignment)


def _read(layout: Layout, assignment: Assignment, student: str, folder: Any) -> Read:
    choice = read_choice(layout, student, assignment.name)
    try:
        return take_in(folder, asked_of(assignment), choice).files
    except IntakeError as error:
        return error


def _differences(
    student: str, assignment: str, result: Result, held: Scores
) -> Iterator[Difference]:
    """The exercises whose score is not the recorded one, but for those that a person marked."""
    for exercise in result.exercises:
        name = exercise.exercise
        recorded = held.cells.get(name)
        if name in held.marks or (recorded is not None and abs(recorded - exercise.score) < _SAME):
            continue
        first = exercise.first_cause
        said = first.cause or first.message or first.asked if first else ""
        yield Difference(student, assignment, name, recorded, exercise.score, str(said))
