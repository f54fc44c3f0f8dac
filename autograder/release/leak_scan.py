"""Looks for private lines in what students get."""

import html
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from autograder.release.private_lines import PrivateLine, squeeze

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_TAGS = re.compile(r"<[^<>]*>")


@dataclass(frozen=True)
class Leak:
    """A private line in a file that students get.

    Attributes:
        where: "file:line", "file: cell 3 (outputs)" or "archive.zip/file:line".
        text: the line as the author wrote it.
        origin: "file:line" of the private line.
    """

    where: str
    text: str
    origin: str

    def __str__(self) -> str:
        return f"{self.where}: {self.text} (from {self.origin})"


def scan(target: Path, private: Iterable[PrivateLine]) -> tuple[Leak, ...]:
    """The private lines that occur in a folder or in a zip.

    A line is found within a longer one and at any indentation. In a notebook the sources,
    outputs, attachments and all metadata are searched; an archive within is opened; any other
    file is searched as text.

    Args:
        target: a folder, a zip or a single file. One that does not exist holds no leak.
        private: what collect_private_lines found.
    """
    return scan_files(dict(_files(target)), private)


def scan_files(files: Mapping[str, bytes], private: Iterable[PrivateLine]) -> tuple[Leak, ...]:
    """The private lines that occur in files, given by name; see scan."""
    private = tuple(private)
    leaks: dict[tuple[str, str], Leak] = {}
    for name, data in files.items():
        for leak in _search(list(_texts(name, data)), private):
            leaks.setdefault((leak.where, leak.origin), leak)
    return tuple(leaks.values())


def _search(texts: list[tuple[str, str]], private: tuple[PrivateLine, ...]) -> Iterator[Leak]:
    forms = [(where, _forms(line)) for where, line in texts]
    # One look at the whole file settles most lines, and there are many.
    whole = "\n".join(form for _, both in forms for form in both)
    for secret in private:
        if secret.key in whole:
            for where, both in forms:
                if any(secret.key in form for form in both):
                    yield Leak(where, secret.text, secret.origin)


def _forms(line: str) -> tuple[str, ...]:
    """A line without blanks and terminal colours, as it is and as a browser would show it."""
    plain = _COLOURS.sub("", line)
    shown = html.unescape(_TAGS.sub("", plain)) if "<" in plain or "&" in plain else plain
    return (squeeze(plain),) if shown == plain else (squeeze(plain), squeeze(shown))


def _files(target: Path) -> Iterator[tuple[str, bytes]]:
    if target.is_file():
        yield target.name, target.read_bytes()
    for path in sorted(target.rglob("*")):
        if path.is_file():
            yield path.relative_to(target).as_posix(), path.read_bytes()


def _texts(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """The texts of a file, each with the place that a leak in it is reported at."""
    yield name, name
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield name, archive.comment.decode("latin-1")
            for member in archive.namelist():
                yield from _texts(f"{name}/{member}", archive.read(member))
        return
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("latin-1")  # any bytes can be read so, and ASCII stays as it is
    if PurePosixPath(name).suffix == ".ipynb":
        try:
            yield from _notebook_texts(name, json.loads(text))
            return
        except ValueError:
            pass  # not JSON: searched as any other text
    for number, line in enumerate(text.splitlines(), 1):
        yield f"{name}:{number}", line


def _notebook_texts(name: str, notebook: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        yield from ((name, text) for text in _strings(notebook))
        return
    for key in notebook.keys() - {"cells"}:
        yield from ((f"{name} ({key})", text) for text in _strings(notebook[key]))
    for number, cell in enumerate(notebook["cells"], 1):
        parts = cell.items() if isinstance(cell, dict) else [("cell", cell)]
        for key, value in parts:
            yield from ((f"{name}: cell {number} ({key})", text) for text in _strings(value))


def _strings(value: Any) -> Iterator[str]:
    """Every line in a JSON value; a list of strings is one text, as notebooks write it."""
    if isinstance(value, str):
        yield from value.splitlines()
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _strings(inner)
    elif isinstance(value, list) and all(isinstance(item, str) for item in value):
        yield from "".join(value).splitlines()
        yield from value
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
