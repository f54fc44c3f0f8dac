"""Keeps of a cell's outputs and attachments what cannot run: text and pictures of pixels."""

import base64
import binascii
from collections.abc import Iterable
from typing import Any

from nbformat import NotebookNode, v4

MAX_OUTPUTS = 100  # of one cell
MAX_TEXT = 20_000  # characters of one output

_PNG = b"\x89PNG\r\n\x1a\n"
_PICTURES = {"image/png": _PNG, "image/jpeg": b"\xff\xd8\xff"}


def tidy_outputs(outputs: Iterable[NotebookNode]) -> list[NotebookNode]:
    """The outputs that are text or PNG, without their metadata."""
    kept = (_tidy_output(output) for output in list(outputs)[:MAX_OUTPUTS])
    return [output for output in kept if output is not None]


def tidy_attachments(attachments: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The attached pictures that really are PNG or JPEG, by name."""
    pictures: dict[str, dict[str, str]] = {}
    for name, data in attachments.items():
        for kind, magic in _PICTURES.items():
            if (encoded := _pixels(data.get(kind), magic)) is not None:
                pictures[tidy_text(name)] = {kind: encoded}
    return pictures


def tidy_text(text: Any, limit: int | None = None) -> str:
    """A text that can be written as UTF-8, cut where it is too long."""
    shown = "".join(text) if isinstance(text, list) else str(text)
    shown = shown.encode("utf-8", "replace").decode()
    return shown if limit is None or len(shown) <= limit else shown[:limit] + "\n(cut here)"


def _tidy_output(output: NotebookNode) -> NotebookNode | None:
    kind = output["output_type"]
    if kind == "stream":
        name = "stderr" if output["name"] == "stderr" else "stdout"
        return _output("stream", name=name, text=tidy_text(output["text"], MAX_TEXT))
    if kind == "error":
        trace = tidy_text("\n".join(output["traceback"]), MAX_TEXT)
        name, value = (tidy_text(output[key], 1000) for key in ("ename", "evalue"))
        return _output("error", ename=name, evalue=value, traceback=trace.splitlines())
    data: dict[str, str] = {}
    if (picture := _pixels(output["data"].get("image/png"), _PNG)) is not None:
        data["image/png"] = picture
    if "text/plain" in output["data"]:
        data["text/plain"] = tidy_text(output["data"]["text/plain"], MAX_TEXT)
    return _output("display_data", data=data) if data else None


def _output(kind: str, **content: Any) -> NotebookNode:
    output: NotebookNode = v4.new_output(kind, **content)
    return output


def _pixels(encoded: Any, magic: bytes) -> str | None:
    text = "".join(encoded) if isinstance(encoded, list) else encoded
    try:
        picture = base64.b64decode(text)
    except (TypeError, ValueError, binascii.Error):
        return None
    return base64.b64encode(picture).decode() if picture.startswith(magic) else None
