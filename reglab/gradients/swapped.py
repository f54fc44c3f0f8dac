"""Parameters and gradients that were given in the wrong order.

The two have the same names and shapes, so only the values can tell: at the gradients as a point,
the parameters are the gradients of the loss by a rare chance only. But where gradients are
multiples of the parameters, a wrong factor looks the same, so the sentence says "perhaps".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from reglab.gradients.report import GradientReport


def sentence_if_swapped(
    reports: Mapping[str, GradientReport], exchanged: Callable[[], Mapping[str, GradientReport]]
) -> str:
    """Sentence for parameters and gradients that fit better in the other order, or "".

    Args:
        reports: on the order as given, empty if they could not be made.
        exchanged: a function that makes the reports on the other order.
    """
    right = sum(report.ok for report in reports.values())
    if reports and 2 * right >= len(reports):
        return ""
    try:
        with np.errstate(all="ignore"):
            fitting = [report.ok for report in exchanged().values()]
    except Exception:  # the loss is a student's function, and this may be no point for it
        return ""
    if sum(fitting) <= right or 2 * sum(fitting) <= len(fitting):
        return ""
    which = "all" if all(fitting) else f"{sum(fitting)} of {len(fitting)}"
    return (
        "Perhaps params and grads are swapped (the order is check_gradients(f, params, grads)): "
        f"with the two exchanged, {which} gradients are right."
    )
