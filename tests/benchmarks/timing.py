"""Honest timing: side by side, in turn, as ratios of medians."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from rich.table import Table


@dataclass(frozen=True)
class Ratio:
    """One comparison.

    Attributes:
        what: what was measured, and against what.
        ours: seconds, or another cost.
        theirs: the same of the other.
        goal: the least that theirs / ours should be; None where there is none.
    """

    what: str
    ours: float
    theirs: float
    goal: float | None = None

    @property
    def times(self) -> float:
        """How many times cheaper ours is."""
        return self.theirs / self.ours

    @property
    def met(self) -> bool:
        """Whether the goal is reached."""
        return self.goal is None or self.times >= self.goal


def seconds(run: Callable[[], object]) -> float:
    """How long one run takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def compare(
    a: Callable[[], object], b: Callable[[], object], rounds: int = 7
) -> tuple[float, float]:
    """Median seconds of each, run in turn after one round that is not counted."""
    timed = [(seconds(a), seconds(b)) for _ in range(rounds + 1)][1:]
    first, second = zip(*timed, strict=True)
    return statistics.median(first), statistics.median(second)


def table(title: str, ratios: list[Ratio]) -> Table:
    """Ratios with their goals."""
    shown = Table("what", "ours", "against", "ratio", "goal", "", title=title)
    for ratio in ratios:
        goal = "" if ratio.goal is None else f"{ratio.goal:g}"
        mark = "" if ratio.goal is None else "met" if ratio.met else "[red]not met[/]"
        ours, theirs = (f"{1000 * cost:.4g} ms" for cost in (ratio.ours, ratio.theirs))
        shown.add_row(ratio.what, ours, theirs, f"{ratio.times:.3g}", goal, mark)
    return shown
