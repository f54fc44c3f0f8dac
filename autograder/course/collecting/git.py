"""Reads a folder of git clones, one for each student.

A clone's configuration can name programs that git runs, so git is asked for one object only, with
everything that could start another program or fetch anything switched off.
"""

import os
import re
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from autograder.course.collecting.folders import below, by_student
from autograder.course.collecting.hand_ins import CollectError, Entry, HandIn, Person, named

_COMMITTER = re.compile(rb"^committer .*> (\d{1,12}) [+-]\d{4}$", re.MULTILINE)
_ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
}


def is_git(folder: Path | None) -> bool:
    """True if a folder holds clones, and at most some other folders."""
    if folder is None:
        return False
    inside = [path for path in folder.iterdir() if path.is_dir()]
    return 2 * sum((path / ".git").exists() for path in inside) > len(inside)


def read_git(folder: Path | None, entries: Sequence[Entry], assignment: str) -> list[HandIn]:
    """The submissions of a folder of clones; of a clone's folder of the assignment's name, if any.

    Raises:
        CollectError: it is a zip, in which the time of a commit cannot be asked for.
    """
    if folder is None:
        raise CollectError("git clones are collected from a folder: unpack the zip, and give that")
    found: list[HandIn] = []
    for student, files in by_student(entries).items():
        if (folder / student).is_dir():
            kept, notes = named(below(files, assignment) or files)
            time = _last_commit(folder / student)
            odd = () if time else ("git tells no time of a last commit",)
            person = Person(id=student, name=student, label=student)
            found.append(HandIn(person, student, kept, time=time, notes=(*notes, *odd)))
    return found


def _last_commit(clone: Path) -> datetime | None:
    """The time of the last commit, by the clock of the machine that made it; None for none."""
    command = ["git", f"--git-dir={clone / '.git'}", "--no-replace-objects", "cat-file"]
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": os.devnull, **_ENVIRONMENT}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command
            [*command, "commit", "HEAD"],
            env=environment,
            cwd=clone.parent,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=20,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    match = _COMMITTER.search(done.stdout.partition(b"\n\n")[0])
    try:
        return datetime.fromtimestamp(int(match[1]), UTC) if match else None
    except (ValueError, OverflowError, OSError):
        return None
