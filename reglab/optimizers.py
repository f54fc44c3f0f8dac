"""Update rules: each changes a dict of parameters in place, given a dict of gradients."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]
Params = dict[str, Array]


class Optimizer(Protocol):
    """Anything with a step method; it may keep a state between steps."""

    def step(self, params: Params, grads: Mapping[str, Array]) -> None:
        """Change every parameter in place, downhill along its gradient."""


@dataclass
class SGD:
    """Gradient descent, with momentum if wanted.

    Each step is velocity = momentum * velocity - learning_rate * gradient, added to the
    parameter.
    """

    learning_rate: float = 1e-2
    momentum: float = 0.0
    _velocity: Params = field(default_factory=dict, repr=False)

    def step(self, params: Params, grads: Mapping[str, Array]) -> None:
        """Change every parameter in place, downhill along its gradient."""
        for name, value in params.items():
            if name not in self._velocity:
                self._velocity[name] = np.zeros_like(value)
            velocity = self._velocity[name]
            velocity *= self.momentum
            velocity -= self.learning_rate * grads[name]
            value += velocity


@dataclass
class Adam:
    """Steps scaled by running means of the gradient and of its square.

    Source: Kingma and Ba, Adam: A Method for Stochastic Optimization, ICLR 2015.
    """

    learning_rate: float = 1e-3
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    _means: dict[str, tuple[Array, Array]] = field(default_factory=dict, repr=False)
    _steps: int = field(default=0, repr=False)

    def step(self, params: Params, grads: Mapping[str, Array]) -> None:
        """Change every parameter in place, downhill along its gradient."""
        self._steps += 1
        # Both means start at zero; these factors take that bias out again.
        mean_bias = 1 - self.beta1**self._steps
        square_bias = 1 - self.beta2**self._steps
        for name, value in params.items():
            grad = grads[name]
            if name not in self._means:
                self._means[name] = np.zeros_like(value), np.zeros_like(value)
            mean, square = self._means[name]
            mean += (1 - self.beta1) * (grad - mean)
            square += (1 - self.beta2) * (grad * grad - square)
            value -= (
                (self.learning_rate / mean_bias)
                * mean
                / (np.sqrt(square / square_bias) + self.epsilon)
            )
