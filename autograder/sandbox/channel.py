"""The grader's end of a confined process: requests, answers, and a clock."""

import os
import select
import socket
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Self

from autograder.authors.messages import Message
from autograder.sandbox.deadline import Deadline
from autograder.sandbox.machine import greeting, share_of
from autograder.sandbox.worker_errors import End, SandboxLostError, WorkerLostError, how_it_ended
from autograder.worker import wire
from autograder.worker.scratch import Excess
from autograder.worker.tail import SIZE
from autograder.worker.zygote import STATUS

MAX_REPLY = 1 << 26  # bytes of one answer
GRACE = 1.0  # seconds within which the end of a process is reported
TURN_SECONDS = 300.0  # until a process begins, that may have to wait for others to end

_CHUNK = 1 << 16  # bytes that are received at once, unless an array is longer


@dataclass(frozen=True)
class Reply:
    """The answer of a process to one request.

    Attributes:
        message: small data. The submission may have forged it, as well as the value.
        value: of the answer.
    """

    message: dict[str, Any]
    value: Any


@dataclass(frozen=True)
class Frame:
    """A reply as it was received, not yet decoded.

    Attributes:
        request: the number of the request that it came after.
        header: see wire.
        body: see wire.
    """

    request: int
    header: bytearray
    body: bytearray


