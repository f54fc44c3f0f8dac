"""Gradient checks: how often they are wrong, and how fast they are.

Run with ``python -m tests.benchmarks.gradients``; ``--seeds 1000`` repeats the full table. The
limit of a speed is what it would be if a check took no time but that of its calls of the function.
"""

import argparse

from rich.console import Console
from rich.table import Table

from .gradient_detection import detection
from .gradient_speed import speed
from .rows import Row


def run(seeds: int = 30, rounds: int = 7) -> list[Row]:
    """All rows: detection first, then speed."""
    return [*detection(seeds), *speed(rounds)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    table = Table("gradient checks", "measured", "limit", "goal", "met")
    for row in run(given.seeds, given.rounds):
        met = "" if row.met is None else "yes" if row.met else "NO"
        table.add_row(row.what, row.measured, row.limit, row.goal, met)
    Console(width=130).print(table)


if __name__ == "__main__":
    main()
