"""The process that is forked for each exercise of a submission.

It has loaded once what every submission needs: numpy, the students' library, and the inputs of the
checks. It never runs a line of a submission itself, and ends a process that it forked on command.
"""

import contextlib
import gc
import io
import os
import select
import signal
import socket
import struct
import sys
import time
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from autograder.worker.confine import Confinement
from autograder.worker.job import Call, Job, serve
from autograder.worker.scratch import INTERVAL, Excess, acting_as, empty, excess
from autograder.worker.tail import Tail

MESSAGE = struct.Struct(">BI")  # what to do, and the number of the job
FORK, KILL = 1, 2
HELLO = b"h"  # by which the kernel tells the grader who is at the other end
# As waitpid gives it, and what the process wrote too much of; what was printed last follows.
STATUS = struct.Struct(">iB")

_CHANNEL = 3  # where a job finds its requests


@dataclass(frozen=True)
class _Child:
    pid: int
    status: int  # a pipe to the grader, for its end
    tail: Tail
    folder: str  # where it may write; "" for nowhere
    excess: Excess = Excess.NONE


@dataclass(frozen=True)
class _Order:
    """A process that is to be forked."""

    job: int
    channel: int
    status: int

    def drop(self) -> None:
        """Let the grader see both ends close."""
        os.close(self.channel)
        os.close(self.status)


class Zygote:
    """Forks jobs, ends them, and reports how each of them ended.

    Args:
        control: the grader's end says what to do.
        confinement: of every job.
        recorded: see Job.
        packages: modules beyond numpy that have been loaded.
    """

    def __init__(
        self,
        control: socket.socket,
        confinement: Confinement,
        recorded: Mapping[str, Sequence[Call]],
        packages: Sequence[str] = (),
    ) -> None:
        self._control = control
        self._confinement = confinement
        self._recorded = recorded
        loaded = [sys.modules[name] for name in packages if "." not in name and name in sys.modules]
        self._seeds = [np.random.seed, *(m.seed for m in loaded if hasattr(m, "seed"))]
        self._children: dict[int, _Child] = {}
        self._free = sorted(confinement.folders, reverse=True)
        self._waiting: list[_Order] = []  # for a folder
        self._sweepers: dict[int, str] = {}  # processes, by pid, and the folder that each empties

    def run(self) -> None:
        """Carry out commands until the grader closes the connection, then end every job."""
        wake, alarm = os.pipe()
        os.set_blocking(alarm, False)
        os.set_blocking(wake, False)
        signal.set_wakeup_fd(alarm, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        gc.collect()
        gc.freeze()
        poll = select.poll()
        poll.register(wake, select.POLLIN)
        poll.register(self._control, select.POLLIN)
        next_look = 0.0
        while True:
            watched = any(child.folder for child in self._children.values())
            ready = [fd for fd, _ in poll.poll(1000 * INTERVAL if watched else None)]
            if wake in ready:
                with contextlib.suppress(BlockingIOError):
                    os.read(wake, 4096)
                self._reap()
            if self._control.fileno() in ready and not self._command():
                break
            if time.monotonic() >= next_look:
                self._look()
                next_look = time.monotonic() + INTERVAL
        for job in list(self._children):
            self._kill(job)
        with contextlib.suppress(ChildProcessError):
            while True:
                os.wait()  # afterwards nobody is at work in a folder

    def _command(self) -> bool:
        """Carry out one command; False when the connection is closed."""
        message, fds, _, _ = socket.recv_fds(self._control, MESSAGE.size, 2)
        if len(message) < MESSAGE.size:
            return False
        what, job = MESSAGE.unpack(message)
        if what == FORK:
            self._fork(_Order(job, *fds))
        else:
            self._kill(job)
        return True

    def _fork(self, order: _Order) -> None:
        if self._confinement.folders and not self._free:
            if not self._children and not self._sweepers:
                raise RuntimeError("no folder could be emptied")  # the next zygote begins anew
            self._waiting.append(order)
            return
        folder = self._free.pop() if self._free else ""
        self._confinement.prepare(order.job, folder)
        tail = Tail()
        for seed in self._seeds:  # afresh, or every fork would draw the same
            seed()
        try:
            pid = os.fork()
        except OSError:  # no memory or no process is left: the grader sees both ends close
            order.drop()
            if folder:
                self._free.append(folder)
            return
        if pid == 0:
            self._become(order, tail, folder)
        os.close(order.channel)
        self._children[order.job] = _Child(pid, order.status, tail, folder)

    def _become(self, order: _Order, tail: Tail, folder: str) -> None:
        """Run the job in the forked process; never returns."""
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.dup2(order.channel, _CHANNEL)
            os.write(_CHANNEL, HELLO)
            self._confinement.apply(order.job, _CHANNEL + 1, folder)
            for other in self._children.values():
                other.tail.forget()
            out = io.TextIOWrapper(tail, "utf-8", "replace", write_through=True)  # type: ignore[type-var] # it needs no buffer
            sys.stdout = sys.stderr = out
            warnings.simplefilter("ignore")  # a submission's warnings are no fault of its answers
            serve(_CHANNEL, Job(self._recorded))
        finally:
            os._exit(0)

    def _look(self) -> None:
        """End every job that has written more than it may."""
        for job, child in list(self._children.items()):
            if child.folder and not child.excess:
                with acting_as(self._confinement.user(job)):
                    found = excess(child.folder)
                if found:
                    self._children[job] = replace(child, excess=found)
                    self._kill(job)

    def _sweep(self, folder: str, user: int) -> None:
        """Empty a folder, in a process of its own: nobody shall wait for a slow disk."""
        with acting_as(user):
            if not os.listdir(folder):  # noqa: PTH208 - no pathlib here
                self._free.append(folder)
                return
        pid = os.fork()
        if pid:
            self._sweepers[pid] = folder
            return
        try:
            os.closerange(_CHANNEL, 1 << 16)
            with acting_as(user):
                empty(folder)
            os._exit(0)
        finally:
            os._exit(1)

    def _kill(self, job: int) -> None:
        for order in [order for order in self._waiting if order.job == job]:
            self._waiting.remove(order)
            order.drop()
        child = self._children.get(job)
        if child is None:
            return
        for kill in (os.killpg, os.kill):  # before it leads a group, it is killed alone
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(child.pid, signal.SIGKILL)

    def _reap(self) -> None:
        """Report every job that has ended, and fork those that waited for its folder."""
        by_pid = {child.pid: job for job, child in self._children.items()}
        pid = -1
        while pid:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                break
            if pid in by_pid:
                self._bury(by_pid[pid], status)
            elif pid in self._sweepers:
                folder = self._sweepers.pop(pid)
                self._free += [folder] * (status == 0)  # or nobody gets it any more
        while self._waiting and self._free:
            self._fork(self._waiting.pop(0))

    def _bury(self, job: int, status: int) -> None:
        """Report the end of a job, and have removed what it wrote."""
        child = self._children.pop(job)
        if child.folder:
            self._sweep(child.folder, self._confinement.user(job))
        with contextlib.suppress(OSError):  # the grader may have left
            os.write(child.status, STATUS.pack(status, child.excess) + child.tail.last())
        os.close(child.status)
        child.tail.forget()
