"""How long ``import reglab`` takes, against ``import numpy``.

Run with ``python -m tests.benchmarks.imports``. Each import is made in a fresh interpreter, the two
in turn, and timed by the CPU time of that interpreter, which is less noisy than the clock.
"""

import statistics
import subprocess
import sys

from rich.console import Console
from rich.table import Table

ROUNDS = 25
GOAL = 1.2
STATEMENTS = {"import reglab": GOAL, "from reglab import *": None}  # all names at once: no goal
TIMED = """
import sys, time
start = time.process_time()
{statement}
print(time.process_time() - start)
"""


def seconds(statement: str) -> float:
    """CPU seconds of one import in a fresh interpreter."""
    command = [sys.executable, "-c", TIMED.format(statement=statement)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def row(statement: str, goal: float | None) -> list[str]:
    """The medians of a statement and of numpy, and the median ratio with its goal."""
    rounds = [(seconds(statement), seconds("import numpy")) for _ in range(ROUNDS + 1)][1:]
    ours, numpys = (1000 * statistics.median(column) for column in zip(*rounds, strict=True))
    ratio = statistics.median(a / b for a, b in rounds)
    cells = [statement, f"{ours:.1f}", "import numpy", f"{numpys:.1f}", f"{ratio:.2f}"]
    return [*cells, f"< {goal}", "yes" if ratio < goal else "no"] if goal else cells


def main() -> None:
    """Print a table."""
    table = Table("what", "ms", "against", "ms", "ratio", "goal", "met")
    for statement, goal in STATEMENTS.items():
        table.add_row(*row(statement, goal))
    Console().print(table)


if __name__ == "__main__":
    main()
