"""The origin of a NaN or an infinity in a training."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reglab.layers.arrays import Array


def finite(vector: Array) -> bool:
    """True if all elements are finite; a finite sum of squares is the fast answer."""
    with np.errstate(over="ignore", invalid="ignore"):
        return bool(np.isfinite(np.vdot(vector, vector))) or bool(np.isfinite(vector).all())


def origin_of_loss(
    X: Array, params: Mapping[str, Array], outputs: Callable[[Array], Mapping[str, Array]]
) -> str:
    """A sentence on the first array, from batch to loss, that is not finite.

    Args:
        X: the batch.
        params: parameters before the step.
        outputs: outputs(X) returns the outputs of the layers in the order of the forward pass.
    """
    bad = _where(X)
    if bad:
        return f"The batch is not finite: X contains {bad}"
    for name, array in params.items():
        if _where(array):
            return (
                f"The parameter {name} was not finite before this step: it contains "
                f"{_where(array)}. If the initial value was finite, the last update was too large: "
                "try a smaller learning rate"
            )
    for name, array in outputs(X).items():
        if _where(array):
            return (
                f"All parameters are finite. In the forward pass, the output of {name} is the "
                f"first that is not: it contains {_where(array)}. If the gradients are right, a "
                "smaller learning rate may help"
            )
    return (
        "Parameters and scores are finite, so the error is in the loss: look for a division by "
        "zero, log(0) or an overflow there"
    )


def origin_in_gradients(grads: Mapping[str, Array]) -> tuple[str, str]:
    """The last parameter whose gradient is not finite, and a sentence on its values."""
    bad = {name: _where(grads[name]) for name in reversed(list(grads))}
    name = next(name for name, where in bad.items() if where)
    others = [other for other in bad if bad[other] and other != name]
    more = f"; the gradients of {', '.join(others)} are not finite either" if others else ""
    return name, f"It contains {bad[name]}{more}"


def _where(array: NDArray[Any]) -> str:
    """Number of elements that are not finite, and place of the first; empty if all are finite."""
    if array.dtype.kind not in "fc":
        return ""
    flags = ~np.isfinite(array)
    if not flags.any():
        return ""
    first = tuple(int(index) for index in np.argwhere(flags)[0])
    place = f", the first at {first}" if array.ndim else ""
    return f"{array[first]} ({int(flags.sum())} of {array.size} values are not finite{place})"
