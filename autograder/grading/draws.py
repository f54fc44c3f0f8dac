"""The random inputs of a check: drawn once, and given again to every submission.

Every submission is asked the same. Drawing its inputs anew for each would be most of what the
grader has to do.
"""

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.sandbox.equality import same


@dataclass(frozen=True)
class _Draw:
    """One use of a generator, and the generator's state after it."""

    method: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    drawn: Any
    after: Any


class Draws:
    """Generators that all draw the same.

    Args:
        seed: as numpy's default_rng takes it.
    """

    def __init__(self, seed: Sequence[int]) -> None:
        self._seed = seed
        self._noted: list[_Draw] | None = None

    def generator(self) -> Any:
        """A generator: the first notes its draws, each later one gives them again."""
        if self._noted is None:
            self._noted = []
            return _FirstGenerator(np.random.default_rng(self._seed), self._noted)
        return _RepeatingGenerator(self._seed, self._noted)


class _FirstGenerator:
    """Has the methods of numpy's Generator and notes what they give."""

    def __init__(self, rng: np.random.Generator, noted: list[_Draw]) -> None:
        self._rng, self._noted = rng, noted

    def __getattr__(self, method: str) -> Callable[..., Any]:
        """A method of numpy's Generator."""
        drawing = getattr(self._rng, method)

        def draw(*args: Any, **kwargs: Any) -> Any:
            asked = copy.deepcopy((args, kwargs))
            drawn = drawing(*args, **kwargs)
            state = self._rng.bit_generator.state
            self._noted.append(_Draw(method, *asked, copy.copy(drawn), state))
            return drawn

        return draw


class _RepeatingGenerator:
    """Has the methods of numpy's Generator and gives what was noted, as long as it is asked so."""

    def __init__(self, seed: Sequence[int], noted: Sequence[_Draw]) -> None:
        self._seed, self._noted = seed, noted
        self._given = 0
        self._rng: np.random.Generator | None = None  # from where the notes no longer help

    def __getattr__(self, method: str) -> Callable[..., Any]:
        """A method of numpy's Generator."""

        def draw(*args: Any, **kwargs: Any) -> Any:
            noted = self._noted[self._given] if self._given < len(self._noted) else None
            into = method == "shuffle" or "out" in kwargs  # it changes an argument
            if self._rng or into or noted is None or not _asks(noted, method, args, kwargs):
                return self._draw_live(method, args, kwargs)
            self._given += 1
            return copy.copy(noted.drawn)

        return draw

    def _draw_live(self, method: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if self._rng is None:
            self._rng = np.random.default_rng(self._seed)
            if self._given:
                self._rng.bit_generator.state = self._noted[self._given - 1].after
        return getattr(self._rng, method)(*args, **kwargs)


def _asks(noted: _Draw, method: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
    try:
        return (noted.method, noted.args, noted.kwargs) == (method, args, kwargs)
    except ValueError:  # there are arrays among them
        return noted.method == method and same(noted.args, args) and same(noted.kwargs, kwargs)
