"""Gradient checks.

`check` has the public functions. `guards` checks their arguments, and `probing` finds the structure
of the function. `verdict` compares a gradient with `differences`: first along random `directions`,
then element by element with `estimates` and `ties`. `diagnosis` finds a cause for the `report`.
`numerical` has the functions of cs231n.
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
