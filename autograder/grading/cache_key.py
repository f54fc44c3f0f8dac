"""The cache key of a result: a hash of all that the result depends on."""

import ast
import hashlib
import platform
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from importlib.util import find_spec
from pathlib import Path

import numpy as np

import autograder
from autograder.assignments.assignment import Assignment
from autograder.submissions.reading import SubmittedFiles

ENGINE = Path(autograder.__file__).parent
GRADER = "autograder.grading.grader"


def assignment_key(assignment: Assignment) -> str:
    """A hash of the engine, the assignment's private files, its library, packages and versions."""
    allowed = assignment.settings.packages
    digest = hashlib.sha256(f"{_versions(assignment.needs)} {allowed}".encode())
    for path in (*engine_files(), *sorted(assignment.folder.rglob("*.py"))):
        digest.update(f"\n{path.name}\n".encode() + path.read_bytes())
    for name, data in assignment.library().items():
        digest.update(f"\n{name}\n".encode() + data)
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
    """Every file of the engine that grading and checks import, and the sandbox's worker."""
    found: set[Path] = set(ENGINE.glob("worker/*.py"))
    waiting = [_path(GRADER), _path("autograder")]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += _imported(path)
    return tuple(sorted(found))


def _imported(path: Path) -> Iterator[Path]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom) and f"{node.module}.".startswith("autograder."):
            yield _path(str(node.module))
            inner = (_path(f"{node.module}.{alias.name}") for alias in node.names)
            yield from (path for path in inner if path.is_file())


def _path(module: str) -> Path:
    path = ENGINE.joinpath(*module.split(".")[1:])
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
