"""What students import: gradient checks, building blocks, data, training and pictures.

Pictures are in `reglab.plots`, which is imported on its own because it loads matplotlib.
"""

from reglab.data import Dataset, Digits, load_digits
from reglab.gradients import (
    GradientReport,
    GradientReports,
    check_gradient,
    check_gradients,
    numerical_gradient,
    numerical_gradient_array,
    relative_error,
)
from reglab.optimizers import SGD, Adam
from reglab.progress import progress
from reglab.solver import History, Solver, evaluate

__all__ = [
    "SGD",
    "Adam",
    "Dataset",
    "Digits",
    "GradientReport",
    "GradientReports",
    "History",
    "Solver",
    "check_gradient",
    "check_gradients",
    "evaluate",
    "load_digits",
    "numerical_gradient",
    "numerical_gradient_array",
    "progress",
    "relative_error",
]
