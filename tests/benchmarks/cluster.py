"""A class on Dask's workers of this machine: what a submission costs beyond the engine.

``python -m tests.benchmarks.cluster --students 200``
"""

import argparse
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
from rich.console import Console

from autograder.course.cluster.scheduler import Cluster
from autograder.grading.grader import Grader
from autograder.grading.judges import ClassJudge, Submission, grade_class
from autograder.grading.results import Result
from autograder.grading.store import ResultStore
from tests.benchmarks.classes import DROPOUT, SOLUTIONS, honest

BEYOND = 0.2  # of what the engine costs, that Dask may cost beside it


@dataclass(frozen=True)
class Run:
    """A class that was graded.

    Attributes:
        wall: seconds by the clock.
        cpu: seconds of the processors.
    """

    wall: float
    cpu: float


def spent() -> float:
    """Processor seconds of the whole machine, which has to be quiet otherwise.

    Sandboxes begin and end hundreds of processes, of which nobody is told when they are gone.
    """
    times = psutil.cpu_times()
    return float(times.user + times.nice + times.system)


def here(
    grader: Grader, submissions: Iterable[Submission], jobs: int, store: ResultStore, *, reuse: bool
) -> Iterator[tuple[Path, Result]]:
    """Grade a class in this process."""
    return grader.grade_many(submissions, jobs, store, reuse=reuse)


def graded(judge: ClassJudge, grader: Grader, class_: Path, jobs: int) -> Run:
    """Grade a class anew."""
    submissions = [(path, grader.read(path)) for path in sorted(class_.iterdir())]
    with tempfile.TemporaryDirectory() as kept:
        began, before = time.perf_counter(), spent()
        results = dict(judge(grader, submissions, jobs, ResultStore(Path(kept)), reuse=True))
        run = Run(time.perf_counter() - began, spent() - before)
        if len(results) != len(submissions):
            raise RuntimeError(f"{len(results)} results of {len(submissions)} submissions")
        return run


def measured(judge: ClassJudge, grader: Grader, class_: Path, jobs: int) -> Run:
    """The second of two runs: the first starts sandboxes and loads what they need."""
    graded(judge, grader, class_, jobs)
    return graded(judge, grader, class_, jobs)


def main() -> None:
    """Print what was measured."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--students", type=int, default=200)
    students = arguments.parse_args().students
    console = Console()
    os.chdir(SOLUTIONS.parent)  # workers look for their course in the folder that they start in
    with tempfile.TemporaryDirectory() as folder, Grader(DROPOUT) as grader:
        class_ = Path(folder)
        list(honest(class_, students))
        grader.prepare()
        runs = {"one process": measured(here, grader, class_, 1)}
        runs["judges, 2 processors"] = measured(grade_class, grader, class_, 2)
        for workers in (1, 2):
            with Cluster(workers=workers) as cluster:
                runs[f"{workers} workers"] = measured(cluster.grade_class, grader, class_, 1)
    alone = runs["one process"].cpu
    for name, run in runs.items():
        console.print(
            f"{name}: {students / run.wall:.1f} submissions a second,"
            f" {1000 * run.cpu / students:.0f} ms of processor time each"
            f" ({run.cpu / alone - 1:+.0%} beyond one process; goal {BEYOND:+.0%})"
        )


if __name__ == "__main__":
    main()
