"""The tries of the last hour on file, so that a restart forgets none."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from autograder.assignments.layout import make_private
from autograder.course.serving.limits import HOUR, Try
from autograder.grading.store import replace_text


class TriesFile:
    """A file of tries, one a line; whole lines are added.

    Args:
        path: of the file, which only its owner can read.
        now: seconds of the clock; what is an hour old is dropped.
    """

    def __init__(self, path: Path, now: float) -> None:
        self._path = path
        make_private(path)
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        self.tries = tuple(one for one in _read(lines) if now - HOUR < one.at <= now)
        replace_text(path, "".join(map(_line, self.tries)))

    def add(self, one: Try) -> None:
        """Add a try."""
        with self._path.open("a", encoding="utf-8") as file:
            file.write(_line(one))


def _line(one: Try) -> str:
    return json.dumps(asdict(one)) + "\n"


def _read(lines: list[str]) -> Iterator[Try]:
    """The tries in lines; one that was torn by the end of the machine is left out."""
    for line in lines:
        try:
            document = json.loads(line)
            found = float(document["at"]), str(document["student"]), str(document["assignment"])
        except (ValueError, TypeError, KeyError):
            continue
        yield Try(*found)
