"""Layers against PyTorch on one thread: medians of runs in turn, as ratios.

Run with ``python -m tests.benchmarks.layers``. A ratio above 1 means that ours is faster. The
limit is what the bytes to be moved, or the operations of a convolution's product, take: machine.py.
"""

import os

# NumPy and PyTorch read these once, when they are imported.
os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from rich.console import Console
from rich.progress import track
from rich.table import Table

from reglab import layers

from .machine import least

try:
    import torch
except ImportError:
    torch = None

Run = Callable[[], object]

ROUNDS, SECONDS = 15, 0.5  # at least
CONVOLUTIONS = (  # N, C, H = W, F, HH = WW, stride, pad
    (100, 3, 32, 32, 7, 1, 3),
    (50, 16, 32, 32, 3, 1, 1),
    (50, 32, 16, 64, 3, 1, 1),
    (100, 3, 31, 25, 3, 2, 1),
)
POOLED = ((100, 3, 32, 32), (50, 16, 32, 32), (50, 32, 16, 16), (100, 32, 32, 32))


@dataclass(frozen=True)
class Case:
    """What is compared, ours first, how many times faster it is to be, and the least seconds."""

    what: str
    against: str
    ours: Run
    theirs: Run
    goal: float
    limit: float


def dropped(x: np.ndarray) -> float:
    """The least seconds of a pass of dropout: an array is read, and one and a mask are written."""
    return least(2 * x.nbytes + x.size)


def medians(ours: Run, theirs: Run) -> tuple[float, float]:
    """Median seconds of each, run in turn after one round that is not counted.

    Seconds of this process, so that others on the machine count less; each side has one thread.
    """
    rounds: list[tuple[float, float]] = []
    while len(rounds) <= ROUNDS or sum(map(sum, rounds)) < SECONDS:
        start = time.process_time()
        ours()
        between = time.process_time()
        theirs()
        rounds.append((between - start, time.process_time() - between))
    first, second = zip(*rounds[1:], strict=True)
    return statistics.median(first), statistics.median(second)


