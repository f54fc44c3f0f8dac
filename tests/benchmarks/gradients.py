"""Gradient checks: how often they are wrong, and how fast they are.

Run with ``python -m tests.benchmarks.gradients``; ``--seeds 1000`` repeats the published table.
"""

import argparse
import statistics
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from rich.console import Console
from rich.progress import track
from rich.table import Table

from reglab import check_gradient, check_gradients, numerical_gradient_array

from . import gradient_cases as cases

Array = cases.Array


@dataclass(frozen=True)
class Row:
    """One measured number and its goal; met is None where the number is for information."""

    what: str
    measured: str
    goal: str
    met: bool | None


# How a gradient is spoiled: each takes the right one and a place, and returns a wrong one.


def one_percent(dx, rng, pick):
    dx[pick] *= 1.01


def ten_thousandth(dx, rng, pick):
    dx[pick] *= 1.0001


def sign(dx, rng, pick):
    dx[pick] *= -1


def scaled_row(dx, rng, pick):
    dx[pick[0] if pick else ()] *= 1.01


def swapped_row(dx, rng, pick):
    other = (pick[0] + 1 + rng.integers(len(dx) - 1)) % len(dx)
    dx[[pick[0], other]] = dx[[other, pick[0]]]


ERRORS = {
    "1 % error in one element": (one_percent, 0.0),
    "wrong sign of one element": (sign, 0.0),
    "row scaled by 1.01": (scaled_row, 0.0),
    "two rows swapped": (swapped_row, 0.0),
    "1e-4 error in one element": (ten_thousandth, 0.05),
}


def place(rng, dx, low, high):
    """An element off the kinks whose gradient is not tiny: a thousandth of the usual size."""
    usual = np.sqrt(np.mean(dx**2))
    good = np.argwhere((np.abs(dx) > 1e-3 * usual) & (low == high))
    return tuple(int(k) for k in good[rng.integers(len(good))])


def exact(wrong, bad, dx, low, high):
    """Whether the map blames what is wrong and nothing else.

    Forgiven are errors below 1e-8 of the largest gradient, which rounding may hide, and blame
    for elements at a kink in a row that is wrong: tied maxima are blamed together.
    """
    off = np.abs(bad - np.clip(bad, low, high))
    certain = off > np.maximum(1e-6 * np.abs(bad), 1e-8 * np.abs(dx).max())
    spoiled = bad != dx
    in_row = spoiled.reshape(len(bad), -1).any(1).reshape((-1,) + (1,) * (bad.ndim - 1))
    return bool(np.all(wrong >= certain) and np.all(wrong <= spoiled | in_row & (low < high)))


def layer_trial(layer, seed, tally):
    """One layer: accept its gradient, and find each error in it."""
    rng = np.random.default_rng([seed, *layer.__name__.encode()])
    case = layer(rng)
    tally["correct", bool(check_gradient(case.f, case.x, case.df, case.dx, seed=seed))] += 1
    for name, (spoil, _) in ERRORS.items():
        bad = case.dx.copy()
        spoil(bad, rng, place(rng, case.dx, case.low, case.high))
        if np.array_equal(bad, np.clip(bad, case.low, case.high)):
            continue  # two rows were equal, or differ at kinks only
        report = check_gradient(case.f, case.x, case.df, bad, seed=seed)
        tally[name, report.ok] += 1
        if not report:
            tally["map", exact(report.wrong, bad, case.dx, case.low, case.high)] += 1


def net_trial(seed, tally):
    """The same for the parameters of a net."""
    rng = np.random.default_rng([seed, 5])
    loss, params, grads = cases.net(rng)
    tally["correct", bool(check_gradients(loss, grads, params, seed=seed))] += 1
    for name, (spoil, _) in ERRORS.items():
        which = f"{rng.choice(['W', 'b'])}{rng.integers(1, 6)}"
        right, bad = grads[which], grads[which].copy()
        if not right.any():
            continue  # a layer that died
        spoil(bad, rng, place(rng, right, right, right))
        if np.array_equal(bad, right):
            continue  # two units that are dead
        reports = check_gradients(loss, grads | {which: bad}, params, seed=seed)
        tally[name, reports.ok] += 1
        if not reports:
            others = all(report for key, report in reports.by_name.items() if key != which)
            tally["map", others and exact(reports[which].wrong, bad, right, right, right)] += 1


def detection(seeds: int) -> list[Row]:
    """The detection table."""
    tally: Counter[tuple[str, bool]] = Counter()
    for seed in track(range(seeds), "detection", transient=True):
        for layer in cases.LAYERS:
            layer_trial(layer, seed, tally)
        net_trial(seed, tally)
    rows = [share("correct gradient rejected", tally["correct", False], tally, "correct", 0.0)]
    for name, (_, limit) in ERRORS.items():
        rows.append(share(f"{name}: missed", tally[name, True], tally, name, limit))
    return [*rows, share("map of a rejection not exact", tally["map", False], tally, "map", 0.02)]


