"""One run over a course: release, grade what is new or has changed, write the feedback pages."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.assignments.assignment import Assignment, require_packages
from autograder.assignments.layout import Layout
from autograder.assignments.loading import find_assignments, load_assignment
from autograder.course.sample_class import is_sample_class, write_sample_class
from autograder.gradebook.course_grader import CourseGrader
from autograder.gradebook.folders import normal
from autograder.gradebook.recording import GradebookRecorder, Row
from autograder.grading.grader import DEFAULT_SEED
from autograder.release.publishing import publish
from autograder.sandbox.self_test import PROPERTIES

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
        formgrader: the command that opens formgrader, to be run in the folder of the course.
    """

    released: tuple[str, ...]
    sample: tuple[str, ...]
    rows: tuple[Row, ...]
    waiting: tuple[Waiting, ...]
    strays: tuple[Path, ...]
    accepted_weaker: tuple[str, ...]
    feedback: Path | None
    formgrader: str = FORMGRADER


def run_course(
    layout: Layout,
    assignments: Sequence[str] | None = None,
    *,
    seed: int = DEFAULT_SEED,
    jobs: int = 2,
    accept_weaker: Sequence[str] = (),
    no_cache: bool = False,
    progress: Progress = lambda step: None,
) -> CourseRun:
    """Bring gradebook and feedback pages up to date with what was handed in.

    Only what is new or has changed is graded. A run that was stopped in the middle is taken up
    by the next one.

    Args:
        layout: the course.
        assignments: names; None for all. Of all, those that need a package which is not
            installed are left to wait; one that is named must be graded.
        seed: of every check's inputs.
        jobs: how many submissions run at once.
        accept_weaker: isolation properties that may be missing.
        no_cache: whether everything is graded anew, whatever was graded before.
        progress: told after each step.

    Raises:
        AuthorError: an assignment is written wrongly.
        MissingPackageError: one that is named needs a package that is not installed.
        IsolationRefusedError: the machine does not confine submissions, and they are not all
            samples of ours.
        CheckBugError: a check is broken.
    """
    names = list(assignments or find_assignments(layout.solutions))
    loaded = [load_assignment(layout.solutions / name) for name in names]
    for assignment in loaded if assignments else ():
        require_packages(assignment)
    released = tuple(_release_stale(layout, loaded, progress))
    sample = write_sample_class(layout, loaded)
    if is_sample_class(layout, loaded):
        accept_weaker = PROPERTIES  # the code is ours: the first run works on any machine
    rows: list[Row] = []
    with CourseGrader(
        layout, seed=seed, accept_weaker=accept_weaker, no_cache=no_cache, loaded=loaded
    ) as grader:
        for assignment in loaded:
            if not assignment.missing:
                rows += _grade(layout, assignment.name, grader, jobs, progress)
        weaker = grader.accepted_weaker
    return CourseRun(
        released,
        sample,
        tuple(rows),
        tuple(_waiting(layout, assignment) for assignment in loaded if assignment.missing),
        _strays(layout),
        weaker,
        _page_to_show(layout, rows),
    )


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


def _grade(
    layout: Layout, name: str, grader: CourseGrader, jobs: int, progress: Progress
) -> Iterator[Row]:
    """Grade one assignment's submissions in parallel, then record them one by one."""
    students = _students(layout, name)
    done: Counter[str] = Counter()

    def tell(stage: str, student: str) -> None:
        done[stage] += 1
        progress(Step(f"{stage} {name}", student, done[stage], len(students)))

    yield from GradebookRecorder(layout, grader, jobs).record(name, students, tell)


def _release_stale(
    layout: Layout, assignments: Sequence[Assignment], progress: Progress
) -> Iterator[str]:
    """Release assignments that were never released, or from other masters than they have now."""
    for done, assignment in enumerate(assignments, start=1):
        name = assignment.name
        mark = layout.recorded(name) / "released"
        masters = _masters(layout.solutions / name)
        gradebook = layout.gradebook
        kept = gradebook is None or gradebook.exists()
        present = kept and (layout.course / "release" / name).is_dir()
        if not present or not mark.is_file() or mark.read_text(encoding="ascii") != masters:
            publish(layout, assignment)
            mark.parent.mkdir(parents=True, exist_ok=True)
            mark.write_text(masters, encoding="ascii")
            yield name
        progress(Step("Releasing", name, done, len(assignments)))


def _masters(folder: Path) -> str:
    """A hash of all that an author wrote for an assignment."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.*")):
        if path.is_file() and path.suffix in (".py", ".ipynb"):
            digest.update(f"{path.relative_to(folder)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _page_to_show(layout: Layout, rows: Sequence[Row]) -> Path | None:
    """A page of a student who lost points, or else of any."""
    for row in sorted(rows, key=lambda row: not row.finding):
        for notebook in sorted((layout.course / "release" / row.assignment).glob("*.ipynb")):
            page = layout.feedback(row.student, row.assignment) / f"{notebook.stem}.html"
            if page.is_file():
                return page
    return None
