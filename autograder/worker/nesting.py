"""The depth of JSON, counted before anything that recurses reads it.

Python's own readers, copiers and writers end at a depth that differs from version to version, and
one that reads a document may be followed by one that cannot copy it.
"""

import re
from itertools import accumulate

DEEPEST = 100  # an honest notebook has about ten levels, a frame of ours about fifty

# Possessive, so that no text takes long; one that has no end is taken for a string as well.
_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?+'
_STRINGS = re.compile(_STRING.encode(), re.DOTALL)
_NEXT = re.compile(rf'(?:[^"\[\]{{}}]++|{_STRING})*+([\[\]{{}}]|\Z)', re.DOTALL)
_OTHERS = bytes(set(range(256)) - set(b"[]{}"))
_STEP = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}


def is_too_deep(document: bytes | bytearray) -> bool:
    """True if lists and dictionaries lie within each other deeper than is ever needed.

    Args:
        document: JSON, or what claims to be it, in UTF-8. Brackets within strings do not count.
    """
    if document.count(b"[") + document.count(b"{") <= DEEPEST:
        return False
    brackets = _STRINGS.sub(b"", document).translate(None, _OTHERS)
    return max(accumulate(map(_STEP.__getitem__, brackets)), default=0) > DEEPEST


def without_depths(document: str) -> str:
    """JSON with null for each list or dictionary that lies too deep; the same text without any."""
    if document.count("[") + document.count("{") <= DEEPEST:
        return document
    kept: list[str] = []
    depth = begin = 0  # where the text begins that is not copied yet
    for found in _NEXT.finditer(document):
        if bracket := found[1]:
            step = _STEP[ord(bracket)]
            if step > 0 and depth == DEEPEST:
                kept += [document[begin : found.start(1)], "null"]
            if step < 0 and depth == DEEPEST + 1:
                begin = found.end()
            depth += step
    return "".join(kept) + (document[begin:] if depth <= DEEPEST else "")
