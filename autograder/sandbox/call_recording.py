"""What the checks of an exercise will call, found out on the reference before anybody is graded.

The inputs of a check do not depend on answers, or hardly ever. So its calls can be made all at
once, beside the submission, and a check is then served from their answers. A plan decides
nothing: a call that is not in it is made when it is asked for.
"""

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.assignments.reference import Held, LocalModule
from autograder.authors.exercise import Exercise
from autograder.authors.subject import Observed, contract_of
from autograder.worker import wire


@dataclass(frozen=True)
class PlannedCall:
    """One call of a plan.

    Attributes:
        function: its name.
        args: with handles for what an earlier call will have left in the worker.
        observe: whether the check looks at the arguments afterwards.
    """

    function: str
    args: tuple[Any, ...]
    observe: bool

    def is_asked(self, function: str, args: Sequence[Any], *, observe: bool) -> bool:
        """Whether this is the call that a check makes now."""
        return (self.function, self.observe) == (function, observe) and same(self.args, args)


@dataclass(frozen=True)
class Plan:
    """The calls of one exercise.

    Attributes:
        calls: in the order in which they are made.
        checks: for each check, which of them are its own: the first, and the one after its last.
        size: bytes that the reference's answers take.
    """

    calls: tuple[PlannedCall, ...] = ()
    checks: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    size: int = 0


class Rehearsal:
    """The reference, under the face of a submission, taking down what it is asked.

    Args:
        reference: of the exercise.
        exercises: all of the assignment's, for what their functions return.
    """

    def __init__(self, reference: LocalModule, exercises: Sequence[Exercise]) -> None:
        self.lost = reference.lost
        self._reference = reference
        self._contracts = {exercise.name: exercise for exercise in exercises}
        self._calls: list[PlannedCall] = []
        self._checks: dict[str, tuple[int, int]] = {}
        self._check = ""
        self._handles: dict[int, wire.Handle] = {}
        self._held: list[Held] = []  # so that no id is given twice
        self._size = 0

    def begin(self, check: str) -> None:
        """What follows is asked by another check."""
        self._check = check
        self._checks[check] = (len(self._calls), len(self._calls))

    def observe(self, function: str, *args: Any) -> Observed:
        """Call a function and look at its arguments afterwards."""
        return self._call(function, args, observe=True)

    def __getattr__(self, function: str) -> Callable[..., Any]:
        """A function of the reference."""
        if function.startswith("_"):
            raise AttributeError(function)
        return lambda *args: self._call(function, args, observe=False).returned

    def plan(self) -> Plan:
        """All that was asked."""
        return Plan(tuple(self._calls), dict(self._checks), self._size)

    def _call(self, function: str, args: tuple[Any, ...], *, observe: bool) -> Observed:
        number = len(self._calls)
        planned = tuple(self._as_handle(arg) for arg in args)
        self._calls.append(PlannedCall(function, planned, observe))
        self._checks[self._check] = (self._checks[self._check][0], number + 1)
        observed = self._reference.observe(function, *args)
        _, kept = contract_of(self._contracts.get(function))
        for index in kept:
            held = observed.returned[index]
            self._held.append(held)
            self._handles[id(held)] = wire.Handle(wire.kept_id(number, index), "")
        answer = {"returned": observed.returned, "args": observed.args if observe else None}
        self._size += len(wire.pack({}, answer, lambda _: wire.Handle(0, "")))
        return observed

    def _as_handle(self, arg: Any) -> Any:
        return self._handles[id(arg)] if isinstance(arg, Held) else copy.deepcopy(arg)


def request_of(
    module: str, function: str, contract: Exercise | None, args: Sequence[Any], *, observe: bool
) -> dict[str, Any]:
    """A call as the worker is asked for it."""
    returns, kept = contract_of(contract)
    return {
        "module": module,
        "function": function,
        "args": list(args),
        "observe": observe,
        "returns": returns,
        "kept": kept,
    }


def same(a: Any, b: Any) -> bool:
    """Whether two arguments are the same to the last bit; handles by what they stand for."""
    kind = type(a)
    if kind is not type(b):
        return False
    if kind is np.ndarray:
        return a.dtype == b.dtype and a.shape == b.shape and _same_bits(a, b)
    if kind in (tuple, list):
        return len(a) == len(b) and all(map(same, a, b))
    if kind is dict:
        return list(a) == list(b) and all(map(same, a.values(), b.values()))
    if kind is wire.Handle:
        return bool(a.id == b.id)
    return bool(a == b)


def _same_bits(a: Any, b: Any) -> bool:
    if a.nbytes < 1 << 14:  # where a call of numpy costs more than a copy
        return bool(a.tobytes() == b.tobytes())
    return bool(np.array_equal(a, b))
