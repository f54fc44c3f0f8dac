"""Calls among the exercises of a module: a hint for a person, and easy to deceive."""

from collections.abc import Iterable
from types import CodeType, FunctionType, ModuleType


def calls_among(module: ModuleType, names: Iterable[str]) -> list[list[str]]:
    """Pairs of names of which the first function mentions the second, through helpers as well."""
    wanted = set(names)
    pairs = []
    for name in sorted(wanted):
        for other in sorted((_reached(module, name) & wanted) - {name}):
            pairs.append([name, other])
    return pairs


def _reached(module: ModuleType, name: str) -> set[str]:
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        function = vars(module).get(waiting.pop())
        if isinstance(function, FunctionType):
            new = set(_mentioned(function.__code__)) - seen
            seen |= new
            waiting += new
    return seen


def _mentioned(code: CodeType) -> Iterable[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _mentioned(constant)
