"""Patterns in the values of a wrong gradient: factors, signs, zeros, missing terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reglab.gradients.case import (
    CLOSE,
    Case,
    count,
    distinct,
    factor_of,
    ratio_of,
    same,
    times,
)

if TYPE_CHECKING:
    from reglab.gradients.arrays import Array

ENOUGH_SIGNS = 8
"""Fewest elements whose signs tell a pattern from chance: by chance they agree in 1 of 128."""


def zeros(case: Case) -> str:
    """Zero gradient."""
    if case.dx.any():
        return ""
    return f"d{case.name} is zero everywhere" if case.dx.size > 1 else f"d{case.name} is zero"


def float32(case: Case) -> str:
    """Gradient whose values are all exact in float32, unlike those of float64 code."""
    a, n = case.pairs
    near = np.abs(a - n).max() <= CLOSE * np.abs(n).max()
    with np.errstate(over="ignore"):
        if not near or (case.dx != case.dx.astype(np.float32)).any():
            return ""
    digits = np.frexp(case.dx[case.wrong])[0] * 2**12
    if (digits == np.round(digits)).all():  # 1 or 0.5 is exact in any precision
        return ""
    return f"d{case.name} was rounded to float32: look for astype, dtype= or a float32 input"


def small_errors(case: Case) -> str:
    """Small errors in many elements."""
    a, n = case.pairs
    typical = float(np.median(np.abs(case.wrong_pairs[1])))
    if case.wrong.sum() == 1 or np.abs(a - n).max() > 10 * CLOSE * typical:
        return ""
    return f"d{case.name} is nearly right: is a part in float32, or is there a small constant?"


def keep_probability(case: Case) -> str:
    """Missing or double division by p in the backward pass of dropout."""
    if case.df.shape != case.dx.shape:
        return ""
    df, (a, n) = case.df[case.judged], case.pairs
    kept = np.abs(n) > CLOSE * np.abs(df)
    ratio, scale = ratio_of(a, n), ratio_of(n[kept], df[kept]) if kept.any() else None
    if ratio is None or scale is None or scale <= 1 + CLOSE or kept.all():
        return ""
    if kept.sum() < 2:  # a single slope is no rate
        return ""
    text = f"d{case.name} is {times(ratio)}{case.scope}"
    if abs(ratio * scale - 1) < CLOSE:
        return f"{text}: is the division by p = {1 / scale:.3g} missing?"
    if abs(ratio / scale - 1) < CLOSE:
        return f"{text}: is it divided by p = {1 / scale:.3g} twice?"
    return ""


def constant(case: Case) -> str:
    """One factor in all elements."""
    a, n = case.pairs
    ratio = factor_of(a, n)
    if ratio is None or (len(a) == 1 and case.dx.size > 1):
        return ""
    if abs(ratio + 1) < CLOSE:
        where = case.scope or (" everywhere" if case.dx.size > 1 else "")
        return f"the sign of d{case.name} is wrong{where}"
    return f"d{case.name} is {times(ratio)}{case.scope}{_guess(ratio)}"


def penalty(case: Case) -> str:
    """Error that is a multiple of x or of its sign, the gradient of a penalty.

    Whether the gradient has all of the penalty too much, or a part, is not seen.
    """
    a, n = case.pairs
    x, error = case.x[case.judged], a - n
    if distinct(x) < 3:
        return ""
    for term, text, kind in ((x, case.name, "L2"), (np.sign(x), f"sign({case.name})", "L1")):
        ratio = ratio_of(error, term)
        if ratio is not None and (kind == "L2" or _tell_signs(x)):
            more = "lacks" if ratio < 0 else "has"
            cause = "missing, or too small" if ratio < 0 else "too large, or not in the loss"
            much = f"{abs(ratio):.3g} * {text}{' too much' if ratio > 0 else ''}{case.scope}"
            return f"d{case.name} {more} {much}: is the gradient of an {kind} penalty {cause}?"
    return ""


def _tell_signs(x: Array) -> bool:
    """True if enough elements have each sign, so that a shift by one number looks different."""
    positive, negative = np.count_nonzero(x > 0), np.count_nonzero(x < 0)
    return bool(min(positive, negative) > 1 and positive + negative >= ENOUGH_SIGNS)


def no_effect(case: Case) -> str:
    """Nonzero gradient where the function does not depend on x."""
    a, n = case.wrong_pairs
    scale = max(float(np.nanmax(np.abs(case.numeric))), 1e-3)
    if np.abs(n).max() > CLOSE * min(float(np.abs(a).max()), scale):
        return ""
    return (
        f"the output does not depend on {count(len(a))} of {case.name}, so the gradient there must "
        f"be 0, but d{case.name} is not"
    )


def signs(case: Case) -> str:
    """Wrong signs with right absolute values."""
    a, n = case.wrong_pairs
    return f"the sign of {count(len(a))} of d{case.name} is wrong" if same(a, -n) else ""


def factor_of_wrong(case: Case) -> str:
    """One factor, or 0, in all wrong elements."""
    a, n = case.wrong_pairs
    if len(a) < 2:
        return ""
    if not a.any():
        return f"{len(a)} elements of d{case.name} are 0, but should not be"
    ratio = factor_of(a, n)
    if ratio is None:
        return ""
    return f"{len(a)} elements of d{case.name} are {times(ratio)}{_guess(ratio)}"


def _guess(ratio: float) -> str:
    """A likely cause of a factor."""
    fold = max(ratio, 1 / ratio) if ratio > 0 else 0.0
    if abs(fold - 2) < CLOSE:
        return ": is a factor of 1/2 " + ("missing?" if ratio > 1 else "too many?")
    if fold < 2.5 or abs(fold - round(fold)) > CLOSE * fold:
        return ""
    sums, means = ("a sum", "a mean") if ratio > 1 else ("a mean", "a sum")
    return f": {sums} over {round(fold)} where {means} is meant?"
