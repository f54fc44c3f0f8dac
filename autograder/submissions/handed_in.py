"""Everything that a student handed in, read once and never changed."""

import hashlib
import itertools
import os
import stat
import unicodedata
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from autograder.submissions.archives import read_zip
from autograder.submissions.reading import MAX_ENTRIES, REST, TOO_MANY, IntakeError, read_file

TIMESTAMP = "timestamp.txt"  # nbgrader's; the time of hand-in
PACKED_TIMESTAMP = f"packed {TIMESTAMP}"

MAX_FOLDERS = 1000
MAX_ZIPS = 3  # that lie in each other
MAX_DEPTH = 8
MAX_ALL_BYTES = 200 << 20

_LARGEST = {".ipynb": 100 << 20, ".json": 100 << 20, ".zip": 100 << 20}
_LARGEST |= dict.fromkeys((".png", ".jpg", ".jpeg"), 20 << 20)
_OTHERS = 1 << 20  # bytes of a file of another kind

# What systems and editors leave behind, and nobody means to hand in.
_LEFTOVERS = frozenset(
    {"__MACOSX", "__pycache__", ".git", ".venv", "venv", "node_modules", ".DS_Store", "Thumbs.db"}
)
_APPLE_DOUBLE = b"\x00\x05\x16\x07"


