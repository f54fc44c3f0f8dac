"""How far a command has come: bars on a terminal, a line every half minute in a log."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

if TYPE_CHECKING:  # this imports nbgrader, which takes two seconds
    from autograder.course.run import Step

T = TypeVar("T")
Show = Callable[[str, int, int], None]

HALF_A_MINUTE = 30.0
_SECOND = 1.0


def track(console: Console, items: Iterable[T], total: int, what: str) -> Iterator[T]:
    """The items; how many have come is shown."""
    with bars(console) as show:
        show(what, 0, total)
        for done, item in enumerate(items, start=1):
            yield item
            show(what, done, total)


@contextmanager
def bars(console: Console) -> Iterator[Show]:
    """A callback that shows how far each of several things has come.

    It takes what is done, how many are finished, and of how many.
    """
    with _drawn(console) if console.is_terminal else _written(console) as show:
        yield show


@contextmanager
def steps(console: Console) -> Iterator[Callable[["Step"], None]]:
    """The same for the stages of a run over a course."""
    with bars(console) as show:
        yield lambda step: show(step.stage, step.done, step.total)


class Lines:
    """Writes where things stand, one line at most in half a minute.

    Args:
        write: takes a line.
        clock: seconds that only grow.
    """

    def __init__(
        self, write: Callable[[str], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._write = write
        self._clock = clock
        self._start = self._last = clock()
        self._stands = ""
        self._lock = threading.Lock()  # a submission that takes long is no reason for silence

    def show(self, what: str, done: int, total: int) -> None:
        """Remember how far something has come, and write it when it is time."""
        self._stands = f"{what}: {done} of {total}"
        self.beat()

    def beat(self) -> None:
        """Write where things stand if the last line is half a minute old."""
        with self._lock:
            now = self._clock()
            if self._stands and now - self._last >= HALF_A_MINUTE:
                minutes, seconds = divmod(int(now - self._start), 60)
                self._write(f"{self._stands} after {minutes}:{seconds:02}")
                self._last = now


@contextmanager
def _written(console: Console) -> Iterator[Show]:
    lines = Lines(lambda line: console.print(line, markup=False, soft_wrap=True))
    over = threading.Event()

    def watch() -> None:
        while not over.wait(_SECOND):
            lines.beat()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield lines.show
    finally:
        over.set()
        watcher.join()


@contextmanager
def _drawn(console: Console) -> Iterator[Show]:
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
    ) as bar:
        tasks: dict[str, TaskID] = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done, total=total)

        yield show
