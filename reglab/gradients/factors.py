"""Patterns in the values of a wrong gradient: factors, signs, zeros, missing terms."""

import numpy as np

from reglab.gradients.case import CLOSE, Case, count, ratio_of, same


def zeros(case: Case) -> str:
    """Zero gradient."""
    return f"d{case.name} is zero everywhere" if not case.dx.any() else ""


def float32(case: Case) -> str:
    """Gradient whose values are all exact in float32, unlike those of float64 code."""
    a, n = case.pairs
    near = np.abs(a - n).max() <= CLOSE * np.abs(n).max()
    if not near or (case.dx != case.dx.astype(np.float32)).any():
        return ""
    return f"d{case.name} was rounded to float32: look for astype, dtype= or a float32 input"


def small_errors(case: Case) -> str:
    """Small errors in many elements."""
    a, n = case.pairs
    if case.wrong.sum() == 1 or np.abs(a - n).max() > 10 * CLOSE * np.abs(n).max():
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
    text = f"d{case.name} is exactly {ratio:.3f} times the numerical gradient"
    if abs(ratio * scale - 1) < CLOSE:
        return f"{text}: is the division by p = {1 / scale:.3g} missing?"
    if abs(ratio / scale - 1) < CLOSE:
        return f"{text}: is it divided by p = {1 / scale:.3g} twice?"
    return ""


def constant(case: Case) -> str:
    """One factor in all elements."""
    a, n = case.pairs
    ratio = ratio_of(a, n)
    if ratio is None or (len(a) == 1 and case.dx.shape != ()):
        return ""
    if abs(ratio + 1) < CLOSE:
        return f"the sign of d{case.name} is wrong everywhere"
    return f"d{case.name} is exactly {ratio:.3f} times the numerical gradient{_guess(ratio)}"


def penalty(case: Case) -> str:
    """Error that is a multiple of x or of its sign, the gradient of a penalty."""
    a, n = case.pairs
    x, error = case.x[case.judged], a - n
    if len(x) < 3 or same(np.abs(x), np.abs(x[:1])):
        return ""
    for term, text, kind in ((x, case.name, "L2"), (np.sign(x), f"sign({case.name})", "L1")):
        ratio = ratio_of(error, term)
        if ratio is not None:
            more, cause = ("lacks", "missing") if ratio < 0 else ("has", "not in the loss")
            much = f"{abs(ratio):.3g} * {text}{' too much' if ratio > 0 else ''}"
            return f"d{case.name} {more} {much}: is the gradient of an {kind} penalty {cause}?"
    return ""


def no_effect(case: Case) -> str:
    """Nonzero gradient where the function does not depend on x."""
    a, n = case.wrong_pairs
    if np.abs(n).max() > CLOSE * np.abs(a).max():
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
    if not a.any():
        return f"{len(a)} elements of d{case.name} are 0, but should not be"
    ratio = ratio_of(a, n)
    if ratio is None:
        return ""
    return (
        f"{len(a)} elements of d{case.name} are exactly {ratio:.3f} times the numerical gradient"
        f"{_guess(ratio)}"
    )


def _guess(ratio: float) -> str:
    """A likely cause of a factor."""
    times = max(ratio, 1 / ratio) if ratio > 0 else 0.0
    if abs(times - 2) < CLOSE:
        return ": is a factor of 1/2 " + ("missing?" if ratio > 1 else "too many?")
    if times < 2.5 or abs(times - round(times)) > CLOSE * times:
        return ""
    sums, means = ("a sum", "a mean") if ratio > 1 else ("a mean", "a sum")
    return f": {sums} over {round(times)} where {means} is meant?"
