"""The one form in which a check meets a submission, the reference and each wrong version."""

import re
from collections.abc import Callable, Set
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from autograder.authors.exercise import Check, Exercise, Failed, Status
from autograder.authors.messages import Message
from autograder.worker.wire import Handle


class NoAnswer(Failed):
    """A call of the submission gave no value to judge."""

    status: Status = "error"


class NotWritten(NoAnswer):
    """The skeleton's NotImplementedError is still there."""


class CannotLoad(NoAnswer):
    """The module cannot be imported, so none of its functions can be judged."""


@dataclass(frozen=True)
class Observed:
    """A call with its arguments as they were afterwards.

    Attributes:
        returned: what the function returned.
        args: the arguments after the call, to see whether it changed them.
    """

    returned: Any
    args: list[Any]


class Subject(Protocol):
    """The module that a check asks: its functions by name, and its arguments after a call.

    Attributes:
        lost: the checks that did not pass in earlier exercises, so that one mistake need not
            cost points twice.
    """

    lost: Set[Check]

    def begin(self, check: str) -> None:
        """Begin the calls of another check."""
        ...

    def observe(self, function: str, *args: Any) -> Observed:
        """Call a function and look at its arguments afterwards."""
        ...

    def __getattr__(self, function: str) -> Callable[..., Any]:
        """A function of the submission."""
        ...


_TYPES = {"bool", "dict", "float", "function", "generator", "int", "list", "method", "str", "tuple"}
_QUOTED = re.compile(r"'([^']*)'")


def pattern_of(kind: str, text: str) -> tuple[str, str]:
    """An exception as misconceptions are recognized by it: without the submission's own names.

    Two exceptions of one type are the same when the same operation raised them: what Python says
    of it is kept, and numbers and names of a student's are left out.

    Args:
        kind: name of its type.
        text: its message.
    """

    def known(found: re.Match[str]) -> str:
        name = found[1]
        python = name in _TYPES or not name.isidentifier() or name in {"NoneType", "Tensor"}
        return found[0] if python else "'...'"

    return kind, re.sub(r"\d+", "0", _QUOTED.sub(known, text))[:200]


def contract_of(exercise: Exercise | None) -> tuple[int, list[int]]:
    """The number of values that a function returns, and the indices of those that stay there."""
    if exercise is None:
        return 0, []
    return len(exercise.returns), [exercise.returns.index(name) for name in exercise.kept]


def expect_tuple(contract: Exercise, returned: Any) -> None:
    """A function returned as many values as its exercise says."""
    wanted = contract.returns
    if not wanted or (isinstance(returned, tuple) and len(returned) == len(wanted)):
        return
    got = (
        Message("{count} values", count=len(returned))
        if isinstance(returned, (tuple, list))
        else _describe(returned)
    )
    raise Failed(
        Message(
            "{exercise} returned {got} where ({wanted}) was expected.",
            exercise=contract.name,
            got=got,
            wanted=", ".join(wanted),
        ),
        "Leave the return statement of the skeleton as it is.",
        observed=str(got),
    )


def _describe(value: Any) -> Message:
    if value is None:
        return Message("None")
    if isinstance(value, np.ndarray):
        return Message("an array of shape {shape}", shape=value.shape)
    kind = value.kind if isinstance(value, Handle) else type(value).__name__
    return Message("a {kind}", kind=kind)
