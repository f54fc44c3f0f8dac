"""Judges what students send: warm graders, a number of slots, and little time for each."""

import asyncio
import dataclasses
import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from autograder.assignments.assignment import MissingPackageError
from autograder.assignments.layout import Layout
from autograder.assignments.loading import load_assignment
from autograder.assignments.serving import Show
from autograder.authors.exercise import AuthorError
from autograder.course.serving.view import Answer, view
from autograder.course.serving.visible import only_visible
from autograder.course.web.refused import RefusedError
from autograder.grading.grader import CheckBugError, Grader
from autograder.grading.results import Result
from autograder.grading.store import ResultStore
from autograder.sandbox.capacity import in_flight
from autograder.sandbox.clock import Clock
from autograder.sandbox.self_test import require_isolation
from autograder.sandbox.worker_errors import SandboxLostError
from autograder.submissions.intake import take_in_bytes
from autograder.submissions.reading import SubmittedFiles, short

SECONDS = 5.0  # of processor time that one request may have
CALL_SECONDS = 2.0  # of those, one call: an endless loop gives its slot back soon
MOST_BYTES = 8 << 20  # of all files, unpacked
WAITING = 100  # requests that wait for a slot; with more, who comes is asked to come again

LESS_TIME = (
    f"Here your work has {SECONDS:.0f} seconds in all, and {CALL_SECONDS:.0f} a call. When it is"
    " graded it has more."
)

_LOG = logging.getLogger(__name__)
_SPOILED = "The machine was too busy to judge what you sent. Ask again in a minute."
_CANNOT_START = (AuthorError, CheckBugError, MissingPackageError, SandboxLostError, OSError)


class Engine:
    """Graders of a course's assignments, each started when it is first asked for.

    Where hidden checks are not told of, they are not run either: what is sent never sees what they
    ask. The seed is not that of grading, so that whatever a student learns of inputs and numbers
    here is of no use there; and its results, which had less time, never count there.

    Args:
        layout: of the course.
        jobs: how many processors to use.
        seed: of every check's inputs.
        accept_weaker: isolation properties that may be missing.

    Raises:
        IsolationRefusedError: the machine does not confine submissions.
    """

    def __init__(
        self, layout: Layout, *, jobs: int, seed: int, accept_weaker: Sequence[str] = ()
    ) -> None:
        self._layout, self._seed, self._weaker = layout, seed, accept_weaker
        isolation = require_isolation(accept_weaker)
        slots = in_flight(jobs, threads_are_limited=isolation.threads is not None)
        self._slots = ThreadPoolExecutor(slots, "slot")
        self._starter = ThreadPoolExecutor(1, "starter")
        self._graders: dict[tuple[str, Show], asyncio.Future[Grader]] = {}
        self._waiting = 0

    async def check(self, assignment: str, files: Mapping[str, bytes]) -> Answer:
        """What a student may know of these files.

        Raises:
            RefusedError: nothing in them can be judged, or too much waits already.
        """
        if self._waiting >= WAITING:
            raise RefusedError("Too many are asking at the moment. Ask again soon.", 429, 10)
        self._waiting += 1
        try:
            show = self._layout.settings.serve.of(assignment).show
            grader = await self._grader(assignment, show)
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._slots, self._judge, grader, show, files)
        finally:
            self._waiting -= 1

    async def _grader(self, assignment: str, show: Show) -> Grader:
        if (assignment, show) not in self._graders:
            loop = asyncio.get_running_loop()
            started = loop.run_in_executor(self._starter, self._start, assignment, show)
            self._graders[assignment, show] = started
        try:
            return await asyncio.shield(self._graders[assignment, show])
        except _CANNOT_START as error:
            _LOG.error("%s cannot be checked: %s", assignment, error)
            raise RefusedError(
                f"{assignment} cannot be checked at the moment. Tell your instructor.", 503
            ) from error

    def _start(self, assignment: str, show: Show) -> Grader:
        loaded = load_assignment(self._layout.solutions / assignment)
        grader = Grader(
            only_visible(loaded) if show == "visible" else loaded,
            seed=self._seed,
            accept_weaker=self._weaker,
            known=self._layout.known(f"{assignment}, {show}"),
        )
        self._starter.submit(grader.prepare)  # so that the first mistake is answered soon, too
        return grader

    def _judge(self, grader: Grader, show: Show, files: Mapping[str, bytes]) -> Answer:
        assignment = grader.assignment
        read = _readable(grader, files)
        store = ResultStore(self._layout.serve / "results" / assignment.name / show)
        result = store.get(grader.key(read)) or _graded(grader, read, store)
        short = (LESS_TIME,) if LESS_TIME in result.notes else ()
        return view(assignment.name, result, show, (*read.notes, *short))

    def close(self) -> None:
        """Remove the sandboxes, when what is being judged has its answer."""
        self._slots.shutdown(cancel_futures=True)
        self._starter.shutdown(cancel_futures=True)
        for started in self._graders.values():
            if started.done() and not started.cancelled() and not started.exception():
                started.result().close()


def _readable(grader: Grader, files: Mapping[str, bytes]) -> SubmittedFiles:
    """What is to be judged of the files.

    Raises:
        RefusedError: there is nothing, or nobody can say which file is meant.
    """
    asked = grader.asked
    wanted = ", ".join(f"{module}.py" for module in asked.modules)
    try:
        intake = take_in_bytes(files, asked, MOST_BYTES)
    except Exception as error:  # a slip of ours over one submission stops nobody else
        _LOG.exception("reading what was sent failed")
        raise RefusedError(f"What you sent cannot be read. Send {wanted}.") from error
    read = intake.files
    for module, texts in read.choices.items():
        raise RefusedError(
            f"{len(texts)} files may be meant as {module}.py: {', '.join(map(short, texts))}."
            f" Send {module}.py alone."
        )
    if not any(module in read.modules for module in read.asked):
        odd = [f" {short(path)}: {why}." for path, why in intake.handed.unread.items()]
        said = f"Nothing in what you sent is {wanted}, or defines what is asked for there."
        raise RefusedError(said + "".join(odd[:3]))
    return dataclasses.replace(read, spare={})


def _graded(grader: Grader, read: SubmittedFiles, store: ResultStore) -> Result:
    """A new result; where the machine may have spoiled it, the second one counts.

    Raises:
        RefusedError: it was spoiled twice.
    """
    clock = Clock(seconds=SECONDS, longest=CALL_SECONDS)
    result = grader.grade_files(read, clock=clock)
    if result.by_machine or _was_kept_waiting(clock):
        left = max(SECONDS - clock.ran, CALL_SECONDS)
        clock = Clock(seconds=left, longest=CALL_SECONDS)
        result = grader.grade_files(read, clock=clock)
    for alarm in result.alarms:
        _LOG.error("a check is broken: %s", alarm)
    if result.by_machine:
        raise RefusedError(_SPOILED, 429, 60)
    if clock.hanging or clock.used >= clock.seconds:
        result = dataclasses.replace(result, notes=(*result.notes, LESS_TIME))
    if result.lasts and not _was_kept_waiting(clock):
        store.put(result)
    return result


def _was_kept_waiting(clock: Clock) -> bool:
    """True if the time was up and little of it was computed: a crowd at the grader does that."""
    return clock.used >= clock.seconds and not clock.hanging and clock.ran < clock.seconds / 2
