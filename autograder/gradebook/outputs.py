"""What is kept of a student's outputs and pictures: text, and pixels that cannot run."""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.submissions.handed_in import HandedIn

MAX_OUTPUTS = 100  # of one cell
MAX_TEXT = 20_000  # characters of one output
MAX_PICTURES = 20 << 20  # bytes of all pictures of a notebook, encoded

_PNG = b"\x89PNG\r\n\x1a\n"
_PICTURES = {"image/png": _PNG, "image/jpeg": b"\xff\xd8\xff"}
_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\(\s*<?(?P<path>[^)>\n]+?)>?\s*(?:\"[^\"\n]*\")?\)")
_TAG = re.compile(r"<img\b[^>]*?\bsrc\s*=\s*[\"']?(?P<path>[^\"'>\s]+)[^>]*>", re.IGNORECASE)


def tidy_outputs(outputs: Iterable[Mapping[str, Any]]) -> list[NotebookNode]:
    """The outputs that are text or PNG, without their metadata, whatever else they are."""
    kept = (_tidy_output(output) for output in list(outputs)[:MAX_OUTPUTS])
    return [output for output in kept if output is not None]


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
        self._files = handed.files
        self._room = MAX_PICTURES

    def attach(self, cell: NotebookNode, attachments: Mapping[str, Any]) -> None:
        """Give a markdown cell its attachments, and those files that its text shows."""
        kept = dict(self._kept(attachments))

        def shown(match: re.Match[str]) -> str:
            name = match["path"].strip()
            found = self._file(name.removeprefix("./"))
            if found is None:
                return match[0]
            key = PurePosixPath(name).name.replace(" ", "_")
            kept.setdefault(key, found)
            return f"![{match.groupdict().get('alt') or ''}](attachment:{key})"

        cell.source = _TAG.sub(shown, _IMAGE.sub(shown, cell.source))
        if kept:
            cell.attachments = kept

    def _kept(self, attachments: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
        """The attached pictures that really are PNG or JPEG."""
        for name, data in list(attachments.items())[:MAX_OUTPUTS]:
            for kind, magic in _PICTURES.items():
                encoded = _pixels(data.get(kind) if isinstance(data, dict) else None, magic)
                if encoded is not None and self._fits(encoded):
                    yield tidy_text(name), {kind: encoded}

    def _file(self, name: str) -> dict[str, str] | None:
        """A file of that path or name as an attachment; None where there is no such picture."""
        path = name if name in self._files else None
        path = path or next((p for p in self._files if PurePosixPath(p).name == name), None)
        for kind, magic in _PICTURES.items():
            if path is not None and self._files[path].startswith(magic):
                encoded = base64.b64encode(self._files[path]).decode()
                return {kind: encoded} if self._fits(encoded) else None
        return None

    def _fits(self, encoded: str) -> bool:
        self._room -= len(encoded)
        return self._room >= 0


def _tidy_output(output: Mapping[str, Any]) -> NotebookNode | None:
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return _output("stream", name=name, text=tidy_text(output.get("text"), MAX_TEXT))
    if kind == "error":
        trace = output.get("traceback")
        lines = [tidy_text(line) for line in trace] if isinstance(trace, list) else []
        text = tidy_text("\n".join(lines), MAX_TEXT)
        name, value = (tidy_text(output.get(key), 1000) for key in ("ename", "evalue"))
        return _output("error", ename=name, evalue=value, traceback=text.splitlines())
    found = output.get("data")
    shown = found if isinstance(found, dict) else {}
    data: dict[str, str] = {}
    if (picture := _pixels(shown.get("image/png"), _PNG)) is not None:
        data["image/png"] = picture
    if "text/plain" in shown:
        data["text/plain"] = tidy_text(shown["text/plain"], MAX_TEXT)
    return _output("display_data", data=data) if data else None


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
