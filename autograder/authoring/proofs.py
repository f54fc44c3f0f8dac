"""Proves the checks of an assignment, or of several side by side."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import get_context
from multiprocessing.queues import SimpleQueue
from pathlib import Path

from autograder.assignments.assignment import Assignment
from autograder.assignments.loading import load_assignment
from autograder.authoring.laws import broken_laws
from autograder.authoring.measures.measuring import Measures, measure
from autograder.authoring.versions import Proof, prove, versions_of
from autograder.authors.exercise import AuthorError
from autograder.grading.grader import CheckBugError, Grader
from autograder.sandbox.self_test import IsolationRefusedError

Progress = Callable[[str, int, int], None]
Skeleton = dict[str, str]
_Step = tuple[str, int, int] | None  # None when an assignment is done


@dataclass(frozen=True)
class How:
    """The conditions under which versions are graded.

    Attributes:
        seed: of the checks' inputs.
        jobs: how many processors to use.
        accept_weaker: isolation properties that may be missing.
        released: the folder of what students get; an assignment that is not there is a draft.
        thorough: whether all mutants and pairs are graded, and no sample of them.
    """

    seed: int
    jobs: int
    accept_weaker: tuple[str, ...] = ()
    released: Path | None = None
    thorough: bool = False

    def is_draft(self, name: str) -> bool:
        """True if an assignment was never released."""
        return self.released is None or not (self.released / name).is_dir()


@dataclass(frozen=True)
class Proved:
    """The proofs of one assignment's checks.

    Attributes:
        name: of the assignment.
        proofs: of its versions, in their order; () where they could not be tried.
        broken: laws that it breaks: see broken_laws.
        measures: how it judges what its author did not write down.
        seconds: how long that took, by the clock.
        error: why they could not be tried, or "".
        needs: packages that are missing here, without which they were not tried.
    """

    name: str
    proofs: tuple[Proof, ...] = ()
    seconds: float = 0.0
    error: str = ""
    needs: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    measures: Measures = field(default_factory=Measures)

    @property
    def proven(self) -> bool:
        """True if every version fared as it should, and no law is broken."""
        return not (self.error or self.broken or any(proof.faults for proof in self.proofs))

    @property
    def ok(self) -> bool:
        """True if there is nothing to fix, in what was measured either."""
        return self.proven and not self.measures.faults


def prove_one(
    assignment: Assignment, how: How, progress: Progress, skeleton: Skeleton | None = None
) -> Proved:
    """Grade the reference, the skeleton, every misconception and every variant; and measure.

    Args:
        assignment: whose checks are to be proved.
        how: they are graded.
        progress: told the assignment's name or what is measured of it, how many versions are
            done, and their number.
        skeleton: text of each module as students get it, where it is known already.

    Raises:
        AuthorError, CheckBugError: the assignment is written wrongly.
        IsolationRefusedError: the machine does not confine submissions.
    """
    start, name, wanted = time.monotonic(), assignment.name, versions_of(assignment)
    texts = skeleton or skeleton_of(assignment)
    proofs: list[Proof] = []
    progress(name, 0, len(wanted))
    with (
        Grader(assignment, seed=how.seed, accept_weaker=how.accept_weaker) as grader,
        ThreadPoolExecutor(grader.at_once(how.jobs)) as pool,
    ):
        one = partial(prove, grader, skeleton=texts)
        for proof in pool.map(one, wanted):
            proofs.append(proof)
            progress(name, len(proofs), len(wanted))
        measures = measure(grader, proofs, how.jobs, progress, thorough=how.thorough)
    broken = broken_laws(assignment, draft=how.is_draft(name))
    return Proved(name, tuple(proofs), time.monotonic() - start, broken=broken, measures=measures)


def prove_all(folders: Sequence[Path], how: How, progress: Progress) -> list[Proved]:
    """The same for the assignments in several folders, a process for each.

    One that is written wrongly is told of with the others.

    Raises:
        IsolationRefusedError: the machine does not confine submissions.
    """
    workers = max(1, min(how.jobs, len(folders)))
    each = replace(how, jobs=max(1, how.jobs // workers))
    context = get_context("spawn")  # a fork would take over the threads of this process as they are
    steps: SimpleQueue[_Step] = context.SimpleQueue()
    with ProcessPoolExecutor(workers, context, _begin, (steps,)) as pool:
        found = [_prepared(folder) for folder in folders]
        started = {
            folder: pool.submit(_prove_folder, folder, skeleton, each)
            for folder, skeleton in zip(folders, found, strict=True)
            if not isinstance(skeleton, Proved)
        }
        for step in _until_done(list(started.values()), steps):
            progress(*step)
        proved = iter([_result(future, folder) for folder, future in started.items()])
        return [one if isinstance(one, Proved) else next(proved) for one in found]


def _prepared(folder: Path) -> Skeleton | Proved:
    """The skeleton of an assignment, or why its checks cannot be tried."""
    try:
        assignment = load_assignment(folder)
        if assignment.missing:
            return Proved(folder.name, needs=assignment.missing)
        return skeleton_of(assignment)
    except AuthorError as error:
        return Proved(folder.name, error=str(error))


def _until_done(
    futures: Sequence[Future[Proved]], steps: "SimpleQueue[_Step]"
) -> Iterator[tuple[str, int, int]]:
    """The steps that the processes report, until the last of them is done or lost."""
    for future in futures:
        future.add_done_callback(lambda _: steps.put(None))
    running = len(futures)
    while running:
        step = steps.get()
        if step is None:
            running -= 1
        else:
            yield step


_steps: "SimpleQueue[_Step]"  # of a process of the pool


def _begin(steps: "SimpleQueue[_Step]") -> None:
    global _steps
    _steps = steps


def _prove_folder(folder: Path, skeleton: Skeleton, how: How) -> Proved:
    return prove_one(load_assignment(folder), how, lambda *step: _steps.put(step), skeleton)


def _result(future: Future[Proved], folder: Path) -> Proved:
    """The proofs of one process, or its error, which costs the others nothing."""
    try:
        return future.result()
    except IsolationRefusedError:
        raise
    except (AuthorError, CheckBugError) as error:
        return Proved(folder.name, error=str(error))
    except Exception as error:  # a reference that cannot be imported, a process that died
        return Proved(folder.name, error=f"{type(error).__name__}: {error}")


def skeleton_of(assignment: Assignment) -> Skeleton:
    """The text of each module as students get it."""
    from autograder.release.strip import strip_module  # nbgrader takes two seconds to import

    asked: dict[str, list[str]] = {module: [] for module in assignment.modules}
    for exercise in assignment.exercises:
        asked[exercise.module].append(exercise.name)
    return {m: strip_module(assignment.folder / f"{m}.py", names) for m, names in asked.items()}
