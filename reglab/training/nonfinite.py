"""Where a NaN or an infinity came from, in one sentence."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


def finite(vector: Array) -> bool:
    """Whether all elements are finite; a sum of squares says so at once, unless it overflows."""
    with np.errstate(over="ignore", invalid="ignore"):
        return bool(np.isfinite(np.vdot(vector, vector))) or bool(np.isfinite(vector).all())


def origin_of_loss(
    X: Array, params: Mapping[str, Array], outputs: Callable[[Array], Mapping[str, Array]]
) -> str:
    """Why the loss of a batch is not finite: the first thing on its way that is not.

    Args:
        X: the batch.
        params: before the step.
        outputs: outputs(X) returns those of the layers, in the order of the forward pass.
    """
    bad = _where(X)
    if bad:
        return f"The batch itself is not finite: X holds {bad}"
    for name, array in params.items():
        if _where(array):
            return (
                f"The parameter {name} was not finite even before this step: it holds "
                f"{_where(array)}. Unless it was so from the start, the update before was too "
                "large: try a smaller learning rate"
            )
    for name, array in outputs(X).items():
        if _where(array):
            return (
                f"All parameters are finite; in the forward pass, the output of {name} is the "
                f"first that is not: it holds {_where(array)}. A smaller learning rate may help, "
                "if the gradients are right"
            )
    return (
        "Parameters and scores are finite, so it happened in the loss itself: look for a "
        "division by zero, log(0) or an overflow there"
    )


def origin_in_gradients(grads: Mapping[str, Array]) -> tuple[str, str]:
    """The first parameter, going backward, whose gradient is not finite, and what it holds."""
    bad = {name: _where(grads[name]) for name in reversed(list(grads))}
    name = next(name for name, where in bad.items() if where)
    others = [other for other in bad if bad[other] and other != name]
    more = f"; so are those of {', '.join(others)}" if others else ""
    return name, f"It holds {bad[name]}{more}"


def _where(array: NDArray[Any]) -> str:
    """How many elements are not finite, and where the first is; empty if all are."""
    if array.dtype.kind not in "fc":
        return ""
    flags = ~np.isfinite(array)
    if not flags.any():
        return ""
    first = tuple(int(index) for index in np.argwhere(flags)[0])
    place = f", the first at {first}" if array.ndim else ""
    return f"{array[first]} ({int(flags.sum())} of {array.size} values are not finite{place})"
