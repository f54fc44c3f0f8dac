"""Errors when a worker or its sandbox is lost, and their messages to students."""

import os
import signal

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
    """

    def __init__(
        self,
        message: str,
        printed: str = "",
        *,
        timed_out: bool = False,
        broke_protocol: bool = False,
    ) -> None:
        super().__init__(message)
        self.message = Message(message)
        self.printed = printed
        self.timed_out, self.broke_protocol = timed_out, broke_protocol


class SandboxLostError(Exception):
    """The zygote ended, and its jobs with it; this is never the fault of a submission."""


def how_it_ended(status: int, excess: Excess = Excess.NONE) -> Message:
    """The end of a process in words.

    Args:
        status: as waitpid gives it.
        excess: what it was ended for by the zygote.
    """
    if excess is Excess.BYTES:
        return Message("it wrote more than {size} MiB into files", size=BYTES >> 20)
    if excess is Excess.ENTRIES:
        return Message("it made more than {count} files and folders", count=ENTRIES)
    if not os.WIFSIGNALED(status):
        return Message("it exited with status {status}", status=os.WEXITSTATUS(status))
    number = os.WTERMSIG(status)
    if number == signal.SIGKILL:
        return Message(_MEMORY)
    if number == signal.SIGXCPU:
        return Message("it used up its processor time")
    try:
        return Message("it was ended by {signal}", signal=signal.Signals(number).name)
    except ValueError:
        return Message("it was ended by signal {number}", number=number)
