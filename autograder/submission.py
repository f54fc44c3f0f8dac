"""A submission that looks like its module to a check, while its code runs in a worker."""

import time
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from autograder.checks import Exercise, Failed
from autograder.results import Status
from autograder.sandbox import Reply, Sandbox, Worker, WorkerLostError
from autograder.worker.wire import Handle

CALL_SECONDS = 10.0
LOAD_SECONDS = 30.0
SUBMISSION_SECONDS = 120.0


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
    """What a check may ask: its functions by name, and whether they change their arguments.

    Attributes:
        lost: names of the checks that did not pass in earlier exercises, so that one mistake
            need not cost points twice.
    """

    lost: Set[str]

    def observe(self, function: str, *args: Any) -> Observed:
        """Call a function and look at its arguments afterwards."""
        ...

    def __getattr__(self, function: str) -> Callable[..., Any]:
        """A function of the submission."""
        ...


@dataclass
class Clock:
    """The time that a submission has left, over all its calls.

    Attributes:
        seconds: time in all.
        used: time spent in calls so far.
        lost: calls that were ended at their limit so far.
    """

    seconds: float = SUBMISSION_SECONDS
    used: float = 0.0
    lost: int = 0

    def limit(self, seconds: float) -> float:
        """The time that the next call may take: a fifth, once a call did not end in time.

        Raises:
            NoAnswer: none is left.
        """
        if self.used >= self.seconds:
            raise NoAnswer(
                f"Not judged: this submission has used up its {self.seconds:.0f} s.",
                "An earlier call took very long. Look for a loop that does not end.",
                observed="TimeUp",
            )
        return min(seconds / 5 if self.lost else seconds, self.seconds - self.used)


class Submission:
    """The functions of a submitted module, for the checks of one exercise.

    Each call gets fresh copies of its arguments. A worker that is lost costs the call that lost
    it; the next call gets a new one.

    Args:
        exercise: the exercise that is judged.
        exercises: all of the assignment's, for what their functions return.
        sources: text of every module that was handed in.
        stand_ins: text of each module of the author's that replaces one of them.
        sandbox: where its workers run.
        clock: the submission's time.
        lost: names of the checks that did not pass in earlier exercises.
    """

    def __init__(
        self,
        exercise: Exercise,
        exercises: Sequence[Exercise],
        sources: Mapping[str, bytes],
        stand_ins: Mapping[str, bytes],
        sandbox: Sandbox,
        clock: Clock,
        lost: Set[str],
    ) -> None:
        self.lost = lost
        self._module = exercise.module
        self._contracts = {e.name: e for e in exercises}
        self._sources = sources
        self._stand_ins = stand_ins
        self._sandbox = sandbox
        self._clock = clock
        self._worker: Worker | None = None

    def __getattr__(self, function: str) -> Callable[..., Any]:
        """A function of the submission."""
        if function.startswith("_"):
            raise AttributeError(function)
        return lambda *args: self._call(function, args, observe=False).returned

    def observe(self, function: str, *args: Any) -> Observed:
        """Call a function and look at its arguments afterwards."""
        return self._call(function, args, observe=True)

    def close(self) -> None:
        """End the worker."""
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def _call(self, function: str, args: tuple[Any, ...], *, observe: bool) -> Observed:
        worker = self._worker or self._load()
        contract = self._contracts.get(function)
        returns, kept = contract_of(contract)
        request = {
            "module": self._module,
            "function": function,
            "args": list(args),
            "observe": observe,
            "returns": returns,
            "kept": kept,
        }
        reply = self._ask(worker, "call", request, CALL_SECONDS, f"{function} gave no answer")
        if reply.message.get("outcome") != "returned":
            raise _raised(function, reply.message)
        value = reply.value if isinstance(reply.value, dict) else {}
        returned, args_after = value.get("returned"), value.get("args")
        if contract is not None:
            expect_tuple(contract, returned)
        return Observed(returned, args_after if isinstance(args_after, list) else [])

    def _load(self) -> Worker:
        if self._module not in self._sources:
            raise CannotLoad(
                f"{self._module}.py was not handed in.",
                f"Hand in {self._module}.py beside the notebook.",
                observed="Missing",
            )
        self._worker = worker = self._sandbox.start()
        request = {
            "module": self._module,
            "sources": _as_arrays(self._sources),
            "stand_ins": _as_arrays(self._stand_ins),
        }
        what = f"{self._module}.py could not be imported"
        try:
            reply = self._ask(worker, "load", request, LOAD_SECONDS, what)
        except NoAnswer as lost:
            raise CannotLoad(lost.message, lost.hint, observed=lost.observed) from None
        if reply.message.get("outcome") != "returned":
            error = _raised(f"{self._module}.py", reply.message)
            raise CannotLoad(error.message, "Fix this first: nothing else can run.", observed=what)
        return worker

    def _ask(
        self, worker: Worker, op: str, value: dict[str, Any], seconds: float, what: str
    ) -> Reply:
        limit = self._clock.limit(seconds)
        start = time.monotonic()
        try:
            return worker.request(op, value, limit)
        except WorkerLostError as lost:
            self._worker = None
            hint = ""
            if lost.timed_out:
                hint = "Look for a loop that does not end."
                self._clock.lost += 1
            raise NoAnswer(f"{what}: {lost}.", hint, observed=str(lost)) from None
        finally:
            self._clock.used += time.monotonic() - start


def contract_of(exercise: Exercise | None) -> tuple[int, list[int]]:
    """How many values a function returns, and which of them stay with the submission."""
    if exercise is None:
        return 0, []
    return len(exercise.returns), [exercise.returns.index(name) for name in exercise.kept]


def expect_tuple(contract: Exercise, returned: Any) -> None:
    """A function returned as many values as its exercise says."""
    wanted = contract.returns
    if not wanted or (isinstance(returned, tuple) and len(returned) == len(wanted)):
        return
    got = f"{len(returned)} values" if isinstance(returned, (tuple, list)) else _describe(returned)
    raise Failed(
        f"{contract.name} returned {got} where ({', '.join(wanted)}) was expected.",
        "Leave the return statement of the skeleton as it is.",
        observed=got,
    )


def _as_arrays(texts: Mapping[str, bytes]) -> dict[str, Any]:
    return {name: np.frombuffer(text, np.uint8) for name, text in texts.items()}


def _describe(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    kind = value.kind if isinstance(value, Handle) else type(value).__name__
    return "None" if value is None else f"a {kind}"


def _raised(what: str, message: Mapping[str, Any]) -> NoAnswer:
    error, text = str(message.get("error"))[:100], str(message.get("text"))[:500]
    file, line = message.get("file"), message.get("line")
    if message.get("written") is False:
        return NotWritten(f"{what} is not written yet.", observed="NotImplementedError")
    place = f" in {str(file)[:80]}, line {line}" if isinstance(line, int) and file else ""
    return NoAnswer(f"{what} raised {error}{place}: {text or 'no message'}", observed=error)