def dropout_against_a_random_matrix() -> Iterator[Case]:
    for size in (10**5, 10**6, 10**7):
        x = np.random.default_rng(0).standard_normal((size // 100, 100), dtype=np.float32)
        for p in (0.5, 0.7):
            param = {"p": p, "mode": "train"}

            def ours(x=x, param=param):
                return layers.dropout_forward(x, param)

            def theirs(x=x, p=p):
                mask = ((np.random.rand(*x.shape) < p) / p).astype(x.dtype)
                return x * mask, mask

            what = f"dropout forward, 1e{len(str(size)) - 1} float32, p = {p}"
            yield Case(what, "np.random.rand(*x.shape) < p", ours, theirs, 3, dropped(x))


def dropout_against_torch() -> Iterator[Case]:
    for size in (10**5, 10**6, 10**7):
        x = np.random.default_rng(0).standard_normal((size // 100, 100), dtype=np.float32)
        tx, td = torch.from_numpy(x.copy()).requires_grad_(), torch.from_numpy(x)
        for p in (0.5, 0.7):
            param = {"p": p, "mode": "train"}

            def ours(x=x, param=param):
                _, cache = layers.dropout_forward(x, param)
                return layers.dropout_backward(x, cache)

            def theirs(tx=tx, td=td, p=p):
                out = torch.nn.functional.dropout(tx, 1 - p, training=True)  # it drops with its p
                return torch.autograd.grad(out, tx, td)

            what = f"dropout forward and backward, 1e{len(str(size)) - 1} float32, p = {p}"
            yield Case(what, "torch", ours, theirs, 4.5, 2 * dropped(x))


def passes(
    name: str,
    ours: tuple[Run, Run],
    tensors: tuple,
    call: Run,
    goal: float,
    limits: tuple[float, float],
) -> Iterator[Case]:
    """Forward alone, backward alone on the graph of one forward pass, and both in a row."""
    out = call()
    td = torch.from_numpy(np.random.default_rng(1).normal(size=out.shape)).to(out.dtype)

    def forward():
        with torch.no_grad():
            return call()

    def backward():
        return torch.autograd.grad(out, tensors, td, retain_graph=True)

    yield Case(f"{name} forward", "torch", ours[0], forward, goal, limits[0])
    yield Case(f"{name} backward", "torch", ours[1], backward, goal, limits[1])
    yield Case(
        f"{name} both",
        "torch",
        lambda: [run() for run in ours],
        lambda: torch.autograd.grad(call(), tensors, td),
        goal,
        sum(limits),
    )


def convolutions() -> Iterator[Case]:
    rng = np.random.default_rng(0)
    for dtype, goal in ((np.float64, 1), (np.float32, 0.5)):
        for N, C, H, F, HH, stride, pad in CONVOLUTIONS:
            shapes = (N, C, H, H), (F, C, HH, HH), (F,)
            x, w, b = (rng.normal(size=shape).astype(dtype) for shape in shapes)
            param = {"stride": stride, "pad": pad}
            out, cache = layers.conv_forward(x, w, b, param)
            dout = rng.normal(size=out.shape).astype(dtype)
            tensors = tuple(torch.from_numpy(a.copy()).requires_grad_() for a in (x, w, b))
            name = f"conv N{N} C{C} {H}² F{F} {HH}×{HH} stride {stride} {dtype.__name__}"
            ours = (
                lambda x=x, w=w, b=b, param=param: layers.conv_forward(x, w, b, param),
                lambda dout=dout, cache=cache: layers.conv_backward(dout, cache),
            )

            def call(tensors=tensors, stride=stride, pad=pad):
                return torch.nn.functional.conv2d(*tensors, stride=stride, padding=pad)

            operations = 2 * out.size * C * HH * HH
            limits = (
                least(operations=operations, dtype=dtype),
                least(operations=2 * operations, dtype=dtype),
            )
            yield from passes(name, ours, tensors, call, goal, limits)


def pools() -> Iterator[Case]:
    rng = np.random.default_rng(0)
    param = {"pool_height": 2, "pool_width": 2, "stride": 2}
    functions = torch.nn.functional
    for dtype in (np.float64, np.float32):
        for shape in POOLED:
            x = rng.normal(size=shape).astype(dtype)
            tx = torch.from_numpy(x.copy()).requires_grad_()
            for name, function in (("max", functions.max_pool2d), ("avg", functions.avg_pool2d)):
                forward = getattr(layers, f"{name}_pool_forward")
                backward = getattr(layers, f"{name}_pool_backward")
                out, cache = forward(x, param)
                dout = rng.normal(size=out.shape).astype(dtype)
                ours = (
                    lambda x=x, forward=forward: forward(x, param),
                    lambda dout=dout, cache=cache, backward=backward: backward(dout, cache),
                )
                what = f"{name} pool 2×2 {'×'.join(map(str, shape))} {dtype.__name__}"

                def call(tx=tx, function=function):
                    return function(tx, 2)

                limits = (least(x.nbytes + out.nbytes),) * 2
                yield from passes(what, ours, (tx,), call, 1, limits)


def report(console: Console, title: str, cases: Iterator[Case]) -> None:
    columns = "what", "CPU ms", "limit", "against", "CPU ms", "ratio", "goal", "met"
    table = Table(*columns, title=title)
    # No refreshing on the side: a second thread would count as ours, and theirs.
    for case in track(cases, title, console=console, transient=True, auto_refresh=False):
        ours, theirs = medians(case.ours, case.theirs)
        ratio = theirs / ours
        met = "yes" if ratio >= case.goal else "NO"
        ms = [f"{1000 * seconds:.2f}" for seconds in (ours, case.limit, theirs)]
        numbers = *ms[:2], case.against, ms[2], f"{ratio:.2f}"
        table.add_row(case.what, *numbers, f"{case.goal:g}", met)
    console.print(table)


def main() -> None:
    console = Console(width=140)
    report(console, "Dropout masks", dropout_against_a_random_matrix())
    if torch is None:
        console.print("PyTorch is not installed, so nothing is compared with it.")
        return
    torch.set_num_threads(1)
    report(console, "Dropout", dropout_against_torch())
    report(console, "Convolution", convolutions())
    report(console, "Pooling", pools())


if __name__ == "__main__":
    main()