def share(what, count, tally, key, limit):
    total = tally[key, True] + tally[key, False]
    goal = "0" if limit == 0 else f"<= {limit:.0%}"
    return Row(what, f"{count} of {total} ({count / total:.2%})", goal, count <= limit * total)


# Speed.


def loop(f: Callable[[Array], Array], x: Array, df: Array, h: float = 1e-5) -> Array:
    """The usual numerical gradient: two calls for each element, in place."""
    dx = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        old = x[index]
        x[index] = old + h
        ahead = f(x).copy()
        x[index] = old - h
        back = f(x).copy()
        x[index] = old
        dx[index] = np.sum((ahead - back) * df) / (2 * h)
    return dx


def ratio(slow: Callable[[], object], fast: Callable[[], object], rounds: int) -> float:
    """Median of the ratios of rounds run in turn, each of 20 ms at least, after a warm-up."""
    often = [max(1, round(0.02 / max(seconds(run), 1e-6))) for run in (slow, fast)]
    ratios = []
    for _ in range(rounds):
        theirs, ours = (
            seconds(lambda run=run, n=n: [run() for _ in range(n)]) / n
            for run, n in zip((slow, fast), often, strict=True)
        )
        ratios.append(theirs / ours)
    return statistics.median(ratios)


def seconds(run: Callable[[], object]) -> float:
    start = time.process_time()  # others may be busy on this machine
    run()
    return time.process_time() - start


def drawn(layer: Callable[..., cases.Case]) -> cases.Case:
    """The case of a layer that is about its input, off the kinks, of about 1000 elements."""
    plain = {"plain": True} if layer in (cases.relu, cases.max_pool) else {}
    made = (layer(np.random.default_rng(seed), **plain) for seed in range(100))
    return next(case for case in made if case.x.size > 900)


MAPS = (
    (cases.affine, "rows", 9),
    (cases.batchnorm, "columns", 9),
    (cases.layernorm, "rows", 9),
    (cases.relu, "elementwise", 500),
    (cases.dropout, "elementwise", None),
)


def speed(rounds: int) -> list[Row]:
    """Ratios against the loop and against torch, on 1000 elements."""
    rows = []
    for layer in cases.LAYERS:
        c = drawn(layer)
        times = ratio(
            lambda c=c: loop(c.f, c.x.copy(), c.df),
            lambda c=c: check_gradient(c.f, c.x, c.df, c.dx),
            rounds,
        )
        rows.append(faster(f"check_gradient, correct {layer.__name__}: against a loop", times, 50))
    for layer, structure, goal in MAPS:
        c = drawn(layer)
        times = ratio(
            lambda c=c: loop(c.f, c.x.copy(), c.df),
            lambda c=c, s=structure: numerical_gradient_array(c.f, c.x, c.df, structure=s),
            rounds,
        )
        rows.append(faster(f"full map of {layer.__name__}: against a loop", times, goal))
        times = ratio(
            lambda c=c: loop(c.f, c.x.copy(), c.df),
            lambda c=c: check_gradient(c.f, c.x, c.df, 1.01 * c.dx),
            rounds,
        )
        what = f"check_gradient, wrong {layer.__name__}, with diagnosis: against a loop"
        rows.append(faster(what, times, None))
    return rows + against_torch(rounds)


def faster(what: str, times: float, goal: float | None) -> Row:
    met = None if goal is None else times >= goal
    return Row(what, f"{times:.1f} times", f">= {goal} times" if goal else "", met)


def against_torch(rounds: int) -> list[Row]:
    """Ratios against torch.autograd.gradcheck(fast_mode=True), where torch is installed.

    The goal is for the same NumPy layer inside of torch; torch's own layers are other code.
    """
    try:
        import torch
    except ImportError:
        return [Row("against torch.autograd.gradcheck(fast_mode=True)", "no torch here", "", None)]
    from .torch_layers import in_torch

    torch.set_num_threads(1)
    return [
        faster(
            f"check_gradient, correct {name}",
            ratio(
                lambda f=theirs, x=x: torch.autograd.gradcheck(f, (x,), fast_mode=True),
                lambda c=ours: check_gradient(c.f, c.x, c.df, c.dx),
                rounds,
            ),
            goal,
        )
        for name, ours, theirs, x, goal in in_torch(drawn)
    ]


def run(seeds: int = 30, rounds: int = 7) -> list[Row]:
    """All rows: detection first, then speed."""
    return [*detection(seeds), *speed(rounds)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    table = Table("gradient checks", "measured", "goal", "met")
    for row in run(given.seeds, given.rounds):
        met = "" if row.met is None else "yes" if row.met else "NO"
        table.add_row(row.what, row.measured, row.goal, met)
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
