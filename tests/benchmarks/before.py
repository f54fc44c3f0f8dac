"""A course run against the same run at an earlier commit: ``python -m tests.benchmarks.before``.

Both grade a class of dropout, 30 % of it wrong, from what was handed in to gradebook and pages;
then both run again with nothing to do, and the engine alone grades it. Each is a command of its
own in a checkout of its own, in turn, and what is counted is the time of all its processes.
"""

import argparse
import contextlib
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

REPOSITORY = Path(__file__).parents[2]
COMMIT = "3ad8699"
NAME = "dropout"

# The goals, as how many times less than before; and seconds for a class of 300.
PROCESSORS, CLOCK, ENGINE = 5.0, 7.0, 3.0
NOTHING_TO_DO = 2.0

_WRITE_CLASS = """
import sys
from pathlib import Path
from tests.benchmarks.classes import honest
list(honest(Path(sys.argv[1]), int(sys.argv[2])))
"""


# Prints the seconds of the engine alone for a class, once it has graded a small one. At the
# earlier commit a class is graded in one process, and read by the engine itself.
_ENGINE = """
import sys, tempfile, time
from pathlib import Path
from tests.benchmarks.classes import DROPOUT, honest
try:
    from autograder.grading.grader import Grader
    from autograder.grading.judges import grade_class
    from autograder.grading.store import ResultStore
    def grade(grader, paths, results):
        read = ((path, grader.read(path)) for path in paths)
        return list(grade_class(grader, read, 2, ResultStore(results)))
except ImportError:
    from autograder.grading import Grader
    def grade(grader, paths, results):
        return list(grader.grade_many(paths, 2))
with tempfile.TemporaryDirectory() as name, Grader(DROPOUT) as grader:
    folder = Path(name)
    grade(grader, honest(folder / "small", 40), folder / "first")
    paths = list(honest(folder / "class", int(sys.argv[1])))
    start = time.perf_counter()
    graded = grade(grader, paths, folder / "second")
    assert len(graded) == len(paths)
    print(time.perf_counter() - start)
"""


@dataclass(frozen=True)
class Cost:
    """What a command took, in seconds: by the clock, and of all processors."""

    clock: float
    processors: float


@contextlib.contextmanager
def checkout(commit: str, folder: Path) -> Iterator[Path]:
    """A work tree that knows one assignment."""
    git = ["git", "-C", str(REPOSITORY), "worktree"]
    subprocess.run([*git, "add", "--detach", "-q", str(folder), commit], check=True)
    try:
        for other in (folder / "solutions").iterdir():
            if other.name != NAME:
                shutil.rmtree(other)
        yield folder
    finally:
        subprocess.run([*git, "remove", "--force", str(folder)], check=True)


def python(tree: Path, *arguments: str) -> Cost:
    """Run Python on the code of a work tree."""
    start = time.perf_counter()
    environment = os.environ | {"PYTHONPATH": str(tree), "PYTHONWARNINGS": "ignore"}
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=tree, env=environment, stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{tree}: {' '.join(arguments[:3])} failed")
    return Cost(time.perf_counter() - start, used.ru_utime + used.ru_stime)


def run_course(tree: Path) -> Cost:
    """The command ``autograder course``, as it is started in a work tree."""
    module = "cli" if (tree / "autograder/cli.py").is_file() else "commands.app"
    return python(tree, "-c", f"from autograder.{module} import app; app()", "course")


def engine(tree: Path, students: int) -> float:
    """Seconds by the clock in which the engine of a work tree grades a class."""
    environment = os.environ | {"PYTHONPATH": str(tree), "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        [sys.executable, "-c", _ENGINE, str(students)],
        cwd=tree,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return float(done.stdout)


def hand_in(tree: Path, students: int) -> None:
    """Release the assignment of a work tree, and have a class hand it in."""
    (tree / "course/submitted/nobody").mkdir(parents=True)  # and so no sample class
    run_course(tree)
    written = tree / "course/written"
    python(tree, "-c", _WRITE_CLASS, str(written), str(students))
    for folder in written.iterdir():
        place = tree / "course/submitted" / folder.name / NAME
        shutil.copytree(tree / "course/release" / NAME, place)
        for module in folder.iterdir():
            shutil.copy(module, place)
    shutil.rmtree(written)


def anew(tree: Path) -> None:
    """Forget what a run has recorded."""
    for made in ("autograded", "feedback", "results", "recorded", "intake"):
        shutil.rmtree(tree / "course" / made, ignore_errors=True)


def measure(students: int, rounds: int) -> dict[str, tuple[list[Cost], list[Cost]]]:
    """For a class, a run with nothing to do, and the engine: the costs of now and of before."""
    found: dict[str, tuple[list[Cost], list[Cost]]] = {
        run: ([], []) for run in ("a class", "nothing", "engine")
    }
    with (
        tempfile.TemporaryDirectory() as folder,
        checkout("HEAD", Path(folder) / "now") as now,
        checkout(COMMIT, Path(folder) / "before") as before,
    ):
        for tree in (now, before):
            hand_in(tree, students)
        for _ in range(rounds):
            for which, tree in enumerate((now, before)):
                anew(tree)
                found["a class"][which].append(run_course(tree))
                found["nothing"][which].append(run_course(tree))
                found["engine"][which].append(Cost(engine(tree, students), math.nan))
    return found


def main() -> None:
    """Print what was measured, with the goals."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--students", type=int, default=300)
    arguments.add_argument("--rounds", type=int, default=3)
    sizes = arguments.parse_args()
    title = f"{sizes.students} students, medians of {sizes.rounds} runs, in seconds"
    table = Table("run", "", "now", f"at {COMMIT}", "ratio", "goal", title=title)
    for run, costs in measure(sizes.students, sizes.rounds).items():
        for what, goal in (("clock", CLOCK), ("processors", PROCESSORS)):
            ours, theirs = (
                statistics.median(getattr(cost, what) for cost in some) for some in costs
            )
            if math.isnan(ours):
                continue
            goals = {"a class": f"{goal:g} times", "engine": f"{ENGINE:g} times"}
            limit = goals.get(run, "")
            if run == "nothing" and what == "processors":
                limit = f"{NOTHING_TO_DO:g} s for 300"
            table.add_row(run, what, f"{ours:.1f}", f"{theirs:.1f}", f"{theirs / ours:.1f}", limit)
    Console().print(table)


if __name__ == "__main__":
    main()
