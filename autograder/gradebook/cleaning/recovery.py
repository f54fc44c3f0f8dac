"""Finds honest work where it was not expected, and makes it readable."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.gradebook.cleaning.notebooks import MAX_BYTES, NotebookError, mend
from autograder.gradebook.cleaning.records import Note
from autograder.submissions.reading import IntakeError, read_file

_BLANK = "A blank one stands in its place; the modules are graded as ever."
# What browsers and file managers put after a name that is taken already.
_COPY = re.compile(r"([\s_-]*\(\d+\)|[\s_-]+copy([\s_-]*\d+)?|-checkpoint)+$")


@dataclass(frozen=True)
class Wanted:
    """A file of the assignment, and what became of it.

    Attributes:
        folder: the submission.
        name: the file's.
        release: as students got it.
        odd: why what bears the name must go; "" where nothing is wrong with it.
        missing: whether nothing was handed in under the name.
    """

    folder: Path
    name: str
    release: Path
    odd: str
    missing: bool


@dataclass(frozen=True)
class Recovered:
    """What to make of it.

    Attributes:
        note: what is to be said; None for nothing.
        text: what is to be written in its place; None to leave it.
    """

    note: Note | None = None
    text: bytes | None = None


def recover(wanted: Wanted, others: Sequence[Path]) -> Recovered:
    """Look at one file of the assignment.

    Args:
        wanted: which.
        others: the regular files of the submission.
    """
    there = not (wanted.odd or wanted.missing)
    source = wanted.folder / wanted.name if there else _lookalike(wanted.name, others)
    if wanted.name.endswith(".ipynb"):
        return _notebook(wanted, source)
    if there or (source is None and not wanted.odd):
        return Recovered()  # the engine says what is missing
    if source is None:
        return Recovered(Note(_lead(wanted, None)))
    return _put(wanted, _lead(wanted, source), read_file(source, MAX_BYTES))


def readable(name: str) -> str:
    """A file's name without what cannot be printed."""
    return "".join(c if c.isprintable() else "?" for c in name)


def _notebook(wanted: Wanted, source: Path | None) -> Recovered:
    lead = _lead(wanted, source)
    blank = wanted.release.read_bytes()
    if source is None:
        return _put(wanted, f"{lead} {_BLANK}", blank)
    try:
        data = read_file(source, MAX_BYTES)
        mended = mend(data)
    except (IntakeError, NotebookError) as error:
        lead = f"{lead} But {error}" if lead else f"{wanted.name} was set aside: {error}"
        return _put(wanted, f"{lead}. {_BLANK}", blank)
    if mended.text is not None:
        said = f"{lead} {wanted.name} was put right: {mended.why}."
        return _put(wanted, said.strip(), mended.text.encode())
    return _put(wanted, lead, data) if lead else Recovered()


def _put(wanted: Wanted, said: str, text: bytes) -> Recovered:
    left = hashlib.sha256(text).hexdigest()
    return Recovered(Note(said, wanted.name, left, wanted.missing), text)


def _lead(wanted: Wanted, source: Path | None) -> str:
    """What is said of a file that is not where it belongs; "" of one that is."""
    if not (wanted.odd or wanted.missing):
        return ""
    what = f"was set aside: {wanted.odd}" if wanted.odd else "was not handed in"
    lead = f"{wanted.name} {what}."
    if source is not None:
        return f"{lead} {readable(str(source.relative_to(wanted.folder)))} was taken for it."
    pattern = f"*{Path(wanted.name).suffix}"
    others = sorted(p.name for p in wanted.folder.glob(pattern) if p.name != wanted.name)
    return f"{lead} Found instead: {readable(', '.join(others[:5]))}." if others else lead


def _lookalike(name: str, others: Sequence[Path]) -> Path | None:
    """The one file that can be meant; None where there is none, or several that differ."""
    alike = [path for path in others if path.name != name and _plain(path.name) == _plain(name)]
    named = [path for path in others if path.name == name]
    found = [path for path in named or alike if "__MACOSX" not in path.parts]
    try:
        texts = {read_file(path, MAX_BYTES) for path in found}
    except IntakeError:
        return None
    return found[0] if len(texts) == 1 else None


def _plain(name: str) -> str:
    """A name without what others than its author add to it."""
    path = Path(name.lower().removesuffix(".txt"))
    return _COPY.sub("", path.stem) + path.suffix
