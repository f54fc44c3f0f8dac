"""The time that the grader waits for an answer."""

import socket
import time
from collections.abc import Callable
from typing import TypeVar

from autograder.sandbox.machine import Share

PATIENCE = 4  # times the seconds of an answer, for a process that was kept waiting itself

T = TypeVar("T")  # the syntax of Python 3.12 is not there yet in 3.11


class Deadline:
    """The end of the time for an answer.

    Elapsed time alone would be unfair where many processes share few processors. So a process that
    had to wait for a processor gets that time again; one that sleeps does not.

    Args:
        seconds: of the answer.
        share: tells the share of the processors that the process has had; None where that is not
            known.

    Attributes:
        starved: whether time was up although the process had too little of a processor: that is
            the machine's fault.
    """

    def __init__(self, seconds: float, share: Callable[[], Share | None]) -> None:
        self._seconds, self._share = seconds, share
        self._start = time.monotonic()
        self._end = self._start + seconds
        self._before = share()
        self.starved = False

    @property
    def spent(self) -> float:
        """The seconds since the start, without those that the process waited for a processor."""
        before, now = self._before, self._share()
        waited = now.waited - before.waited if before and now else 0.0
        return max(0.0, time.monotonic() - self._start - waited)

    @property
    def ran(self) -> float:
        """The seconds that the process has computed since the start; 0 where that is not known."""
        before, now = self._before, self._share()
        return now.ran - before.ran if before and now else 0.0

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
        before, now = self._before, self._share()
        if before is None or now is None:
            raise TimeoutError
        waited = now.waited - before.waited
        end = self._start + min(self._seconds + waited, PATIENCE * self._seconds)
        if end - self._end <= self._seconds / 100:
            self.starved = now.ran - before.ran < self._seconds / 2 <= waited
            raise TimeoutError
        self._end = end
