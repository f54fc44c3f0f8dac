"""The packages that may be imported at grading: those of the course, and what these require."""

import re
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions

_NAME = re.compile(r"[\w.-]+")


def allowed_imports(packages: Iterable[str]) -> frozenset[str]:
    """Top-level names that may be imported.

    Args:
        packages: names that the course allows beside Python's standard library.
    """
    tops = {name.partition(".")[0] for name in packages}
    homes = packages_distributions()
    waiting = [_normal(home) for top in tops for home in homes.get(top, [])]
    required = set()
    while waiting:
        name = waiting.pop()
        if name not in required:
            required.add(name)
            waiting += _requirements(name)
    found = {top for top, of in homes.items() if not required.isdisjoint(map(_normal, of))}
    return frozenset({*tops, *found, *sys.stdlib_module_names, "__future__"})


def _requirements(name: str) -> list[str]:
    try:
        lines = distribution(name).requires or []
    except PackageNotFoundError:
        return []
    names = [_NAME.match(line) for line in lines if "extra ==" not in line]
    return [_normal(match[0]) for match in names if match]


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
