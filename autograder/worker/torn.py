"""Reads a text of which one part is no Python: the other functions are there all the same."""

import re
from dataclasses import dataclass
from itertools import pairwise

MOST = 5  # parts of one text that are cut out

_BEGINS = re.compile(r"[^\W\d]|@")  # a statement at the margin; a comment or bracket goes on
_DEFINES = re.compile(r"(?:async\s+def|def|class)\s+(\w+)")
_GIVES = re.compile(r"(\w+)\s*(?::[^=]*)?=(?!=)")
_GOES_ON = re.compile(r"(?:elif|else|except|finally)\b")
_ELSEWHERE = re.compile(r"on line (\d+)")


@dataclass(frozen=True)
class Torn:
    """A part of a text at the margin that is no Python.

    Attributes:
        line: where the error is.
        error: what Python says of it.
        names: that the part would define.
    """

    line: int
    error: SyntaxError
    names: tuple[str, ...]


def without_torn_parts(text: str, file: str) -> tuple[str, list[Torn]]:
    """A text that did not compile, with empty lines in the place of each part that is torn.

    A part is what stands between two lines that begin at the margin.

    Args:
        text: of a module.
        file: its name.

    Raises:
        SyntaxError, ValueError: what is left does not compile either, or nothing is left.
    """
    lines = text.split("\n")
    torn: list[Torn] = []
    while True:
        try:
            compile("\n".join(lines), file, "exec", dont_inherit=True)
        except SyntaxError as error:
            if len(torn) == MOST:
                raise
            start, end = _part(lines, error)
            names = tuple(dict.fromkeys(_names(lines[start:end])))
            torn.append(Torn(error.lineno or start + 1, error, names))
            lines[start:end] = [""] * (end - start)
            if not any(map(str.strip, lines)):
                raise
        else:
            return "\n".join(lines), torn


def _part(lines: list[str], error: SyntaxError) -> tuple[int, int]:
    """The first line of the part that has the error, and the one after its last."""
    begins = [i for i, line in enumerate(lines) if _BEGINS.match(line)]
    begins = [i for i in begins if not _GOES_ON.match(lines[i])]
    begins = [i for i in begins if not (i and lines[i - 1].startswith("@"))]
    elsewhere = _ELSEWHERE.search(str(error.msg))
    at = int(elsewhere[1]) if elsewhere else error.lineno or 0
    if not begins or not 0 < at <= len(lines):
        raise error
    parts = [part for part in pairwise([*begins, len(lines)]) if part[0] < at]
    if len(parts) > 1 and _is_whole("\n".join(lines[slice(*parts[-1])])):
        return parts[-2]  # Python stops at what follows a try without except
    if not parts:
        raise error
    return parts[-1]


def _is_whole(part: str) -> bool:
    try:
        compile(part, "", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True


def _names(part: list[str]) -> list[str]:
    found = (_DEFINES.match(line) or _GIVES.match(line) for line in part)
    return [match[1] for match in found if match]
