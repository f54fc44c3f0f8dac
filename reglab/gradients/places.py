"""Patterns in the places of wrong elements: kinks, transposes, rows, columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reglab.gradients.case import CLOSE, Case, count, ratio_of, same

if TYPE_CHECKING:
    from reglab.gradients.arrays import Array, Mask

MOST_ROWS = 500
"""Largest number of rows that are compared with each other."""

MOST_LINES = 3
"""Largest number of rows and columns in a pattern."""


def kinks_only(case: Case) -> str:
    """Wrong elements at kinks only."""
    kinks, tied = case.verdict.kinks, case.verdict.tied
    if (case.wrong & ~kinks).any():
        return ""
    where = f"{count(int(case.wrong.sum()))} of d{case.name}"
    if tied.any():
        return (
            f"{where} are tied at a kink, as equal maxima are, and their sum is too large: give "
            "the gradient to one of them, or share it"
        )
    return (
        f"only {where} at kinks, where the slope of the function jumps, do not lie between the two "
        "slopes: look at the comparison (> or >=) and at ties"
    )


def transposed(case: Case) -> str:
    """Transposed gradient."""
    dx, numeric = case.dx, case.numeric
    if dx.ndim != 2 or min(dx.shape) < 2 or not case.judged.all():
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
    if len(wrong) < 2 or len(rows) > MOST_ROWS:
        return ""
    near = CLOSE * float(np.nanmax(np.abs(right)))
    matches = [np.flatnonzero(np.all(np.abs(right - rows[i]) <= near, axis=1)) for i in wrong]
    if any(len(match) != 1 for match in matches):
        return ""
    source = np.concatenate(matches)
    what = f"of the numerical gradient for d{case.name}"
    if len(set(source)) == 1:
        return f"every wrong {word} is {word} {source[0]} {what}: is it from another example?"
    if len(wrong) == 2 and set(source) == set(wrong):
        return f"{word}s {wrong[0]} and {wrong[1]} of d{case.name} are swapped"
    shifts = set(((source - wrong + len(rows) // 2) % len(rows) - len(rows) // 2).tolist())
    if len(shifts) == 1:
        return f"{word} i is {word} i {shifts.pop():+d} {what}: is an index shifted?"
    return f"the {word}s of d{case.name} are right but in another order: is the batch shuffled?"


def one_element(case: Case) -> str:
    """One wrong element."""
    if case.wrong.sum() != 1 or case.wrong.size == 1:
        return ""
    i = [int(k) for k in np.argwhere(case.wrong)[0]]
    ratio = ratio_of(*case.wrong_pairs)
    times = f", exactly {ratio:.3f} times the numerical gradient" if ratio is not None else ""
    return f"only d{case.name}{i} is wrong{times}"


def few_lines(case: Case) -> str:
    """Errors in a few rows, columns or indices of another axis only."""
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
    words = [_line(case.wrong.ndim, axis, i) for axis, i in sorted(lines)]
    if len(words) == 1:
        return f"only {words[0]} of d{case.name} is wrong"
    return f"only {', '.join(words[:-1])} and {words[-1]} of d{case.name} are wrong"


def _indices(wrong: Mask) -> list[tuple[int, int]]:
    """Pairs of an axis and an index, for arrays of two or more axes."""
    if wrong.ndim < 2:
        return []
    return [(axis, i) for axis, n in enumerate(wrong.shape) if n > 1 for i in range(n)]


def _line(axes: int, axis: int, i: int) -> str:
    return f"{('row', 'column')[axis]} {i}" if axes == 2 else f"index {i} of axis {axis}"
