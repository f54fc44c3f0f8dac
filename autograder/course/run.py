"""One run over a course: release, grade what is new or has changed, write the feedback pages."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.assignments.assignment import Assignment, require_packages
from autograder.assignments.course_lock import alone
from autograder.assignments.database import require_database
from autograder.assignments.layout import Layout
from autograder.assignments.loading import find_assignments, load_assignment
from autograder.course.failures import Failures
from autograder.course.releasing import release_stale
from autograder.course.sample_class import is_sample_class, write_sample_class
from autograder.gradebook.course_grader import CourseGrader
from autograder.gradebook.folders import normal
from autograder.gradebook.people import People, enroll, known, roster_of
from autograder.gradebook.recording import GradebookRecorder, Row
from autograder.grading.grader import DEFAULT_SEED
from autograder.grading.judges import ClassJudge, grade_class
from autograder.release.changed_cells import CellChange
from autograder.sandbox.self_test import PROPERTIES

if TYPE_CHECKING:
    from autograder.release.publishing import Released

FORMGRADER = "jupyter lab --LabApp.default_url=/formgrader"


@dataclass(frozen=True)
class Step:
    """The progress of a stage of a run.

    Attributes:
        stage: what is being done, for a person to read.
        name: what was just finished.
        done: how many are finished, of total.
    """

    stage: str
    name: str
    done: int
    total: int


Progress = Callable[[Step], None]


@dataclass(frozen=True)
class Waiting:
    """An assignment that cannot be graded here.

    Attributes:
        missing: packages that it needs and that are not installed.
        students: how many have handed it in.
    """

    assignment: str
    missing: tuple[str, ...]
    students: int


@dataclass(frozen=True)
class CourseRun:
    """The outcome of a run, and where to look next.

    Attributes:
        released: assignments that this run released.
        sample: students of the sample class, when this run wrote it.
        rows: by assignment and student.
        waiting: assignments that were released and could not be graded.
        strays: what lies in course/submitted/ where no submission is looked for.
        accepted_weaker: isolation properties that the run went without.
        feedback: the page of a student who lost points, or else of any; None without students.
        failed: by assignment, why it could not be released or graded.
        changes: by assignment, exercises and questions that were added or removed after hand-ins.
        people: who takes the course, whose folders are nobody's, and who left.
        formgrader: the command that opens formgrader, to be run in the folder of the course.
    """

    released: tuple[str, ...]
    sample: tuple[str, ...]
    rows: tuple[Row, ...]
    waiting: tuple[Waiting, ...]
    strays: tuple[Path, ...]
    accepted_weaker: tuple[str, ...]
    feedback: Path | None
    failed: Mapping[str, str] = field(default_factory=dict)
    changes: Mapping[str, Sequence[CellChange]] = field(default_factory=dict)
    people: People = field(default_factory=People)
    formgrader: str = FORMGRADER


def run_course(
    layout: Layout,
    assignments: Sequence[str] | None = None,
    *,
    seed: int = DEFAULT_SEED,
    jobs: int = 2,
    accept_weaker: Sequence[str] = (),
    no_cache: bool = False,
    wait: bool = True,
    judge: ClassJudge = grade_class,
    progress: Progress = lambda step: None,
) -> CourseRun:
    """Bring gradebook and feedback pages up to date with what was handed in.

    Only what is new or has changed is graded. A run that was stopped in the middle is taken up
    by the next one. An assignment that cannot be released or graded stops none of the others.

    Args:
        layout: the course.
        assignments: names; None for all. Of all, those that need a package which is not
            installed are left to wait; one that is named must be graded.
        seed: of every check's inputs.
        jobs: how many submissions run at once.
        accept_weaker: isolation properties that may be missing.
        no_cache: whether everything is graded anew, whatever was graded before.
        wait: whether to wait while another run is at work in the course.
        judge: grades the submissions of an assignment; by default this machine does.
        progress: told after each step.

    Raises:
        RosterError: the roster cannot be read.
        AuthorError: the database server does not answer.
        MissingPackageError: one that is named needs a package that is not installed.
        IsolationRefusedError: the machine does not confine submissions, and they are not all
            samples of ours.
        CourseBusyError: another run is at work, and wait is False.
    """
    how: dict[str, Any] = {"seed": seed, "accept_weaker": accept_weaker, "no_cache": no_cache}
    how["judge"] = judge
    with alone(layout.course, "autograder course", wait=wait):
        require_database(layout)
        roster_of(layout)  # a roster with a mistake must not make strangers of the class
        failures = Failures()
        loaded = _loaded(layout, assignments, failures)
        released = _released(layout, loaded, failures, progress)
        loaded = [assignment for assignment in loaded if assignment.name not in failures.why]
        sample: tuple[str, ...] = ()
        with failures.of("the sample class"):
            # A made-up class would be strangers to a roster.
            sample = () if layout.roster else write_sample_class(layout, loaded)
            if is_sample_class(layout, loaded):
                how["accept_weaker"] = PROPERTIES  # ours: the first run works on any machine
        enroll(layout)
        people = known(layout, _folders(layout))
        rows: list[Row] = []
        with CourseGrader(layout, loaded=loaded, **how) as grader:
            for assignment in loaded:
                if not assignment.missing:
                    with failures.of(assignment.name):
                        rows += _grade(layout, assignment.name, people, grader, jobs, progress)
            weaker = grader.accepted_weaker
    return CourseRun(
        tuple(release.name for release in released),
        sample,
        tuple(rows),
        tuple(_waiting(layout, assignment) for assignment in loaded if assignment.missing),
        _strays(layout),
        weaker,
        _page_to_show(layout, rows),
        failures.why,
        {release.name: release.cells for release in released if release.cells},
        people,
    )


def _loaded(layout: Layout, names: Sequence[str] | None, failures: Failures) -> list[Assignment]:
    found: list[Assignment] = []
    for name in names or find_assignments(layout.solutions):
        with failures.of(name):
            found.append(load_assignment(layout.solutions / name))
    for assignment in found if names else ():
        require_packages(assignment)
    return found


def _released(
    layout: Layout, assignments: Sequence[Assignment], failures: Failures, progress: Progress
) -> "list[Released]":
    """Release what is stale."""
    found: list[Released] = []
    for done, assignment in enumerate(assignments, start=1):
        with failures.of(assignment.name):
            if released := release_stale(layout, assignment):
                found.append(released)
        progress(Step("Releasing", assignment.name, done, len(assignments)))
    return found


def _waiting(layout: Layout, assignment: Assignment) -> Waiting:
    return Waiting(assignment.name, assignment.missing, len(_students(layout, assignment.name)))


def _students(layout: Layout, name: str) -> list[str]:
    """Everybody who has handed in an assignment."""
    submitted = (layout.course / "submitted").glob(f"*/{name}")
    names = {normal(path.parent.name) for path in submitted}
    return sorted(name for name in names if not name.startswith("."))


def _strays(layout: Layout) -> tuple[Path, ...]:
    """Files and folders that are not course/submitted/STUDENT/ASSIGNMENT."""
    known = find_assignments(layout.solutions)
    strays: list[Path] = []
    for student in sorted((layout.course / "submitted").glob("[!.]*")):
        inside = sorted(student.glob("[!.]*")) if student.is_dir() else []
        strays += [path for path in inside if path.name not in known] if inside else [student]
    return tuple(strays)


def _folders(layout: Layout) -> list[str]:
    """The folders of everybody who has handed in anything."""
    submitted = layout.course / "submitted"
    return sorted({normal(path.name) for path in submitted.glob("[!.]*") if path.is_dir()})


def _grade(
    layout: Layout,
    name: str,
    people: People,
    grader: CourseGrader,
    jobs: int,
    progress: Progress,
) -> Iterator[Row]:
    """Grade one assignment's submissions in parallel, then record them one by one."""
    handed_in = _students(layout, name)
    students = [student for student in handed_in if student in people.students]
    done: Counter[str] = Counter()

    def tell(stage: str, student: str) -> None:
        done[stage] += 1
        progress(Step(f"{stage} {name}", student, done[stage], len(students)))

    yield from GradebookRecorder(layout, grader, jobs).record(name, students, tell)
    for student in handed_in:
        if student in people.withdrawn:
            yield Row(student, name, "withdrawn")


def _page_to_show(layout: Layout, rows: Sequence[Row]) -> Path | None:
    """A page of a student who lost points, or else of any."""
    for row in sorted(rows, key=lambda row: not row.finding):
        for notebook in sorted((layout.course / "release" / row.assignment).glob("*.ipynb")):
            page = layout.feedback(row.student, row.assignment) / f"{notebook.stem}.html"
            if page.is_file():
                return page
    return None
