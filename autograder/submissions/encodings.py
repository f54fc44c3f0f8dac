"""Reads texts that an editor, a phone or a broken disk wrote in its own way."""

import codecs
import re

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark is the first half of it
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_COOKIE = re.compile(r"\A((?:[^\n]*\n)?[ \t\f]*#[^\n]*?)coding([:=])")


def decode(data: bytes) -> tuple[str, str]:
    """A text and how it was written; "" where that is plain UTF-8.

    Zero bytes are left out. What is not UTF-8 and bears no mark is taken for Latin-1, in which
    every byte is a character.
    """
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding, "replace").replace("\0", ""), encoding
    if encoding := _utf_16_by_its_zeros(data[:1000]):
        return data.decode(encoding, "replace").replace("\0", ""), encoding
    zeros = data.count(b"\0")
    data, ending = data.replace(b"\0", b""), " with zero bytes" if zeros else ""
    try:
        return data.decode(), f"UTF-8{ending}" if ending else ""
    except UnicodeDecodeError:
        return data.decode("latin-1"), f"Latin-1{ending}"


def _utf_16_by_its_zeros(head: bytes) -> str:
    """The order of bytes in which one half of nearly every character is zero; "" for none."""
    halves = {"utf-16-be": head[::2], "utf-16-le": head[1::2]}
    zeros = {order: half.count(b"\0") / max(len(half), 1) for order, half in halves.items()}
    (few, _), (many, most) = sorted(zeros.items(), key=lambda item: item[1])
    return many if most > 0.8 and zeros[few] < 0.1 else ""


def module_in_utf8(data: bytes) -> tuple[bytes, str]:
    """The text of a module as Python reads it, and how it was written; "" where nothing changed.

    Python itself reads UTF-8 with or without a mark, and what a coding line names.
    """
    if b"\n" not in data:  # an old Mac's
        data = data.replace(b"\r", b"\n")
    text, how = decode(data)
    marked = text.isascii() or _COOKIE.search(text) is not None
    if how in ("", "utf-8-sig") or (how == "Latin-1" and marked):
        return data, ""
    return _COOKIE.sub(r"\1encoded\2", text).encode("utf-8", "replace"), how
