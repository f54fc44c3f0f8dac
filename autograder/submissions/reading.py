"""Reading of a submission as bytes: only regular files, and no links."""

import os
import stat
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.submissions.encodings import module_in_utf8

MAX_BYTES = 1 << 20  # of one module
MAX_MODULES = 50

_TAKEN = frozenset({"numpy", "matplotlib", "autograder"}) | sys.stdlib_module_names


class IntakeError(Exception):
    """Nothing can be read; the message says why."""


@dataclass(frozen=True)
class SubmittedFiles:
    """The modules of one submission.

    Attributes:
        modules: text by module name.
        asked: the assignment's modules that are to be judged: all of them for a folder, one for
            a single file.
        notes: what was left out, and why.
    """

    modules: Mapping[str, bytes]
    asked: tuple[str, ...]
    notes: tuple[str, ...] = ()


def read_submission(
    path: Path, wanted: Sequence[str], taken: Collection[str] = ()
) -> SubmittedFiles:
    """Read a submission folder, or a single module.

    Args:
        path: the folder, or one .py file; a file with none of the wanted names is read as the
            first of them.
        wanted: the modules of the assignment.
        taken: names that other modules of a submission cannot have, beside those of Python.

    Raises:
        IntakeError: there is no such folder or file, or it cannot be read.
    """
    try:
        mode = path.lstat().st_mode
    except OSError as error:
        raise IntakeError(f"{path}: {error.strerror}") from None
    if not stat.S_ISDIR(mode):
        name = path.stem if path.stem in wanted else wanted[0]
        text, how = module_in_utf8(read_file(path, MAX_BYTES))
        said = (f"{path.name} was read as {how}; Python asks for UTF-8.",) if how else ()
        return SubmittedFiles({name: text}, (name,), said)
    modules: dict[str, bytes] = {}
    notes: list[str] = []
    left_out = 0
    for name in _module_names(path, wanted):
        if len(modules) + len(notes) >= MAX_MODULES:
            left_out += 1
            continue
        module = name.removesuffix(".py")
        try:
            if module not in wanted and (
                module in _TAKEN or module in taken or not module.isidentifier()
            ):
                raise IntakeError("Python cannot import it under that name")
            modules[module], how = module_in_utf8(read_file(path / name, MAX_BYTES))
        except IntakeError as error:
            notes.append(f"{name} was left out: {error}.")
        else:
            notes += [f"{name} was read as {how}; Python asks for UTF-8."] if how else []
    if left_out:
        notes.append(f"{left_out} modules were left out: there are more than {MAX_MODULES}.")
    return SubmittedFiles(modules, tuple(wanted), tuple(notes))


def _module_names(folder: Path, wanted: Sequence[str]) -> list[str]:
    """The names of all modules in a folder, those that are judged first."""
    try:
        names = [entry.name for entry in os.scandir(folder) if entry.name.endswith(".py")]
    except OSError as error:
        raise IntakeError(f"{folder}: {error.strerror}") from None
    return sorted(names, key=lambda name: (name.removesuffix(".py") not in wanted, name))


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