class Worker:
    """One confined process that holds one submission.

    Args:
        channel: a socket to it.
        status: a pipe on which the zygote reports how it ended.
        kill: has the zygote end it.

    Attributes:
        spent: seconds that its answers took so far, without those that it waited for a processor.
        ran: seconds that it computed for them.
        hide: leaves out of the names of kinds what a student must not read.
    """

    def __init__(
        self,
        channel: socket.socket,
        status: int,
        kill: Callable[[], None],
    ) -> None:
        self._channel, self._status, self._kill = channel, status, kill
        self._pid = 0  # until it has said hello
        self._received = b""
        self._read = 0  # how much of it has been taken
        self._requests = 0
        self.closed = False
        self.spent = self.ran = 0.0
        self.hide: Callable[[str], str] = str

    def request(self, op: str, value: dict[str, Any], seconds: float) -> Reply:
        """Ask, and wait for the answer; see frames."""
        return self.read(self.frames(op, value, seconds)[0])

    def frames(
        self,
        op: str,
        value: dict[str, Any],
        seconds: float,
        *,
        more: int = 0,
        size: int = MAX_REPLY,
    ) -> list[Frame]:
        """Ask once, and wait for the answers.

        Args:
            op: what to do.
            value: with what.
            seconds: that all answers may take together, on a machine that has time for them; on
                a busy one up to PATIENCE times as many.
            more: how many answers follow the first, if that is a success.
            size: how many bytes all answers may have together.

        Raises:
            WorkerLostError: it died, took longer than that, or broke the protocol.
            SandboxLostError: it ended with its zygote.
        """
        try:
            self._await_greeting()
            deadline = Deadline(seconds, partial(share_of, self._pid))
            try:
                return self._exchange(op, value, deadline, more, size)
            finally:
                self.spent += deadline.spent
                self.ran += deadline.ran
        except TimeoutError:
            raise self._ended(
                Message("it was still running after {seconds:.3g} s", seconds=seconds),
                timed_out=True,
                by_machine=deadline.starved,
            ) from None
        except (EOFError, ConnectionError):
            raise self._died() from None

    def _exchange(
        self, op: str, value: dict[str, Any], deadline: Deadline, more: int, size: int
    ) -> list[Frame]:
        self._expect_silence()
        self._requests += 1
        self._send(wire.pack({"op": op, "id": self._requests}, value), deadline)
        frames = [self._frame(deadline, size)]
        if more and self.read(frames[0]).message.get("outcome") == "returned":
            for _ in range(more):
                size -= len(frames[-1].header) + len(frames[-1].body)
                frames.append(self._frame(deadline, size))
        return frames

    def read(self, frame: Frame) -> Reply:
        """Decode a frame.

        Raises:
            WorkerLostError: it is no answer to the last request.
        """
        try:
            message, value = wire.unpack(frame.header, frame.body, self.hide)
        except wire.WireError as error:
            raise self._ended(_unreadable(error), broke_protocol=True) from None
        if message.get("id") != frame.request:
            raise self._ended("its answer belongs to another request", broke_protocol=True)
        return Reply(message, value)

    def close(self) -> None:
        """End the process and whatever it started.

        Raises:
            WorkerLostError: it had written what nobody asked for.
        """
        if not self.closed:
            try:
                if self._pid:  # otherwise nobody has read its greeting
                    self._expect_silence()
            except (EOFError, ConnectionError):
                pass
            finally:
                self.end()

    def end(self) -> None:
        """End the process, whatever it has written."""
        if not self.closed:
            self.closed = True
            self._kill()
            self._channel.close()
            os.close(self._status)

    def _await_greeting(self) -> None:
        """Wait until the process has begun, which is no time of the submission's."""
        if self._pid:
            return
        self._channel.settimeout(TURN_SECONDS)
        try:
            self._pid = greeting(self._channel)
        except TimeoutError:
            self.end()
            raise SandboxLostError("no process could be started") from None
        if not self._pid:
            raise EOFError

    def _frame(self, deadline: Deadline, size: int) -> Frame:
        prefix = self._take(wire.PREFIX.size, deadline)
        try:
            header, body = wire.sizes(prefix)
        except wire.WireError as error:
            raise self._ended(_unreadable(error), broke_protocol=True) from None
        if header + body > size:
            text = "its answer of {size} bytes is larger than allowed"
            raise self._ended(Message(text, size=header + body))
        return Frame(self._requests, self._take(header, deadline), self._take(body, deadline))

    def _take(self, size: int, deadline: Deadline) -> bytearray:
        """Take that many bytes; those that were received already come first."""
        taken = bytearray(size)
        view = memoryview(taken)
        while view:
            if self._read == len(self._received) and len(view) >= _CHUNK:  # spare it a copy
                count = deadline.keep(self._channel, partial(self._channel.recv_into, view))
                if not count:
                    raise EOFError
            else:
                self._receive(deadline)
                ready = self._received[self._read : self._read + len(view)]
                count = len(ready)
                view[:count] = ready
                self._read += count
            view = view[count:]
        return taken

    def _receive(self, deadline: Deadline) -> None:
        """Receive bytes, unless some are left."""
        if self._read == len(self._received):
            receive = partial(self._channel.recv, _CHUNK)
            self._received, self._read = deadline.keep(self._channel, receive), 0
            if not self._received:
                raise EOFError

    def _send(self, frame: bytes, deadline: Deadline) -> None:
        view = memoryview(frame)
        while view:
            view = view[deadline.keep(self._channel, partial(self._channel.send, view)) :]

    def _expect_silence(self) -> None:
        """Require that nothing has come since the last answer."""
        spoke = self._read < len(self._received)
        if not spoke and select.select([self._channel], [], [], 0)[0]:
            if not self._channel.recv(1):
                raise EOFError
            spoke = True
        if spoke:
            raise self._ended("it wrote to the grader without being asked", broke_protocol=True)

    def _ended(self, how: str, **why: bool) -> WorkerLostError:
        """End it, and give the error that says why."""
        self._kill()
        _, printed = self._end_and_tail(GRACE)
        self.end()
        return WorkerLostError(how, printed, **why)

    def _died(self) -> WorkerLostError:
        """The error for a process that has closed its end."""
        end, printed = self._end_and_tail(GRACE)
        if end is None:
            return self._ended("it closed its connection to the grader")
        self.end()
        return WorkerLostError(end.told, printed, by_machine=end.by_machine)

    def _end_and_tail(self, seconds: float) -> tuple[End | None, str]:
        """How it ended, None while it lives, and what it printed last.

        Raises:
            SandboxLostError: the zygote has ended and cannot report it.
        """
        if not select.select([self._status], [], [], seconds)[0]:
            return None, ""
        report = os.read(self._status, STATUS.size + SIZE)
        if len(report) < STATUS.size:
            self.end()
            raise SandboxLostError("the sandbox ended")
        status, excess = STATUS.unpack_from(report)
        end = how_it_ended(status, Excess(excess))
        return end, report[STATUS.size :].decode("utf-8", "replace")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def _unreadable(error: wire.WireError) -> Message:
    return Message("its answer could not be read: {error}", error=error)
