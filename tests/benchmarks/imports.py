"""How long students wait for `import reglab`, in CPU time, against NumPy alone.

Run with ``python -m tests.benchmarks.imports``.
"""

import resource
import statistics
import subprocess
import sys


def seconds(module: str) -> float:
    """CPU time of a Python that imports the module and ends."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", f"import {module}"], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ratio(rounds: int = 15) -> float:
    """Median over rounds in turn of reglab's time to NumPy's."""
    return statistics.median(seconds("reglab") / seconds("numpy") for _ in range(rounds))


if __name__ == "__main__":
    print(f"import reglab takes {ratio():.2f} times as long as import numpy; goal: at most 1.2")
