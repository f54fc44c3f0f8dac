"""A self-test of the confinement: from inside, it tries what must be impossible."""

import ctypes
import importlib
import os
import platform
import shutil
import socket
import sys
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from autograder.assignments.installation import page
from autograder.sandbox.channel import Worker
from autograder.sandbox.folders import OwnFolder
from autograder.sandbox.namespaces import has_bwrap, why_no_bwrap, why_no_users
from autograder.sandbox.readable import system_folders
from autograder.sandbox.sandbox import Sandbox
from autograder.sandbox.scratch import what_can_be_written
from autograder.sandbox.worker_errors import WorkerLostError
from autograder.worker.landlock import version
from autograder.worker.seccomp import this_machine

TRIAL_SECONDS = 20.0
BURN_SECONDS = 10.0  # for a process that may use one second of processor time

_MOST_THREADS = 1500  # more than anybody may have where a limit was set

_TRIALS = Path(__file__).parent / "trials.py"

_BWRAP = "install bubblewrap (bwrap)"
_KERNEL = "use a Linux kernel of 5.13 or newer with Landlock"
_SECCOMP = "use a Linux kernel with seccomp"
_FIX = {
    "foreign_reads": f"a submission can read your files: {_BWRAP}, or {_KERNEL}",
    "writes": f"a submission can write files: {_BWRAP}, or {_KERNEL}",
    "network": f"a submission can use the network: {_BWRAP}, or {_SECCOMP}",
    "signals": f"a submission can signal your processes: {_BWRAP}, or {_SECCOMP}",
    "processes": f"a submission can start processes: {_SECCOMP}",
    "programs": f"a submission can run programs: {_SECCOMP}",
    "leftovers": f"a submission can leave something behind: {_BWRAP}, or {_KERNEL} and seccomp",
    "memory": "a submission can use all memory: use a system that enforces RLIMIT_AS",
    "cpu": "a submission can use the processor for ever: use a system that enforces RLIMIT_CPU",
    "time": "a submission can run for ever: the system cannot end a process that was started here",
    "output": "a submission can flood the grader: the system cannot end it while it writes",
}

PROPERTIES = tuple(_FIX)


class IsolationRefusedError(Exception):
    """A property that grading needs is missing and was not accepted; the message says the fix."""


@dataclass(frozen=True)
class Isolation:
    """The result of the self-test.

    Attributes:
        bwrap: whether workers run inside bwrap's namespaces.
        held: for each property, whether what it forbids was impossible.
        accepted: properties that the instructor goes without.
        threads: how many threads a submission could start; None where that has no limit, so that
            submissions are graded one at a time.
    """

    bwrap: bool
    held: Mapping[str, bool]
    accepted: tuple[str, ...] = ()
    threads: int | None = 0

    @property
    def missing(self) -> tuple[str, ...]:
        """Properties that do not hold."""
        return tuple(name for name in PROPERTIES if not self.held[name])

    def fix(self, name: str) -> str:
        """The meaning of a missing property, and how to get it."""
        return _FIX[name]

    def to_json(self) -> dict[str, Any]:
        """As recorded in every result."""
        return {
            "bwrap": self.bwrap,
            "holds": dict(self.held),
            "accepted_weaker": list(self.accepted),
        }


@dataclass(frozen=True)
class Layer:
    """A layer of confinement. Where one is missing, the others may still hold every property.

    Attributes:
        name: of the layer.
        there: whether this machine has it.
        detail: its kind, or the reason why this machine has none.
    """

    name: str
    there: bool
    detail: str


def layers() -> tuple[Layer, ...]:
    """The layers of confinement, outermost first."""
    no_bwrap = why_no_bwrap()
    no_users = why_no_users(has_bwrap(), (Path(tempfile.gettempdir()), *system_folders()))
    landlock = version(ctypes.CDLL(None))
    machine = platform.machine()
    return (
        Layer("namespaces", not no_bwrap, no_bwrap or "bwrap"),
        Layer("users", not no_users, no_users or "each process gets one of its own"),
        Layer(
            "files",
            landlock > 0,
            f"Landlock, version {landlock}" if landlock else "this kernel has no Landlock",
        ),
        Layer(
            "scratch",
            landlock > 0,
            what_can_be_written(bwrap=has_bwrap()) if landlock else "nothing can be written",
        ),
        Layer(
            "system calls",
            bool(this_machine()),
            f"a seccomp filter for {machine}" if this_machine() else f"no filter for {machine}",
        ),
    )


