"""Starts confined workers and keeps their clock."""

import contextlib
import os
import select
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Self

import reglab
from autograder.worker import wire

MAX_REPLY = 1 << 26  # bytes

_ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MPLBACKEND": "agg",
    "MPLCONFIGDIR": "/tmp",  # noqa: S108 - must look writable; nothing can be written there
    "LC_ALL": "C.UTF-8",
    "PATH": "/usr/bin:/bin",
}


class WorkerLostError(Exception):
    """The worker gave no answer and is gone; the message says how, to a student."""

    timed_out = False


class WorkerTimeoutError(WorkerLostError):
    """It was ended because it took longer than it may."""

    timed_out = True


@dataclass(frozen=True)
class Reply:
    """What the worker says of one request.

    Attributes:
        message: small data, to be believed as little as the value.
        value: what crossed.
    """

    message: dict[str, Any]
    value: Any


class Worker:
    """One confined process that holds one submission."""

    def __init__(self, process: subprocess.Popen[bytes], read: int, write: int) -> None:
        self._process, self._read, self._write = process, read, write
        self._requests = 0
        os.set_blocking(read, False)
        os.set_blocking(write, False)

    def request(self, op: str, value: dict[str, Any], seconds: float) -> Reply:
        """Ask, and wait for the answer.

        Raises:
            WorkerLostError: it died, took longer than that, or answered nonsense.
        """
        self._requests += 1
        deadline = time.monotonic() + seconds
        try:
            self._send(wire.pack({"op": op, "id": self._requests}, value), deadline)
            header, body = wire.sizes(self._receive(wire.PREFIX.size, deadline), MAX_REPLY)
            message, returned = wire.unpack(
                self._receive(header, deadline), self._receive(body, deadline)
            )
            if message.get("id") != self._requests:
                raise wire.WireError("the answer belongs to another request")
        except TimeoutError:
            self.close()
            raise WorkerTimeoutError(f"it was still running after {seconds:.0f} s") from None
        except EOFError:
            raise WorkerLostError(self._last_words()) from None
        except wire.WireError as error:
            self.close()
            raise WorkerLostError(f"its answer could not be read: {error}") from None
        return Reply(message, returned)

    def close(self) -> None:
        """End the process and whatever it started."""
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            os.close(self._read)
            os.close(self._write)

    def _last_words(self) -> str:
        try:
            code = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:  # it closed its end and lives on
            self.close()
            return "it closed its connection to the grader"
        os.close(self._read)
        os.close(self._write)
        # bwrap reports a signal of its child as 128 + its number.
        number = -code if code < 0 else code - 128
        if number in set(signal.Signals):
            return f"it was ended by {signal.Signals(number).name}"
        return f"it exited with status {code}"

    def _send(self, frame: bytes, deadline: float) -> None:
        view = memoryview(frame)
        while view:
            self._wait(self._write, select.POLLOUT, deadline)
            try:
                view = view[os.write(self._write, view) :]
            except BlockingIOError:
                continue
            except BrokenPipeError:
                raise EOFError from None

    def _receive(self, size: int, deadline: float) -> bytes:
        received = bytearray()
        while len(received) < size:
            self._wait(self._read, select.POLLIN, deadline)
            try:
                chunk = os.read(self._read, min(size - len(received), 1 << 20))
            except BlockingIOError:  # the other side took it back
                continue
            if not chunk:
                raise EOFError
            received += chunk
        return bytes(received)

    def _wait(self, fd: int, event: int, deadline: float) -> None:
        poll = select.poll()
        poll.register(fd, event)
        if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
            raise TimeoutError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


class Sandbox:
    """A folder with the worker's own files, and a way to start workers on it.

    Args:
        bwrap: whether to put bwrap's namespaces around each worker.
    """

    def __init__(self, *, bwrap: bool | None = None) -> None:
        self.bwrap = has_bwrap() if bwrap is None else bwrap
        self._folder = tempfile.TemporaryDirectory(prefix="reglab-")
        self._kit = Path(self._folder.name)
        ignore = shutil.ignore_patterns("__pycache__")
        engine = self._kit / "autograder"
        shutil.copytree(Path(__file__).parent / "worker", engine / "worker", ignore=ignore)
        (engine / "__init__.py").touch()
        shutil.copytree(Path(reglab.__file__).parent, self._kit / "reglab", ignore=ignore)

    def start(self) -> Worker:
        """A new worker with nothing loaded."""
        theirs_read, ours_write = os.pipe()
        ours_read, theirs_write = os.pipe()
        kit = Path("/kit") if self.bwrap else self._kit
        command = [sys.executable, "-I", "-B", str(kit / "autograder/worker")]
        command += [str(theirs_read), str(theirs_write), str(kit), *map(str, _system_folders())]
        if self.bwrap:
            command = [*self._namespaces(), "--", *command]
        process = subprocess.Popen(  # noqa: S603 - the command is made of our own words
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(theirs_read, theirs_write),
            cwd=self._kit,
            env=_ENVIRONMENT,
            start_new_session=True,
        )
        os.close(theirs_read)
        os.close(theirs_write)
        return Worker(process, ours_read, ours_write)

    def close(self) -> None:
        """Remove the folder; workers still running keep what they have read."""
        self._folder.cleanup()

    def _namespaces(self) -> list[str]:
        command = ["bwrap", "--unshare-all", "--die-with-parent", "--cap-drop", "ALL"]
        for folder in _system_folders():
            command += (
                ["--symlink", str(folder.readlink()), str(folder)]
                if folder.is_symlink()
                else ["--ro-bind", str(folder), str(folder)]
            )
        return [*command, "--ro-bind", str(self._kit), "/kit", "--dir", "/tmp", "--chdir", "/kit"]  # noqa: S108 - a fresh one

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


@cache
def has_bwrap() -> bool:
    """Whether bwrap is installed and the kernel lets it make namespaces."""
    if shutil.which("bwrap") is None:
        return False
    trial = ["bwrap", "--unshare-all", "--die-with-parent", "--ro-bind", "/", "/", "true"]
    return subprocess.run(trial, capture_output=True, check=False).returncode == 0  # noqa: S603 - the system's bwrap


@cache
def _system_folders() -> tuple[Path, ...]:
    """The interpreter, its packages and the system's libraries, shallowest first.

    Of a prefix only these: /usr/local also holds nbgrader's exchange.
    """
    prefixes = {Path(sys.base_prefix), Path(sys.prefix)}
    names = ("bin", "lib", "lib64", "pyvenv.cfg")
    python = {prefix / name for prefix in prefixes for name in names}
    python |= {Path(sysconfig.get_path(name)) for name in ("stdlib", "purelib", "platlib")}
    system = {Path(p) for p in ("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/etc/ld.so.cache")}
    present = sorted(p for p in python | system if p.exists())
    return tuple(p for p in present if not any(q in present for q in p.parents))
