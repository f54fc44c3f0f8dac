"""Statistical expectations, each with the rate at which it may fail a correct answer."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from autograder.authors.exercise import Failed
from autograder.authors.expectations import expect
from autograder.authors.messages import Message

FALSE_FAILURE = 1e-9  # how often, at most, a statistical check may fail a correct answer

LINE = 400  # elements that a line needs, or two of them may be alike by chance
ALIKE = 72  # squared correlation of two lines, times their elements, that chance does not reach


@dataclass(frozen=True)
class Measured:
    """A number that depends a little on chance, for observed=.

    Two of them are of the same mistake when their values lie no further apart than the sum of
    their spreads.

    Args:
        value: what was measured.
        spread: how far another measurement of the same thing may lie from it.
    """

    value: float
    spread: float


def is_rate(selected: Any, p: float, *, tries: int = 1) -> bool:
    """True if independent units, each selected with probability p, could look like this.

    False comes by chance with a probability of at most FALSE_FAILURE. The bound is Chernoff's:
    among n units a fraction q is selected with P[n KL(q, p) >= t] <= 2 exp(-t).

    Args:
        selected: bool array, one element a unit.
        p: the probability.
        tries: how many such questions one check asks; together they keep to FALSE_FAILURE.

    Returns:
        False when such a draw would come about too rarely to be believed.
    """
    selected = np.asarray(selected)
    n, rate = selected.size, np.count_nonzero(selected) / selected.size
    return bool(n * _divergence(rate, p) <= _limit(tries))


def is_same_rate(some: Any, others: Any, *, tries: int = 1) -> bool:
    """True if two lots of independent units could all be selected with one probability.

    False comes by chance with a probability of at most FALSE_FAILURE: the rate of all together is
    the one from which both are the least away, and each lot is further than t from the true one
    with a probability of at most 2 exp(-t), as in is_rate.

    Args:
        some: bool array, one element a unit.
        others: the same, of the other lot.
        tries: as in is_rate.
    """
    lots = [(np.size(lot), np.count_nonzero(lot)) for lot in (some, others)]
    rate = sum(count for _, count in lots) / sum(size for size, _ in lots)
    away = sum(size * _divergence(count / size, rate) for size, count in lots)
    return away <= 2 * _limit(2 * tries)


def coins_needed(p: float, off: float = 0.02, *, missed: float = 1e-6, tries: int = 1) -> int:
    """How many units is_rate needs, so that it notices a rate that is off by that much.

    Among so many, some q between p and the wrong rate is as far from p as is_rate lets pass, and
    n KL(q, wrong) is log(1 / missed): what looks like p comes of the wrong rate so rarely.

    Args:
        p: the right probability.
        off: how far another one is from it.
        missed: how often, at most, the other one may look like p.
        tries: as in is_rate.
    """
    limit, rare = _limit(tries), -math.log(missed)
    return math.ceil(max(_coins_between(p, wrong, limit, rare) for wrong in (p - off, p + off)))


def _coins_between(p: float, wrong: float, limit: float, rare: float) -> float:
    near, far = p, wrong
    for _ in range(60):
        q = (near + far) / 2
        if _divergence(q, p) * rare < _divergence(q, wrong) * limit:
            near = q
        else:
            far = q
    return limit / _divergence(q, p)


def _limit(tries: int) -> float:
    """How far a rate may be from the right one: n KL(rate, p), in nats."""
    return math.log(2 * tries / FALSE_FAILURE)


def measured_rate(selected: Any) -> Measured:
    """The fraction selected, as a Measured: another draw may lie 3 / sqrt(elements) from it.

    Args:
        selected: bool array, one element a unit.
    """
    return Measured(float(np.mean(selected)), 3 / math.sqrt(np.size(selected)))


def expect_rate(
    selected: Any, p: float, what: str, hint: str = "", *, observed: Any = None
) -> None:
    """Fail the check unless each of many independent units was selected with probability p.

    A correct answer fails by chance with a probability of at most FALSE_FAILURE; see is_rate.

    Args:
        selected: bool array, one element a unit.
        p: the probability.
        what: what was counted, for the message: "With p = 0.3, units kept".
        hint: what to look at.
        observed: see Failed; the measured rate when it is None.

    Raises:
        Failed: the rate is not that of p.
    """
    found = measured_rate(selected)
    text = "{what}: {found:.1%} of {size}, expected about {p:.0%}."
    message = Message(text, what=Message(what), found=found.value, size=np.size(selected), p=p)
    expect(is_rate(selected, p), message, hint, observed=found if observed is None else observed)


def expect_coin_for_each(
    kept: ArrayLike, lines: Sequence[str], hint: str = "", *, what: str = "x", where: str = ""
) -> None:
    """Fail the check unless every element was kept or dropped on its own, draw after draw.

    It fails when all elements of a draw, or of a line, share one random number, when a line is kept
    more or less often than all are, when two lines are correlated, and when every draw keeps the
    same number of elements. Use draws with p about a half.
    A correct answer fails by chance with a probability below FALSE_FAILURE: rates as in is_rate,
    and by Hoeffding's bound two of 200 lines have a correlation whose square times their elements
    is ALIKE in fewer than 1 of 10**11 cases: 0.2 for 1800 elements, 0.42 for 400.

    Args:
        kept: bool array, one draw in each element of the first axis, (draws, ...).
        lines: what a slice along each further axis is called: ("row", "column").
        hint: what to look at.
        what: the array that is drawn for, as messages call it.
        where: put before each message, "In layer 2, ".

    Raises:
        Failed: elements were not kept or dropped on their own.
        ValueError: a line has too few elements, over all draws, to tell chance from a mistake.
    """
    kept = np.asarray(kept, bool)
    what, where, lines = Message(what), Message(where), [Message(line) for line in lines]
    axes = tuple(range(1, kept.ndim))
    text = "{where}all of {what} is kept or dropped together."
    expect(not _even(kept, axes), Message(text, where=where, what=what), hint)
    for axis, line in zip(axes, lines, strict=True):
        others = tuple(other for other in axes if other != axis)
        text = "{where}all elements of a {line} of {what} are kept or dropped together."
        together = Message(text, where=where, line=line, what=what)
        expect(not others or not _even(kept, others), together, hint)
    if len({draw.tobytes() for draw in kept}) < len(kept):
        return  # draws that repeat are another mistake, and not one of lines
    counts = kept.sum(axis=axes)
    spread = math.sqrt(kept[0].size * kept.mean() * (1 - kept.mean()))
    if (2 * math.sqrt(math.pi) * spread) ** (1 - len(kept)) < FALSE_FAILURE:  # else by chance
        text = "{where}every draw keeps {count} of {size} elements of {what}, no more and no fewer."
        same = Message(text, where=where, count=counts[0], size=kept[0].size, what=what)
        expect(np.ptp(counts) > 0, same, hint, observed="count")
    for axis, line in zip(axes, lines, strict=True):
        every = np.moveaxis(kept, axis, 0).reshape(kept.shape[axis], -1)
        _expect_independent(every, Message("{line} of {what}", line=line, what=what), hint, where)


def _expect_independent(lines: NDArray[np.bool_], line: str, hint: str, where: str) -> None:
    """Each line is kept as often as all are, and no two have to do with each other."""
    if lines.shape[1] < LINE:
        raise ValueError(f"a {line} has {lines.shape[1]} elements; {LINE} or more are needed")
    shares, share = lines.mean(axis=1), float(lines.mean())
    for i, kept in enumerate(shares):
        if lines.shape[1] * _divergence(kept, share) > _limit(200):
            text = "{where}{line} {i}: {kept:.0%} is kept, and {share:.0%} of all."
            rate = Message(text, where=where, line=line, i=i, kept=kept, share=share)
            raise Failed(rate, hint, observed=(str(line), "rate"))
    alike = np.abs(np.corrcoef(lines) - np.eye(len(lines)))
    first, second = np.unravel_index(int(np.argmax(alike)), alike.shape)
    text = "{where}{line} {first} and {line} {second} share their random numbers."
    shared = Message(text, where=where, line=line, first=first, second=second)
    by_chance = max(0.2, math.sqrt(ALIKE / lines.shape[1]))
    expect(bool(alike.max() < by_chance), shared, hint, observed=(str(line), "shared"))


def _even(kept: NDArray[np.bool_], axes: tuple[int, ...]) -> bool:
    """True if all elements along the axes are always kept or dropped together."""
    return bool(np.isin(kept.mean(axis=axes), (0.0, 1.0)).all())


def _divergence(q: float, p: float) -> float:
    """Kullback-Leibler divergence of two coins, in nats."""
    total = 0.0
    for a, b in ((q, p), (1 - q, 1 - p)):
        if a > 0:
            total += math.inf if b <= 0 else a * math.log(a / b)
    return total
