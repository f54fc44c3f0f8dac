"""Runs the author's own modules in this process: the reference and its wrong versions."""

import copy
import importlib
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import numpy as np

from autograder.assignments.assignment import Assignment, version_source
from autograder.assignments.importing import importable
from autograder.authors.exercise import AuthorError, Check, Exercise, Misconception
from autograder.authors.messages import Message
from autograder.authors.subject import NoAnswer, Observed, contract_of, expect_tuple, pattern_of


@dataclass
class LocalModule:
    """A module of the author's, in the same form as a submission and in this process.

    Attributes:
        module: the loaded module.
        exercises: all of the assignment's, for what their functions return.
        probes: the author's functions that run beside it, by name.
        lost: as in Submission.
    """

    module: ModuleType
    exercises: Sequence[Exercise]
    probes: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    lost: Set[Check] = frozenset()

    def begin(self, check: str) -> None:
        """Begin the calls of another check."""

    def __getattr__(self, function: str) -> Callable[..., Any]:
        """A function of the module."""
        if function.startswith("_"):
            raise AttributeError(function)
        return lambda *args: self.observe(function, *args).returned

    def observe(self, function: str, *args: Any) -> Observed:
        """Call a function and look at its arguments afterwards."""
        contract = next((e for e in self.exercises if e.name == function), None)
        fresh = [arg.object if isinstance(arg, Held) else copy.deepcopy(arg) for arg in args]
        try:
            with np.errstate(all="ignore"):  # wrong versions divide by zero
                called = self.probes.get(function) or getattr(self.module, function)
                returned = called(*fresh)
        except Exception as error:
            message = Message("{function} raised {error}", function=function, error=repr(error))
            seen = pattern_of(type(error).__name__, str(error))
            raise NoAnswer(message, observed=seen) from error
        returns, kept = contract_of(contract)
        if isinstance(returned, (tuple, list)) and 0 < len(returned) == returns:
            returned = tuple(Held(v) if i in kept else v for i, v in enumerate(returned))
        if contract is not None:
            expect_tuple(contract, returned)
        return Observed(copy.deepcopy(returned), fresh)


@dataclass(frozen=True)
class Held:
    """An object of a local module that a check must not look into."""

    object: Any

    def __deepcopy__(self, memo: Any) -> "Held":
        return self


def load_reference(assignment: Assignment, exercise: Exercise) -> LocalModule:
    """The reference module of an exercise, with its stand-ins.

    Raises:
        AuthorError: it cannot be imported.
    """
    where = f"{assignment.folder / exercise.module}.py"
    return _load(assignment, exercise, sources(assignment, exercise), where)


def load_wrong(assignment: Assignment, exercise: Exercise, wrong: Misconception) -> LocalModule:
    """The same with a misconception's edits made.

    Raises:
        AuthorError: with them the module cannot be imported.
    """
    edited = assignment.exercise(wrong.exercise).module
    texts = sources(assignment, exercise, {edited: version_source(assignment, wrong)})
    return _load(
        assignment, exercise, texts, f"{wrong.where}: {wrong.name}: {edited}.py, so changed"
    )


def sources(
    assignment: Assignment, exercise: Exercise, written: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The modules that an exercise can import: those written, or else the reference's.

    Stand-ins replace the modules that they stand in for.
    """
    texts = {name: assignment.source(name) for name in assignment.modules} | dict(written or {})
    return texts | {name: assignment.stand_in(name) for name in exercise.stand_ins}


def _load(
    assignment: Assignment, exercise: Exercise, written: Mapping[str, str], where: str
) -> LocalModule:
    """Execute a module, and its probes, whose siblings exist only as texts."""
    probes = assignment.probes(exercise.module)
    texts = {name: text.encode() for name, text in written.items()} | probes.texts()
    with importable(texts):
        try:
            module = importlib.import_module(exercise.module)
            beside = vars(importlib.import_module(probes.module)) if probes.module else {}
        except Exception as error:  # whatever the author's text raises
            kind = type(error).__name__
            raise AuthorError(f"{where}: it cannot be imported: {kind}: {error}") from error
        functions = {name: beside[name] for name in probes.names}
        return LocalModule(module, assignment.exercises, functions)
