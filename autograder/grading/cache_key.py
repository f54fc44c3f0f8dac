"""The cache key of a result: a hash of all that the result depends on."""

import hashlib
import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from importlib.util import find_spec
from pathlib import Path

import numpy as np

import autograder
from autograder.assignments.assignment import Assignment
from autograder.assignments.library import files_of
from autograder.submissions.reading import SubmittedFiles

ENGINE = Path(autograder.__file__).parent
ROOMS = ("worker", "authors", "assignments", "submissions", "sandbox", "grading")


def assignment_key(assignment: Assignment) -> str:
    """A hash of the engine, the assignment's private files, its library, packages and versions."""
    allowed = assignment.settings.packages
    digest = hashlib.sha256(f"{_versions(assignment.needs)} {allowed}".encode())
    for path in (*engine_files(), *sorted(assignment.folder.rglob("*.py"))):
        digest.update(f"\n{path.name}\n".encode() + path.read_bytes())
    if library := assignment.settings.library_folder:
        for path, data in files_of(library).items():
            digest.update(f"\n{path}\n".encode() + data)
    return digest.hexdigest()


def result_key(assignment_key: str, seed: int, files: SubmittedFiles) -> str:
    """A hash of what was handed in, and of all that it is graded with."""
    digest = hashlib.sha256(f"{assignment_key}\n{seed}\n{files.asked}\n{files.notes}".encode())
    digest.update(f"{sorted(files.waits.items())}\n".encode())
    for module in files.asked:
        digest.update(f"\n{module} may be {list(files.may_be_chosen(module).items())}".encode())
    for name, text in sorted(files.modules.items()):
        digest.update(f"\n{name} {len(text)}\n".encode() + text)
    return digest.hexdigest()


def _versions(needs: tuple[str, ...]) -> dict[str, str]:
    """The versions of Python, numpy and the packages that an assignment needs."""
    found = {name: _version(name) for name in needs if find_spec(name) is not None}
    return {"python": platform.python_version(), "numpy": np.__version__, **found}


def _version(name: str) -> str:
    """The version of the distribution that an imported package comes from; "" of none."""
    try:
        return version(name)
    except PackageNotFoundError:  # it has another name, or belongs to Python
        return ", ".join(map(version, packages_distributions().get(name, ())))


@cache
def engine_files() -> tuple[Path, ...]:
    """Every file of the rooms that grading is made of, and of the authors' vocabulary."""
    found = [path for room in ROOMS for path in (ENGINE / room).rglob("*.py")]
    return tuple(sorted([ENGINE / "__init__.py", *found]))
