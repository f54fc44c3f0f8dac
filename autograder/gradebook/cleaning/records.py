"""Remembers what was said of a submission, for as long as it is true."""

import hashlib
import json
import os
from collections.abc import Collection
from dataclasses import asdict, dataclass
from pathlib import Path

from autograder.submissions.reading import IntakeError, read_file

_LARGEST = 100 << 20
_SMALL = 1 << 20


@dataclass(frozen=True)
class Note:
    """One sentence about a submission.

    Attributes:
        text: the sentence.
        place: name of the file that was put into the submission; "" where none was.
        left: its digest. The sentence holds for as long as that file lies there.
        missing: whether nothing was handed in under that name.
    """

    text: str
    place: str = ""
    left: str = ""
    missing: bool = False

    def holds(self, folder: Path) -> bool:
        """Whether the file that was put there lies there still."""
        return bool(self.place) and digest_of(folder / self.place) == self.left


@dataclass(frozen=True)
class Record:
    """What was said, and of which state of the submission.

    Attributes:
        state: a hash of the submission; "" while it is being worked on.
        notes: in their order.
    """

    state: str = ""
    notes: tuple[Note, ...] = ()

    def still(self, folder: Path) -> tuple[Note, ...]:
        """The notes that hold when the submission is not what it was.

        Those of a sweep that was stopped all hold.
        """
        return tuple(n for n in self.notes if not self.state or n.holds(folder))


def load(folder: Path) -> Record:
    """What was said of the submission whose quarantine this is."""
    try:
        document = json.loads((folder / "notes.json").read_bytes())
        return Record(document["state"], tuple(Note(**note) for note in document["notes"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Record()  # none yet, or one of an older version


def save(folder: Path, record: Record) -> None:
    """Remember it, in one step."""
    folder.mkdir(parents=True, exist_ok=True)
    document = {"state": record.state, "notes": [asdict(note) for note in record.notes]}
    partial = folder / "notes.json.partial"
    partial.write_text(json.dumps(document, indent=1), encoding="utf-8")
    partial.replace(folder / "notes.json")


def state_of(folder: Path, expected: Collection[str]) -> str:
    """A hash of a swept submission: names and sizes, and the contents of what may be graded."""
    state = hashlib.sha256()
    for parent, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            path = Path(parent, name)
            state.update(os.fsencode(path.relative_to(folder)))
            size = path.lstat().st_size
            own = name in expected or size <= _SMALL
            state.update(f"\n{size} {digest_of(path) if own else ''}\n".encode())
    return state.hexdigest()


def digest_of(path: Path) -> str:
    """A hash of a file; "" of what is none."""
    try:
        return hashlib.sha256(read_file(path, _LARGEST)).hexdigest()
    except IntakeError:
        return ""
