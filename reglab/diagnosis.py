"""What is probably wrong with a gradient, in one sentence."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

CLOSE = 1e-6
"""How closely a pattern must be met, relative to the largest gradient, to be named."""


def diagnose(dx: Array, numeric: Array, wrong: Mask, judged: Mask, name: str) -> str:
    """Name the pattern in the errors of a gradient.

    Args:
        dx: the gradient that was handed in.
        numeric: the numerical gradient, of the same shape; NaN where nothing was checked.
        wrong: which elements of dx are wrong; at least one is.
        judged: which elements were checked and do not lie on a kink.
        name: of the input, for the text.

    Returns:
        One sentence without a full stop: the first pattern that explains every wrong element.
    """
    a, n = dx[judged | wrong], numeric[judged | wrong]
    return (
        _zeros(a, name)
        or _nearly(a, n, name)
        or _factor(a, n, dx.shape, name)
        or _transposed(dx, numeric, judged, name)
        or _silent(dx[wrong], numeric[wrong], name)
        or _signs(dx[wrong], numeric[wrong], name)
        or _wrong_only(dx[wrong], numeric[wrong], name)
        or _one_line(wrong, name)
        or f"no simple pattern in {count(int(wrong.sum()))}; look at .plot()"
    )


def count(n: int) -> str:
    """So many elements, in words."""
    return "1 element" if n == 1 else f"{n} elements"


def _same(a: Array, b: Array) -> bool:
    return bool(np.all(np.abs(a - b) <= CLOSE * max(np.abs(b).max(), np.finfo(float).tiny)))


def _ratio(a: Array, n: Array) -> float | None:
    """The one number r with a = r n, or None."""
    power = float(n @ n)
    ratio = float(a @ n) / power if power > 0 else 0.0
    return ratio if ratio != 0 and _same(a, ratio * n) else None


def _zeros(a: Array, name: str) -> str:
    return f"d{name} is zero everywhere" if not a.any() else ""


def _nearly(a: Array, n: Array, name: str) -> str:
    if np.abs(a - n).max() > 10 * CLOSE * np.abs(n).max():
        return ""
    return f"d{name} is nearly right: has it passed through float32, or a small constant?"


def _factor(a: Array, n: Array, shape: tuple[int, ...], name: str) -> str:
    ratio = _ratio(a, n)
    if ratio is None or (len(a) == 1 and shape != ()):
        return ""
    if abs(ratio + 1) < CLOSE:
        return f"the sign of d{name} is wrong everywhere"
    text = f"d{name} is exactly {ratio:.3f} times the numerical gradient"
    rows = shape[0] if shape else 1
    if rows > 2 and min(abs(ratio - rows), abs(ratio * rows - 1)) < CLOSE * rows:
        text += f", and {name} has {rows} rows: a sum where a mean is meant, or the reverse?"
    return text


def _transposed(dx: Array, numeric: Array, judged: Mask, name: str) -> str:
    square = dx.ndim == 2 and dx.shape[0] == dx.shape[1] > 1
    both = judged & judged.T if square else judged
    if not square or not both.any() or not _same(dx.T[both], numeric[both]):
        return ""
    return f"d{name} is the transpose of the numerical gradient"


def _silent(a: Array, n: Array, name: str) -> str:
    """Nonzero gradients exactly where the function does not react."""
    if np.abs(n).max() > CLOSE * np.abs(a).max():
        return ""
    return (
        f"the output does not depend on {count(len(a))} of {name} at all, so the gradient there "
        f"must be 0, and d{name} is not"
    )


def _signs(a: Array, n: Array, name: str) -> str:
    return f"the sign of {count(len(a))} of d{name} is wrong" if _same(a, -n) else ""


def _wrong_only(a: Array, n: Array, name: str) -> str:
    if len(a) < 2:
        return ""
    if not a.any():
        return f"{len(a)} elements of d{name} are 0 and should not be"
    ratio = _ratio(a, n)
    return (
        f"{len(a)} elements of d{name} are exactly {ratio:.3f} times the numerical gradient"
        if ratio is not None
        else ""
    )


def _one_line(wrong: Mask, name: str) -> str:
    """All errors in one place, one row or one column."""
    if wrong.sum() == 1 and wrong.size > 1:
        return "no other element is wrong"
    if wrong.ndim != 2:
        return ""
    for axis, word in enumerate(("row", "column")):
        lines = np.unique(np.nonzero(wrong)[axis])
        if len(lines) == 1 and wrong.shape[axis] > 1 and wrong.sum() > 1:
            return f"only {word} {lines[0]} of d{name} is wrong"
    return ""
