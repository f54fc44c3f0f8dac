"""A long run with many cheats in it: ``python -m tests.benchmarks.soak [SUBMISSIONS]``.

Every third submission is hostile, several are graded at once by one grader, and at the end
everybody has what he deserves and nothing has grown.
"""

import argparse
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import track

from autograder.sandbox.namespaces import has_bwrap
from tests.hostile.attacks import Attack, attacks
from tests.hostile.lab import Lab, misjudged

JOBS = 2


def run(lab: Lab, count: int) -> tuple[list[str], float]:
    """What went wrong over so many submissions, and the seconds that they took."""
    possible = [attack for attack in attacks() if not attack.impossible]
    handed_in: dict[Path, Attack | None] = {}

    def submissions() -> Iterator[Path]:
        for i in range(count):
            attack = possible[i // 3 % len(possible)] if i % 3 == 0 else None
            path = lab.hand_in(f"student-{i:05d}", attack)
            handed_in[path] = attack
            yield path

    problems, start = [], time.perf_counter()
    many = lab.grader.grade_many(submissions(), JOBS)
    for path, result in track(many, "soaking", total=count, transient=True):
        attack = handed_in.pop(path)
        if attack is not None:
            problems += [f"{attack.name}: {wrong}" for wrong in misjudged(attack, result)]
        elif any(result.exercise(name).score < points for name, points in HONEST.items()):
            problems.append(f"{path.name}, which is honest, lost points")
    return problems, time.perf_counter() - start


HONEST = {"dropout_forward": 12, "dropout_backward": 7}


def main() -> int:
    """The exit status is 1 where something went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.soak", description=__doc__)
    parser.add_argument("submissions", nargs="?", type=int, default=2000)
    count = parser.parse_args().submissions
    console = Console()
    with Lab(bwrap=has_bwrap()) as lab:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        problems, seconds = run(lab, count)
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        problems += lab.damage()
    console.print("\n".join(problems) or "Nobody was misjudged, and nothing was left or touched.")
    console.print(
        f"{count} submissions, a third of them hostile, in {seconds:.0f} s;"
        f" peak memory {before >> 10} MiB before, {after >> 10} MiB after"
    )
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
