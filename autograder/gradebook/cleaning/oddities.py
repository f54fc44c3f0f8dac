"""What in a submitted folder would stop nbgrader, lead it outside, or run where it is opened."""

import itertools
import os
import re
import stat
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.utils import parse_utc

from autograder.submissions.reading import read_file

MAX_BYTES = 20 << 20  # of one file
MAX_ALL_BYTES = 100 << 20
MAX_ENTRIES = 200  # nbgrader's time grows with the square of their number
MAX_DEPTH = 8

_FILES_ONLY = (".py", ".ipynb", ".txt", ".json")
_CONFIG = re.compile(
    r"(nbgrader|(jupyter|ipython)(_\w+)?)_config\.\w+|(conftest|sitecustomize|usercustomize)\.\w+"
    r"|pytest\.ini|tox\.ini|setup\.cfg|pyproject\.toml",
    re.IGNORECASE,
)
_ACTIVE = re.compile(r".*\.(s?html?|xht(ml)?|mht(ml)?|svgz?|xml|xsl|m?js)", re.IGNORECASE)
_LEFTOVERS = frozenset({".ipynb_checkpoints", ".DS_Store"})  # hidden, and nobody's intention


@dataclass(frozen=True)
class Entry:
    """A file or folder of a submission.

    Attributes:
        path: where it is.
        why: the end of the sentence "... was set aside: "; "" when it may stay.
        regular: whether it is a regular file.
        size: in bytes, where it counts.
    """

    path: Path
    why: str
    regular: bool
    size: int


@dataclass(frozen=True)
class Contents:
    """What lies in a submission.

    Attributes:
        entries: as far as they were looked at. A folder that must go is not looked into.
        excess: why the look was ended before the end; "" otherwise.
    """

    entries: tuple[Entry, ...]
    excess: str = ""


@dataclass
class Inspector:
    """Walks over a submission, however it was built.

    Attributes:
        expected: names of the assignment's own files, at the top of the folder.
        private: device and inode of each file that must not be handed in under another name.
        entries: what was seen so far.
    """

    expected: Set[str]
    private: Set[tuple[int, int]] = frozenset()
    entries: list[Entry] = field(default_factory=list)

    def inspect(self, folder: Path) -> Contents:
        """Look at a folder and all below it.

        Raises:
            OSError: it cannot be read.
        """
        size = 0
        for entry in self._walk(folder, 0):
            self.entries.append(entry)
            size += entry.size
            if len(self.entries) > MAX_ENTRIES:
                return Contents(tuple(self.entries), f"there are more than {MAX_ENTRIES} files")
            if size > MAX_ALL_BYTES:
                why = f"all files together are larger than {MAX_ALL_BYTES >> 20} MiB"
                return Contents(tuple(self.entries), why)
        return Contents(tuple(self.entries))

    def _walk(self, folder: Path, depth: int) -> Iterator[Entry]:
        permit(folder, stat.S_IRWXU)
        with os.scandir(folder) as entries:
            # Sorted as far as they are wanted at all: a folder may hold a million.
            some = sorted(itertools.islice(entries, MAX_ENTRIES + 1), key=lambda entry: entry.name)
        for entry in some:
            path = folder / entry.name
            status = entry.stat(follow_symlinks=False)
            regular = stat.S_ISREG(status.st_mode)
            why = self._why_odd(path, status, depth)
            own = depth == 0 and entry.name in self.expected
            yield Entry(path, why, regular, status.st_size if regular and not own else 0)
            if not why and entry.is_dir(follow_symlinks=False):
                yield from self._walk(path, depth + 1)

    def _why_odd(self, path: Path, status: os.stat_result, depth: int) -> str:
        own = depth == 0 and path.name in self.expected
        kind, size = stat.S_IFMT(status.st_mode), status.st_size
        if why := _why_misnamed(path.name):
            return why
        if kind == stat.S_IFLNK:
            return "it is a link"
        if kind == stat.S_IFDIR:
            if path.name.lower().endswith(_FILES_ONLY):
                return "it is a folder, not a file"
            return "its folders are nested too deep" if depth >= MAX_DEPTH else ""
        if kind != stat.S_IFREG:
            return "it is neither a file nor a folder"
        if (status.st_dev, status.st_ino) in self.private:
            return "it is another name of a file that was not handed in"
        if why := _why_unreadable(path):
            return why
        if own:
            return ""  # how large it may be is for who reads it
        if depth == 0 and path.name.casefold() in {name.casefold() for name in self.expected}:
            return self._why_alike(path)
        if size > MAX_BYTES:
            return f"it is larger than {MAX_BYTES >> 20} MiB"
        return _why_no_date(path) if path.name == "timestamp.txt" else ""

    def _why_alike(self, path: Path) -> str:
        named = next(name for name in self.expected if name.casefold() == path.name.casefold())
        there = os.path.lexists(path.with_name(named))
        return f"its name differs from {named} in case only" if there else ""


def permit(path: Path, bits: int) -> None:
    """Let the owner of a file or folder do what its mode does not.

    Raises:
        OSError: it is somebody else's.
    """
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & bits != bits:
        path.chmod(mode | bits)


def _why_misnamed(name: str) -> str:
    if not name.isprintable():
        return "its name cannot be printed"
    if _CONFIG.fullmatch(name):
        return "nbgrader, Jupyter or Python would read it as their own configuration"
    if name.startswith(".") and name not in _LEFTOVERS:
        return "its name is hidden, and programs take such files for their configuration"
    if _ACTIVE.fullmatch(name):
        return "a browser would run what is in it"
    return ""


def _why_unreadable(path: Path) -> str:
    try:
        permit(path, stat.S_IRUSR)
    except OSError as error:
        return f"it cannot be read ({error.strerror})"
    return "" if os.access(path, os.R_OK) else "it cannot be read"


def _why_no_date(path: Path) -> str:
    try:
        text = read_file(path, 1000).decode("ascii").strip()
        if text:
            parse_utc(text)
    except Exception:  # whatever dateutil raises over a text that is no date
        return "it holds no date such as 2026-02-03 15:30:00 UTC"
    return ""
