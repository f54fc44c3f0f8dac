"""Layers of a net, as pairs of a forward and a backward function.

A forward function returns ``(out, cache)``; its backward function takes the gradient of the
loss with respect to ``out`` and that cache, and returns the gradients of the inputs. Losses
return ``(loss, gradient)``. Results keep the dtype, float32 or float64. No function uses a global
random state. No function changes its arguments, except the running averages in a ``bn_param``.

A module is loaded when one of its functions is first used. The students' copy of this library
lacks the modules that contain an exercise.

Source: the signatures are those of the Stanford course cs231n.
"""

# ruff: noqa: F403 - a type checker needs the imports; the table has the names

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reglab.layers.activations import *
    from reglab.layers.affine import *
    from reglab.layers.convolution import *
    from reglab.layers.dropout import *
    from reglab.layers.losses import *
    from reglab.layers.normalization import *
    from reglab.layers.pooling import *
    from reglab.layers.softmax import *


def _pair(name: str) -> tuple[str, str]:
    return f"{name}_forward", f"{name}_backward"


_FUNCTIONS = {
    "activations": (
        *_pair("relu"), *_pair("leaky_relu"), *_pair("tanh"), *_pair("sigmoid"),
    ),
    "affine": _pair("affine"),
    "convolution": _pair("conv"),
    "dropout": (*_pair("dropout"), "keep_mask"),
    "losses": ("softmax_loss", "logistic_loss"),
    "normalization": (*_pair("batchnorm"), *_pair("layernorm")),
    "pooling": (*_pair("max_pool"), *_pair("avg_pool")),
    "softmax": ("log_softmax",),
}  # fmt: skip

_MODULES = {name: f"{__name__}.{module}" for module, names in _FUNCTIONS.items() for name in names}
_PRESENT = {module for module in _MODULES.values() if find_spec(module)}

__all__ = [name for name, module in _MODULES.items() if module in _PRESENT]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if _MODULES[name] not in _PRESENT:
        # Not an AttributeError, of which `from reglab.layers import name` would drop the text.
        raise ImportError(
            f"{name} is not in this copy of reglab: it belongs to an exercise of this assignment"
        )
    globals()[name] = function = getattr(import_module(_MODULES[name]), name)
    return function


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
