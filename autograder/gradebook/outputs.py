"""What is kept of a student's outputs and pictures: text, and pixels that cannot run."""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

import nbformat
from nbformat import NotebookNode

from autograder.submissions.handed_in import HandedIn

MAX_OUTPUTS = 100  # of one cell
MAX_TEXT = 20_000  # characters of one output
MAX_TEXTS = 300_000  # characters of all outputs of a notebook
MAX_COLOURS = 500  # changes of colour in one output: each becomes a tag of a page
MAX_PICTURES = 20 << 20  # bytes of all pictures of a notebook, encoded

_PNG = b"\x89PNG\r\n\x1a\n"
_ENDINGS = frozenset({".png", ".jpg", ".jpeg"})
_PICTURES = {"image/png": _PNG, "image/jpeg": b"\xff\xd8\xff"}
# Bounded and possessive, so that no text takes long.
_INNER = r"[^()\n]{0,300}+(?:\([^()\n]{0,100}+\)[^()\n]{0,300}+){0,3}+"
_IMAGE = re.compile(rf"!\[(?P<alt>[^\]\n]{{0,300}}+)\]\((?P<path>{_INNER})\)")
_TAG = re.compile(r"<img\b[^<>]{0,1000}+>", re.IGNORECASE)
_SRC = re.compile(r"""\bsrc\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>]++))""", re.IGNORECASE)
_COLOUR = re.compile(r"\x1b(?:\[[\d;]{0,20}+m)?+")
_TITLE = re.compile(r"[ \t]\"[^\"]*+\"\Z")


class Outputs:
    """The outputs of one notebook, as many as a page has room for."""

    def __init__(self) -> None:
        self._room = MAX_TEXTS

    def tidy(self, outputs: Iterable[Mapping[str, Any]]) -> list[NotebookNode]:
        """The outputs that are text or PNG, without their metadata, whatever else they are."""
        kept = (self._tidy(output) for output in list(outputs)[:MAX_OUTPUTS])
        return [output for output in kept if output is not None]

    def _tidy(self, output: Mapping[str, Any]) -> NotebookNode | None:
        kind = output.get("output_type")
        if kind == "stream":
            name = "stderr" if output.get("name") == "stderr" else "stdout"
            return _output("stream", name=name, text=self._text(output.get("text")))
        if kind == "error":
            trace = output.get("traceback")
            lines = [tidy_text(line) for line in trace] if isinstance(trace, list) else []
            name, value = (tidy_text(output.get(key), 1000) for key in ("ename", "evalue"))
            traceback = self._text("\n".join(lines)).splitlines()
            return _output("error", ename=name, evalue=value, traceback=traceback)
        found = output.get("data")
        shown = found if isinstance(found, dict) else {}
        data: dict[str, str] = {}
        if (picture := _pixels(shown.get("image/png"), _PNG)) is not None:
            data["image/png"] = picture
        if "text/plain" in shown:
            data["text/plain"] = self._text(shown["text/plain"])
        return _output("display_data", data=data) if data else None

    def _text(self, text: Any) -> str:
        shown = tidy_text(text, min(MAX_TEXT, self._room))
        if shown.count("\x1b") > MAX_COLOURS:
            shown = _COLOUR.sub("", shown)
        self._room = max(0, self._room - len(shown))
        return shown


def tidy_text(text: Any, limit: int | None = None) -> str:
    """A text that can be written as UTF-8, cut where it is too long."""
    parts = text if isinstance(text, list) else [text]
    shown = "".join(part for part in parts if isinstance(part, str))
    shown = shown.encode("utf-8", "replace").decode()
    return shown if limit is None or len(shown) <= limit else shown[:limit] + "\n(cut here)"


class Pictures:
    """The pictures that answers refer to, put into their cells.

    Args:
        handed: where their files lie.
    """

    def __init__(self, handed: HandedIn) -> None:
        pictures = [path for path in handed.files if PurePosixPath(path).suffix.lower() in _ENDINGS]
        by_name = {PurePosixPath(path).name: path for path in reversed(pictures)}
        self._paths = by_name | {path: path for path in pictures}
        self._files = handed.files
        self._found: dict[str, dict[str, str] | None] = {}
        self._room = MAX_PICTURES

    def attach(self, cell: NotebookNode, attachments: Mapping[str, Any]) -> None:
        """Give a markdown cell its attachments, and those files that its text shows."""
        kept = dict(self._kept(attachments))

        def shown(text: str, alt: str, name: str) -> str:
            path = self._path(unquote(name.strip().strip("<>")))
            found = self._file(path)
            if found is None:
                return text
            key = re.sub(r"[\s()]", "_", PurePosixPath(path).name)
            kept.setdefault(key, found)
            return f"![{alt}](attachment:{key})"

        def image(match: re.Match[str]) -> str:
            return shown(match[0], match["alt"], _TITLE.sub("", match["path"].strip()))

        def tag(match: re.Match[str]) -> str:
            source = _SRC.search(match[0])
            name = next(filter(None, source.groups()), "") if source else ""
            return shown(match[0], "", name)

        cell.source = _TAG.sub(tag, _IMAGE.sub(image, cell.source))
        if kept:
            cell.attachments = kept

    def _kept(self, attachments: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
        """The attached pictures that really are PNG or JPEG."""
        for name, data in list(attachments.items())[:MAX_OUTPUTS]:
            for kind, magic in _PICTURES.items():
                encoded = _pixels(data.get(kind) if isinstance(data, dict) else None, magic)
                if encoded is not None and self._fits(encoded):
                    yield tidy_text(name), {kind: encoded}

    def _path(self, name: str) -> str:
        """The picture that a text means; "" where there is none."""
        name = name.replace("\\", "/").removeprefix("./")
        known = name if "://" in name or name in self._paths else PurePosixPath(name).name
        return self._paths.get(known, "")

    def _file(self, path: str) -> dict[str, str] | None:
        """A file as an attachment; None where there is no such picture."""
        if path and path not in self._found:
            data, found = self._files[path], None
            for kind, magic in _PICTURES.items():
                if data.startswith(magic) and self._fits(
                    encoded := base64.b64encode(data).decode()
                ):
                    found = {kind: encoded}
            self._found[path] = found
        return self._found.get(path)

    def _fits(self, encoded: str) -> bool:
        self._room -= len(encoded)
        return self._room >= 0


def _output(kind: str, **content: Any) -> NotebookNode:
    more: dict[str, Any] = {"metadata": {}} if kind == "display_data" else {}
    output: NotebookNode = nbformat.from_dict({"output_type": kind, **more, **content})
    return output


def _pixels(encoded: Any, magic: bytes) -> str | None:
    try:
        picture = base64.b64decode("".join(encoded) if isinstance(encoded, list) else encoded)
    except (TypeError, ValueError, binascii.Error):
        return None
    return base64.b64encode(picture).decode() if picture.startswith(magic) else None
