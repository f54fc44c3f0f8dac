"""Reading of a submission as bytes: only regular files, and no links."""

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

REST = "…"  # the path of all that was not looked at

MAX_ENTRIES = 1000  # of a folder or a zip
TOO_MANY = f"there are more than {MAX_ENTRIES} files"

_LONGEST = 100  # characters of a path in a sentence


class IntakeError(Exception):
    """Nothing can be read; the message says why."""


@dataclass(frozen=True)
class SubmittedFiles:
    """The modules of one submission.

    Attributes:
        modules: text by dotted name; that of a package's __init__.py ends in ".__init__".
        asked: the assignment's modules that are to be judged: all of them for a folder, one for
            a single file.
        notes: what was read otherwise than it lies there, and why.
        choices: by module, the texts that may each be meant, by their paths: a person chooses.
        spare: by module, texts that were passed over, by their paths: should the one that was
            taken earn nothing, a person chooses as well.
        waits: by exercise, why a person must look before its 0 counts.
        remains: paths of what could not be understood, so that work may be in it.
    """

    modules: Mapping[str, bytes]
    asked: tuple[str, ...]
    notes: tuple[str, ...] = ()
    choices: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    spare: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    waits: Mapping[str, str] = field(default_factory=dict)
    remains: tuple[str, ...] = ()

    def may_be_chosen(self, module: str) -> dict[str, bytes]:
        """Every text that a person can choose for a module, by its path."""
        passed_over = self.spare.get(module, {})
        own = {f"{module}.py": self.modules[module]} if passed_over else {}
        return {**self.choices.get(module, {}), **own, **passed_over}


def read_file(path: Path, max_bytes: int) -> bytes:
    """The bytes of a regular file; links, pipes and devices are refused.

    Raises:
        IntakeError: it is not a regular file, is too large, or cannot be read.
    """
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        reason = "it is a link" if path.is_symlink() else error.strerror
        raise IntakeError(reason) from None
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise IntakeError("it is not a regular file")
    with os.fdopen(fd, "rb") as file:
        text = file.read(max_bytes + 1)
    if len(text) > max_bytes:
        raise IntakeError(f"it is larger than {max_bytes >> 10} KiB")
    return text


def short(path: str) -> str:
    """A path as it is told in a sentence."""
    return path if len(path) <= _LONGEST else f"…{path[-_LONGEST:]}"
