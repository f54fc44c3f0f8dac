"""Base class of the optimizers, and an optimizer from a function.

If parameters and gradients are FlatDicts, a step updates one vector; otherwise it updates each
array, with the same result.
"""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

import numpy as np

from reglab.layers.arrays import Array
from reglab.training.flat import FlatDict

Params = dict[str, Array]

PIECE = 1 << 17
"""Bytes of a vector that a rule changes at a time: with its memory they stay in the cache."""


class Optimizer(Protocol):
    """An object with a step method."""

    def step(self, params: Params, grads: Mapping[str, Array]) -> None:
        """Change all parameters in place."""


@dataclass
class Rule:
    """An update rule with a learning rate and a memory for each array.

    Attributes:
        learning_rate: can be changed between steps.
        steps: number of steps so far.
    """

    MEMORY: ClassVar[int] = 0
    """Number of arrays, such as a velocity, that the rule keeps for each parameter."""

    learning_rate: float = 1e-3
    steps: int = field(default=0, init=False, repr=False)
    _memory: dict[str, list[Array]] = field(default_factory=dict, init=False, repr=False)
    _scratch: dict[str, list[Array]] = field(default_factory=dict, init=False, repr=False)

    def step(self, params: Params, grads: Mapping[str, Array]) -> None:
        """Change all parameters in place."""
        self.steps += 1
        for name, w, dw in _pairs(params, grads):
            if name not in self._memory:
                self._memory[name] = [np.zeros_like(w) for _ in range(self.MEMORY)]
            if name not in self._scratch:
                self._scratch[name] = [np.empty_like(w) for _ in range(2)]
            self._update_in_pieces(w, dw, self._memory[name], self._scratch[name])

    def _update_in_pieces(
        self, w: Array, dw: Array, memory: list[Array], scratch: list[Array]
    ) -> None:
        """Update w; a long vector piece by piece, so that each piece is fetched once."""
        if w.ndim != 1 or w.nbytes < 4 * PIECE:
            self._update(w, dw, *memory, *scratch)
            return
        size = PIECE // w.itemsize
        for start in range(0, w.size, size):
            part = slice(start, start + size)
            kept = [array[part] for array in memory]
            used = [array[: w[part].size] for array in scratch]
            self._update(w[part], dw[part], *kept, *used)

    def _update(self, w: Array, dw: Array, *arrays: Array) -> None:
        """Change w in place; arrays are MEMORY arrays of w, and two for intermediate results.

        Each element is changed by itself: w may be a part of a vector.
        """
        raise NotImplementedError

    def state_dict(self) -> dict[str, Any]:
        """State for the next step, as copies."""
        state = {"learning_rate": self.learning_rate, "steps": self.steps, "memory": self._memory}
        return deepcopy(state)

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Restore a state from state_dict."""
        self.learning_rate, self.steps = state["learning_rate"], state["steps"]
        self._memory = deepcopy(state["memory"])


@dataclass
class UpdateRule:
    """An update rule from a function, as in the course cs231n.

    Args:
        function: function(w, dw, config) returns (next_w, next_config) for one array; the first
            config of each array is {"learning_rate": learning_rate}.
        learning_rate: can be changed between steps; config["learning_rate"] follows it.
    """

    function: Callable[[Array, Array, dict[str, Any]], tuple[Array, dict[str, Any]]]
    learning_rate: float = 1e-3
    _configs: dict[str, dict[str, Any]] = field(default_factory=dict, init=False, repr=False)

    def step(self, params: Params, grads: Mapping[str, Array]) -> None:
        """Change all parameters in place."""
        for name in params:
            config = self._configs.get(name, {}) | {"learning_rate": self.learning_rate}
            answer = self.function(params[name], grads[name], config)
            if not isinstance(answer, tuple) or len(answer) != 2:
                raise TypeError(
                    f"{getattr(self.function, '__name__', 'the update rule')} must return the "
                    f"tuple (next_w, config), not {type(answer).__name__}"
                )
            params[name][...], self._configs[name] = answer

    def state_dict(self) -> dict[str, Any]:
        """State for the next step, as copies."""
        return {"learning_rate": self.learning_rate, "configs": deepcopy(self._configs)}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Restore a state from state_dict."""
        self.learning_rate, self._configs = state["learning_rate"], deepcopy(state["configs"])


def _pairs(params: Params, grads: Mapping[str, Array]) -> Iterator[tuple[str, Array, Array]]:
    """Names, parameters and gradients; for FlatDicts, one vector with an empty name."""
    if isinstance(params, FlatDict) and isinstance(grads, FlatDict):
        yield "", params.flat, grads.flat
        return
    for name, w in params.items():
        if name not in grads:
            raise ValueError(f"there is no gradient for {name}; there are {', '.join(grads)}")
        shape = np.shape(grads[name])
        if shape != w.shape:
            raise ValueError(f"the gradient of {name} has the shape {shape}, and {name} {w.shape}")
        yield name, w, grads[name]
