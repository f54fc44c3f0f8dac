"""Limits on what one student may ask: so many tries an hour, so many bytes, one at a time."""

import math
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from autograder.course.web.refused import RefusedError

HOUR, MINUTE = 3600.0, 60.0


@dataclass(frozen=True)
class Try:
    """One time that a student asked.

    Attributes:
        at: when, in seconds of the clock.
    """

    at: float
    student: str
    assignment: str


@dataclass
class Limits:
    """What each student has asked lately, and whether more may be asked now.

    Attributes:
        clock: seconds; they go on over a restart.
        keep: told of each try, so that it is known after a restart.
        minute_bytes: how many bytes a student may send in a minute.
    """

    clock: Callable[[], float]
    keep: Callable[[Try], None]
    minute_bytes: int
    _tries: dict[tuple[str, str], deque[float]] = field(default_factory=dict)
    _sent: dict[str, deque[tuple[float, int]]] = field(default_factory=dict)
    _busy: set[str] = field(default_factory=set)

    def remember(self, tries: Iterable[Try]) -> None:
        """Count the tries that were kept before a restart, in their order."""
        for one in tries:
            self._tries.setdefault((one.student, one.assignment), deque()).append(one.at)

    @property
    def busy(self) -> bool:
        """True while something that was sent has no answer yet."""
        return bool(self._busy)

    def begin(self, student: str) -> None:
        """Let a student send something; end must follow.

        Raises:
            RefusedError: something of the student's is still being looked at.
        """
        if student in self._busy:
            raise RefusedError(
                "What you sent before is still being looked at. Wait for its answer.", 429, 5
            )
        self._busy.add(student)

    def end(self, student: str) -> None:
        """What the student sent has its answer."""
        self._busy.discard(student)

    def count_bytes(self, student: str, size: int) -> None:
        """Count what a student sent.

        Raises:
            RefusedError: it is too much for a minute.
        """
        now = self.clock()
        sent = self._sent.setdefault(student, deque())
        while sent and sent[0][0] <= now - MINUTE:
            sent.popleft()
        sent.append((now, size))
        if len(sent) > 1 and sum(bytes_ for _, bytes_ in sent) > self.minute_bytes:
            raise RefusedError(
                f"You sent more than {self.minute_bytes / 1e6:.1f} MB within a minute."
                " Wait a minute.",
                429,
                MINUTE,
            )

    def count_try(self, student: str, assignment: str, most: int) -> int:
        """Count a try, and keep it.

        Args:
            student: whose.
            assignment: of which.
            most: how many there may be in an hour.

        Returns:
            How many are left in this hour.

        Raises:
            RefusedError: there were as many already; this one is not counted.
        """
        now = self.clock()
        tries = self._tries.setdefault((student, assignment), deque())
        while tries and tries[0] <= now - HOUR:
            tries.popleft()
        if len(tries) >= most:
            wait = tries[-most] + HOUR - now
            raise RefusedError(
                f"That was {len(tries)} times within an hour already, and {most} are allowed."
                f" Come again in {_spoken(wait)}.",
                429,
                wait,
            )
        tries.append(now)
        self.keep(Try(now, student, assignment))
        return most - len(tries)


def _spoken(seconds: float) -> str:
    minutes = math.ceil(seconds / MINUTE)
    return "a minute" if minutes <= 1 else f"{minutes} minutes"
