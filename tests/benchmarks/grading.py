"""How fast the engine grades: ``python -m tests.benchmarks.grading``.

(a) submissions a second, confined, on two processors; (b) the cost of one submission in a class
of 100 and of 2000, and the memory; (c) a live check of one exercise, confined and warm; (d) a call
that was recorded against a live round trip.
"""

import argparse
import resource
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path

import numpy as np
from rich.console import Console

from autograder.grading.grader import Grader
from autograder.grading.judges import grade_class
from autograder.grading.store import ResultStore
from autograder.sandbox import submission
from autograder.submissions.reading import SubmittedFiles
from tests.benchmarks.classes import DROPOUT, honest
from tests.benchmarks.timing import Ratio, compare, seconds, table

JOBS = 2
LIVE = 60  # submissions whose exercises are checked one by one

# The goals: submissions a second on two quiet processors, seconds of a live check, MiB.
RATE, ANSWER, MEMORY = 60, 0.150, 600


def throughput(grader: Grader, count: int) -> tuple[float, int]:
    """Seconds a submission in a class of that size, and the peak memory of this process."""
    with tempfile.TemporaryDirectory() as folder:
        paths = list(honest(Path(folder) / "class", count))
        store = ResultStore(Path(folder) / "results")
        start = time.perf_counter()
        read = ((path, grader.read(path)) for path in paths)
        points = [result.score for _, result in grade_class(grader, read, JOBS, store)]
        cost = (time.perf_counter() - start) / count
    if len(points) != count or max(points) != DROPOUT.points:
        raise RuntimeError("a correct submission was not given its points")
    return cost, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def live_checks(grader: Grader) -> list[float]:
    """Seconds of a check of one exercise of each submission of a class, as soon as it is saved."""
    taken = []
    with tempfile.TemporaryDirectory() as folder:
        for number, path in enumerate(honest(Path(folder), LIVE)):
            read = grader.read(path)
            if not isinstance(read, SubmittedFiles):
                raise RuntimeError(f"{path}: {read}")
            exercise = DROPOUT.exercises[number % len(DROPOUT.exercises)]
            taken.append(seconds(partial(grader.grade_exercise, exercise, read)))
    return taken


def live_against_recorded(grader: Grader) -> Ratio:
    """One submission, by its recording and call by call, over its number of calls."""
    calls = sum(len(recording.calls) for recording in grader._runner._recordings.values())
    folder = DROPOUT.folder

    def live() -> None:
        submission.REPLAY_SECONDS, before = 0.0, submission.REPLAY_SECONDS
        try:
            grader.grade(folder)
        finally:
            submission.REPLAY_SECONDS = before

    recorded, single = compare(lambda: grader.grade(folder), live)
    return Ratio("(d) a recorded call, against a live round trip", recorded / calls, single / calls)


def main() -> None:
    """Print what was measured."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--small", type=int, default=100)
    arguments.add_argument("--large", type=int, default=2_000)
    sizes = arguments.parse_args()
    console = Console()
    with Grader(DROPOUT) as grader:
        throughput(grader, sizes.small)  # draws the misconceptions' portraits
        few = [throughput(grader, sizes.small)[0] for _ in range(5)]
        cost, before = float(np.median(few)), throughput(grader, sizes.small)[1]
        console.print(
            f"(a) {1 / cost:.1f} submissions a second in a class of {sizes.small} (goal {RATE})"
        )
        many, after = throughput(grader, sizes.large)
        console.print(
            f"(b) {1000 * cost:.2f} ms each of {sizes.small}, {1000 * many:.2f} ms each of"
            f" {sizes.large}: {many / cost - 1:+.1%} (goal within 10 %); peak memory"
            f" {before >> 10} MiB, then {after >> 10} MiB (goal {MEMORY})"
        )
        answers = live_checks(grader)
        console.print(
            f"(c) {1000 * statistics.median(answers):.0f} ms for a live check of one exercise, the"
            f" median of {LIVE} (goal {1000 * ANSWER:.0f}); {1000 * max(answers):.0f} ms at most"
        )
        console.print(table("calls", [live_against_recorded(grader)]))


if __name__ == "__main__":
    main()
