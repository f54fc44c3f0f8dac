"""Errors when a worker or its sandbox is lost, and their messages to students."""

import os
import signal
from dataclasses import dataclass

from autograder.authors.messages import Message
from autograder.worker.scratch import BYTES, ENTRIES, Excess

_MEMORY = "it was ended by SIGKILL, which mostly means that memory ran out"


class WorkerLostError(Exception):
    """The process ended without an answer.

    Attributes:
        message: how it ended, to a student.
        printed: the end of what it printed.
        timed_out: whether it was ended because it took longer than it may.
        broke_protocol: whether it was ended because it sent something that no honest answer is.
        by_machine: whether somebody else may have ended it, or kept it from a processor: it has to
            be asked again when nobody else is at work.
    """

    def __init__(
        self,
        message: str,
        printed: str = "",
        *,
        timed_out: bool = False,
        broke_protocol: bool = False,
        by_machine: bool = False,
    ) -> None:
        super().__init__(message)
        self.message = Message(message)
        self.printed = printed
        self.timed_out, self.broke_protocol = timed_out, broke_protocol
        self.by_machine = by_machine


class SandboxLostError(Exception):
    """The zygote ended, and its jobs with it; this is never the fault of a submission."""


@dataclass(frozen=True)
class End:
    """The end of a process.

    Attributes:
        told: how it came about, in words.
        by_machine: whether it may have come from outside, as where memory runs out.
    """

    told: Message
    by_machine: bool = False


def how_it_ended(status: int, excess: Excess = Excess.NONE) -> End:
    """The end of a process that nobody here has ended.

    Args:
        status: as waitpid gives it.
        excess: what it was ended for by the zygote.
    """
    if excess is Excess.BYTES:
        return End(Message("it wrote more than {size} MiB into files", size=BYTES >> 20))
    if excess is Excess.ENTRIES:
        return End(Message("it made more than {count} files and folders", count=ENTRIES))
    if not os.WIFSIGNALED(status):
        return End(Message("it exited with status {status}", status=os.WEXITSTATUS(status)))
    number = os.WTERMSIG(status)
    if number == signal.SIGKILL:
        return End(Message(_MEMORY), by_machine=True)
    if number == signal.SIGXCPU:
        return End(Message("it used up its processor time"))
    try:
        return End(Message("it was ended by {signal}", signal=signal.Signals(number).name))
    except ValueError:
        return End(Message("it was ended by signal {number}", number=number))
