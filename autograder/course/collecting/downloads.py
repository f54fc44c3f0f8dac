"""Opens a download, a zip or a folder, under limits of size, number, ratio and depth.

What students named and packed is in it, so that no name, size or link is trusted.
"""

import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from autograder.course.collecting.hand_ins import CollectError, DamagedError, Entry, nfc
from autograder.submissions.archives import name_of
from autograder.submissions.reading import IntakeError, read_file

MAX_FILE = 100 << 20  # bytes of one file; intake reads as much
MAX_TOTAL = 8 << 30  # bytes of all
MAX_ENTRIES = 100_000
MAX_DEPTH = 20
_MAX_RATIO = 500  # of a file above a MiB
_MAX_NAME = 240  # bytes of one part of a path; Linux takes 255

_NOISE = re.compile(r"(^|/)(__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\.git(/|$))")


@dataclass(frozen=True)
class Download:
    """What came from a system.

    Attributes:
        path: where it was found.
        entries: its files, in the order of their paths.
        problems: what was left out, and why.
    """

    path: Path
    entries: tuple[Entry, ...]
    problems: tuple[str, ...] = ()

    @property
    def folder(self) -> Path | None:
        """The folder that it is; None for a zip."""
        return self.path if self.path.is_dir() else None


@contextmanager
def open_download(path: Path) -> Iterator[Download]:
    """A zip or a folder; its files can be read as long as it is open.

    Raises:
        CollectError: it is neither, or beyond the limits.
    """
    if path.is_dir():
        yield _gathered(path, _walk(path))
        return
    try:
        with zipfile.ZipFile(path) as archive:
            yield _gathered(path, _unpack(archive))
    except zipfile.BadZipFile as error:
        raise CollectError(
            f"{path} is not a whole zip: {error}. Download it again; or unpack it, and give the"
            " folder"
        ) from None
    except OSError as error:
        raise CollectError(f"{path}: {error.strerror}") from None


@dataclass(frozen=True)
class _Found:
    """A file before its name and size are judged."""

    name: str
    size: int
    why_not: str
    read: Callable[[], bytes]


def _gathered(path: Path, found: Iterator[_Found]) -> Download:
    entries: list[Entry] = []
    problems: list[str] = []
    total = 0
    for file in found:
        name = nfc(file.name.replace("\\", "/"))
        if _NOISE.search(name):
            continue
        name, why_not = _safe(name)
        why_not = why_not or file.why_not
        if not why_not and file.size > MAX_FILE:
            why_not = f"it is larger than {MAX_FILE >> 20} MiB"
        if why_not:
            problems.append(f"{file.name!a} was left out: {why_not}")
            continue
        total += file.size
        entries.append(Entry(name, file.read))
        if len(entries) > MAX_ENTRIES or total > MAX_TOTAL:
            raise CollectError(
                f"{path} holds more than {MAX_ENTRIES} files or {MAX_TOTAL >> 30} GiB; collect it"
                " in parts"
            )
    return Download(path, tuple(sorted(entries, key=lambda entry: entry.path)), tuple(problems))


def _safe(name: str) -> tuple[str, str]:
    """A relative path without empty parts, and why it cannot be used; "" when it can."""
    parts = [part for part in name.split("/") if part not in ("", ".")]
    if name.startswith("/") or re.match(r"[A-Za-z]:", name):
        return name, "its path begins at a root"
    if ".." in parts or not parts:
        return name, "its path leads out of the download"
    if len(parts) > MAX_DEPTH:
        return name, f"it lies more than {MAX_DEPTH} folders deep"
    if not name.isprintable() or any(len(part.encode()) > _MAX_NAME for part in parts):
        return name, "no file system keeps its name"
    return "/".join(parts), ""


def _unpack(archive: zipfile.ZipFile) -> Iterator[_Found]:
    for info in archive.infolist():
        if not info.is_dir():
            yield _Found(name_of(info), info.file_size, _unfit(info), _reader(archive, info))


def _unfit(info: zipfile.ZipInfo) -> str:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return "it is a link or a device"
    if info.flag_bits & 1:
        return "it is encrypted"
    if info.file_size > max(1 << 20, _MAX_RATIO * info.compress_size):
        return "it unpacks to a suspicious size"
    return ""


def _reader(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            with archive.open(info) as file:
                data = file.read(MAX_FILE + 1)
        except Exception as error:  # zlib, lzma and struct raise errors of their own
            raise DamagedError(f"{info.filename!a}: {error}") from None
        if len(data) > MAX_FILE:
            raise DamagedError(f"{info.filename!a} is larger than it says")
        return data

    return read


def _walk(folder: Path) -> Iterator[_Found]:
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != ".git")
        for name in sorted([*names, *(n for n in folders if (Path(where) / n).is_symlink())]):
            path = Path(where) / name
            status = path.lstat()
            why_not = "" if stat.S_ISREG(status.st_mode) else "it is a link or a device"
            relative = path.relative_to(folder).as_posix()
            yield _Found(relative, status.st_size, why_not, _file_reader(path))


def _file_reader(path: Path) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            return read_file(path, MAX_FILE)
        except IntakeError as error:
            raise DamagedError(f"{path.name!a}: {error}") from None

    return read
