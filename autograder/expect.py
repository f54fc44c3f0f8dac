"""What checks say of values: each helper returns when it holds and raises Failed when not."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.checks import Failed
from autograder.worker.wire import Handle

FALSE_FAILURE = 1e-9  # how often, at most, a statistical check may fail a correct answer


@dataclass(frozen=True)
class Measured:
    """A number that depends a little on chance.

    Attributes:
        value: what was measured.
        spread: how far another measurement of the same thing may lie from it.
    """

    value: float
    spread: float


def expect(condition: bool, message: str, hint: str = "", *, observed: Any = None) -> None:
    """A condition holds.

    Args:
        condition: what must be true.
        message: what was found instead.
        hint: what to look at.
        observed: see Failed; the message itself is used when there is none.
    """
    if not condition:
        raise Failed(message, hint, observed=message if observed is None else observed)


def kind_of(value: Any) -> str:
    """What a value is, for a message."""
    if isinstance(value, Handle):
        return "array of Python objects" if value.kind == "ndarray" else value.kind
    return type(value).__name__


def expect_array(
    value: Any, shape: tuple[int, ...], what: str, hint: str = ""
) -> NDArray[np.floating]:
    """A value is an array (or a NumPy number) of that shape with finite real numbers.

    Returns:
        The value as an array.
    """
    if value is None:
        raise Failed(f"{what} is None.", hint or "Is it set in every branch?", observed="None")
    kind = kind_of(value)
    if not isinstance(value, (np.ndarray, np.generic, float, int)):
        raise Failed(f"{what} is a {kind}, not an array.", hint, observed=kind)
    array = np.asarray(value)
    if array.shape != shape:
        raise Failed(
            f"{what} has the shape {array.shape}, expected {shape}.", hint, observed=array.shape
        )
    if array.dtype.kind not in "fiub":
        raise Failed(f"{what} has the dtype {array.dtype}.", hint, observed=str(array.dtype))
    if not np.isfinite(array).all():
        bad = int((~np.isfinite(array)).sum())
        raise Failed(
            f"{what}: {bad} of {array.size} elements are NaN or infinite.", hint, observed="nan"
        )
    return array


def expect_close(
    actual: Any,
    expected: Any,
    what: str,
    hint: str = "",
    *,
    rtol: float = 1e-6,
    observed: Any = None,
) -> None:
    """A value equals what is expected, up to rounding.

    The tolerance of every element is rtol times the larger of its own expected size and the
    typical (root mean square) expected size.

    Args:
        actual: what the submission gave.
        expected: the true value; its shape is what actual must have.
        what: the name of the value in messages.
        hint: what to look at.
        rtol: relative tolerance; wide enough for another order of summation.
        observed: see Failed; actual itself when there is none.
    """
    expected = np.asarray(expected, dtype=float)
    found = expect_array(actual, expected.shape, what, hint).astype(float)
    if expected.size == 0:
        return
    typical = float(np.sqrt(np.mean(expected**2)))
    error = np.abs(found - expected)
    if (error <= rtol * np.maximum(np.abs(expected), typical) + 1e-300).all():
        return
    raise Failed(
        f"{what} {difference(found, expected)}.",
        hint,
        observed=found if observed is None else observed,
    )


def difference(found: NDArray[np.floating], expected: NDArray[np.floating]) -> str:
    """How an array differs from what was expected, in the plainest terms that fit."""
    if not found.any():
        return "is zero everywhere" if found.ndim else f"is 0, expected {_number(expected)}"
    size = float(np.sum(expected * expected))
    factor = float(np.sum(found * expected)) / size if size else 0.0
    if factor and np.allclose(found, factor * expected, rtol=1e-6, atol=1e-9 * abs(factor)):
        if math.isclose(factor, -1.0, rel_tol=1e-6):
            return "has the wrong sign"
        if found.ndim and abs(factor - 1) < 1e-3:
            return f"is off by a factor of {factor:.8g}; is something added to a divisor?"
        if found.ndim:
            return f"is exactly {factor:.4g} times what was expected"
    if found.ndim == 0:
        return f"is {_number(found)}, expected {_number(expected)}"
    if found.ndim == 2 and found.shape[0] == found.shape[1] and np.allclose(found.T, expected):
        return "is the transpose of what was expected"
    error = np.abs(found - expected)
    wrong = int((error > 1e-6 * np.sqrt(np.mean(expected**2))).sum())
    worst = np.unravel_index(int(np.argmax(error)), error.shape)
    where = ", ".join(str(i) for i in worst)
    return (
        f"is wrong in {wrong} of {error.size} elements, most of all at [{where}]:"
        f" {_number(found[worst])}, expected {_number(expected[worst])}"
    )


def _number(value: Any) -> str:
    return f"{float(value):.6g}"


def constant(values: Any) -> float | str:
    """The one value of an array up to rounding, or "uneven" when its elements differ."""
    values = np.asarray(values, dtype=float)
    even = values.size and np.ptp(values) <= 1e-6 * abs(np.median(values)) + 1e-12
    return float(np.median(values)) if even else "uneven"


def is_rate(selected: Any, p: float, *, tries: int = 1) -> bool:
    """Whether independent units, each selected with probability p, could look like this.

    False comes by chance with a probability of at most FALSE_FAILURE. The bound is Chernoff's:
    among n units a fraction q is selected with P[n KL(q, p) >= t] <= 2 exp(-t).

    Args:
        selected: bool array, one element a unit.
        p: the probability.
        tries: how many such questions one check asks; together they keep to FALSE_FAILURE.
    """
    selected = np.asarray(selected)
    n, rate = selected.size, np.count_nonzero(selected) / selected.size
    return bool(n * _divergence(rate, p) <= math.log(2 * tries / FALSE_FAILURE))


def measured_rate(selected: Any) -> Measured:
    """The fraction selected, and how far that of another draw may lie from it."""
    return Measured(float(np.mean(selected)), 3 / math.sqrt(np.size(selected)))


def expect_rate(
    selected: Any, p: float, what: str, hint: str = "", *, observed: Any = None
) -> None:
    """Each of many independent units is selected with probability p; see is_rate.

    Args:
        selected: bool array, one element a unit.
        p: the probability.
        what: what was counted, for the message.
        hint: what to look at.
        observed: see Failed; the measured rate when there is none.
    """
    if not is_rate(selected, p):
        found = measured_rate(selected)
        raise Failed(
            f"{what}: {found.value:.1%} of {np.size(selected)}, expected about {p:.0%}.",
            hint,
            observed=found if observed is None else observed,
        )


def _divergence(q: float, p: float) -> float:
    """Kullback-Leibler divergence of two coins, in nats."""
    total = 0.0
    for a, b in ((q, p), (1 - q, 1 - p)):
        if a > 0:
            total += math.inf if b <= 0 else a * math.log(a / b)
    return total
