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
TIMED = """
import sys, time
start = time.process_time()
import {module}
print(time.process_time() - start)
"""


def seconds(module: str) -> float:
    """CPU seconds of one import in a fresh interpreter."""
    command = [sys.executable, "-c", TIMED.format(module=module)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def main() -> None:
    """Print the medians, and the median ratio with its goal."""
    rounds = [(seconds("reglab"), seconds("numpy")) for _ in range(ROUNDS + 1)][1:]
    ours, numpys = (1000 * statistics.median(column) for column in zip(*rounds, strict=True))
    ratio = statistics.median(a / b for a, b in rounds)
    table = Table("what", "ms", "against", "ms", "ratio", "goal", "met")
    cells = [f"{value:.1f}" for value in (ours, numpys)]
    met = "yes" if ratio < GOAL else "no"
    row = ("import reglab", cells[0], "import numpy", cells[1], f"{ratio:.2f}", f"< {GOAL}", met)
    table.add_row(*row)
    Console().print(table)


if __name__ == "__main__":
    main()
