"""Modules and packages of the student's own that come along with what is graded."""

import sys
from collections.abc import Collection, Iterator, Sequence
from pathlib import PurePosixPath

from autograder.submissions.asked import Asked
from autograder.submissions.encodings import module_in_utf8
from autograder.submissions.handed_in import HandedIn

MAX_MODULES = 50
MAX_BYTES = 1 << 20  # of one module

_TAKEN = frozenset({"numpy", "matplotlib", "autograder"}) | sys.stdlib_module_names


def helpers(
    handed: HandedIn, asked: Asked, roots: Sequence[str], used: Collection[str]
) -> tuple[dict[str, bytes], list[str]]:
    """The texts of further modules by dotted name, and what is to be said of those left out.

    Args:
        handed: all that was handed in.
        asked: its modules are not helpers.
        roots: folders from which the graded modules import, such as "." and "kim/homework".
        used: paths of the files that were told of already.
    """
    found: dict[str, bytes] = {}
    seen: set[str] = set()
    notes: list[str] = []
    left_out = 0
    for root in dict.fromkeys([*roots, "."]):
        for path, name in _modules_below(handed, root):
            if path in seen or name in found or name.partition(".")[0] in asked.modules:
                continue
            seen.add(path)
            if why := _why_not(name, handed.files[path], asked):
                quiet = why == "library" or path in used
                notes += [] if quiet else [f"{path} was left out: {why}."]
            elif len(found) + len(notes) >= MAX_MODULES:
                left_out += 1
            else:
                found[name], encoding = module_in_utf8(handed.files[path])
                said = f"{path} was read as {encoding}; Python asks for UTF-8."
                notes += [said] if encoding else []
    if left_out:
        notes.append(f"{left_out} modules were left out: there are more than {MAX_MODULES}.")
    return found, notes


def _modules_below(handed: HandedIn, root: str) -> Iterator[tuple[str, str]]:
    """Each .py file below a folder, and its dotted name from there."""
    for path in sorted(handed.files):
        pure = PurePosixPath(path)
        below = PurePosixPath(root) in pure.parents  # a folder may be called layers.py as well
        if below and pure.suffix == ".py" and ".ipynb_checkpoints" not in pure.parts:
            yield path, ".".join(pure.relative_to(root).with_suffix("").parts)


def _why_not(name: str, text: bytes, asked: Asked) -> str:
    """Why a module does not come along; "" when it does, "library" for a copy of the library."""
    top = name.partition(".")[0]
    if top in asked.brought:
        return "library"
    if top in _TAKEN or top in asked.taken or not all(p.isidentifier() for p in name.split(".")):
        return "Python cannot import it under that name"
    return f"it is larger than {MAX_BYTES >> 10} KiB" if len(text) > MAX_BYTES else ""
