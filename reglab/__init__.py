"""The students' library: gradient checks, layers, data, training and plots.

A module is loaded when one of its names is first used (PEP 562), so `import reglab` takes less
time than `import numpy`. Layers are in `reglab.layers`, and plots in `reglab.plots`, which loads
matplotlib.
"""

from importlib import import_module
from pathlib import Path
from typing import Any

from reglab.progress import progress as progress

_NAMES = {
    "asking": ("ask",),
    "data": (
        "Dataset",
        "Digits",
        "DownloadError",
        "Split",
        "load_cifar10",
        "load_digits",
        "load_mnist",
        "make_blobs",
        "make_moons",
        "make_spirals",
        "with_label_noise",
    ),
    "data.splitting": ("train_val_test_split",),
    "gradients": (
        "GradientReport",
        "GradientReports",
        "check_gradient",
        "check_gradients",
        "numerical_gradient",
        "numerical_gradient_array",
        "relative_error",
    ),
    "nets": ("FullyConnectedNet",),
    "training.optimizers": ("SGD", "AdaGrad", "Adam", "AdamW", "RMSProp"),
    "training.solver": ("History", "Solver", "evaluate"),
}
_HOMES = {name: module for module, names in _NAMES.items() for name in names}
_MODULES = {name: name for name in ("columns", "ensemble", "layers", "plots")}
_MODULES["schedules"] = "training.schedules"


def _is_there(module: str) -> bool:
    place = Path(__file__).parent.joinpath(*module.split("."))
    return place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()


# The students' copy lacks the modules that contain an exercise. find_spec would import packages.
_PRESENT = {module for module in _NAMES if _is_there(module)}

__all__ = ["progress", *(name for name, module in _HOMES.items() if module in _PRESENT)]


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f"reglab.{_MODULES[name]}")
    if name not in _HOMES:
        raise AttributeError(f"module 'reglab' has no attribute {name!r}")
    if _HOMES[name] not in _PRESENT:
        # Not an AttributeError, of which `from reglab import name` would drop the text.
        raise ImportError(
            f"{name} is not in this copy of reglab: it belongs to an exercise of this assignment"
        )
    value = getattr(import_module(f"reglab.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *_MODULES})
