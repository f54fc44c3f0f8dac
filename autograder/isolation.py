"""What this machine confines: found out by trying, from inside, what must be impossible."""

import os
import shutil
import socket
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from autograder.sandbox import Sandbox, Worker, WorkerLostError, has_bwrap

TRIAL_SECONDS = 20.0

# Each function returns True when what must be impossible was possible.
_TRIALS = b"""
import fcntl, mmap, os, socket, subprocess, sys

def foreign_reads(path):
    return "canary" in open(path).read()

def writes(path):
    with open(path, "w") as file:
        file.write("trodden on")
    return True

def network(port):
    socket.create_connection(("127.0.0.1", port), timeout=2).close()
    return True

def signals(pid):
    try:
        os.kill(pid, 0)
    except OSError:
        fcntl.fcntl(int(sys.argv[1]), fcntl.F_SETOWN, pid)
    return True

def processes(program):
    if os.fork() == 0:
        os._exit(0)
    return True

def programs(program):
    return subprocess.run([program], capture_output=True).returncode == 0

def memory(size):
    return len(mmap.mmap(-1, size)) == size  # reserved, not touched
"""

_FIX = {
    "foreign_reads": "a submission can read your files: install bubblewrap (bwrap), or use a Linux"
    " kernel of 5.13 or newer with Landlock",
    "writes": "a submission can write files: install bubblewrap (bwrap), or use a Linux kernel of"
    " 5.13 or newer with Landlock",
    "network": "a submission can use the network: install bubblewrap (bwrap), or use a Linux kernel"
    " with seccomp",
    "signals": "a submission can signal your processes: install bubblewrap (bwrap), or use a Linux"
    " kernel with seccomp",
    "processes": "a submission can start processes: use a Linux kernel with seccomp",
    "programs": "a submission can run programs: use a Linux kernel with seccomp",
    "memory": "a submission can use all memory: use an operating system that enforces RLIMIT_AS",
    "time": "a submission can run for ever: the system cannot end a process that was started here",
}

PROPERTIES = tuple(_FIX)


class IsolationRefusedError(Exception):
    """A property that grading needs is missing and was not accepted; the message says the fix."""


@dataclass(frozen=True)
class Isolation:
    """What was found.

    Attributes:
        bwrap: whether workers run inside bwrap's namespaces.
        held: for each property, whether what it forbids was impossible.
        accepted: properties that the instructor goes without.
    """

    bwrap: bool
    held: Mapping[str, bool]
    accepted: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Properties that do not hold."""
        return tuple(name for name in PROPERTIES if not self.held[name])

    def fix(self, name: str) -> str:
        """What a missing property means and how to get it."""
        return _FIX[name]

    def to_json(self) -> dict[str, Any]:
        """As recorded in every result."""
        return {
            "bwrap": self.bwrap,
            "holds": dict(self.held),
            "accepted_weaker": list(self.accepted),
        }


def require_isolation(accept_weaker: Sequence[str] = ()) -> Isolation:
    """Find out what this machine confines, and insist on it.

    Args:
        accept_weaker: properties that may be missing.

    Raises:
        IsolationRefusedError: another one is missing.
    """
    isolation = probe()
    refused = [name for name in isolation.missing if name not in accept_weaker]
    if refused:
        lines = [f"  {name}: {isolation.fix(name)}" for name in refused]
        options = " ".join(f"--accept-weaker={name}" for name in refused)
        raise IsolationRefusedError(
            "This machine does not confine submissions, so nothing was graded:\n"
            + "\n".join(lines)
            + f"\nTo grade all the same, at your own risk: {options}"
        )
    accepted = tuple(name for name in isolation.missing if name in accept_weaker)
    return Isolation(isolation.bwrap, isolation.held, accepted)


@cache
def probe() -> Isolation:
    """Try from inside a worker what must be impossible."""
    bwrap = has_bwrap()
    with (
        Sandbox(bwrap=bwrap) as sandbox,
        tempfile.TemporaryDirectory(prefix="reglab-") as folder,
        socket.create_server(("127.0.0.1", 0)) as server,
    ):
        canary = Path(folder) / "canary"
        canary.write_text("canary")
        trials: dict[str, Any] = {
            "foreign_reads": str(canary),
            "writes": str(canary),
            "network": server.getsockname()[1],
            "signals": os.getpid(),
            "processes": "",
            "programs": shutil.which("true") or "/bin/true",
            "memory": 16 << 30,
        }
        held = _attempt(sandbox, trials)
        held["writes"] = held["writes"] and canary.read_text() == "canary"
        held["time"] = _ends_a_loop(sandbox)
    return Isolation(bwrap, held)


def _load(sandbox: Sandbox, text: bytes) -> Worker:
    worker = sandbox.start()
    sources = {"trials": np.frombuffer(text, np.uint8)}
    worker.request("load", {"module": "trials", "sources": sources, "stand_ins": {}}, TRIAL_SECONDS)
    return worker


def _call(worker: Worker, name: str, args: list[Any], seconds: float) -> Any:
    request = {"module": "trials", "function": name, "args": args}
    reply = worker.request("call", request | {"observe": False, "returns": 0, "kept": []}, seconds)
    return reply.value["returned"] if isinstance(reply.value, dict) else None


def _attempt(sandbox: Sandbox, trials: Mapping[str, Any]) -> dict[str, bool]:
    """For each trial, whether it was impossible. A trial that ends the worker gained nothing."""
    held = {}
    worker = _load(sandbox, _TRIALS)
    for name, argument in trials.items():
        try:
            held[name] = _call(worker, name, [argument], TRIAL_SECONDS) is not True
        except WorkerLostError:
            held[name] = True
            worker = _load(sandbox, _TRIALS)
    worker.close()
    return held


def _ends_a_loop(sandbox: Sandbox) -> bool:
    with _load(sandbox, b"def loop():\n    while True:\n        pass\n") as worker:
        try:
            _call(worker, "loop", [], 0.1)
        except WorkerLostError:
            return True
    return False
