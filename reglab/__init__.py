"""What students import: gradient checks, building blocks, data, training and pictures.

Pictures are in `reglab.plots`, which is imported on its own because it loads matplotlib.
"""

from reglab.data import (
    Dataset,
    Digits,
    DownloadError,
    Split,
    load_cifar10,
    load_digits,
    load_mnist,
    make_blobs,
    make_circles,
    make_moons,
    make_spirals,
    train_val_test_split,
    with_label_noise,
)
from reglab.differences import numerical_gradient, numerical_gradient_array, relative_error
from reglab.gradient_check import check_gradient, check_gradients
from reglab.gradient_report import GradientReport, GradientReports
from reglab.optimizers import SGD, Adam
from reglab.progress import progress
from reglab.solver import History, Solver, evaluate

__all__ = [
    "SGD",
    "Adam",
    "Dataset",
    "Digits",
    "DownloadError",
    "GradientReport",
    "GradientReports",
    "History",
    "Solver",
    "Split",
    "check_gradient",
    "check_gradients",
    "evaluate",
    "load_cifar10",
    "load_digits",
    "load_mnist",
    "make_blobs",
    "make_circles",
    "make_moons",
    "make_spirals",
    "numerical_gradient",
    "numerical_gradient_array",
    "progress",
    "relative_error",
    "train_val_test_split",
    "with_label_noise",
]
