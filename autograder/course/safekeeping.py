"""Keeps a course over years: a copy of all of it in one file, and the next term's from it.

A backup is a tar file with a manifest of hashes at its end. The gradebook in it is a consistent
copy, whoever writes meanwhile.
"""

import hashlib
import io
import json
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from autograder.assignments.course_lock import alone
from autograder.assignments.installation import own_distribution
from autograder.assignments.layout import Layout
from autograder.authors.exercise import AuthorError

SCHEMA = 1

_MANIFEST = "manifest.json"
_CACHES = {".hypothesis", ".ipynb_checkpoints", ".mypy_cache", ".pytest_cache", ".ruff_cache"}
_NOT_KEPT = {"__pycache__", "node_modules", "build", "dist", ".git", ".lock", ".running", *_CACHES}
_PRIVATE = 0o600


@dataclass(frozen=True)
class Kept:
    """A backup, or a course that came from one.

    Attributes:
        place: the file or the folder.
        files: how many files it holds.
        gradebook: whether the gradebook is among them; one on a database server is not.
        made: when the backup was made, in UTC.
        version: of the grader that made it; "" where it is not known.
    """

    place: Path
    files: int
    gradebook: bool
    made: str
    version: str


def back_up(layout: Layout, place: Path) -> Kept:
    """Write all of a course into one file, which must not be there yet.

    Raises:
        AuthorError: the file is there already, or would lie within the course.
    """
    if place.exists():
        raise AuthorError(f"{place} is there already; name another file")
    if _is_within(place, layout):
        raise AuthorError(
            f"{place} lies within the course, as would all later backups of it; name"
            " a file beside the course"
        )
    place.parent.mkdir(parents=True, exist_ok=True)
    made, own = datetime.now(UTC).isoformat(timespec="seconds"), own_distribution()
    hashes: dict[str, str] = {}
    partial = place.with_name(f".{place.name}.partial")
    with alone(layout.course, "autograder backup"):
        try:
            partial.touch(mode=_PRIVATE)
            with tarfile.open(partial, "w:gz") as tar:
                for name, data, mode in _contents(layout):
                    hashes[name] = hashlib.sha256(data).hexdigest()
                    _add(tar, name, data, mode)
                version = own.version if own else ""
                about = {"schema": SCHEMA, "made": made, "version": version, "files": hashes}
                _add(tar, _MANIFEST, json.dumps(about, indent=1).encode(), 0o644)
            partial.rename(place)
        finally:
            partial.unlink(missing_ok=True)
    return Kept(place, len(hashes), layout.gradebook is not None, made, version)


def restore(place: Path, root: Path) -> Kept:
    """Write the course of a backup into a folder, which must be new or empty.

    Every file is compared with its hash before any is put there.

    Raises:
        AuthorError: the folder holds something, or the file is no backup, or is damaged.
    """
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise AuthorError(f"{root} holds something already; restore into a new folder")
    root.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{root.name}-", dir=root.parent) as folder:
        whole = Path(folder) / "course"
        about = _extract(place, whole)
        if root.exists():
            root.rmdir()
        whole.rename(root)
    return Kept(
        root,
        len(about["files"]),
        (root / "course" / "gradebook.db").is_file(),
        str(about.get("made", "")),
        str(about.get("version", "")),
    )


def new_term(layout: Layout, root: Path, *, with_students: bool) -> list[str]:
    """Begin the next term of a course in another folder, which must be new or empty.

    Args:
        layout: the course as it is.
        root: the folder.
        with_students: whether submissions, gradebook, history and roster come along; else the
            course has none, and the roster its first line.

    Returns:
        What was copied, at the top of the folder.

    Raises:
        AuthorError: the folder holds something, or lies within the course.
    """
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise AuthorError(f"{root} holds something already; begin in a new folder")
    if _is_within(root, layout):
        raise AuthorError(f"{root} lies within the course; begin beside it")
    roster = layout.roster.resolve() if layout.roster else None
    with alone(layout.course, "autograder term"):
        for name, data, mode in _contents(layout, with_students=with_students):
            if not with_students and roster == (layout.root / name).resolve():
                data = b"".join(data.splitlines(keepends=True)[:1])  # the heads of its columns
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            path.chmod(mode)
    return sorted(path.name for path in root.iterdir())


def _contents(layout: Layout, *, with_students: bool = True) -> Iterator[tuple[str, bytes, int]]:
    """The files of a course: names below its folder, contents and modes. Links are left out."""
    gradebook = layout.gradebook
    waiting = [layout.root]
    while waiting:
        folder = waiting.pop()
        for path in sorted(folder.iterdir()):
            if path.name in _NOT_KEPT or path.is_symlink() or _is_environment(path):
                continue
            if path == layout.all_known:  # it is found again, and is large
                continue
            if path.is_dir():
                if with_students or path != layout.course:
                    waiting.append(path)
            elif path.is_file() and not _is_of(gradebook, path):
                name = path.relative_to(layout.root).as_posix()
                yield name, path.read_bytes(), path.stat().st_mode & 0o777
    if with_students and gradebook is not None and gradebook.is_file():
        inside = gradebook.resolve().is_relative_to(layout.root.resolve())
        name = gradebook.relative_to(layout.root).as_posix() if inside else "course/gradebook.db"
        yield name, _copy_of(gradebook), _PRIVATE


def _is_within(path: Path, layout: Layout) -> bool:
    return path.resolve().is_relative_to(layout.root.resolve())


def _is_environment(path: Path) -> bool:
    return path.is_dir() and (path / "pyvenv.cfg").is_file()


def _is_of(gradebook: Path | None, path: Path) -> bool:
    """True for the gradebook, and for what SQLite keeps beside it."""
    return (
        gradebook is not None
        and path.name.startswith(gradebook.name)
        and (path.parent == gradebook.parent)
    )


def _copy_of(gradebook: Path) -> bytes:
    with (
        closing(sqlite3.connect(f"file:{gradebook}?mode=ro", uri=True)) as original,
        closing(sqlite3.connect(":memory:")) as copy,
    ):
        original.backup(copy)
        return copy.serialize()


def _add(tar: tarfile.TarFile, name: str, data: bytes, mode: int) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(data), mode
    tar.addfile(info, io.BytesIO(data))


def _extract(place: Path, root: Path) -> dict[str, dict[str, str]]:
    """Write what a backup holds, and return its manifest; everything in it is as it was hashed."""
    found: dict[str, str] = {}
    try:
        with tarfile.open(place, "r:gz") as tar:
            for info in tar:
                if not info.isreg():
                    raise AuthorError(f"{place} is no backup of a course: {info.name} is no file")
                tar.extract(info, root, filter="data")
                with (root / info.name).open("rb") as file:
                    found[info.name] = hashlib.file_digest(file, "sha256").hexdigest()
        about = json.loads((root / _MANIFEST).read_text(encoding="utf-8"))
        files = dict(about["files"])
    except (OSError, EOFError, tarfile.TarError, ValueError, KeyError, TypeError) as error:
        shutil.rmtree(root, ignore_errors=True)
        raise AuthorError(f"{place} is no whole backup of a course: {error!r}") from None
    (root / _MANIFEST).unlink()
    del found[_MANIFEST]
    if damaged := sorted(n for n in {*found, *files} if found.get(n) != files.get(n)):
        raise AuthorError(f"{place} is damaged: {', '.join(damaged[:5])}")
    return dict(about)
