"""Started as ``python -I -S <this folder> CONTROL_FD``, inside the sandbox."""

import contextlib
import importlib
import os
import site
import socket
import sys
from pathlib import Path
from typing import Any

sys.path[0] = str(Path(__file__).parents[2])  # where the worker's own few files and the library lie
sys.path.append(f"{sys.path[0]}/site-packages")  # links to the packages that are allowed

from autograder.worker import wire  # noqa: E402 - found through the line above
from autograder.worker.confine import Confinement, ProcessLimits  # noqa: E402 - as above
from autograder.worker.job import Call  # noqa: E402 - as above
from autograder.worker.scratch import Scratch  # noqa: E402 - as above
from autograder.worker.zygote import HELLO, Zygote  # noqa: E402 - as above

# What submissions use and what is not loaded with numpy itself: once, for every job.
PRELOADED = (
    "collections",
    "dataclasses",
    "functools",
    "itertools",
    "math",
    "numpy.fft",
    "numpy.lib.stride_tricks",
    "numpy.linalg",
    "numpy.ma",
    "numpy.polynomial",
    "numpy.random",
    "random",
    "typing",
)


def main() -> None:
    """Receive packages, recorded calls and limits; then fork on command."""
    for usual in (site.setquit, site.setcopyright, site.sethelper):
        usual()  # exit(), help() and the like, which -S leaves out
    for name in PRELOADED:
        importlib.import_module(name)
    control = socket.socket(fileno=int(sys.argv[1]))
    recorded: dict[str, list[Call]] = {}
    with os.fdopen(os.dup(control.fileno()), "rb", buffering=0) as channel:
        _, packages = _next(channel)
        _load(packages)
        while True:
            message, value = _next(channel)
            if message["op"] == "confine":
                confinement = Confinement(
                    value["readable"],
                    value["listed"],
                    ProcessLimits(**value["limits"]),
                    Scratch(**value["scratch"]),
                )
                break
            recorded.setdefault(message["exercise"], []).append(value)
    if value["own_tmp"]:
        Path("/tmp").chmod(0o1777)  # noqa: S108 - the sandbox's own; outside it is so already
    os.dup2(1, 2)  # from here on nobody reads what is written there
    control.sendall(HELLO)
    Zygote(control, confinement, recorded, packages).run()


def _load(names: list[str]) -> None:
    """Load modules, and nothing more: no thread pool that is started here survives a fork."""
    for name in names:
        with contextlib.suppress(ImportError):  # a submission that needs it will say so
            importlib.import_module(name)


def _next(channel: Any) -> tuple[dict[str, Any], Any]:
    header, body = wire.sizes(_exactly(channel, wire.PREFIX.size))
    return wire.unpack(_exactly(channel, header), _exactly(channel, body))


def _exactly(channel: Any, size: int) -> bytearray:
    parts = bytearray()
    while len(parts) < size:
        part = channel.read(size - len(parts))
        if not part:
            raise EOFError("the grader closed the connection")
        parts += part
    return parts


if __name__ == "__main__":
    main()
