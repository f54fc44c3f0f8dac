"""The worker: loads a submission's modules and calls their functions when asked.

It is told what to call and with what, and answers with what came back. It knows no reference,
no expected value, no tolerance and no check, so there is nothing in it to find or to forge.
Started as ``python -I <this file> READ_FD WRITE_FD``.
"""

import importlib
import os
import sys
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path[0] = str(Path(__file__).parents[2])  # where the worker's own few files and reglab lie

from autograder.worker import confine, wire  # noqa: E402 - found through the line above
from autograder.worker.modules import SubmittedModules  # noqa: E402 - as above

Answer = tuple[dict[str, Any], Any]


class Worker:
    """The state of one worker: the submission and the objects that stayed here."""

    def __init__(self) -> None:
        self.sources: dict[str, bytes] = {}
        self.held: list[Any] = []

    def keep(self, value: Any) -> wire.Handle:
        """Hold an object and give its handle."""
        self.held.append(value)
        return wire.Handle(len(self.held) - 1, type(value).__name__)

    def resolve(self, handle: wire.Handle) -> Any:
        """The object behind a handle."""
        return self.held[handle.id]

    def load(self, value: dict[str, Any]) -> Answer:
        """Make the submitted modules importable and import one."""
        self.sources = {name: text.tobytes() for name, text in value["sources"].items()}
        stand_ins = {name: text.tobytes() for name, text in value["stand_ins"].items()}
        sys.meta_path.insert(0, SubmittedModules(self.sources, stand_ins))
        return self.attempt(lambda: (importlib.import_module(value["module"]), None)[1])

    def call(self, value: dict[str, Any]) -> Answer:
        """Call a function of a loaded module; its arguments were made for this call alone."""
        args = value["args"]

        def run() -> Any:
            function = getattr(sys.modules[value["module"]], value["function"])
            returned = function(*args)
            if isinstance(returned, (tuple, list)) and len(returned) == value["returns"]:
                held = value["kept"]
                returned = tuple(
                    self.keep(item) if i in held else item for i, item in enumerate(returned)
                )
            return {"returned": returned, "args": list(args) if value["observe"] else None}

        return self.attempt(run)

    def attempt(self, run: Callable[[], Any]) -> Answer:
        """What a piece of the submission's code returned, or how it failed."""
        try:
            return {"outcome": "returned"}, run()
        except BaseException as error:  # SystemExit and the like must not end us
            return {"outcome": "raised", **self.describe(error)}, None

    def describe(self, error: BaseException) -> dict[str, Any]:
        """An exception as text, with the last line of the submission that it passed."""
        try:
            text = str(error.msg if isinstance(error, SyntaxError) else error)[:500]
        except BaseException:  # an exception's own text may raise
            text = ""
        file, line = None, None
        if isinstance(error, SyntaxError):
            file, line = error.filename, error.lineno
        else:
            for frame in traceback.extract_tb(error.__traceback__, limit=50):
                if frame.filename.removesuffix(".py") in self.sources:
                    file, line = frame.filename, frame.lineno
        return {
            "error": type(error).__name__[:100],
            "written": not isinstance(error, NotImplementedError),
            "text": text,
            "file": file if isinstance(file, str) else None,
            "line": line if isinstance(line, int) else None,
        }


def serve(read: int, write: int) -> None:
    """Answer requests until the grader hangs up."""
    worker = Worker()
    requests = os.fdopen(read, "rb")
    while prefix := requests.read(wire.PREFIX.size):
        header, body = wire.sizes(prefix)
        message, value = wire.unpack(requests.read(header), requests.read(body), worker.resolve)
        answer, returned = worker.load(value) if message["op"] == "load" else worker.call(value)
        answer["id"] = message["id"]
        try:
            frame = wire.pack(answer, returned, worker.keep)
        except wire.WireError as error:
            oversize = {"outcome": "raised", "error": "WireError", "text": str(error)}
            frame = wire.pack({"id": message["id"], "written": True, **oversize})
        _write(write, frame)


def _write(fd: int, frame: bytes) -> None:
    view = memoryview(frame)
    while view:
        view = view[os.write(fd, view) :]


def main() -> None:
    """Confine this process, then serve."""
    import reglab.layers  # noqa: F401 - before confinement, for loading it and numpy reads files

    warnings.simplefilter("ignore")  # a submission's warnings are no fault of its answers
    confine.confine(sys.argv[3:])
    serve(int(sys.argv[1]), int(sys.argv[2]))


if __name__ == "__main__":
    main()
