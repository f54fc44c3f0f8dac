"""Benchmarks: side by side in one run, in turn, as ratios of medians.

Run with ``make bench``.
"""

import statistics
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import numpy as np
from nbclient import NotebookClient
from rich.console import Console
from rich.table import Table

from autograder.grading import Grader
from autograder.loading import load_assignment
from reglab import check_gradient
from reglab.layers import relu_forward

ROUNDS = 7
SOLUTIONS = Path(__file__).parents[2] / "solutions"


def seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def compare(a: Callable[[], object], b: Callable[[], object]) -> tuple[float, float]:
    """Median seconds of each, run in turn after one round that is not counted."""
    rounds = [(seconds(a), seconds(b)) for _ in range(ROUNDS + 1)][1:]
    first, second = zip(*rounds, strict=True)
    return statistics.median(first), statistics.median(second)


def start_and_end_a_kernel() -> None:
    """What nbgrader's own Execute spends on every submission before any of its code runs."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import numpy")])
    NotebookClient(notebook).execute(stderr=subprocess.DEVNULL)  # it warns of its own transport


def loop_over_elements(x: np.ndarray, dout: np.ndarray) -> np.ndarray:
    """The usual numerical gradient: two calls for each element."""
    numeric = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[index] = 1e-5
        difference = relu_forward(x + step)[0] - relu_forward(x - step)[0]
        numeric[index] = np.sum(difference * dout) / 2e-5
    return numeric


def main() -> None:
    rng = np.random.default_rng(0)
    x, dout = rng.normal(size=(20, 50)), rng.normal(size=(20, 50))
    with Grader(load_assignment(SOLUTIONS / "dropout")) as grader:
        grade = compare(lambda: grader.grade(SOLUTIONS / "dropout"), start_and_end_a_kernel)
    check = compare(
        lambda: check_gradient(lambda x: relu_forward(x)[0], x, dout, dout * (x > 0)),
        lambda: loop_over_elements(x, dout),
    )
    table = Table("what", "ms", "against", "ms", "ratio")
    for what, against, (ours, theirs) in (
        ("grade a whole dropout submission", "start and end a Jupyter kernel", grade),
        ("check_gradient, 1000 elements of relu", "two calls for each element", check),
    ):
        row = (f"{1000 * ours:.1f}", against, f"{1000 * theirs:.1f}", f"{theirs / ours:.2f}")
        table.add_row(what, *row)
    Console().print(table)


main()