def require_isolation(accept_weaker: Sequence[str] = ()) -> Isolation:
    """Run the self-test, and refuse a machine that lacks a property.

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
            + ("" if sys.platform == "linux" else f"\n{_elsewhere()}")
            + f"\nTo grade all the same, at your own risk: {options}"
        )
    accepted = tuple(name for name in isolation.missing if name in accept_weaker)
    return replace(isolation, accepted=accepted)


def _elsewhere() -> str:
    return (
        "This system is not Linux, which alone can confine submissions: grade in Docker or, on"
        f" Windows, in WSL2; {page('confinement')} says how."
    )


@cache
def probe() -> Isolation:
    """Try from inside a worker what must be impossible.

    Raises:
        IsolationRefusedError: this system cannot even start a worker.
    """
    for module in ("fcntl", "resource"):
        try:
            importlib.import_module(module)
        except ImportError:
            raise IsolationRefusedError(_elsewhere()) from None
    bwrap = has_bwrap()
    with (
        Sandbox(bwrap=bwrap, at_once=2) as sandbox,
        OwnFolder() as own,
        socket.create_server(("127.0.0.1", 0)) as server,
        ThreadPoolExecutor(1) as beside,
    ):
        burning = beside.submit(_burns_out, bwrap)
        canary = _canary(own.path)
        neighbor = _loaded(sandbox)  # all others get the same folder, one after the other
        theirs = _call(neighbor, "settle", "")  # "" where nothing can be written
        files = [str(canary), *filter(None, [theirs])]
        _impossible(sandbox, "leave", "")
        trials: dict[str, Any] = {
            "leftovers": ["/tmp", "/var/tmp", "/dev/shm", str(own.path)],  # noqa: S108 - tried, not used
            "foreign_reads": [*files, __file__],  # the engine is an installed package
            "writes": files,
            "network": server.getsockname()[1],
            "signals": os.getpid(),
            "processes": "",
            "programs": shutil.which("true") or "/bin/true",
            "memory": 16 << 30,
            "output": "",
        }
        held = {name: _impossible(sandbox, name, value) for name, value in trials.items()}
        held["writes"] &= canary.read_text() == "canary"
        held["writes"] &= not theirs or _call(neighbor, "foreign_reads", [theirs])
        neighbor.end()
        held["time"] = _impossible(sandbox, "loop", "", seconds=0.1)
        threads = _threads(sandbox)
        held["cpu"] = burning.result()
    return Isolation(bwrap, held, threads=threads)


def _threads(sandbox: Sandbox) -> int | None:
    """How many threads a submission can start; None for as many as it likes."""
    try:
        started = _try(sandbox, "threads", _MOST_THREADS, TRIAL_SECONDS)
    except WorkerLostError:  # it was ended over them
        return 0
    return started if isinstance(started, int) and started < _MOST_THREADS else None


def _canary(folder: Path) -> Path:
    """A file that must stay as it is by confinement, for everything else permits to change it."""
    canary = folder / "canary"
    canary.write_text("canary")
    canary.chmod(0o666)
    folder.chmod(0o777)
    return canary


def _impossible(
    sandbox: Sandbox, trial: str, argument: Any, seconds: float = TRIAL_SECONDS
) -> bool:
    """True when a trial failed; one that ends its own process gained nothing."""
    try:
        return _try(sandbox, trial, argument, seconds) is not True
    except WorkerLostError:
        return True


def _burns_out(bwrap: bool) -> bool:
    """True when the kernel itself ends a process that computes for longer than it may."""
    with Sandbox(bwrap=bwrap, cpu=1) as sandbox:
        try:
            _try(sandbox, "loop", "", BURN_SECONDS)
        except WorkerLostError as lost:
            return not lost.timed_out
    return False


def _try(sandbox: Sandbox, trial: str, argument: Any, seconds: float) -> Any:
    worker = _loaded(sandbox)
    try:
        return _call(worker, trial, argument, seconds)
    finally:
        worker.end()


def _loaded(sandbox: Sandbox) -> Worker:
    sources = {"trials": np.frombuffer(_TRIALS.read_bytes(), np.uint8)}
    load: dict[str, Any] = {
        "module": "trials",
        "sources": sources,
        "stand_ins": {},
        "names": [],
        "first": 0,
    }
    worker = sandbox.fork()
    try:
        worker.request("load", load, TRIAL_SECONDS)
    except WorkerLostError:
        worker.end()
        raise
    return worker


def _call(worker: Worker, trial: str, argument: Any, seconds: float = TRIAL_SECONDS) -> Any:
    call: dict[str, Any] = {"module": "trials", "function": trial, "args": [argument]}
    call |= {"observe": False, "returns": 0, "kept": []}
    reply = worker.request("call", call, seconds)
    return reply.value["returned"] if isinstance(reply.value, dict) else None
