"""One run at a time in a course: another one waits, or says what it would wait for."""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

_LOG = logging.getLogger(__name__)
_POLL = 0.5  # seconds
_SHARED = 0o664  # instructors of one group share a course


class CourseBusyError(Exception):
    """Another run is at work in the course, and was not to be waited for."""


@contextmanager
def alone(
    course: Path,
    what: str,
    *,
    wait: bool = True,
    tell: Callable[[str], None] = _LOG.warning,
) -> Iterator[None]:
    """Work in a course alone.

    Within one thread it may be entered again. The system takes the lock back from a process that
    is killed.

    Args:
        course: the folder of nbgrader's working state, which is made where it is missing.
        what: the command, for those who have to wait.
        wait: whether to wait for another run.
        tell: told whom it has to wait for.

    Raises:
        CourseBusyError: another run is at work, and wait is False.
    """
    course.mkdir(parents=True, exist_ok=True)
    course = course.resolve()
    lock = FileLock(course / ".lock", mode=_SHARED, is_singleton=True)
    again = lock.is_locked
    try:
        lock.acquire(blocking=False)
    except Timeout:
        busy = f"{_holder(course)} in {course}"
        if not wait:
            raise CourseBusyError(f"{busy}: try again when it is through.") from None
        tell(f"{busy}: waiting until it is through.")
        lock.acquire(poll_interval=_POLL)
    try:
        if not again:
            now = datetime.now().astimezone()
            _note(course).write_text(
                f"Since {now:%Y-%m-%d %H:%M} {what} (process {os.getpid()}) is at work",
                encoding="utf-8",
            )
        yield
    finally:
        if not again:
            _note(course).unlink(missing_ok=True)
        lock.release()


def _note(course: Path) -> Path:
    """The file that says who has the lock."""
    return course / ".running"


def _holder(course: Path) -> str:
    try:
        return _note(course).read_text(encoding="utf-8")
    except OSError:  # it has only just begun
        return "Another run is at work"
