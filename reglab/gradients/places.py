"""Patterns in the places of wrong elements: kinks, transposes, rows, columns."""

from __future__ import annotations

from math import comb
from typing import TYPE_CHECKING

import numpy as np

from reglab.gradients.case import CLOSE, Case, count, distinct, factor_of, same, times

if TYPE_CHECKING:
    from reglab.gradients.arrays import Array, Mask

MOST_ROWS = 500
"""Largest number of rows that are compared with each other."""

MOST_LINES = 3
"""Largest number of rows and columns in a pattern."""

CHANCE = 0.05
"""Largest probability that wrong elements at random places lie in so few rows and columns."""


def kinks_only(case: Case) -> str:
    """Wrong elements at kinks only."""
    kinks, tied = case.verdict.kinks, case.verdict.tied
    if (case.wrong & ~kinks).any():
        return ""
    where = f"{count(int(case.wrong.sum()))} of d{case.name}"
    if not (case.wrong & ~tied).any():
        return (
            f"{where} are tied at a kink, as equal maxima are, and their sum is wrong: give the "
            "gradient to one of them, or share it"
        )
    return (
        f"what is wrong, {where}, is at kinks, where the slope of the function jumps: look at the "
        "comparison (> or >=) and at ties"
    )


def transposed(case: Case) -> str:
    """Transposed gradient."""
    dx, numeric = case.dx, case.numeric
    if dx.ndim != 2 or min(dx.shape) < 2 or not case.judged.all():
        return ""
    if distinct(numeric[case.wrong]) < 2:  # one value at another place may be there by chance
        return ""
    if dx.shape[0] == dx.shape[1] and same(dx.T, numeric):
        return f"d{case.name} is the transpose of the numerical gradient"
    if same(dx.ravel(), numeric.T.ravel()):
        return f"d{case.name} is the transpose of the numerical gradient, reshaped: use .T instead"
    return ""


def other_rows(case: Case) -> str:
    """Wrong rows or columns with the values of other ones."""
    dx, numeric = case.dx, np.where(case.judged, case.numeric, np.nan)
    if dx.ndim < 2:
        return _order(case, dx[:, None], numeric[:, None], "element") if dx.ndim else ""
    by_row = _order(case, dx.reshape(len(dx), -1), numeric.reshape(len(dx), -1), "row")
    return by_row or (_order(case, dx.T, numeric.T, "column") if dx.ndim == 2 else "")


def _order(case: Case, rows: Array, right: Array, word: str) -> str:
    wrong = np.flatnonzero((np.abs(rows - right) > CLOSE * np.nanmax(np.abs(right))).any(axis=1))
    if len(wrong) < 2 or len(rows) > MOST_ROWS or not set(_lines_of(case, word)) <= set(wrong):
        return ""
    near = CLOSE * float(np.nanmax(np.abs(right)))
    matches = [np.flatnonzero(np.all(np.abs(right - rows[i]) <= near, axis=1)) for i in wrong]
    if any(len(match) != 1 for match in matches):
        return ""
    source = np.concatenate(matches)
    if distinct(right[source].ravel()) < 2:  # one value, such as 0 or 1, may be there by chance
        return ""
    what = f"of the numerical gradient for d{case.name}"
    if len(set(source)) == 1:
        return f"every wrong {word} is {word} {source[0]} {what}: is it from another example?"
    if len(wrong) == 2 and set(source) == set(wrong):
        return f"{word}s {wrong[0]} and {wrong[1]} of d{case.name} are swapped"
    shifts = set(((source - wrong + len(rows) // 2) % len(rows) - len(rows) // 2).tolist())
    if len(shifts) == 1:
        which = word if len(wrong) == len(rows) else f"wrong {word}"
        return f"each {which} i is {word} i {shifts.pop():+d} {what}: is an index shifted?"
    if set(source) == set(wrong):
        return f"the {word}s of d{case.name} are right but in another order: is the batch shuffled?"
    return f"every wrong {word} is another {word} {what}: is an index wrong?"


def _lines_of(case: Case, word: str) -> list[int]:
    """Numbers of the rows, columns or elements that hold a wrong element."""
    wrong = case.wrong.T if word == "column" else case.wrong
    return [int(i) for i in np.flatnonzero(wrong.reshape(len(wrong), -1).any(axis=1))]


def one_element(case: Case) -> str:
    """One wrong element."""
    if case.wrong.sum() != 1 or case.wrong.size == 1:
        return ""
    i = [int(k) for k in np.argwhere(case.wrong)[0]]
    ratio = factor_of(*case.wrong_pairs)
    much = f", {times(ratio)}" if ratio is not None else ""
    if case.scope:
        return f"d{case.name}{i} is wrong{much}, and no other element{case.scope}"
    return f"only d{case.name}{i} is wrong{much}"


def few_lines(case: Case) -> str:
    """Errors in a few rows, columns or indices of another axis only, while the rest is right."""
    left = case.wrong.copy()
    lines: list[tuple[int, int]] = []
    while left.any() and len(lines) < MOST_LINES:
        found, axis, i = max(
            ((int(np.take(left, i, axis).sum()), axis, i) for axis, i in _indices(left)),
            default=(0, 0, 0),
        )
        if found < 2:
            return ""
        lines.append((axis, i))
        left[(slice(None),) * axis + (i,)] = False
    if left.any():
        return ""
    covered = np.zeros_like(case.wrong)
    for axis, i in lines:
        covered[(slice(None),) * axis + (i,)] = True
    if _chance(case.wrong, covered, len(lines)) > CHANCE:
        return ""
    *words, last = [_line(case.wrong.ndim, axis, i) for axis, i in sorted(lines)]
    where = f"{', '.join(words)} and {last}" if words else last
    if case.scope or (covered & ~case.wrong).any():
        return f"all {int(case.wrong.sum())} wrong elements of d{case.name} are in {where}"
    return f"only {where} of d{case.name} {'are' if words else 'is'} wrong"


def _chance(wrong: Mask, covered: Mask, lines: int) -> float:
    """A bound on the probability that so many elements at random places lie in so few lines."""
    there, most = int(wrong.sum()), int(covered.sum())
    ways = comb(sum(length for length in wrong.shape if length > 1), lines)
    return ways * comb(most, there) / comb(wrong.size, there)


def _indices(wrong: Mask) -> list[tuple[int, int]]:
    """Pairs of an axis and an index, for arrays of two or more axes."""
    if wrong.ndim < 2:
        return []
    return [(axis, i) for axis, n in enumerate(wrong.shape) if n > 1 for i in range(n)]


def _line(axes: int, axis: int, i: int) -> str:
    return f"{('row', 'column')[axis]} {i}" if axes == 2 else f"index {i} of axis {axis}"
