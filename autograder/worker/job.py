"""One process beside one submission: loads its modules and calls their functions when asked.

It receives calls with their arguments and answers with the values returned. It knows no reference,
no expected value, no tolerance and no check, so there is nothing in it to find or to forge.
"""

import builtins
import importlib
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from autograder.worker import wire
from autograder.worker.absent import Absent, Importer
from autograder.worker.beside import Beside
from autograder.worker.calls import calls_among
from autograder.worker.errors import describe
from autograder.worker.notebook import give_builtins
from autograder.worker.tolerant import TolerantModules

LARGE = 1 << 17  # bytes of an answer, or of several, that are sent at once

Call = dict[str, Any]
Answer = tuple[dict[str, Any], Any]


class Job:
    """The state of one process: the submission and the objects that stayed here.

    Args:
        recorded: the calls that the checks of each exercise will make, by its name.
    """

    def __init__(self, recorded: Mapping[str, Sequence[Call]]) -> None:
        self.recorded = recorded
        self.files: set[str] = set()
        self.held: dict[int, Any] = {}
        self.calls = 0
        self.beside = Beside()

    def keep(self, value: Any) -> wire.Handle:
        """Hold an object that no exercise names, and give its handle."""
        return self.hold(-1 - self.calls * wire.MAX_NODES - len(self.held), value)

    def hold(self, number: int, value: Any) -> wire.Handle:
        """Hold an object under a number."""
        self.held[number] = value
        return wire.Handle(number, type(value).__name__)

    def load(self, value: dict[str, Any]) -> Answer:
        """Make the submitted modules importable, import one, and report what was odd.

        Args:
            value: ``sources``, texts by module; ``stand_ins``, compiled code by module;
                ``module``, the one to import; ``names``, those of its exercises; ``first``, the
                number of the first call, so that a process that takes the place of another gives
                no handle twice.
        """
        self.calls = value["first"]
        finder = TolerantModules(_bytes(value["sources"]), _bytes(value["stand_ins"]))
        importer = Importer(finder.facts, builtins.__import__, finder.owns)
        self.files = finder.files
        sys.meta_path.insert(0, finder)
        builtins.__import__ = importer
        give_builtins()

        def run() -> Any:
            module = importlib.import_module(value["module"])
            return calls_among(module, value["names"])

        message, calls = self.attempt(run)
        return message, {
            "calls": calls or [],
            "absent": importer.absent,
            "magics": finder.magics,
            "passed_over": finder.passed_over,
        }

    def stand_by(self, value: dict[str, Any]) -> Answer:
        """Load the author's code beside the submission, which has been loaded.

        Args:
            value: ``modules`` and ``probes``, compiled code by module; ``usual``: see Beside.
        """
        modules, probes = _bytes(value["modules"]), _bytes(value["probes"])
        message, _ = self.attempt(lambda: self.beside.load(modules, probes, value["usual"]))
        return message, {"taken": self.beside.taken}

    def call(self, call: Call) -> Answer:
        """Call a function of the loaded module, or a probe.

        Args:
            call: module ("" for a probe), function and args; ``returns``, how many values come
                back, and ``kept``, the indices of those that stay here; ``observe``, whether the
                arguments are sent back as they are afterwards.
        """
        try:
            args = [self.place(arg) for arg in call["args"]]
        except KeyError:  # the call that should have made it gave no answer
            self.calls += 1
            return {"outcome": "lost"}, None
        message, value = self.attempt(lambda: self.run(call, args))
        if not call["module"]:
            self.beside.look()
        return (message | {"changed": True} if self.beside.changed else message), value

    def run(self, call: Call, args: list[Any]) -> Any:
        """The value that a call returned, and its arguments afterwards."""
        number, self.calls = self.calls, self.calls + 1
        module, name = call["module"], call["function"]
        function = getattr(sys.modules[module], name) if module else self.beside.probe(name)
        returned = function(*args)
        for item in returned if isinstance(returned, (tuple, list)) else [returned]:
            if isinstance(item, Absent):
                item.complain()
        if isinstance(returned, (tuple, list)) and 0 < len(returned) == call["returns"]:
            returned = tuple(
                self.hold(wire.kept_id(number, i), item) if i in call["kept"] else item
                for i, item in enumerate(returned)
            )
        return {"returned": returned, "args": args if call["observe"] else None}

    def place(self, arg: Any) -> Any:
        """An argument, with the objects that its handles stand for in their places.

        Arguments are not copied: those of a request were made for it, and recorded ones are
        used once, in a process of its own.
        """
        if isinstance(arg, wire.Handle):
            return self.held[arg.id]
        if isinstance(arg, (list, tuple)):
            return type(arg)(self.place(item) for item in arg)
        if isinstance(arg, dict):
            return {key: self.place(item) for key, item in arg.items()}
        return arg

    def attempt(self, run: Callable[[], Any]) -> Answer:
        """The value that the submission's code returned, or the exception that it raised."""
        try:
            return {"outcome": "returned"}, run()
        except BaseException as error:  # SystemExit and the like must not end us
            return {"outcome": "raised", **describe(error, self.files)}, None

    def frame(self, identity: Any, answer: Answer) -> list[wire.Buffer]:
        """An answer as it is sent."""
        message, value = answer
        try:
            return wire.parts({**message, "id": identity}, value, self.keep)
        except wire.WireError as error:
            oversize = {"outcome": "raised", "error": "WireError", "text": str(error)}
            return wire.parts({"id": identity, "written": True, **oversize})


def _bytes(arrays: Mapping[str, Any]) -> dict[str, bytes]:
    return {name: array.tobytes() for name, array in arrays.items()}


class Answers:
    """Sends answers, small ones together.

    What was returned may change at the next call, so an answer is either sent or copied before.
    """

    def __init__(self, channel: int) -> None:
        self._channel = channel
        self._waiting: list[bytes] = []
        self._size = 0

    def add(self, frame: list[wire.Buffer]) -> None:
        """Add one answer."""
        size = sum(map(len, frame))
        if size < LARGE:
            self._waiting.append(b"".join(frame))
            self._size += size
        if size >= LARGE or self._size >= LARGE:
            self.send()
        if size >= LARGE:
            _write(self._channel, frame)

    def send(self) -> None:
        """Send all that waits."""
        _write(self._channel, [b"".join(self._waiting)])
        self._waiting, self._size = [], 0


def serve(channel: int, job: Job) -> None:
    """Answer requests until the grader closes the connection."""
    requests = os.fdopen(channel, "rb", closefd=False)
    answers = Answers(channel)
    while prefix := requests.read(wire.PREFIX.size):
        header, body = wire.sizes(prefix)
        message, value = wire.unpack(requests.read(header), requests.read(body))
        for answer in _answers(job, message["op"], value):
            answers.add(job.frame(message["id"], answer))
        answers.send()


def _answers(job: Job, op: str, value: dict[str, Any]) -> Iterator[Answer]:
    """One answer; to a replay, that to the author's code and those to the recorded calls."""
    if op == "load":
        yield job.load(value)
    elif op == "call":
        yield job.call(value)
    else:
        ready = job.stand_by(value)
        yield ready
        if op == "replay" and ready[0]["outcome"] == "returned":
            for call in job.recorded[value["exercise"]]:
                yield job.call(call)


def _write(fd: int, pieces: Sequence[wire.Buffer]) -> None:
    for piece in pieces:
        view = memoryview(piece)
        while view:
            view = view[os.write(fd, view) :]
