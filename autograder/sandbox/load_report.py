"""What a worker reports of a module that it loaded, as far as it can be believed."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from autograder.authors.exercise import Exercise

_MOST = 20  # entries of each kind
_NAME = 80  # characters of a name
_TEXT = 200  # characters of an exception's text
_LINES = 1 << 20  # of a module


@dataclass(frozen=True)
class PassedOver:
    """A statement outside of functions that raised, or a part that is torn, and was left out.

    Attributes:
        file: where it stands.
        line: where it begins.
        error: the type of the exception.
        text: of the exception.
        names: that it would have defined.
    """

    file: str
    line: int
    error: str
    text: str
    names: tuple[str, ...]

    @property
    def torn(self) -> bool:
        """True for a part of the text, functions included, that is no Python."""
        return self.error in ("SyntaxError", "IndentationError", "TabError")


@dataclass(frozen=True)
class LoadReport:
    """What was odd about the modules that were loaded for an exercise.

    Attributes:
        calls: pairs of exercises of which the first seems to call the second, and is not to.
        absent: file, line and name of each import that is not there, and whether it was one of
            everything in a module.
        magics: file and line of what is none of Python and was left out.
        passed_over: statements that raised.
        changed: whether something of the author's was replaced, or its name taken.
    """

    calls: tuple[tuple[str, str], ...] = ()
    absent: tuple[tuple[str, int, str, bool], ...] = ()
    magics: tuple[tuple[str, int], ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    changed: bool = False

    def reason_without(self, name: str) -> PassedOver | None:
        """The statement that would have defined a name."""
        return next((found for found in self.passed_over if name in found.names), None)


def read_report(
    value: Any,
    files: Collection[str],
    exercises: Mapping[str, Exercise],
    hide: Callable[[str], str] = str,
) -> LoadReport:
    """The parts of a worker's report that can be true.

    Args:
        value: what the worker sent, which the submission may have forged.
        files: those that were handed in.
        exercises: the assignment's, by name.
        hide: leaves out of a text what its student must not read.
    """
    if not isinstance(value, dict):
        return LoadReport()

    def file(text: Any) -> bool:
        return isinstance(text, str) and text in files

    def exercise(name: Any) -> bool:
        return isinstance(name, str) and name in exercises

    return LoadReport(
        calls=tuple(
            (name, other)
            for name, other in _entries(value.get("calls"), exercise, exercise)
            if other in exercises[name].without
        ),
        absent=tuple(_entries(value.get("absent"), file, _is_line, is_dotted_name, _is_bool)),
        magics=tuple(_entries(value.get("magics"), file, _is_line)),
        passed_over=tuple(_passed_over(value.get("passed_over"), file, hide)),
    )


def is_dotted_name(text: Any) -> bool:
    """True for what can stand after ``import``, of a length that can be read."""
    return (
        isinstance(text, str)
        and len(text) <= _NAME
        and all(part.isidentifier() for part in text.split("."))
    )


def _entries(value: Any, *fits: Callable[[Any], bool]) -> Iterator[Any]:
    """The entries of a list whose parts are what they should be, as tuples."""
    for entry in (value if isinstance(value, list) else [])[:_MOST]:
        whole = isinstance(entry, (list, tuple)) and len(entry) == len(fits)
        if whole and all(fit(part) for fit, part in zip(fits, entry, strict=True)):
            yield tuple(entry)


def _passed_over(
    value: Any, is_file: Callable[[Any], bool], hide: Callable[[str], str]
) -> Iterator[PassedOver]:
    for entry in (value if isinstance(value, list) else [])[:_MOST]:
        found: dict[str, Any] = entry if isinstance(entry, dict) else {}
        file, line, error = found.get("file"), found.get("line"), found.get("error")
        if is_file(file) and _is_line(line) and is_dotted_name(error):
            names = found.get("names")
            names = names[:_MOST] if isinstance(names, list) else []
            text = " ".join(hide(str(found.get("text")))[:_TEXT].split())
            text = "".join(letter if letter.isprintable() else "?" for letter in text)
            names = tuple(filter(is_dotted_name, names))
            yield PassedOver(str(file), int(str(line)), str(error), text, names)


def _is_bool(value: Any) -> bool:
    return isinstance(value, bool)


def _is_line(value: Any) -> bool:
    return type(value) is int and 0 < value <= _LINES
