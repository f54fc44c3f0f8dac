"""Reads solutions/<name>/ by path, and refuses what cannot be meant."""

import importlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import TypeVar

from autograder.assignments.assignment import Assignment
from autograder.assignments.importing import importable_files
from autograder.assignments.overlay import defined_names
from autograder.assignments.settings import find_settings
from autograder.authors.exercise import AuthorError, Check, Exercise, Misconception, Variant

T = TypeVar("T")  # the syntax of Python 3.12 is not there yet in 3.11


def load_assignment(folder: Path) -> Assignment:
    """Read what an author wrote for an assignment.

    The checks are in checks.py, the misconceptions in misconceptions.py, which may be missing.
    Where one of them would grow too long, checks_<part>.py and misconceptions_<part>.py stand
    beside it. They import from each other, and what several of them need from common.py or
    common_<part>.py. Right versions are in variants.py and in variants/<module>/. What
    `autograder verify` may find unnoticed is listed in equivalents.py, in parts as well.

    Raises:
        AuthorError: a file is missing, or what it says cannot be true.
    """
    folder = folder.resolve()
    if not folder.is_dir():
        raise AuthorError(f"{folder}: there is no such assignment (a folder with a checks.py)")
    if not (folder / "checks.py").is_file():
        raise AuthorError(f"{folder / 'checks.py'}: this file is missing")
    common, checks, wrong, same = (
        _parts(folder, kind) for kind in ("common", "checks", "misconceptions", "equivalents")
    )
    right = [path for path in [folder / "variants.py"] if path.is_file()]
    with importable_files({path.stem: path for path in (*common, *checks, *wrong, *right, *same)}):
        namespaces = [_run(path) for path in checks]
        exercises = tuple(_unique(namespaces, Exercise))
        if not exercises:
            raise AuthorError(f"{folder / 'checks.py'}: no Exercise is declared")
        for path in (*wrong, *right, *same):
            _run(path)
    assignment = Assignment(
        folder.name, folder, exercises, tuple(_files_of_variants(folder)), find_settings(folder)
    )
    _validate_exercises(assignment, tuple(_unique(namespaces, Check)))
    versions: tuple[Misconception | Variant, ...] = assignment.misconceptions
    for version in (*versions, *assignment.variants):
        _validate_version(assignment, version)
    for path in sorted((folder / "probes").glob("*.py")):
        _validate_probes(assignment, path)
    return assignment


def find_assignments(solutions: Path) -> tuple[str, ...]:
    """Names of the assignments below a solutions folder, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in solutions.glob("*/checks.py")))


def _parts(folder: Path, kind: str) -> list[Path]:
    """The file of a kind and its further parts, in order."""
    first = [path for path in [folder / f"{kind}.py"] if path.is_file()]
    return [*first, *sorted(folder.glob(f"{kind}_*.py"))]


def _files_of_variants(folder: Path) -> Iterable[Variant]:
    for path in sorted((folder / "variants").rglob("*.py")):
        inside = path.parent.parent == folder / "variants"
        yield Variant(
            path.stem,
            path.parent.name if inside else "",
            text=path.read_text(encoding="utf-8"),
            where=str(path),
        )


def _unique(namespaces: Iterable[ModuleType], kind: type[T]) -> list[T]:
    values = {
        id(value): value
        for namespace in namespaces
        for value in vars(namespace).values()
        if isinstance(value, kind)
    }
    return list(values.values())


def _run(path: Path) -> ModuleType:
    try:
        return importlib.import_module(path.stem)
    except AuthorError:
        raise
    except SyntaxError as error:
        raise AuthorError(f"{error.filename or path}:{error.lineno}: {error.msg}") from error
    except Exception as error:
        raise AuthorError(f"{_place(error, path)}: {type(error).__name__}: {error}") from error


def _place(error: BaseException, path: Path) -> str:
    """File and line of the author's last line that an exception passed."""
    place, traceback = f"{path}:1", error.__traceback__
    while traceback:
        file = traceback.tb_frame.f_code.co_filename
        if Path(file).parent == path.parent:
            place = f"{file}:{traceback.tb_lineno}"
        traceback = traceback.tb_next
    return place


def _validate_exercises(assignment: Assignment, defined: Sequence[Check]) -> None:
    path = assignment.folder / "checks.py"
    names = [exercise.name for exercise in assignment.exercises]
    for exercise in assignment.exercises:
        if names.count(exercise.name) > 1:
            raise AuthorError(f"{path}: the exercise {exercise.name} is declared twice")
        if not exercise.checks:
            raise AuthorError(f"{path}: the exercise {exercise.name} has no checks")
        if exercise.points <= 0:
            raise AuthorError(f"{path}: the exercise {exercise.name} has no points")
        _require(assignment.folder / f"{exercise.module}.py", exercise)
        if not _are_packages(exercise.needs):
            raise AuthorError(
                f"{path}: needs= of {exercise.name} takes a tuple of packages, each by the name"
                " that is imported, without dots"
            )
        for module in exercise.stand_ins:
            _require(assignment.folder / "stand_ins" / f"{module}.py", exercise)
        for check in exercise.checks:
            if any(earlier not in exercise.checks for earlier in check.after):
                raise AuthorError(
                    f"{check.where}: after= takes checks of the same exercise, themselves and not"
                    " their names"
                )
    known = [check for exercise in assignment.exercises for check in exercise.checks]
    for check in defined:
        if check not in known:
            raise AuthorError(f"{check.where}: the check {check.name} belongs to no exercise")


def _are_packages(needs: object) -> bool:
    return isinstance(needs, tuple) and all(isinstance(n, str) and n.isidentifier() for n in needs)


def _validate_probes(assignment: Assignment, path: Path) -> None:
    if path.stem not in assignment.modules:
        modules = ", ".join(assignment.modules)
        raise AuthorError(f"{path}: probes have the name of their module; modules: {modules}")
    taken = assignment.probes(path.stem).names & {e.name for e in assignment.exercises}
    if taken:
        raise AuthorError(
            f"{path}: {min(taken)} is the name of an exercise; call the probe otherwise"
        )


def _require(path: Path, exercise: Exercise) -> None:
    if not path.is_file():
        raise AuthorError(f"{path}: the exercise {exercise.name} needs this file")


def _validate_version(assignment: Assignment, version: Misconception | Variant) -> None:
    """See that a wrong or right version is a version of something, and can be made."""
    if isinstance(version, Variant) and version.module not in assignment.modules:
        modules = ", ".join(assignment.modules)
        raise AuthorError(
            f"{version.where}: a variant stands in variants/MODULE/; modules: {modules}"
        )
    source = assignment.source(assignment.module_of(version))
    if isinstance(version, Variant) and version.text:
        _validate_overlay(version, source)
    for text in version.replace:
        if (times := source.count(text)) != 1:
            raise AuthorError(
                f"{version.where}: {version.name}: {text!r} occurs {times} times in the reference,"
                " not once"
            )


def _validate_overlay(variant: Variant, source: str) -> None:
    """See that a variant's file is Python, and replaces something of its module."""
    try:
        names = defined_names(variant.text)
    except SyntaxError as error:
        raise AuthorError(f"{variant.where}:{error.lineno}: {error.msg}") from error
    if not names & defined_names(source):
        raise AuthorError(
            f"{variant.where}: it changes nothing, for {variant.module}.py defines none of its"
            f" names: {', '.join(sorted(names))}"
        )
