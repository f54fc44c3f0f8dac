"""Ways to train that are wrong in one respect or right in all, which later checks follow.

A mistake in the steps costs the points of the steps. Whether masks and measuring are right is
then asked of the steps that the student takes.
"""

from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from typing import Any

import numpy as np

from reglab.columns import compute_cost

UNSEEDED = (1001, 1002, 1003, 1004, 1005)  # of the stand-in, for calls without a seed, in turn
SEEDS = {  # of the masks of iteration i; the right ones first
    "seed + i": lambda seed, i: seed + i,
    "seed": lambda seed, i: seed,
    "i": lambda seed, i: i,
    "seed + i + 1": lambda seed, i: seed + i + 1,
}


for first in range(len(UNSEEDED)):
    for calls in (1, 2):  # an iteration: with a second pass that measures, two
        SEEDS[f"none, {calls} calls from {first}"] = lambda seed, i, first=first, calls=calls: (
            UNSEEDED[(first + calls * i) % len(UNSEEDED)]
        )


@dataclass(frozen=True)
class Way:
    """How a submission takes its steps.

    Attributes:
        forward_stays: whether the forward pass gets the initial parameters.
        backward_stays: whether the backward pass does.
        start_stays: whether each step starts from them.
        factor: of the learning rate.
        more: how many steps more than asked for.
        plain_backward: whether the backward pass gets keep_probs of 1.
        seeds: whose masks are drawn, a name in SEEDS.
    """

    forward_stays: bool = False
    backward_stays: bool = False
    start_stays: bool = False
    factor: float = 1.0
    more: int = 0
    plain_backward: bool = False
    seeds: str = "seed + i"


@dataclass(frozen=True)
class Problem:
    """The arguments of training_curve."""

    X: np.ndarray
    Y: np.ndarray
    parameters: dict
    keep_probs: Any
    rate: float
    iterations: int
    monitor: float | None = None
    seed: int = 0

    @property
    def asked(self):
        return tuple(vars(self).values())


def walk(net, problem, way):
    """The parameters before each step and after the last, in a list."""
    start, dials = problem.parameters, problem.keep_probs
    backward_dials = [1.0] * len(dials) if way.plain_backward else dials
    path = [start]
    for i in range(problem.iterations + way.more):
        now = path[-1]
        seen, seed = start if way.forward_stays else now, SEEDS[way.seeds](problem.seed, i)
        AL, activations = net.forward_with_keep_probs(problem.X, seen, dials, seed)
        given = start if way.backward_stays else now
        gradients = net.backward_with_keep_probs(AL, activations, problem.Y, given, backward_dials)
        begin = start if way.start_stays else now
        step = way.factor * problem.rate
        path.append({name: begin[name] - step * gradients[f"d{name}"] for name in start})
    return path


def costs_along(net, problem, way, path, after=0):
    """J of the net that is to be measured, before each step of a walk or after it."""
    q, costs = problem.monitor, []
    dials = problem.keep_probs if q is None else [q] * len(problem.keep_probs)
    for i in range(len(path) - 1):
        now, seed = path[i + after], SEEDS[way.seeds](problem.seed, i)
        AL, _ = net.forward_with_keep_probs(problem.X, now, dials, seed)
        costs.append(compute_cost(AL, problem.Y))
    return np.array(costs)


def observed_of(net, problem, way, trained):
    """What was trained, for observed=; without seeds, as if the first of them came first."""
    calls = 1 if problem.monitor is None else 2
    for first in range(len(UNSEEDED)):
        other = replace(way, seeds=f"none, {calls} calls from {first}")
        if same(trained, walk(net, problem, other)[-1]):
            return walk(net, problem, replace(way, seeds=f"none, {calls} calls from 0"))[-1]
    return trained


def same(found, expected, rtol=1e-5):
    """True if numbers, or dicts of arrays, are the same up to rounding."""
    if isinstance(expected, dict):
        return all(same(found[name], true, rtol) for name, true in expected.items())
    expected = np.asarray(expected)
    size = rtol * np.abs(expected).max(initial=0)
    return np.shape(found) == expected.shape and np.allclose(found, expected, rtol, size)


def own_way(net, problem, trained):
    """How a submission came to what it trained, where that is known, else the right way; its walk.

    In the walk are the parameters before each step and after the last.
    """
    for way in _ways(problem.X.shape[1]):
        path = walk(net, problem, way)
        if same(trained, path[-1]):
            return way, path
    return Way(), walk(net, problem, Way())


@cache
def _ways(m):
    """The right way to train on m examples without dropout, and those with one mistake or two."""
    both = (False, True)
    found = [Way(*one) for one in product(both, both, both, (1.0, -1.0, 1 / m, m, 0.0), (0, -1, 1))]
    counted = [(_mistakes(way), i, way) for i, way in enumerate(found)]
    return [way for mistakes, _, way in sorted(counted, key=lambda c: c[:2]) if mistakes <= 2]


def _mistakes(way):
    both = zip(vars(way).values(), vars(Way()).values(), strict=True)
    return sum(one != right for one, right in both)
