"""Releases an assignment, and says whether what is released is up to date."""

import contextlib
import json
import shutil
import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path

from autograder.assignments.assignment import Assignment
from autograder.assignments.course_lock import alone
from autograder.assignments.database import require_database
from autograder.assignments.layout import Layout, make_private
from autograder.assignments.library import files_of
from autograder.authors.exercise import AuthorError
from autograder.release.changed_cells import FILE, CellChange
from autograder.release.generate import ReleaseError, generate_release
from autograder.release.leak_scan import Leak, scan, scan_files
from autograder.release.master import find_master, read_master
from autograder.release.notebook import build_notebook
from autograder.release.private_lines import collect_private_lines
from autograder.release.strip import strip_module


@dataclass(frozen=True)
class Released:
    """A release that was published.

    Attributes:
        name: name of the assignment.
        folder: assignments/<name>.
        files: what is in it, relative to it, in alphabetical order.
        changed: those of them that are new or other than in the release before.
        points: points that the checks give.
        written_points: points that a person gives.
        cells: exercises and questions that were added or removed since students handed in.
    """

    name: str
    folder: Path
    files: tuple[Path, ...]
    changed: tuple[Path, ...]
    points: float
    written_points: float
    cells: tuple[CellChange, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """The differences of assignments/<name> from a fresh release, as paths within it.

    Attributes:
        stale: files that a release would write with other bytes.
        missing: files that a release would add.
        extra: files that a release would remove.
        leaks: lines of it that students must not see.
    """

    name: str
    stale: tuple[Path, ...]
    missing: tuple[Path, ...]
    extra: tuple[Path, ...]
    leaks: tuple[Leak, ...]

    @property
    def current(self) -> bool:
        """True if assignments/<name> is what a release would write."""
        return not (self.stale or self.missing or self.extra)

    @property
    def ok(self) -> bool:
        """True if it is current and holds nothing private."""
        return self.current and not self.leaks


def publish(layout: Layout, assignment: Assignment) -> Released:
    """Publish an assignment: course/source, course/release, assignments and the gradebook.

    Everything is generated and checked in a folder of its own, first against a copy of the
    gradebook where that is an SQLite file. Only then is it registered and moved into place, so
    that a failure leaves the last good release and its scores as they were.

    Raises:
        AuthorError: the masters are wrong, a line of a solution would be released, or nbgrader
            refused, or the database server does not answer; the message says where and what to do.
    """
    with alone(layout.course, f"autograder release {assignment.name}"):
        require_database(layout)
        return _publish(layout, assignment)


def _publish(layout: Layout, assignment: Assignment) -> Released:
    name = assignment.name
    before = files_of(layout.assignments / name)
    with tempfile.TemporaryDirectory(prefix=".release-", dir=layout.course) as folder:
        staging = Path(folder).resolve()
        written = _stage(assignment, staging)
        course_id = layout.settings.id
        tried = generate_release(
            staging, name, _copy_of(layout, name, staging), course_id=course_id
        )
        _refuse_leaks(scan(tried.folder, collect_private_lines(assignment)), name)
        if layout.gradebook:
            make_private(layout.gradebook)
        generated = generate_release(
            staging,
            name,
            layout.database,
            course_id=course_id,
            recorded=layout.recorded(name).parent,
        )
        after = files_of(generated.folder)
        shutil.copytree(generated.folder, staging / "assignments" / name)
        _swap_in(
            {
                staging / "source" / name: layout.course / "source" / name,
                staging / "release" / name: layout.course / "release" / name,
                staging / "assignments" / name: layout.assignments / name,
            },
            staging / "replaced",
        )
    changed = tuple(path for path in after if after[path] != before.get(path))
    return Released(
        name,
        layout.assignments / name,
        tuple(after),
        changed,
        assignment.points,
        written,
        generated.changes,
    )


def compare(layout: Layout, assignment: Assignment) -> Comparison:
    """Compare assignments/<name> with what a release would write, and scan it for leaks.

    The copy of the library that its students get is scanned too.

    Nothing is written to the course, the gradebook included.

    Raises:
        AuthorError: the masters are wrong.
    """
    name = assignment.name
    published = files_of(layout.assignments / name)
    private = collect_private_lines(assignment)
    library = {f"{assignment.settings.library}/{p}": d for p, d in assignment.library().items()}
    with tempfile.TemporaryDirectory(prefix="release-") as folder:
        staging = Path(folder).resolve()
        _stage(assignment, staging)
        fresh = files_of(generate_release(staging, name, None).folder)
    return Comparison(
        name,
        stale=tuple(p for p in fresh if p in published and fresh[p] != published[p]),
        missing=tuple(p for p in fresh if p not in published),
        extra=tuple(p for p in published if p not in fresh),
        leaks=(*scan(layout.assignments / name, private), *scan_files(library, private)),
    )


def _stage(assignment: Assignment, staging: Path) -> float:
    """Write source/<name> below a folder; returns the points that a person gives."""
    source = staging / "source" / assignment.name
    source.mkdir(parents=True)
    notebook = build_notebook(read_master(find_master(assignment.folder)), assignment)
    text = json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False)
    (source / f"{assignment.name}.ipynb").write_text(f"{text}\n", encoding="utf-8")
    for module in assignment.modules:
        exercises = [e.name for e in assignment.exercises if e.module == module]
        stripped = strip_module(assignment.folder / f"{module}.py", exercises)
        (source / f"{module}.py").write_text(stripped, encoding="utf-8")
    data = [cell["metadata"].get("nbgrader", {}) for cell in notebook["cells"]]
    return float(sum(d.get("points", 0) for d in data if d.get("solution") or d.get("task")))


def _copy_of(layout: Layout, name: str, folder: Path) -> str | None:
    """The URL of a copy of the gradebook to try things on; None where there is none to copy.

    The marks of an assignment's removed cells are copied with it.

    It is taken the way SQLite can while others write.
    """
    gradebook = layout.gradebook
    if gradebook is None or not gradebook.exists():
        return None
    if (marks := layout.recorded(name) / FILE).is_file():
        (folder / "recorded" / name).mkdir(parents=True)
        shutil.copy(marks, folder / "recorded" / name)
    copy = folder / gradebook.name
    try:
        with (
            contextlib.closing(sqlite3.connect(gradebook)) as source,
            contextlib.closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
    except sqlite3.Error as error:
        raise ReleaseError(
            f"{gradebook}: SQLite cannot read this gradebook ({error}); move it away or restore it"
        ) from error
    return f"sqlite:///{copy}"


def _refuse_leaks(leaks: tuple[Leak, ...], name: str) -> None:
    if leaks:
        found = "\n".join(f"  {leak}" for leak in leaks)
        raise AuthorError(
            f"{leaks[0].origin}: the release of {name} would show {len(leaks)} private lines;"
            f" reword them where students see them, or hide them in a region:\n{found}"
        )


def _swap_in(moves: dict[Path, Path], replaced: Path) -> None:
    """Move folders into place, or none of them; those they replace end up below replaced."""
    replaced.mkdir()
    undo: list[tuple[Path, Path]] = []
    try:
        for number, (new, place) in enumerate(moves.items()):
            place.parent.mkdir(parents=True, exist_ok=True)
            if place.exists():
                undo.append((place.rename(replaced / str(number)), place))
            undo.append((new.rename(place), new))
    except OSError as error:
        for now, then in reversed(undo):
            now.rename(then)
        raise ReleaseError(f"{place}: the new release cannot be moved here: {error}") from error
