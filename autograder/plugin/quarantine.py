"""Takes out of a submission what would stop nbgrader, or lead it outside, and says so.

Nothing is deleted: what is taken out lies in course/quarantine/<student>/<assignment>/.
"""

import hashlib
import json
import os
import shutil
import stat
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.utils import parse_utc

from autograder.intake import IntakeError, read_file
from autograder.paths import Layout

MAX_BYTES = 20 << 20  # of one file

_FILES_ONLY = (".py", ".ipynb", ".txt", ".json")
_CONFIGS = ("nbgrader_config.", "jupyter_", "ipython_", "conftest.", "sitecustomize.")


@dataclass(frozen=True)
class _Aside:
    """Where a submission's oddities go.

    Attributes:
        submission: the folder that was handed in.
        folder: where they go.
    """

    submission: Path
    folder: Path

    def take(self, path: Path, why: str, *, instead: Path | None = None) -> None:
        """Move something here, and put a copy of another file in its place.

        Args:
            path: inside the submission, or the submission itself.
            why: the end of the sentence "... was set aside: ".
            instead: what to copy to path afterwards.
        """
        name = _readable(str(path.relative_to(self.submission.parent)))
        self.folder.mkdir(parents=True, exist_ok=True)
        count = sum(1 for _ in self.folder.iterdir())
        path.rename(self.folder / f"{count}-{Path(name).name}")
        self.note(path, f"{Path(name).name} was set aside: {why}.", instead=instead)

    def note(self, path: Path, text: str, *, instead: Path | None = None) -> None:
        """Remember a sentence for as long as path stays what it is now."""
        if instead is not None:
            shutil.copyfile(instead, path)
        self.folder.mkdir(parents=True, exist_ok=True)
        place = os.fsencode(path.relative_to(self.submission.parent)).hex()
        kept = [entry for entry in self._notes() if entry["place"] != place]
        kept.append({"place": place, "left": _digest(path), "text": text})
        (self.folder / "notes.json").write_text(json.dumps(kept, indent=1), encoding="utf-8")

    def current(self) -> tuple[str, ...]:
        """The sentences about what has not been handed in anew since."""
        base = self.submission.parent
        return tuple(
            entry["text"]
            for entry in self._notes()
            if entry["left"] == _digest(base / os.fsdecode(bytes.fromhex(entry["place"])))
        )

    def _notes(self) -> list[dict[str, str]]:
        try:
            notes: list[dict[str, str]] = json.loads((self.folder / "notes.json").read_bytes())
        except (OSError, ValueError):
            return []
        return notes


def sweep(layout: Layout, student: str, assignment: str) -> None:
    """Make a submission safe to copy and complete enough to grade.

    Raises:
        OSError: something could not be moved.
    """
    aside = _aside(layout, student, assignment)
    folder = aside.submission
    if folder.is_symlink() or not folder.is_dir():
        aside.take(folder, "it is no folder")
        folder.mkdir()
    released = sorted((layout.course / "release" / assignment).glob("*.ipynb"))
    notebooks = {folder / release.name: release for release in released}
    for path, why in [odd for odd in _odd(folder) if odd[0] not in notebooks]:
        aside.take(path, why)
    for path, release in notebooks.items():
        _check_notebook(aside, path, release)


def notes(layout: Layout, student: str, assignment: str) -> tuple[str, ...]:
    """What was set aside of the submission as it is now, one sentence each."""
    return _aside(layout, student, assignment).current()


def _aside(layout: Layout, student: str, assignment: str) -> _Aside:
    folder = layout.course / "quarantine" / student / assignment
    return _Aside(layout.submitted(student, assignment), folder)


def _odd(folder: Path) -> Iterator[tuple[Path, str]]:
    """What must go, and why. A folder that goes is not looked into."""
    _permit(folder, stat.S_IRWXU)
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            path = folder / entry.name
            if why := _why_odd(entry):
                yield path, why
            elif entry.is_dir(follow_symlinks=False):
                yield from _odd(path)


def _why_odd(entry: os.DirEntry[str]) -> str:
    status = entry.stat(follow_symlinks=False)
    if not entry.name.isprintable():
        return "its name cannot be printed"
    if entry.name.lower().startswith(_CONFIGS):
        return "nbgrader and Jupyter would read it as their own configuration"
    if stat.S_ISLNK(status.st_mode):
        return "it is a link"
    if stat.S_ISDIR(status.st_mode):
        return "it is a folder, not a file" if entry.name.endswith(_FILES_ONLY) else ""
    if not stat.S_ISREG(status.st_mode):
        return "it is neither a file nor a folder"
    if status.st_size > MAX_BYTES:
        return f"it is larger than {MAX_BYTES >> 20} MiB"
    _permit(Path(entry.path), stat.S_IRUSR)
    return _why_no_date(Path(entry.path)) if entry.name == "timestamp.txt" else ""


def _why_no_date(path: Path) -> str:
    try:
        text = read_file(path, 1000).decode().strip()
        if text:
            parse_utc(text)
    except (IntakeError, ValueError, OverflowError, TypeError):
        return "it holds no date such as 2026-02-03 15:30:00 UTC"
    return ""


def _check_notebook(aside: _Aside, path: Path, release: Path) -> None:
    rest = "A blank one stands in its place; the modules are graded as ever"
    if not os.path.lexists(path):
        others = sorted(p.name for p in aside.submission.glob("*.ipynb"))
        found = f" Found instead: {', '.join(others)}." if others else ""
        text = f"{path.name} was not handed in.{found} {rest}."
        aside.note(path, text, instead=release)
    elif why := _why_no_notebook(path):
        aside.take(path, f"{why}. {rest}", instead=release)


def _why_no_notebook(path: Path) -> str:
    try:
        text = read_file(path, MAX_BYTES).decode()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of nbformat, which repairs missing cell ids
            nbformat.validate(nbformat.reads(text, as_version=4), relax_add_props=True)
    except IntakeError as error:
        return str(error)
    except Exception:  # whatever a file that is no notebook makes nbformat raise
        return "it is not a valid notebook"
    return ""


def _permit(path: Path, bits: int) -> None:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & bits != bits:
        path.chmod(mode | bits)


def _readable(name: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in name)


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(read_file(path, MAX_BYTES)).hexdigest()
    except IntakeError:
        return ""
