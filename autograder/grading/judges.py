"""Judges a class in several processes, one for each processor.

Python computes in one thread at a time, and half of what a submission costs is comparing its
answers. Each judge is a copy of this process that has loaded everything, with a sandbox of its
own. It is given submissions and gives back results.
"""

import contextlib
import itertools
import multiprocessing
import os
import pickle
import signal
import threading
import warnings
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Protocol

from autograder.grading.grader import Grader, Read
from autograder.grading.results import Result, result_from_json, result_to_json
from autograder.grading.store import ResultStore

FEW = 8  # submissions that are graded sooner than another process has started

Submission = tuple[Path, Read]


class ClassJudge(Protocol):
    """Grades the submissions of an assignment, and yields each result; see grade_class."""

    def __call__(  # noqa: D102 - see the class
        self,
        grader: Grader,
        submissions: Iterable[Submission],
        jobs: int,
        store: ResultStore,
        /,
        *,
        reuse: bool,
    ) -> Iterator[tuple[Path, Result]]: ...


_APART = 1 << 13  # numbers of processes, which tell one user from another
_LOSSES = 3  # of judges; then the rest is graded here


def grade_class(
    grader: Grader,
    submissions: Iterable[Submission],
    jobs: int,
    store: ResultStore,
    *,
    reuse: bool = True,
) -> Iterator[tuple[Path, Result]]:
    """Grade a class, and yield each result as soon as it is there; see Grader.grade_many.

    Where a judge is killed, what it had is given to another, and when that is killed too, it is
    graded alone at the end, as everything is that the machine may have spoilt.
    """
    waiting = iter(submissions)
    first: list[Submission] = []
    for one in waiting:
        known = grader.known(*one, store) if reuse else None
        if known is not None:
            yield one[0], known
        else:
            first.append(one)
        if len(first) > FEW:
            break
    rest = itertools.chain(first, waiting)
    if len(first) > FEW and _many_can_judge(grader, jobs):
        grader.prepare()
        with _Judges(grader, jobs, store, reuse=reuse) as judges:
            yield from judges.results(rest)
        yield from grader.grade_many(itertools.chain(judges.left, rest), jobs, store, reuse=reuse)
        for path, read in judges.again:
            yield path, grader.grade_read(path, read, store, reuse=reuse)
    else:
        yield from grader.grade_many(rest, jobs, store, reuse=reuse)


def _many_can_judge(grader: Grader, jobs: int) -> bool:
    """True where judges do not get in each other's way.

    Without namespaces their submissions would share the numbers of processes that one user may
    have, and packages with threads of their own do not survive a copy.
    """
    alone = min(jobs, grader.at_once(jobs)) < 2
    copies = hasattr(os, "fork") and not grader.assignment.needs
    return copies and grader.isolation.bwrap and not alone


@dataclass
class _Judge:
    """A process that judges.

    Attributes:
        process: it.
        connection: gives it submissions, and takes results.
        has: the submissions that it was given and has not judged, by number.
    """

    process: multiprocessing.process.BaseProcess
    connection: Connection
    has: dict[int, Submission] = field(default_factory=dict)


class _Judges:
    """Processes that judge submissions of one assignment.

    Args:
        grader: which is copied.
        jobs: how many processors to use.
        store: where results are kept.
        reuse: whether those that are in the store already count.

    Attributes:
        left: submissions that no judge was left for.
        again: submissions that are to be judged alone, when all others are.
    """

    def __init__(self, grader: Grader, jobs: int, store: ResultStore, *, reuse: bool) -> None:
        at_once = grader.at_once(jobs)
        self.left: list[Submission] = []
        self.again: list[Submission] = []
        self._grader, self._store, self._reuse = grader, store, reuse
        self._share = at_once // min(jobs, at_once)
        self._count = min(jobs, at_once)
        self._judges: list[_Judge] = []
        self._numbers = itertools.count()
        self._lost: set[Path] = set()
        self._losses = self._started = 0

    def results(self, submissions: Iterator[Submission]) -> Iterator[tuple[Path, Result]]:
        """Every result, as they come; fewer where too many judges were lost."""
        while len(self._judges) < self._count:
            self._judges.append(self._start())
        while self._judges:
            for judge in self._judges:
                self._give(judge, submissions)
            busy = [judge.connection for judge in self._judges if judge.has]
            if not busy:
                return
            ready = wait(busy)
            for judge in [judge for judge in self._judges if judge.connection in ready]:
                try:
                    number, found = judge.connection.recv()
                except (EOFError, OSError):
                    self._bury(judge)
                    continue
                if isinstance(found, Exception):
                    raise found
                one = judge.has.pop(number)
                document, by_machine = found
                if by_machine:
                    self.again.append(one)
                else:
                    yield one[0], result_from_json(document)

    def _give(self, judge: _Judge, coming: Iterator[Submission]) -> None:
        """See that a judge has as many submissions as it judges at once, and the next."""
        while len(judge.has) <= self._share:
            one = self.left.pop() if self.left else next(coming, None)
            if one is None:
                return
            number = next(self._numbers)
            judge.has[number] = one
            try:
                judge.connection.send((number, one))
            except OSError:  # it was killed; what it had is found when its end is read
                return

    def _bury(self, judge: _Judge) -> None:
        """Take back what a judge had that was killed, and start another."""
        self._judges.remove(judge)
        judge.connection.close()
        judge.process.join()
        for one in judge.has.values():
            (self.again if one[0] in self._lost else self.left).append(one)
            self._lost.add(one[0])
        self._losses += 1
        if self._losses < _LOSSES:
            self._judges.append(self._start())

    def _start(self) -> _Judge:
        copying = multiprocessing.get_context("fork")
        ours, theirs = copying.Pipe()
        inherited = [ours, *(judge.connection for judge in self._judges)]
        self._started += 1
        first = self._started * _APART
        given = (self._grader, first, theirs, inherited, self._share, self._store, self._reuse)
        process = copying.Process(target=_judge, args=given, daemon=True)
        with warnings.catch_warnings():
            # A thread may draw how far we have come; the copy has none and draws nothing.
            warnings.simplefilter("ignore", DeprecationWarning)
            process.start()
        theirs.close()
        return _Judge(process, ours)

    def __enter__(self) -> "_Judges":
        return self

    def __exit__(self, *error: object) -> None:
        """Let each judge finish what it has begun, and end."""
        for judge in self._judges:
            judge.connection.close()
        for judge in self._judges:
            judge.process.join()


def _judge(
    grader: Grader,
    first: int,
    connection: Connection,
    inherited: list[Connection],
    at_once: int,
    store: ResultStore,
    reuse: bool,
) -> None:
    """Judge what comes, until the connection is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started this one ends it
    for other in inherited:
        other.close()
    sending = threading.Lock()

    def judge(number: int, one: Submission) -> None:
        found: tuple[dict[str, Any], bool] | Exception
        try:
            result = grader.grade_read(*one, store=store, reuse=reuse)
            found = result_to_json(result), result.by_machine
        except Exception as error:  # it is told where the class is graded
            found = _that_travels(error)
        with sending, contextlib.suppress(OSError):  # perhaps nobody waits for it any more
            connection.send((number, found))

    try:
        grader.begin_anew(first)
        with ThreadPoolExecutor(at_once) as pool, contextlib.suppress(EOFError, OSError):
            while True:
                pool.submit(judge, *connection.recv())
        grader.close()
    finally:
        os._exit(0)  # nothing else of the copied process is to be ended here


def _that_travels(error: Exception) -> Exception:
    """An error, or its words where it cannot be sent to another process."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
