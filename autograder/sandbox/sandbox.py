"""Starts the zygote inside its confinement, and has it fork a process for each exercise."""

import contextlib
import ctypes
import dataclasses
import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Self

from autograder.sandbox.allowed import allowed_packages
from autograder.sandbox.channel import Worker
from autograder.sandbox.folders import OwnFolder, remove_what_was_left
from autograder.sandbox.machine import ask_who_writes, end_before_the_grader, greeting
from autograder.sandbox.namespaces import bwrap_command, has_bwrap, users_of_their_own
from autograder.sandbox.readable import (
    interpreter,
    machine_files,
    package_folders,
    place,
    standard_library,
    system_folders,
    without,
)
from autograder.sandbox.scratch import ScratchFolders
from autograder.sandbox.worker_errors import SandboxLostError
from autograder.worker import wire
from autograder.worker.confine import ProcessLimits
from autograder.worker.zygote import FORK, KILL, MESSAGE

MEMORY = 3 << 29  # bytes of address space of one process, beyond what the zygote has loaded
CPU_SECONDS = 120
# Four submissions a processor are in flight, and of each one process may still be ending.
AT_ONCE = min(256, 8 * (os.cpu_count() or 1))
START_SECONDS = 60.0
PACKAGE_SECONDS = 120.0  # more, where packages beyond numpy are loaded, perhaps from a slow disk

# The C library gives the memory of every large array back and takes new, page by page, for the
# next one. With these settings it keeps some: of 36 ms of a submission that saved 4.
MMAP_THRESHOLD, TRIM_THRESHOLD = 32 << 20, 256 << 20  # bytes

PACKAGES = "site-packages"  # folder of the kit with links to what a submission can import

Recorded = Mapping[str, Sequence[Mapping[str, Any]]]

_ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",  # before numpy is loaded, or a forked process may hang
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",  # a third fewer page faults after each fork
    "LD_BIND_NOW": "1",  # or every process looks the same symbols up again
    "MALLOC_MMAP_THRESHOLD_": str(MMAP_THRESHOLD),
    "MALLOC_TRIM_THRESHOLD_": str(TRIM_THRESHOLD),
    "MPLBACKEND": "agg",
    "LC_ALL": "C.UTF-8",
    "PATH": "/usr/bin:/bin",
}


def keep_memory() -> None:
    """Set the C library of this process as that of the zygote."""
    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt"):
        for option, value in ((-3, MMAP_THRESHOLD), (-1, TRIM_THRESHOLD)):
            libc.mallopt(option, value)


