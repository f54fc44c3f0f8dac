"""Texts that a newer Python may read, and this one does not."""

import re
import sys
from collections.abc import Mapping

MAY_READ = "may read it; work is graded with"

# What came with a version: how its lines look, and what an older Python says of them.
_CAME_WITH: Mapping[tuple[int, int], tuple[re.Pattern[str], str]] = {
    (3, 12): (re.compile(r"\s*(?:(?:async\s+)?def|class)\s+\w+\s*\[|\s*type\s+\w+"), "f-string"),
    (3, 14): (re.compile(r"\s*except\s+\w[\w.]*\s*,|.*\b[rR]?[tT][\"']"), "template string"),
}


def told(error: SyntaxError) -> SyntaxError:
    """The error, or one that says which Python may read the text."""
    for version, (looks, says) in _CAME_WITH.items():
        at_it = looks.match(error.text or "") or str(error.msg).startswith(says)
        if at_it and sys.version_info < version:
            here, there = (".".join(map(str, v[:2])) for v in (sys.version_info, version))
            said = f"{error.msg} (Python {there} {MAY_READ} {here})"
            return SyntaxError(said, *error.args[1:])
    return error
