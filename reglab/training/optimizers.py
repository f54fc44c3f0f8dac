"""Optimizers: each changes a dict of parameters in place with a dict of gradients."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from reglab.layers.arrays import Array
from reglab.training.update_rule import Optimizer, Rule, UpdateRule


@dataclass
class SGD(Rule):
    """Gradient descent, with or without momentum.

    A step computes velocity = momentum * velocity - learning_rate * gradient and adds it to the
    parameter. With nesterov, it adds momentum * velocity - learning_rate * gradient with the new
    velocity, as if the gradient were that of the next point.

    Source: Sutskever, Martens, Dahl and Hinton, On the importance of initialization and momentum
    in deep learning, ICML 2013; Nesterov's form is that of the course cs231n.
    """

    MEMORY = 1

    learning_rate: float = 1e-2
    momentum: float = 0.0
    nesterov: bool = False

    def _update(self, w: Array, dw: Array, *arrays: Array) -> None:
        velocity, scaled, ahead = arrays
        np.multiply(dw, self.learning_rate, out=scaled)
        velocity *= self.momentum
        velocity -= scaled
        if self.nesterov:
            np.multiply(velocity, self.momentum, out=ahead)
            ahead -= scaled
            w += ahead
        else:
            w += velocity


@dataclass
class AdaGrad(Rule):
    """Gradient descent divided by the root of the sum of all squared gradients.

    Source: Duchi, Hazan and Singer, Adaptive subgradient methods, JMLR 12 (2011).
    """

    MEMORY = 1

    learning_rate: float = 1e-2
    epsilon: float = 1e-10

    def _update(self, w: Array, dw: Array, *arrays: Array) -> None:
        total, root, change = arrays
        np.multiply(dw, dw, out=root)
        total += root
        _step_by_root(w, dw, total, self, root, change)


@dataclass
class RMSProp(Rule):
    """Gradient descent divided by the root of a running mean of squared gradients.

    Source: Tieleman and Hinton, Lecture 6.5 of Neural Networks for Machine Learning (2012).
    """

    MEMORY = 1

    decay: float = 0.99
    epsilon: float = 1e-8

    def _update(self, w: Array, dw: Array, *arrays: Array) -> None:
        square, root, change = arrays
        _mix_in_square(square, dw, self.decay, root)
        _step_by_root(w, dw, square, self, root, change)


@dataclass
class Adam(Rule):
    """Running mean of the gradient divided by the root of that of its square.

    Source: Kingma and Ba, Adam: A Method for Stochastic Optimization, ICLR 2015.
    """

    MEMORY = 2

    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    def _update(self, w: Array, dw: Array, *arrays: Array) -> None:
        update = self._update_fast if w.dtype == np.float32 else self._update_as_published
        update(w, dw, *arrays)

    def _update_as_published(self, w: Array, dw: Array, *arrays: Array) -> None:
        mean, square, change, root = arrays
        np.subtract(dw, mean, out=change)
        change *= 1 - self.beta1
        mean += change
        _mix_in_square(square, dw, self.beta2, root)
        # Both means start at zero; two numbers correct the bias, as section 2 of the paper ends.
        scale = (1 - self.beta2**self.steps) ** 0.5
        rate = self.learning_rate * scale / (1 - self.beta1**self.steps)
        np.sqrt(square, out=root)
        root += self.epsilon * scale
        np.divide(mean, root, out=change)
        change *= rate
        w -= change

    def _update_fast(self, w: Array, dw: Array, *arrays: Array) -> None:
        """Make the same step with all constant factors in two numbers.

        The sums are the running means divided by 1 - beta. This saves a quarter of the time, but
        rounds in another way, so float64 has the published formulas.
        """
        total, square_total, change, root = arrays
        total *= self.beta1
        total += dw
        np.multiply(dw, dw, out=change)
        square_total *= self.beta2
        square_total += change
        scale = ((1 - self.beta2) / (1 - self.beta2**self.steps)) ** 0.5
        rate = self.learning_rate * (1 - self.beta1) / (1 - self.beta1**self.steps) / scale
        np.sqrt(square_total, out=root)
        root += self.epsilon / scale
        np.divide(total, root, out=change)
        change *= rate
        w -= change


@dataclass
class AdamW(Adam):
    """Adam with a weight decay that Adam does not rescale.

    A step first multiplies each parameter by 1 - learning_rate * weight_decay.

    Source: Loshchilov and Hutter, Decoupled Weight Decay Regularization, ICLR 2019.
    """

    weight_decay: float = 1e-2

    def _update(self, w: Array, dw: Array, *arrays: Array) -> None:
        w *= 1 - self.learning_rate * self.weight_decay
        super()._update(w, dw, *arrays)


RULES: dict[str, Callable[[float], Rule]] = {
    "sgd": SGD,
    "momentum": lambda rate: SGD(rate, momentum=0.9),
    "nesterov": lambda rate: SGD(rate, momentum=0.9, nesterov=True),
    "adagrad": AdaGrad,
    "rmsprop": RMSProp,
    "adam": Adam,
    "adamw": AdamW,
}


def named(optimizer: Any, learning_rate: float) -> Optimizer:
    """An optimizer from a name, a function or an object.

    Args:
        optimizer: a name in RULES, a function as for UpdateRule, or an object with a step method.
        learning_rate: for a name or a function; an object has its own.
    """
    if isinstance(optimizer, str):
        if optimizer not in RULES:
            names = ", ".join(f'"{name}"' for name in RULES)
            raise ValueError(
                f"optimizer must be one of {names}, an object or a function, not {optimizer!r}"
            )
        return RULES[optimizer](learning_rate)
    if hasattr(optimizer, "step"):
        return optimizer  # type: ignore[no-any-return]  # a step method is enough
    if callable(optimizer):
        return UpdateRule(optimizer, learning_rate)
    raise TypeError(f"optimizer must be a name, an object or a function, not {optimizer!r}")


def _mix_in_square(square: Array, dw: Array, decay: float, scratch: Array) -> None:
    """Update the running mean of the squared gradient in place."""
    np.multiply(dw, dw, out=scratch)
    scratch -= square
    scratch *= 1 - decay
    square += scratch


def _step_by_root(
    w: Array, dw: Array, square: Array, rule: AdaGrad | RMSProp, root: Array, change: Array
) -> None:
    """Subtract learning_rate * dw / (sqrt(square) + epsilon) without a new array."""
    np.sqrt(square, out=root)
    root += rule.epsilon
    np.multiply(dw, rule.learning_rate, out=change)
    change /= root
    w -= change
