"""Takes out of a submission what would stop nbgrader, or lead it outside, and says so.

Nothing is deleted: what is taken out lies in course/quarantine/<student>/<assignment>/.
"""

import itertools
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.assignments.layout import Layout
from autograder.gradebook.cleaning.oddities import Contents, Inspector
from autograder.gradebook.cleaning.records import Note, Record, load, save, state_of
from autograder.gradebook.cleaning.recovery import Wanted, readable, recover
from autograder.submissions.reading import MAX_MODULES

MAX_ODD = 20  # oddities that are told one by one

_DATE = "timestamp.txt"


@dataclass(frozen=True)
class _Plan:
    """What is to be done to a submission.

    Attributes:
        notes: what is to be said of it.
        away: what is to be moved out.
        texts: what is to be written, by name; what stands there is kept as well.
    """

    notes: tuple[Note, ...]
    away: tuple[Path, ...]
    texts: Mapping[str, bytes]


def sweep(layout: Layout, student: str, assignment: str) -> None:
    """Make a submission safe to copy and complete enough to grade.

    A sweep that was stopped is taken up by the next one.

    Raises:
        OSError: something cannot be read or moved.
    """
    folder, kept = _folders(layout, student, assignment)
    expected = _expected(layout, assignment)
    _be_folders(folder, kept)
    record = load(kept)
    if record.state and record.state == state_of(folder, expected):
        return
    for note in record.notes:
        if note.missing and note.holds(folder):
            (folder / note.place).unlink()  # it is ours: look again for what is the student's
    before = [note for note in record.still(folder) if not note.missing]
    contents = Inspector(expected.keys(), _private(layout)).inspect(folder)
    plan = _plan(folder, contents, expected)
    said = tuple(dict.fromkeys((*before, *plan.notes)))
    if not said:
        return
    save(kept, Record("", said))
    shelf = _Shelf(kept)
    for path in plan.away:
        shelf.move(path)
    for name, text in plan.texts.items():
        shelf.replace(folder / name, text)
    save(kept, Record(state_of(folder, expected), said))


def notes(layout: Layout, student: str, assignment: str) -> tuple[str, ...]:
    """What was odd about the submission as it is now, one sentence each."""
    folder, kept = _folders(layout, student, assignment)
    record = load(kept)
    same = record.notes and record.state == state_of(folder, _expected(layout, assignment))
    found = record.notes if same else record.still(folder)
    return tuple(dict.fromkeys(note.text for note in found))


def _folders(layout: Layout, student: str, assignment: str) -> tuple[Path, Path]:
    kept = layout.course / "quarantine" / student / assignment
    return layout.submitted(student, assignment), kept


def _be_folders(folder: Path, kept: Path) -> None:
    """See that the student's folder and the submission in it are folders of their own."""
    for path in (folder.parent, folder):
        if path.is_symlink() or not path.is_dir():
            note = Note(f"{readable(path.name)} was set aside: it is no folder.")
            save(kept, Record("", (*load(kept).notes, note)))
            if os.path.lexists(path):
                _Shelf(kept).move(path)
            path.mkdir()


def _expected(layout: Layout, assignment: str) -> dict[str, Path]:
    """The released notebooks and modules, by name."""
    release = layout.course / "release" / assignment
    return {p.name: p for suffix in (".ipynb", ".py") for p in sorted(release.glob(f"*{suffix}"))}


def _private(layout: Layout) -> frozenset[tuple[int, int]]:
    """The files that a hard link would give away."""
    paths = [*layout.solutions.rglob("*.*")]
    paths += [layout.gradebook] if layout.gradebook else []
    return frozenset((s.st_dev, s.st_ino) for s in (p.stat() for p in paths if p.is_file()))


def _plan(folder: Path, contents: Contents, expected: Mapping[str, Path]) -> _Plan:
    odd = {entry.path: entry.why for entry in contents.entries if entry.why}
    many = f"more than {MAX_ODD} things in it are odd" if len(odd) > MAX_ODD else ""
    said: list[Note] = []
    away = set(odd)
    if excess := contents.excess or many:
        said.append(Note(f"Everything but the assignment's files was set aside: {excess}."))
        rest = set(_rest(folder, expected))
        away = {path for path in odd if path.parent == folder} | rest
        odd = {path: why for path, why in odd.items() if path.parent == folder and path not in rest}
    own = {folder / name for name in expected}
    said += [
        Note(f"{readable(path.name)} was set aside: {why}.")
        for path, why in sorted(odd.items())
        if path not in own
    ]
    others = [entry.path for entry in contents.entries if entry.regular and not entry.why]
    texts: dict[str, bytes] = {}
    for name, release in expected.items():
        path = folder / name
        gone = not os.path.lexists(path)
        found = recover(Wanted(folder, name, release, odd.get(path, ""), gone), others)
        said += [found.note] if found.note else []
        texts |= {} if found.text is None else {name: found.text}
    return _Plan(tuple(said), tuple(sorted(away)), texts)


def _rest(folder: Path, expected: Mapping[str, Path]) -> Iterator[Path]:
    """All that lies in a folder, but for what is graded or may be imported by it."""
    modules = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            module = entry.name.endswith(".py") and entry.is_file(follow_symlinks=False)
            modules += module
            own = entry.name in expected or entry.name == _DATE
            if not own and not (module and modules <= MAX_MODULES):
                yield folder / entry.name


class _Shelf:
    """Where a submission's oddities go, numbered in the order in which they come."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._numbers = itertools.count(len(os.listdir(folder)))  # noqa: PTH208 - a count

    def move(self, path: Path) -> None:
        """Take a file or folder away."""
        path.rename(self._free(path.name))

    def replace(self, path: Path, text: bytes) -> None:
        """Put a text in a file's place, in one step; the file itself comes here."""
        if os.path.lexists(path):
            try:
                os.link(path, self._free(path.name), follow_symlinks=False)
            except OSError:  # a file system without links
                self.move(path)
        partial = self._folder / "partial"
        partial.write_bytes(text)
        partial.replace(path)

    def _free(self, name: str) -> Path:
        cut = os.fsdecode(os.fsencode(name)[-200:])  # so that the number has room
        paths = (self._folder / f"{number}-{cut}" for number in self._numbers)
        return next(path for path in paths if not os.path.lexists(path))
