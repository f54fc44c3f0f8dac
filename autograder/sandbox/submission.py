"""A submission that looks like its module to a check, while its code runs in a worker."""

from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from typing import Any

from autograder.authors.exercise import Check, Exercise
from autograder.authors.messages import Message
from autograder.authors.subject import CannotLoad, NoAnswer, Observed, expect_tuple
from autograder.sandbox.call_recording import Recording, is_request, request_of
from autograder.sandbox.channel import Frame, Reply, Worker
from autograder.sandbox.clock import Clock
from autograder.sandbox.load_report import LoadReport, read_report
from autograder.sandbox.raised import no_answer
from autograder.sandbox.sandbox import Sandbox
from autograder.sandbox.texts import Texts
from autograder.sandbox.worker_errors import SandboxLostError, WorkerLostError
from autograder.worker.modules import file_of

REPLAY_SECONDS = 5.0  # afterwards the calls are made one by one, each with its own time
CALL_SECONDS = 10.0
LOAD_SECONDS = 20.0

_PRINTED = 300  # characters of what a lost worker printed last
_SLACK = 1 << 24  # bytes that those answers may have beyond four times the reference's


class Submission:
    """The functions of a submitted module, for the checks of one exercise.

    Each call gets fresh copies of its arguments. A worker that is lost costs the call that lost
    it; the next call gets a new one.

    Args:
        exercise: the exercise that is judged.
        exercises: all of the assignment's, for what their functions return.
        texts: what was handed in.
        sandbox: where its workers run.
        clock: the submission's time.
        lost: the checks that did not pass in earlier exercises.
        recording: the calls to be expected.

    Attributes:
        violation: how it broke the protocol of its connection to the grader; "" when it did not.
        report: what was odd about its modules.
        by_machine: whether a call gave no answer for what may be the machine's fault.
    """

    def __init__(
        self,
        exercise: Exercise,
        exercises: Sequence[Exercise],
        texts: Texts,
        sandbox: Sandbox,
        clock: Clock,
        lost: Set[Check],
        recording: Recording,
    ) -> None:
        self.lost = lost
        self.violation = Message("")
        self.report = LoadReport()
        self.by_machine = False
        self._exercise = exercise
        self._contracts = {e.name: e for e in exercises}
        self._texts = texts
        self._sandbox = sandbox
        self._clock = clock
        self._recording = recording
        self._worker: Worker | None = None
        self._cannot_load: CannotLoad | None = None
        self._calls = 0  # made so far, recorded ones included
        self._frames: Sequence[Frame] | None = None  # answers to recorded calls, if all went well
        self._next, self._end = 0, 0  # which of them the present check may still ask for

    def begin(self, check: str) -> None:
        """Begin another check."""
        self._next, self._end = self._recording.checks.get(check, (0, 0))

    def observe(self, function: str, *args: Any) -> Observed:
        """Call a function and look at its arguments afterwards."""
        return self._call(function, args, observe=True)

    def __getattr__(self, function: str) -> Callable[..., Any]:
        """A function of the submission."""
        if function.startswith("_"):
            raise AttributeError(function)
        return lambda *args: self._call(function, args, observe=False).returned

    def close(self) -> None:
        """End the worker."""
        if self._worker is not None:
            try:
                self._worker.close()
            except WorkerLostError as lost:
                self._note_violation(lost)
            except SandboxLostError:
                pass  # with its zygote, after its last answer
            self._worker = None

    def _call(self, function: str, args: tuple[Any, ...], *, observe: bool) -> Observed:
        if self.violation:
            raise NoAnswer(self.violation, observed="protocol")
        if self._cannot_load is not None:  # a check may have gone on without an answer
            raise self._cannot_load
        if self._worker is None:
            self._start()
        contract = self._contracts.get(function)
        reply = self._replayed(function, args, observe=observe)
        if reply is None or reply.message.get("outcome") == "lost":
            reply = self._live(function, contract, args, observe=observe)
        if reply.message.get("changed"):
            self.report = replace(self.report, changed=True)
        if reply.message.get("outcome") == "lost":
            raise NoAnswer(
                Message(
                    "An earlier call returned nothing to go on with, so {function} cannot be"
                    " judged here.",
                    function=self._spoken(function),
                ),
                observed="lost",
            )
        if reply.message.get("outcome") != "returned":
            raise self._raised(self._spoken(function), reply)
        value = reply.value if isinstance(reply.value, dict) else {}
        returned, args_after = value.get("returned"), value.get("args")
        if contract is not None:
            expect_tuple(contract, returned)
        return Observed(returned, args_after if isinstance(args_after, list) else [])

    def _replayed(self, function: str, args: Sequence[Any], *, observe: bool) -> Reply | None:
        """The answer that is there already, if the check asks what was recorded."""
        number, self._next = self._next, self._next + 1
        if self._frames is None or number >= self._end or self._worker is None:
            return None
        if not is_request(self._recording.calls[number], function, args, observe=observe):
            self._end = 0  # the check goes its own way from here
            return None
        try:
            return self._worker.read(self._frames[number])
        except WorkerLostError as lost:
            raise self._lost(lost, self._spoken(function)) from None

    def _live(
        self, function: str, contract: Exercise | None, args: Sequence[Any], *, observe: bool
    ) -> Reply:
        self._calls += 1
        home = self._texts.probes.home(function, self._exercise.module)
        request = request_of(home, function, contract, args, observe=observe)
        what = Message("{function} gave no answer", function=self._spoken(function))
        return self._ask("call", request, CALL_SECONDS, what)

    def _spoken(self, function: str) -> str:
        """A function's name for the student, who has never heard of probes."""
        return self._exercise.name if function in self._texts.probes.names else function

    def _start(self) -> None:
        module = self._exercise.module
        if module not in self._texts.sources:
            raise CannotLoad(
                Message("{module}.py was not handed in.", module=module),
                Message("Hand in {module}.py beside the notebook.", module=module),
                observed="Missing",
            )
        if module in self._clock.cannot_load:
            raise self._clock.cannot_load[module]
        reply, taken = self._load_all()
        files = {file_of(key) for key in self._texts.sources}
        self.report = read_report(reply.value, files, self._contracts, self._texts.private.hide)
        self.report = replace(self.report, changed=taken)
        if not _returned(reply):
            error = self._raised(f"{module}.py", reply)
            observed = f"{module}.py could not be imported"
            hint = error.hint or "Fix this first: nothing else can run."
            self._cannot_load = CannotLoad(error.message, hint, observed=observed)
            raise self._cannot_load

    def _fork(self) -> Worker:
        self._clock.limit(LOAD_SECONDS)  # before there is a process that nobody will ask
        worker = self._sandbox.fork()
        worker.hide = self._texts.private.hide
        return worker

    def _load_all(self) -> tuple[Reply, bool]:
        """Load the modules, then the author's, and make the recorded calls if that is possible.

        Returns:
            The answer to the last module, and whether a name of the author's had been taken.
        """
        first = self._calls == 0 and self._recording.calls
        reply, ready = self._load(), None
        if first and _returned(reply):
            ready = self._replay()
            if ready is None:
                reply = self._load()
        if not _returned(reply):
            return reply, False
        return _both(reply, ready or self._ask_to_load("stand by", self._texts.then()))

    def _load(self) -> Reply:
        """Load the submission's modules into a new worker."""
        self._frames = None
        self._worker = self._fork()
        return self._ask_to_load("load", self._first_request())

    def _replay(self) -> Reply | None:
        """Load the author's modules and make all recorded calls; None where one loses the worker.

        Returns:
            The answer to the author's modules.
        """
        worker, recording = self._worker, self._recording
        if worker is None:
            raise RuntimeError("a worker is asked after it was started")
        before, ran = worker.spent, worker.ran
        try:
            frames = worker.frames(
                "replay",
                {**self._texts.then(), "exercise": self._exercise.name},
                self._clock.limit(REPLAY_SECONDS),
                more=len(recording.calls),
                size=4 * recording.size + _SLACK,
            )
            ready = worker.read(frames[0])
        except WorkerLostError as lost:
            self._worker = None
            if lost.broke_protocol:
                raise self._lost(lost, self._exercise.name) from None
            return None
        finally:
            self._clock.used += worker.spent - before
            self._clock.ran += worker.ran - ran
        self._frames, self._calls = frames[1:], len(recording.calls)
        return ready

    def _ask_to_load(self, op: str, value: dict[str, Any]) -> Reply:
        what = Message("{module}.py could not be imported", module=self._exercise.module)
        before = self._clock.hanging
        try:
            return self._ask(op, value, LOAD_SECONDS, what)
        except NoAnswer as lost:
            error = CannotLoad(lost.message, lost.hint, observed=lost.observed)
            if self._clock.hanging > before:  # it would hang for every exercise
                self._clock.cannot_load[self._exercise.module] = error
            raise error from None

    def _first_request(self) -> dict[str, Any]:
        return {
            **self._texts.first(),
            "module": self._exercise.module,
            "names": [
                e.name for e in self._contracts.values() if e.module == self._exercise.module
            ],
            "first": self._calls,
        }

    def _ask(self, op: str, value: dict[str, Any], seconds: float, what: str) -> Reply:
        if self._worker is None:
            raise RuntimeError("a worker is asked after it was started")
        worker, before, ran = self._worker, self._worker.spent, self._worker.ran
        limit = self._clock.limit(seconds)
        try:
            return worker.request(op, value, limit)
        except WorkerLostError as lost:
            if lost.timed_out:
                self._clock.hanging += worker.spent - before
            raise self._lost(lost, what) from None
        finally:
            self._clock.used += worker.spent - before
            self._clock.ran += worker.ran - ran

    def _raised(self, what: str, reply: Reply) -> NoAnswer:
        texts = self._texts
        return no_answer(what, reply.message, self.report, texts.packages, texts.private.hide)

    def _lost(self, lost: WorkerLostError, what: str) -> NoAnswer:
        """The answer to the call that lost the worker."""
        self._worker = None
        self._frames = None
        self.by_machine |= lost.by_machine
        if lost.broke_protocol:
            self._note_violation(lost)
            return NoAnswer(self.violation, observed="protocol")
        hint = "Look for a loop that does not end." if lost.timed_out else ""
        printed = self._texts.private.hide(lost.printed.strip())
        message = Message("{what}: {how}.", what=what, how=lost.message)
        if printed:
            text = "{message} The last that it printed was: {printed}"
            message = Message(text, message=message, printed=printed[-_PRINTED:])
        return NoAnswer(message, hint, observed=str(lost))

    def _note_violation(self, lost: WorkerLostError) -> None:
        self.violation = Message(
            "Not judged: {how}. The connection to the grader is not for submissions to use; if"
            " this is a mistake, tell your instructor.",
            how=lost.message,
        )


def _returned(reply: Reply) -> bool:
    return reply.message.get("outcome") == "returned"


def _both(reply: Reply, ready: Reply) -> tuple[Reply, bool]:
    """The answer to the submission's modules, or to the author's where these failed."""
    told = ready.value if isinstance(ready.value, dict) else {}
    return (reply if _returned(ready) else replace(reply, message=ready.message)), bool(
        told.get("taken")
    )