class Sandbox:
    """A zygote, and a way to have it fork confined processes.

    Args:
        bwrap: whether to put bwrap's namespaces around it; where they work when None.
        recorded: for each exercise the calls that its checks will make, inputs only.
        library: files that are laid beside the worker, by path; a submission can import them.
        allowed: names of the installed packages that a submission can import, with all that
            they require; numpy always.
        packages: modules beyond numpy that are loaded once for all processes, as far as they can.
        cpu: seconds of processor time of one process.
        at_once: how many processes can be at work at once.
        first: the number of the first process, by which it gets its user.
    """

    def __init__(
        self,
        *,
        bwrap: bool | None = None,
        recorded: Recorded | None = None,
        library: Mapping[str, bytes] | None = None,
        allowed: Sequence[str] = (),
        packages: Sequence[str] = (),
        cpu: int = CPU_SECONDS,
        at_once: int = AT_ONCE,
        first: int = 0,
    ) -> None:
        self.bwrap = has_bwrap() if bwrap is None else bwrap
        self._recorded = recorded or {}
        self._packages = packages
        self._lock = threading.Lock()
        self._jobs = first
        self._zygote: _Zygote | None = None
        remove_what_was_left()
        self._folder = OwnFolder()
        self._kit = self._folder.path / "kit"
        self._kit.mkdir()
        self._cache = self._kit.parent / "cache"  # of matplotlib, where the zygote loads it
        self._cache.mkdir()
        for folder, mode in ((self._kit, 0o755), (self._kit.parent, 0o755), (self._cache, 0o1777)):
            folder.chmod(mode)  # a user of its own must get in
        self._scratch = ScratchFolders(self._kit.parent / "scratch", at_once, bwrap=self.bwrap)
        ignore = shutil.ignore_patterns("__pycache__")
        engine = self._kit / "autograder"
        shutil.copytree(Path(__file__).parents[1] / "worker", engine / "worker", ignore=ignore)
        (engine / "__init__.py").touch()
        for name, data in (library or {}).items():
            (self._kit / name).parent.mkdir(parents=True, exist_ok=True)
            (self._kit / name).write_bytes(data)
        own = {"autograder", *(name.partition("/")[0] for name in library or {})}
        shown = allowed_packages(("numpy", *allowed), frozenset(own))
        found = place if self.bwrap else Path.resolve
        self._allowed = [found(path) for path in shown.values()]
        for name, path in zip(shown, self._allowed, strict=True):
            link = self._kit / PACKAGES / name
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(path)
        readable = [self._kit, *system_folders(), *self._allowed]
        self._limits = ProcessLimits(MEMORY, cpu, **users_of_their_own(self.bwrap, readable))

    def fork(self) -> Worker:
        """A new process with nothing loaded.

        Raises:
            SandboxLostError: none can be had.
        """
        ours, theirs = socket.socketpair()
        ask_who_writes(ours)  # before anybody can: the kernel notes it when something is written
        report, status = os.pipe()
        with self._lock:
            self._jobs += 1
            job = self._jobs
            zygote = self._living_zygote()
            try:
                message = [MESSAGE.pack(FORK, job)]
                socket.send_fds(zygote.control, message, [theirs.fileno(), status])
            except OSError:
                self._zygote = None
                os.close(report)
                ours.close()
                raise SandboxLostError("the sandbox ended") from None
            finally:
                theirs.close()
                os.close(status)
        return Worker(ours, report, partial(self._kill, zygote, job))

    def close(self) -> None:
        """End the zygote and every job, and remove the folder."""
        with self._lock:
            if self._zygote is not None:
                self._zygote.end()
                self._zygote = None
        self._scratch.empty()
        self._folder.remove()

    def _living_zygote(self) -> "_Zygote":
        if self._zygote is not None and self._zygote.process.poll() is None:
            return self._zygote
        if self._zygote is not None:
            self._zygote.end()
        self._zygote = zygote = self._start()
        return zygote

    def _start(self) -> "_Zygote":
        self._scratch.empty()  # of what a zygote that was lost left
        ours, theirs = socket.socketpair()
        ask_who_writes(ours)
        kit = Path("/kit") if self.bwrap else self._kit
        # -S: no folder of installed packages is searched, but for the one within the kit.
        options = ("-I", "-S", "-B")
        command = [
            str(interpreter()),
            *options,
            str(kit / "autograder/worker"),
            str(theirs.fileno()),
        ]
        if self.bwrap:
            own_users = bool(self._limits.first_uid)
            shown = bwrap_command(
                self._kit, self._allowed, self._scratch.options(), own_users=own_users
            )
            command = [*shown, *command]
        process = subprocess.Popen(  # noqa: S603 - the command is made of our own words
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            pass_fds=(theirs.fileno(),),
            cwd=self._kit,
            env=_ENVIRONMENT | {"MPLCONFIGDIR": "/tmp" if self.bwrap else str(self._cache)},  # noqa: S108 - its own
            start_new_session=True,
        )
        theirs.close()
        zygote = _Zygote(process, ours)
        confine: dict[str, Any] = {"limits": dataclasses.asdict(self._limits), "listed": []}
        confine["scratch"] = dataclasses.asdict(self._scratch.inside)
        readable = [kit, *machine_files(), *self._allowed]
        if self.bwrap:  # which shows no more of the system's folders than may be read
            readable += system_folders()
        else:
            hidden = package_folders()
            readable += [path for folder in system_folders() for path in without(folder, hidden)]
            # Python looks for modules by listing a folder, whenever one has changed.
            confine["listed"] = [str(folder) for folder in standard_library()]
        confine |= {"readable": [str(path) for path in readable], "own_tmp": self.bwrap}
        zygote.prepare(self._packages, self._recorded, confine)
        return zygote

    def _kill(self, zygote: "_Zygote", job: int) -> None:
        with self._lock, contextlib.suppress(OSError):
            zygote.control.sendall(MESSAGE.pack(KILL, job))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


@dataclasses.dataclass(frozen=True)
class _Zygote:
    """A running zygote.

    Attributes:
        process: it, or the bwrap around it.
        control: a socket for its commands.
    """

    process: subprocess.Popen[bytes]
    control: socket.socket

    def prepare(self, packages: Sequence[str], recorded: Recorded, confine: dict[str, Any]) -> None:
        """Send it everything it needs, and wait until it is ready.

        Raises:
            SandboxLostError: it did not start; the message has the end of its standard error.
        """
        self.control.settimeout(START_SECONDS + PACKAGE_SECONDS * bool(packages))
        try:
            self.control.sendall(wire.pack({"op": "load"}, list(packages)))
            for exercise, calls in recorded.items():
                for call in calls:
                    about = {"op": "recorded", "exercise": exercise}
                    self.control.sendall(wire.pack(about, dict(call)))
            self.control.sendall(wire.pack({"op": "confine"}, confine))
            if pid := greeting(self.control):
                end_before_the_grader(pid)
                self.control.settimeout(None)
                return
        except OSError:
            pass  # it ended before it was ready, or takes too long
        self.process.kill()
        _, error = self.process.communicate()
        self.control.close()
        reason = error.decode("utf-8", "replace").strip()[-2000:]
        raise SandboxLostError(f"the sandbox did not start: {reason or 'it gave no reason'}")

    def end(self) -> None:
        """End it and every job: each dies with it."""
        self.control.close()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stderr is not None:
            self.process.stderr.close()
