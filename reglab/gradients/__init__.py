"""Gradient checks.

`check` is the way in. It asks `guards` for sound input and `probing` for the structure of the
function; `verdict` judges, first along random `directions`, then element by element with
`estimates` and `ties`; `diagnosis` looks for the cause, and `report` tells of it. All differences
are taken in `differences`; `numerical` has those of cs231n.
"""

from reglab.gradients.check import check_gradient, check_gradients
from reglab.gradients.numerical import (
    numerical_gradient,
    numerical_gradient_array,
    relative_error,
)
from reglab.gradients.report import GradientReport, GradientReports

__all__ = [
    "GradientReport",
    "GradientReports",
    "check_gradient",
    "check_gradients",
    "numerical_gradient",
    "numerical_gradient_array",
    "relative_error",
]
