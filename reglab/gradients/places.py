"""Patterns in where a gradient is wrong, or in where its values belong."""

import numpy as np

from reglab.gradients.case import CLOSE, Array, Case, count, ratio_of, same

MOST_ROWS = 500
"""Rows that are compared with each other."""


def kinks_only(case: Case) -> str:
    """Nothing is wrong but at kinks."""
    kinks, tied = case.verdict.kinks, case.verdict.tied
    if (case.wrong & ~kinks).any():
        return ""
    where = f"{count(int(case.wrong.sum()))} of d{case.name}"
    if tied.any():
        return (
            f"{where}, tied at a kink as equal maxima are, have more than one gradient between "
            "them: give it to one, or share it"
        )
    return (
        f"only {where} at kinks of the function, where its slope jumps, lie outside of the two "
        "slopes: look at the comparison (> or >=) and at ties"
    )


def transposed(case: Case) -> str:
    """The values are those of the transpose."""
    dx, numeric = case.dx, case.numeric
    if dx.ndim != 2 or min(dx.shape) < 2 or not case.judged.all():
        return ""
    if dx.shape[0] == dx.shape[1] and same(dx.T, numeric):
        return f"d{case.name} is the transpose of the numerical gradient"
    if same(dx.ravel(), numeric.T.ravel()):
        return f"d{case.name} is the transpose of the numerical gradient, reshaped: use .T instead"
    return ""


def other_rows(case: Case) -> str:
    """Each wrong row, or column, is the right one for another place."""
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
        return f"every wrong {word} is {word} {source[0]} {what}: left over from another example?"
    if len(wrong) == 2 and set(source) == set(wrong):
        return f"{word}s {wrong[0]} and {wrong[1]} of d{case.name} are swapped"
    shifts = set(((source - wrong + len(rows) // 2) % len(rows) - len(rows) // 2).tolist())
    if len(shifts) == 1:
        return (
            f"{word} i is {word} i {shifts.pop():+d} {what}: shifted by an index, or another batch?"
        )
    return f"the {word}s of d{case.name} are right but in another order: a shuffled batch?"


def one_element(case: Case) -> str:
    """A single element is wrong."""
    if case.wrong.sum() != 1 or case.wrong.size == 1:
        return ""
    i = [int(k) for k in np.argwhere(case.wrong)[0]]
    ratio = ratio_of(*case.wrong_pairs)
    times = f", exactly {ratio:.3f} times the numerical gradient" if ratio is not None else ""
    return f"d{case.name}{i} alone is wrong{times}; no other element is"


def one_line(case: Case) -> str:
    """All errors lie in one row, one column or one index of another axis."""
    if case.wrong.ndim < 2:
        return ""
    for axis, length in enumerate(case.wrong.shape):
        lines = np.unique(np.nonzero(case.wrong)[axis])
        if len(lines) == 1 and length > 1:
            named = ("row", "column")[axis] if case.wrong.ndim == 2 else f"index on axis {axis}:"
            return f"only {named} {lines[0]} of d{case.name} is wrong"
    return ""
