"""What one thread of this machine does at most, measured: bytes moved and operations a second."""

import time
from collections.abc import Callable
from functools import cache

import numpy as np

ROUNDS, SECONDS = 5, 0.02


def best(run: Callable[[], object]) -> float:
    """The least processor seconds of a run, of rounds that are long enough to be measured."""
    run()
    start = time.process_time()
    run()
    often = max(1, round(SECONDS / max(time.process_time() - start, 1e-6)))
    rounds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for _ in range(often):
            run()
        rounds.append((time.process_time() - start) / often)
    return min(rounds)


@cache
def bandwidth(size: int) -> float:
    """Bytes a second that are read and written in a copy, where so many bytes are in use.

    A few arrays stay in a processor's cache, which moves more than the memory does.
    """
    source = np.ones(max(size // 16, 512))
    target = np.empty_like(source)
    return 2 * source.nbytes / best(lambda: np.copyto(target, source))


@cache
def peak(dtype: str) -> float:
    """Floating-point operations a second in a product of two matrices."""
    n = 768
    a, b = np.ones((n, n), dtype), np.ones((n, n), dtype)
    out = np.empty_like(a)
    return 2 * n**3 / best(lambda: np.matmul(a, b, out=out))


def least(moved: float = 0, operations: float = 0, dtype: type = np.float64) -> float:
    """Seconds below which nothing comes that moves so many bytes and makes so many operations.

    Products of matrices and steps that only move bytes follow each other, so the two add up.
    """
    moving = moved / bandwidth(int(moved)) if moved else 0.0
    return moving + (operations / peak(np.dtype(dtype).name) if operations else 0.0)
