"""Reads solutions/<name>/ by path, and refuses what cannot be meant."""

from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import TypeVar

from autograder.assignments.assignment import Assignment
from autograder.authors.exercise import AuthorError
from autograder.authors.exercise import Check
from autograder.authors.exercise import Exercise
from autograder.assignments.importing import importable
from autograder.assignments.settings import find_settings
from autograder.authors.misconceptions import Misconception

T = TypeVar("T")  # the syntax of Python 3.12 is not there yet in 3.11


def load_assignment(folder: Path) -> Assignment:
    """Read the checks and the misconceptions of an assignment.

    The checks are in checks.py, the misconceptions in misconceptions.py, which may be missing.
    Where one of them would grow too long, checks_<part>.py and misconceptions_<part>.py stand
    beside it. What several of them need is in common.py or common_<part>.py, which they import.

    Raises:
        AuthorError: a file is missing, or what it says cannot be true.
    """
    folder = folder.resolve()
    if not folder.is_dir():
        raise AuthorError(f"{folder}: there is no such assignment (a folder with a checks.py)")
    files = [folder / "checks.py", *sorted(folder.glob("checks_*.py"))]
    common = {path.stem: path.read_bytes() for path in folder.glob("common*.py")}
    with importable(common):
        namespaces = [_run(path) for path in files]
        wrong_versions = tuple(
            wrong
            for path in sorted(folder.glob("misconceptions*.py"))
            for wrong in _misconceptions(path)
        )
    exercises = tuple(_unique(namespaces, Exercise))
    assignment = Assignment(
        folder.name, folder, exercises, wrong_versions, find_settings(folder)
    )
    _validate_exercises(assignment, tuple(_unique(namespaces, Check)))
    for wrong in assignment.misconceptions:
        _validate_misconception(assignment, wrong)
    for path in (folder / "variants").rglob("*.py"):
        if path.parent.parent.name != "variants" or path.parent.name not in assignment.modules:
            modules = ", ".join(assignment.modules)
            raise AuthorError(f"{path}: a variant stands in variants/MODULE/; modules: {modules}")
    for path in sorted((folder / "probes").glob("*.py")):
        _validate_probes(assignment, path)
    return assignment


def find_assignments(solutions: Path) -> tuple[str, ...]:
    """Names of the assignments below a solutions folder, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in solutions.glob("*/checks.py")))


def _unique(namespaces: Iterable[ModuleType], kind: type[T]) -> list[T]:
    values = {
        id(value): value
        for namespace in namespaces
        for value in vars(namespace).values()
        if isinstance(value, kind)
    }
    return list(values.values())


def _run(path: Path) -> ModuleType:
    if not path.is_file():
        raise AuthorError(f"{path}: this file is missing")
    module = ModuleType(f"{path.parent.name}_{path.stem}")
    module.__file__ = str(path)
    try:
        code = compile(path.read_bytes(), str(path), "exec")
        exec(code, vars(module))  # noqa: S102 - the author's own file, trusted as we are
    except AuthorError:
        raise
    except SyntaxError as error:
        own = path.with_name(Path(error.filename or path).name)  # what it imports may be at fault
        raise AuthorError(f"{own}:{error.lineno}: {error.msg}") from error
    except Exception as error:
        line = _last_line(error, path)
        raise AuthorError(f"{path}:{line}: {type(error).__name__}: {error}") from error
    return module


def _misconceptions(path: Path) -> tuple[Misconception, ...]:
    found = getattr(_run(path), "MISCONCEPTIONS", None)
    if found is None:
        raise AuthorError(f"{path}: it defines no tuple MISCONCEPTIONS")
    return tuple(found)


def _last_line(error: BaseException, path: Path) -> int:
    line, traceback = 1, error.__traceback__
    while traceback:
        if traceback.tb_frame.f_code.co_filename == str(path):
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def _validate_exercises(assignment: Assignment, defined: tuple[Check, ...]) -> None:
    path = assignment.folder / "checks.py"
    if not assignment.exercises:
        raise AuthorError(f"{path}: no Exercise is declared")
    exercises: set[str] = set()
    checks: dict[str, Check] = {}
    for exercise in assignment.exercises:
        if exercise.name in exercises:
            raise AuthorError(f"{path}: the exercise {exercise.name} is declared twice")
        if not exercise.checks:
            raise AuthorError(f"{path}: the exercise {exercise.name} has no checks")
        if exercise.points <= 0:
            raise AuthorError(f"{path}: the exercise {exercise.name} has no points")
        exercises.add(exercise.name)
        _require(assignment.folder / f"{exercise.module}.py", exercise)
        if not _are_packages(exercise.needs):
            raise AuthorError(
                f"{path}: needs= of {exercise.name} takes a tuple of packages, each by the name"
                " that is imported, without dots"
            )
        for module in exercise.stand_ins:
            _require(assignment.folder / "stand_ins" / f"{module}.py", exercise)
        for check in exercise.checks:
            if check.name in checks:
                raise AuthorError(f"{check.where}: another check is called {check.name}")
            if any(earlier not in exercise.checks for earlier in check.after):
                raise AuthorError(
                    f"{check.where}: after= takes checks of the same exercise, themselves and not"
                    " their names"
                )
            checks[check.name] = check
    for check in defined:
        if check not in checks.values():
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


def _validate_misconception(assignment: Assignment, wrong: Misconception) -> None:
    where = f"{assignment.folder / 'misconceptions.py'}: {wrong.name}"
    by_name = {exercise.name: exercise for exercise in assignment.exercises}
    if wrong.exercise not in by_name:
        raise AuthorError(f"{where}: there is no exercise {wrong.exercise}")
    known = {check.name for exercise in assignment.exercises for check in exercise.checks}
    if isinstance(wrong.loses, str):
        raise AuthorError(f"{where}: the checks that it loses are a tuple; a comma is missing")
    for check in wrong.loses:
        if check not in known:
            raise AuthorError(f"{where}: there is no check {check}")
    if not wrong.loses:
        raise AuthorError(f"{where}: it loses no check, so nothing would catch it")
    source = assignment.source(by_name[wrong.exercise].module)
    for text in wrong.edits:
        if (times := source.count(text)) != 1:
            raise AuthorError(f"{where}: {text!r} occurs {times} times in the reference, not once")