@dataclass(frozen=True)
class HandedIn:
    """What was handed in, as it was when it was read.

    Attributes:
        files: bytes by path within the submission, in Unicode NFC. What lies in a zip has the
            zip's path before its own.
        unread: why a file or folder was not read, by its path.
    """

    files: Mapping[str, bytes]
    unread: Mapping[str, str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """A hash of all files; the time of hand-in is not counted."""
        digest = hashlib.sha256()
        for path, data in sorted(self.files.items()):
            if path != TIMESTAMP:
                digest.update(f"{path}\n{len(data)}\n".encode() + data)
        return digest.hexdigest()


def read_handed_in(
    path: Path, first: Sequence[str] = (), private: Set[tuple[int, int]] = frozenset()
) -> HandedIn:
    """Read a folder, a zip, or a single file.

    Links are not followed, and nothing is written. However large the submission is, the reading
    comes to an end; what is left out is named.

    Args:
        path: of the submission.
        first: names that are looked for before anything else, at the top of a folder.
        private: device and inode of files that no submission may bring under another name.

    Raises:
        IntakeError: there is no such folder or file, or it cannot be read.
    """
    try:
        mode = path.lstat().st_mode
    except OSError as error:
        raise IntakeError(f"{path}: {error.strerror}") from None
    reader = _Reader(private)
    if stat.S_ISDIR(mode):
        reader.read_folder(path, first)
    else:
        reader.files[_normal(path.name)] = read_file(path, _largest(path.name))
    reader.open_zips(first)
    return _without_common_folder(reader.files, reader.unread)


def hand_in_of(files: Mapping[str, bytes], first: Sequence[str], most: int) -> HandedIn:
    """What came as bytes, as if it had lain in a folder.

    Args:
        files: bytes by name.
        first: names that are looked for before anything else, in a zip.
        most: how many bytes there may be in all, those in zips included.
    """
    reader = _Reader(frozenset(), most)
    for name, data in files.items():
        reader.keep(_normal(name), data)
    reader.open_zips(first)
    return _without_common_folder(reader.files, reader.unread)


def _without_common_folder(files: dict[str, bytes], unread: dict[str, str]) -> HandedIn:
    """What was handed in, without the folder or zip in which all of it lies."""
    date = {name: files.pop(name) for name in [TIMESTAMP] if name in files}
    rest = {name: unread.pop(name) for name in [REST] if name in unread}
    while tops := {path.partition("/")[0] for path in (*files, *unread)}:
        top = tops.pop()
        if tops or not all(path.startswith(f"{top}/") for path in (*files, *unread)):
            break
        files = {path.removeprefix(f"{top}/"): data for path, data in files.items()}
        unread = {path.removeprefix(f"{top}/"): why for path, why in unread.items()}
    if TIMESTAMP in files:  # packed by the student, and so no time of hand-in
        files[PACKED_TIMESTAMP] = files.pop(TIMESTAMP)
    return HandedIn(date | files, unread | rest)


class _Reader:
    """Reads files until there are too many, or too much is in them."""

    def __init__(self, private: Set[tuple[int, int]], most: int = MAX_ALL_BYTES) -> None:
        self.files: dict[str, bytes] = {}
        self.unread: dict[str, str] = {}
        self._private, self._most = private, most
        self._bytes = 0

    def read_folder(self, folder: Path, first: Sequence[str]) -> None:
        for name in first:
            path = folder / name
            if os.path.lexists(path) and not (path.is_dir() and not path.is_symlink()):
                self._read(folder / name, _normal(name))
        try:
            for number, path in enumerate(self._walk(folder)):
                if number >= MAX_ENTRIES:
                    self.unread[REST] = TOO_MANY
                    return
                inner = _normal(path.relative_to(folder).as_posix())
                if inner not in self.files and inner not in self.unread:
                    self._read(path, inner)
        except OSError as error:
            if not self.files:
                raise IntakeError(f"{folder}: {error.strerror}") from None
            self.unread[REST] = f"{error.strerror}"

    def open_zips(self, first: Sequence[str]) -> None:
        """Put what lies in zips in their places; zips within zips are opened as well."""
        for _ in range(MAX_ZIPS):
            for path in [p for p in self.files if p.lower().endswith(".zip")]:
                data = self.files.pop(path)
                try:
                    inner = read_zip(data, self._most - self._bytes, first)
                except IntakeError as error:
                    self.unread[path] = str(error)
                    continue
                self._bytes += inner.thrown_away
                for name, text in inner.files.items():
                    if not _is_leftover(PurePosixPath(name)) and len(self.files) < 2 * MAX_ENTRIES:
                        self.keep(f"{path}/{_normal(name)}", text)
                for name, why in inner.unread.items():
                    self.unread[REST if name == REST else f"{path}/{_normal(name)}"] = why
        for path in [p for p in self.files if p.lower().endswith(".zip")]:
            del self.files[path]
            self.unread[path] = "zips lie in each other too deep"

    def _walk(self, folder: Path) -> Iterator[Path]:
        """The files below a folder, those of a folder before those further down."""
        waiting = [(folder, 0)]
        for number in itertools.count():
            if not waiting:
                return
            if number == MAX_FOLDERS:
                self.unread[REST] = f"there are more than {MAX_FOLDERS} folders"
                return
            here, depth = waiting.pop()
            with os.scandir(here) as entries:
                some = sorted(itertools.islice(entries, MAX_ENTRIES + 1), key=lambda e: e.name)
            inner = []
            for entry in some:
                if _is_leftover(PurePosixPath(entry.name)):
                    continue
                if entry.is_dir(follow_symlinks=False) and depth < MAX_DEPTH:
                    inner.append((here / entry.name, depth + 1))
                else:
                    yield here / entry.name
            waiting += reversed(inner)

    def _read(self, path: Path, inner: str) -> None:
        try:
            status = path.lstat()
            if stat.S_ISDIR(status.st_mode):
                raise IntakeError("its folders are nested too deep")
            if (status.st_dev, status.st_ino) in self._private:
                raise IntakeError("it is another name of a file that was not handed in")
            data = read_file(path, _largest(path.name))
        except OSError as error:
            self.unread[inner] = str(error.strerror)
        except IntakeError as error:
            self.unread[inner] = str(error)
        else:
            self.keep(inner, data)

    def keep(self, inner: str, data: bytes) -> None:
        """Keep a file, if there is room for it."""
        if data.startswith(_APPLE_DOUBLE):
            return
        self._bytes += len(data)
        if self._bytes > self._most:
            self.unread[inner] = f"all files together are larger than {self._most >> 20} MiB"
        else:
            self.files[inner] = data


def _is_leftover(path: PurePosixPath) -> bool:
    return not _LEFTOVERS.isdisjoint(path.parts) or path.name.startswith("._")


def _largest(name: str) -> int:
    return _LARGEST.get(PurePosixPath(name).suffix.lower(), _OTHERS)


def _normal(path: str) -> str:
    """A path in Unicode NFC that can be printed and written as UTF-8."""
    shown = "".join(
        c if c.isprintable() else "?" for c in os.fsencode(path).decode("utf-8", "replace")
    )
    return unicodedata.normalize("NFC", shown)
