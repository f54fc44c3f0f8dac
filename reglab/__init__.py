"""What students import: gradient checks, building blocks, data, training and pictures.

Pictures are in `reglab.plots`, which is imported on its own because it loads matplotlib.
"""

from reglab import augment, ensemble, schedules
from reglab.data import Dataset, Digits, load_digits
from reglab.differences import numerical_gradient, numerical_gradient_array, relative_error
from reglab.gradient_check import check_gradient, check_gradients
from reglab.gradient_report import GradientReport, GradientReports
from reglab.nets import FullyConnectedNet
from reglab.optimizers import SGD, AdaGrad, Adam, AdamW, RMSProp
from reglab.progress import progress
from reglab.solver import History, Solver, evaluate

__all__ = [
    "SGD",
    "AdaGrad",
    "Adam",
    "AdamW",
    "Dataset",
    "Digits",
    "FullyConnectedNet",
    "GradientReport",
    "GradientReports",
    "History",
    "RMSProp",
    "Solver",
    "augment",
    "check_gradient",
    "check_gradients",
    "ensemble",
    "evaluate",
    "load_digits",
    "numerical_gradient",
    "numerical_gradient_array",
    "progress",
    "relative_error",
    "schedules",
]
