"""What students import: gradient checks, building blocks, data, training and pictures.

A name is looked up in its module when it is first used, so that `import reglab` costs less than
`import numpy` (PEP 562). Layers are in `reglab.layers`, and pictures in `reglab.plots`, which
loads matplotlib.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from reglab.progress import progress as progress

if TYPE_CHECKING:
    from reglab.data import Dataset as Dataset
    from reglab.data import Digits as Digits
    from reglab.data import DownloadError as DownloadError
    from reglab.data import Split as Split
    from reglab.data import load_cifar10 as load_cifar10
    from reglab.data import load_digits as load_digits
    from reglab.data import load_mnist as load_mnist
    from reglab.data import make_blobs as make_blobs
    from reglab.data import make_circles as make_circles
    from reglab.data import make_moons as make_moons
    from reglab.data import make_spirals as make_spirals
    from reglab.data import train_val_test_split as train_val_test_split
    from reglab.data import with_label_noise as with_label_noise
    from reglab.differences import numerical_gradient as numerical_gradient
    from reglab.differences import numerical_gradient_array as numerical_gradient_array
    from reglab.differences import relative_error as relative_error
    from reglab.gradient_check import check_gradient as check_gradient
    from reglab.gradient_check import check_gradients as check_gradients
    from reglab.gradient_report import GradientReport as GradientReport
    from reglab.gradient_report import GradientReports as GradientReports
    from reglab.optimizers import SGD as SGD
    from reglab.optimizers import Adam as Adam
    from reglab.solver import History as History
    from reglab.solver import Solver as Solver
    from reglab.solver import evaluate as evaluate

_NAMES = {
    "data": (
        "Dataset",
        "Digits",
        "DownloadError",
        "Split",
        "load_cifar10",
        "load_digits",
        "load_mnist",
        "make_blobs",
        "make_circles",
        "make_moons",
        "make_spirals",
        "train_val_test_split",
        "with_label_noise",
    ),
    "differences": ("numerical_gradient", "numerical_gradient_array", "relative_error"),
    "gradient_check": ("check_gradient", "check_gradients"),
    "gradient_report": ("GradientReport", "GradientReports"),
    "optimizers": ("SGD", "Adam"),
    "solver": ("History", "Solver", "evaluate"),
}
_HOMES = {name: module for module, names in _NAMES.items() for name in names}

__all__ = ["progress", *_HOMES]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'reglab' has no attribute {name!r}")
    value = getattr(import_module(f"reglab.{_HOMES[name]}"), name)
    globals()[name] = value  # found at once from now on
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
