"""Gives the submissions of a class to the workers of a Dask scheduler, and takes the results.

Whoever can talk to a scheduler can run code on its workers as their user. So beyond this machine a
scheduler is talked to by TLS only.
"""

import contextlib
import ipaddress
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from dataclasses import replace
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from distributed import Client, Future, LocalCluster, wait
from distributed.scheduler import KilledWorker

from autograder.authors.exercise import AuthorError
from autograder.course.cluster.worker import Order, RefusedError, judge, refusal
from autograder.grading.cache_key import assignment_key
from autograder.grading.grader import Grader, Read
from autograder.grading.results import Result, result_from_json
from autograder.grading.store import ResultStore
from autograder.submissions.reading import SubmittedFiles

Submission = tuple[Path, Read]

_AHEAD = 4  # submissions that a worker's thread has before it, so that it never waits
_PATIENCE = 5.0  # seconds without a result, after which the workers are counted
_RETURN = 60.0  # seconds that a scheduler has to come back
_RETURNS = 3  # times that it may

_LOST = (CancelledError, OSError)  # of what was given to it, and of the connection; also time-outs


class SchedulerLostError(Exception):
    """The scheduler does not answer, or has forgotten what it was given."""


class Cluster:
    """The workers of one scheduler, for one run.

    Args:
        address: of the scheduler, such as tls://dask.example.org:8786; "" to start one here.
        workers: how many processes to start here, where there is no address.

    Raises:
        AuthorError: the scheduler cannot be talked to, or only in the open.
    """

    def __init__(self, address: str = "", *, workers: int = 0) -> None:
        self._stack = contextlib.ExitStack()
        if not address:
            here = {
                "host": "127.0.0.1",
                "dashboard_address": "127.0.0.1:0",
                "threads_per_worker": 1,
            }
            cluster = LocalCluster(n_workers=workers, silence_logs=50, **here)
            self._stack.enter_context(cluster)
            address = cluster.scheduler_address
        require_private(address)
        self._address = address
        self._client = self._connected()
        self._returns = 0

    def grade_class(
        self,
        grader: Grader,
        submissions: Iterable[Submission],
        jobs: int,
        store: ResultStore,
        *,
        reuse: bool = True,
    ) -> Iterator[tuple[Path, Result]]:
        """Grade a class, and yield each result as soon as it is there.

        What three workers in a row were killed over, and what a machine may have spoilt, is judged
        here at the end, alone.

        Args:
            grader: of the assignment, on this machine.
            submissions: path of each, and what was read there.
            jobs: how many processors of this machine may be used; its workers have their own.
            store: where each result is kept before it is given back.
            reuse: whether a result that is in the store already counts.

        Raises:
            AuthorError: no worker can judge, or the scheduler is gone.
        """
        new: list[tuple[Path, SubmittedFiles]] = []
        for path, read in submissions:
            known = grader.known(path, read, store) if reuse else None
            if known is not None:
                yield path, known
            elif isinstance(read, SubmittedFiles):
                new.append((path, read))
            else:
                yield path, grader.grade_read(path, read, store)
        if not new:
            return
        run = _Run(grader, new)
        while run.unfinished:
            try:
                for path, result in run.results(self._client):
                    if result.lasts:
                        store.put(result)
                    yield path, result
            except SchedulerLostError as error:
                self._connect_again(error)
        for path, files in run.alone:
            yield path, grader.grade_read(path, files, store, reuse=reuse)

    def _connected(self) -> Client:
        try:
            return Client(self._address, timeout=_RETURN, set_as_default=False)
        except (OSError, TimeoutError, ValueError, RuntimeError) as error:
            raise AuthorError(
                f"the scheduler {self._address} does not answer ({error}): start it with `dask"
                " scheduler`; what was graded is kept, and the next run goes on from there"
            ) from error

    def _connect_again(self, error: Exception) -> None:
        self._returns += 1
        if self._returns > _RETURNS:
            raise AuthorError(
                f"the scheduler {self._address} was lost {self._returns} times; what was graded is"
                " kept, and the next run goes on from there"
            ) from error
        self._client.close(timeout=1)
        self._client = self._connected()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._client.close(timeout=1)
        self._stack.close()


