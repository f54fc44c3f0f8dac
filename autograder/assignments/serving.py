"""What students may ask before the deadline: the table [serve] of course.toml."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from autograder.authors.exercise import AuthorError

Show = Literal["visible", "all"]

_SHOWN = ("visible", "all")


@dataclass(frozen=True)
class Serving:
    """What the check service tells of an assignment, and how often.

    Attributes:
        show: "visible" for the visible checks alone, "all" for every check, without the numbers
            of the hidden ones.
        tries: how often an hour a student may ask.
    """

    show: Show = "visible"
    tries: int = 10


@dataclass(frozen=True)
class Servings:
    """The same for every assignment of a course.

    Attributes:
        others: for those that have no table of their own.
        own: by assignment, for those that have one.
    """

    others: Serving = Serving()
    own: Mapping[str, Serving] = field(default_factory=dict)

    def of(self, assignment: str) -> Serving:
        """What counts for an assignment."""
        return self.own.get(assignment, self.others)


def read_servings(path: Path, value: Any) -> Servings:
    """The table [serve], in which each [serve.NAME] changes what it says for one assignment.

    Args:
        path: of the file, for what is said of an error.
        value: the table.

    Raises:
        AuthorError: a setting is unknown, or its value is none of those that it can have.
    """
    if not isinstance(value, dict):
        raise AuthorError(f"{path}: serve must be a table, [serve], and not {value!r}")
    tables = {name: table for name, table in value.items() if isinstance(table, dict)}
    plain = {name: setting for name, setting in value.items() if name not in tables}
    others = _changed(path, "[serve]", Serving(), plain)
    own = {name: _changed(path, f"[serve.{name}]", others, table) for name, table in tables.items()}
    return Servings(others, own)


def _changed(path: Path, table: str, serving: Serving, value: Mapping[str, Any]) -> Serving:
    known = [field.name for field in dataclasses.fields(Serving)]
    for name in value:
        if name not in known:
            there = ", ".join(known)
            raise AuthorError(f"{path}: {table} has no setting {name}; there are {there}")
    changed = dataclasses.replace(serving, **value)
    if changed.show not in _SHOWN:
        raise AuthorError(
            f'{path}: show in {table} must be "visible" or "all", and not {changed.show!r}'
        )
    if type(changed.tries) is not int or changed.tries < 1:
        raise AuthorError(
            f"{path}: tries in {table} must be a whole number from 1 on, and not {changed.tries!r}"
        )
    return changed
