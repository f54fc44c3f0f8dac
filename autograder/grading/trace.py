"""What a submission answered in one check, small enough to keep and to compare.

Two programs that give the same numbers, call for call, do the same; that is evidence for a cause
whatever the check itself observed. An array is kept as its shape, its size and two projections.
"""

import math
from collections.abc import Callable, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.authors.exercise import Check, Failed
from autograder.authors.subject import Observed, Subject

RTOL = 1e-5  # sums in another order, or in float32, differ by less

_FEW = 4  # numerator and denominator of the fractions that many mistakes have in common
_LONGEST = 200  # characters of a text
_NUMBERS = (int, float, np.integer, np.floating)


@dataclass(frozen=True)
class Sketch:
    """An array of numbers, as far as two of them are compared.

    Attributes:
        shape: of the array.
        odd: how many elements are NaN, and how many infinite.
        norm: of the others.
        parts: their products with two fixed random directions.
        even: the value that all elements have, or None.
    """

    shape: tuple[int, ...]
    odd: tuple[int, int]
    norm: float
    parts: tuple[float, float]
    even: float | None


@dataclass(frozen=True)
class Raised:
    """A call without an answer, by what is said of it."""

    observed: Any


Trace = tuple[Any, ...]


class Traced:
    """A subject that keeps what it answers.

    Args:
        subject: who is asked.

    Attributes:
        lost: as in Subject.
        trace: what was answered since the last begin(), one entry a call.
    """

    def __init__(self, subject: Subject) -> None:
        self.lost: Set[Check] = subject.lost
        self._subject = subject
        self._answers: list[Any] = []

    def begin(self, check: str) -> None:
        """Begin the calls of another check."""
        self._answers = []
        self._subject.begin(check)

    @property
    def trace(self) -> Trace:
        """See the class."""
        return tuple(self._answers)

    def observe(self, function: str, *args: Any) -> Observed:
        """Call a function and look at its arguments afterwards."""
        observed: Observed = self._kept(lambda: self._subject.observe(function, *args))
        self._answers[-1] = (sketch(observed.returned), sketch(observed.args))
        return observed

    def __getattr__(self, function: str) -> Callable[..., Any]:
        """A function of the subject."""
        asked = getattr(self._subject, function)
        return lambda *args: self._kept(lambda: asked(*args))

    def _kept(self, call: Callable[[], Any]) -> Any:
        try:
            answer = call()
        except Failed as failed:
            self._answers.append(Raised(failed.observed))
            raise
        self._answers.append(None if isinstance(answer, Observed) else sketch(answer))
        return answer


def sketch(value: Any) -> Any:
    """A value as it is kept: numbers, texts and None stay what they are, in containers too."""
    if isinstance(value, np.ndarray) and value.dtype.kind in "biuf":
        return _sketch_array(value) if value.ndim else value.item()
    if isinstance(value, (tuple, list)):
        return tuple(map(sketch, value))
    if isinstance(value, dict):
        return tuple((str(key), sketch(value[key])) for key in sorted(value, key=str))
    if value is None or isinstance(value, str):
        return value and value[:_LONGEST]
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    return as_float(value) if isinstance(value, _NUMBERS) else "an object"


def as_float(number: Any) -> float:
    """A number as a float; NaN for one that no float can hold."""
    try:
        return float(number)
    except OverflowError:
        return math.nan


def same_trace(a: Trace, b: Trace) -> bool:
    """True if two subjects gave the same answers in a check, and gave any."""
    return bool(a) and _same(a, b)


def difference(trace: Any, right: Any) -> Any:
    """What of the answers is not the reference's: a tuple, empty where there is nothing.

    Args:
        trace: the answers.
        right: those of the reference.
    """
    if _same(trace, right):
        return ()
    if isinstance(trace, tuple) and isinstance(right, tuple):
        # A check that fails early has asked less of the submission than of the reference.
        parts = [difference(a, b) for a, b in zip(trace, right, strict=False)]
        return tuple(one for part in parts for one in part) + trace[len(right) :]
    return (trace,)


def is_telling(trace: Any) -> bool:
    """True if an answer holds more than chance would bring about in another program too.

    Zeros, ones and small fractions, one truth value, an exception and a missing value are what
    many mistakes have in common.
    """
    if isinstance(trace, Sketch):
        return trace.even is None or not _is_common(trace.even)
    if isinstance(trace, (float, int)) and not isinstance(trace, bool):
        return not _is_common(trace)
    if not isinstance(trace, tuple):
        return False
    truths = [value for value in trace if isinstance(value, bool)]
    varied = len(truths) >= _FEW and len(set(truths)) > 1
    return varied or any(is_telling(value) for value in trace)


def _sketch_array(array: NDArray[Any]) -> Sketch:
    flat, odd = array.astype(float, copy=False).ravel(), (0, 0)
    norm = math.sqrt(flat @ flat)
    if not math.isfinite(norm):
        odd = int(np.isnan(flat).sum()), int(np.isinf(flat).sum())
        flat = np.where(np.isfinite(flat), flat, 0.0)
        norm = float(np.linalg.norm(flat))
    even = float(flat[0]) if _is_even(flat) else None
    first, second = _directions(flat.size) @ flat
    return Sketch(array.shape, odd, norm, (float(first), float(second)), even)


def _is_even(flat: NDArray[np.floating]) -> bool:
    """True if all elements are the first; most arrays show in their last that they are not."""
    near = RTOL * abs(flat[0]) if flat.size else 0.0
    return flat.size > 0 and abs(flat[-1] - flat[0]) <= near and bool(np.ptp(flat) <= near)


@lru_cache(maxsize=256)
def _directions(size: int) -> NDArray[np.floating]:
    return np.random.default_rng(size).standard_normal((2, size))


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and all(map(_same, a, b))
    if isinstance(a, Sketch) and isinstance(b, Sketch):
        near = RTOL * max(a.norm, b.norm) + 1e-12
        parts = zip((a.norm, *a.parts), (b.norm, *b.parts), strict=True)
        return (a.shape, a.odd) == (b.shape, b.odd) and all(abs(x - y) <= near for x, y in parts)
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if isinstance(a, (float, int)) and isinstance(b, (float, int)):
        return math.isclose(a, b, rel_tol=RTOL, abs_tol=1e-12) or (a != a and b != b)
    return type(a) is type(b) and bool(a == b)


def _is_common(number: float) -> bool:
    if not math.isfinite(number):
        return True
    return any(
        math.isclose(number * below, round(number * below), abs_tol=1e-6)
        and abs(round(number * below)) <= _FEW
        for below in range(1, _FEW + 1)
    )