class _Run:
    """The submissions of one assignment, on their way to workers and back.

    Attributes:
        alone: those that are to be judged on this machine, when all others are.
    """

    def __init__(self, grader: Grader, new: list[tuple[Path, SubmittedFiles]]) -> None:
        assignment = grader.assignment
        accepted = tuple(grader.isolation.accepted)  # a worker may lack no more than this machine
        self._order = Order(assignment.name, assignment_key(assignment), grader.seed, accepted)
        self._grader = grader
        self._waiting = new[::-1]
        self._running: dict[Future[Any], tuple[Path, SubmittedFiles]] = {}
        self._refused: set[str] = set()
        self.alone: list[tuple[Path, SubmittedFiles]] = []

    @property
    def unfinished(self) -> bool:
        """True while there is anything for workers to do."""
        return bool(self._waiting or self._running)

    def results(self, client: Client) -> Iterator[tuple[Path, Result]]:
        """Every result, as they come.

        Raises:
            AuthorError: no worker can judge.
            SchedulerLostError: what is not there yet has to be given to a scheduler again.
        """
        self._waiting += self._running.values()
        self._running.clear()
        with _told_of_loss():
            self._ask_workers(client)
        while self.unfinished:
            with _told_of_loss():
                self._give(client)
                done = self._done(client)
            for future in done:
                one = self._running.pop(future)
                with _told_of_loss():
                    result = self._taken(client, future, one)
                if result is not None:
                    yield one[0], result

    def _ask_workers(self, client: Client) -> None:
        """See which workers can judge; they make their sandboxes over it."""
        try:
            client.wait_for_workers(1, timeout=_RETURN)
        except TimeoutError as error:
            raise AuthorError(
                "the scheduler has no worker: start one in the folder of the course with `dask"
                " worker ADDRESS`; what was graded is kept, and the next run goes on from there"
            ) from error
        found = client.run(refusal, self._order)
        self._refused = {address for address, why in found.items() if why}
        if len(self._refused) == len(found):
            reasons = "\n".join(f"  {why}" for why in dict.fromkeys(found.values()))
            raise AuthorError(f"no worker can judge {self._order.assignment}:\n{reasons}")

    def _give(self, client: Client) -> None:
        """See that each worker has something to do, and the next."""
        threads = {a: n for a, n in client.nthreads().items() if a not in self._refused}
        only = list(threads) if self._refused else None
        while self._waiting and len(self._running) < _AHEAD * max(1, sum(threads.values())):
            path, files = self._waiting.pop()
            future = client.submit(
                judge, self._order, str(path), files, pure=False, workers=only, retries=0
            )
            self._running[future] = path, files

    def _done(self, client: Client) -> list["Future[Any]"]:
        try:
            with client.as_current():
                return list(wait([*self._running], _PATIENCE, return_when="FIRST_COMPLETED").done)
        except TimeoutError:
            if set(client.nthreads()) <= self._refused:
                self._ask_workers(client)
                raise SchedulerLostError("all workers that could judge have left") from None
            return []

    def _taken(
        self, client: Client, future: "Future[Any]", one: tuple[Path, SubmittedFiles]
    ) -> Result | None:
        """A result; None where there is none yet."""
        try:
            document, by_machine = future.result()
        except KilledWorker:
            self.alone.append(one)
            return None
        except RefusedError:  # it joined later
            self._waiting.append(one)
            self._ask_workers(client)
            return None
        if by_machine:
            self.alone.append(one)
            return None
        result = result_from_json(document)
        return replace(result, path=str(one[0]), key=self._grader.key(one[1]))


def require_private(address: str) -> None:
    """Refuse an address beyond this machine that is not talked to by TLS.

    Raises:
        AuthorError: it is refused.
    """
    parts = urlsplit(address if "://" in address else f"tcp://{address}")
    host = parts.hostname or ""
    with contextlib.suppress(ValueError):
        if ipaddress.ip_address(host).is_loopback:
            return
    if parts.scheme != "tls" and host != "localhost":
        raise AuthorError(
            f"{address}: whoever reaches a Dask scheduler can run code as the grader, so beyond"
            " this machine it must be tls://…, with certificates of your own"
        )


@contextlib.contextmanager
def _told_of_loss() -> Iterator[None]:
    """Turn what Dask says of a lost scheduler into one error."""
    try:
        yield
    except _LOST as error:
        raise SchedulerLostError(str(error)) from error
