"""How often gradient checks are wrong, by Monte-Carlo."""

from collections import Counter

import numpy as np
from rich.progress import track

from reglab import check_gradient, check_gradients

from . import gradient_cases as cases
from .gradient_net import net
from .rows import Row

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
    loss, params, grads = net(rng)
    tally["correct", bool(check_gradients(loss, params, grads, seed=seed))] += 1
    for name, (spoil, _) in ERRORS.items():
        which = f"{rng.choice(['W', 'b'])}{rng.integers(1, 6)}"
        right, bad = grads[which], grads[which].copy()
        if not right.any():
            continue  # a layer that died
        spoil(bad, rng, place(rng, right, right, right))
        if np.array_equal(bad, right):
            continue  # two units that are dead
        reports = check_gradients(loss, params, grads | {which: bad}, seed=seed)
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
