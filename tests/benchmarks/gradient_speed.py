"""How fast gradient checks are, as ratios within one run."""

import statistics
import time
from collections.abc import Callable

import numpy as np

from reglab import check_gradient, numerical_gradient_array

from . import gradient_cases as cases
from .machine import best
from .rows import Row

Array = cases.Array
Ours = Callable[[Callable[[Array], Array]], object]  # our check of a function


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
    # The first call of a function takes several times as long as those that follow.
    once = [min(seconds(run) for _ in range(5)) for run in (slow, fast)]
    often = [max(1, round(0.02 / max(one, 1e-6))) for one in once]
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
        what = f"check_gradient, correct {layer.__name__}: against a loop"
        rows.append(against_loop(what, c, correct(c), 50, rounds))
    for layer, structure, goal in MAPS:
        c = drawn(layer)
        what = f"full map of {layer.__name__}: against a loop"

        def full(f, c=c, structure=structure):
            return numerical_gradient_array(f, c.x, c.df, structure=structure)

        def wrong(f, c=c):
            return check_gradient(f, c.x, c.df, 1.01 * c.dx)

        rows.append(against_loop(what, c, full, goal, rounds))
        what = f"check_gradient, wrong {layer.__name__}, with diagnosis: against a loop"
        rows.append(against_loop(what, c, wrong, 8, rounds))
    return rows + against_torch(rounds)


def correct(case: cases.Case) -> Ours:
    return lambda f: check_gradient(f, case.x, case.df, case.dx)


def against_loop(what: str, case: cases.Case, ours: Ours, goal: float | None, rounds: int) -> Row:
    return faster(what, case, lambda: loop(case.f, case.x.copy(), case.df), ours, goal, rounds)


def faster(
    what: str,
    case: cases.Case,
    theirs: Callable[[], object],
    ours: Ours,
    goal: float | None,
    rounds: int,
) -> Row:
    times = ratio(theirs, lambda: ours(case.f), rounds)
    most = best(theirs) / (calls_of(case, ours) * best(lambda: case.f(case.x)))
    met = None if goal is None else times >= goal
    wanted = f">= {goal} times" if goal else ""
    return Row(what, f"{times:.1f} times", wanted, met, f"{most:.0f} times")


def calls_of(case: cases.Case, ours: Ours) -> int:
    """How often our check calls the function."""
    calls = []

    def counted(x):
        calls.append(x.shape)
        return case.f(x)

    ours(counted)
    return len(calls)


def against_torch(rounds: int) -> list[Row]:
    """Ratios against torch.autograd.gradcheck(fast_mode=True), where torch is installed.

    In one the same NumPy layer is inside of torch; torch's own layers are other code.
    """
    try:
        import torch
    except ImportError:
        return [Row("against torch.autograd.gradcheck(fast_mode=True)", "no torch here", "", None)]
    from .torch_layers import in_torch

    torch.set_num_threads(1)

    def gradcheck(f, x):
        return lambda: torch.autograd.gradcheck(f, (x,), fast_mode=True)

    return [
        faster(f"check_gradient, correct {name}", c, gradcheck(f, x), correct(c), goal, rounds)
        for name, c, f, x, goal in in_torch(drawn)
    ]
