"""The calls that the checks of an exercise make, recorded on the reference.

The inputs of a check hardly ever depend on answers. So its calls can be made all at once, beside
the submission, and the check is then served from their answers. A recording decides nothing: a
call that is not in it is made when the check asks for it.
"""

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.assignments.probes import Probes
from autograder.assignments.reference import Held, LocalModule
from autograder.authors.exercise import Exercise
from autograder.authors.subject import Observed, contract_of
from autograder.sandbox.equality import same
from autograder.worker import wire

Request = dict[str, Any]


@dataclass(frozen=True)
class Recording:
    """The calls of one exercise.

    Attributes:
        calls: as the worker is asked for them, inputs only, in the order in which they are made;
            with handles for what an earlier call will have left in the worker.
        checks: for each check, which of them are its own: the first, and the one after its last.
        size: bytes that the reference's answers take.
    """

    calls: Sequence[Request] = ()
    checks: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    size: int = 0


class Recorder:
    """The reference of an exercise, as a subject of its checks; it records what they ask.

    Args:
        exercise: whose checks are run.
        reference: of the exercise.
        exercises: all of the assignment's, for what their functions return.
        probes: the author's code that runs beside the module.
    """

    def __init__(
        self,
        exercise: Exercise,
        reference: LocalModule,
        exercises: Sequence[Exercise],
        probes: Probes,
    ) -> None:
        self.lost = reference.lost
        self._exercise, self._reference, self._probes = exercise, reference, probes
        self._contracts = {exercise.name: exercise for exercise in exercises}
        self._calls: list[Request] = []
        self._checks: dict[str, tuple[int, int]] = {}
        self._check = ""
        self._handles: dict[int, wire.Handle] = {}
        self._held: list[Held] = []  # so that no id is given twice
        self._size = 0

    def begin(self, check: str) -> None:
        """Begin another check."""
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

    def recording(self) -> Recording:
        """The calls so far."""
        return Recording(tuple(self._calls), dict(self._checks), self._size)

    def _call(self, function: str, args: tuple[Any, ...], *, observe: bool) -> Observed:
        number = len(self._calls)
        contract = self._contracts.get(function)
        home = self._probes.home(function, self._exercise.module)
        inputs = [self._as_handle(arg) for arg in args]
        self._calls.append(request_of(home, function, contract, inputs, observe=observe))
        self._checks[self._check] = (self._checks[self._check][0], number + 1)
        observed = self._reference.observe(function, *args)
        _, kept = contract_of(contract)
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
) -> Request:
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


def is_request(request: Request, function: str, args: Sequence[Any], *, observe: bool) -> bool:
    """True when a recorded call is the one that a check makes now."""
    asked = (request["function"], request["observe"]) == (function, observe)
    return asked and same(request["args"], list(args))
