"""The time that the grader waits for an answer."""

import socket
import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE = 4  # times the seconds of an answer, for a process that was kept waiting itself

T = TypeVar("T")  # the syntax of Python 3.12 is not there yet in 3.11


class Deadline:
    """The end of the time for an answer.

    Elapsed time alone would be unfair where many processes share few processors. So a process that
    has not used its seconds of processor time yet gets more time.

    Args:
        seconds: of the answer.
        spent: returns the seconds of processor time that the process has used.
    """

    def __init__(self, seconds: float, spent: Callable[[], float]) -> None:
        self._seconds, self._spent = seconds, spent
        self._start = time.monotonic()
        self._end = self._start + seconds

    def keep(self, channel: socket.socket, use: Callable[[], T]) -> T:
        """Use a channel, for as long as there is time.

        Raises:
            TimeoutError: there is none any more.
        """
        while True:
            try:
                channel.settimeout(max(0.001, self._end - time.monotonic()))
                return use()
            except TimeoutError:
                self._extend()

    def _extend(self) -> None:
        last = self._start + PATIENCE * self._seconds
        if self._end >= last or self._spent() >= self._seconds / 2:
            raise TimeoutError
        self._end += self._seconds
