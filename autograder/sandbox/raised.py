"""What an exception of a submission's code means, as its student reads it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.authors.messages import Message, listed
from autograder.authors.subject import NoAnswer, NotWritten
from autograder.sandbox.load_report import LoadReport, is_dotted_name
from autograder.sandbox.numpy_names import removal_in
from autograder.worker.newer import MAY_READ

_MISSING = re.compile(
    r"name '(\w+)' is not defined"
    r"|module '[\w.]+' has no attribute '(\w+)'"
    r"|cannot import name '(\w+)' from '[\w.]+'"
)
_NOT_DEFINED = re.compile(r"module '(\w+)' has no attribute '(\w+)'")


@dataclass(frozen=True)
class Raised:
    """An exception, as far as the worker can be believed.

    Attributes:
        error: name of its type.
        text: of the exception.
        file: of the submission's last line that it passed; "" for none.
        line: that line.
        absent: what was used and is not there; "" for nothing.
        written: whether it is another one than the skeleton's NotImplementedError.
    """

    error: str
    text: str
    file: str
    line: int
    absent: str
    written: bool

    @classmethod
    def read(cls, reply: Mapping[str, Any]) -> "Raised":
        """The exception in a worker's reply."""
        file, line, absent = reply.get("file"), reply.get("line"), reply.get("absent")
        placed = bool(file) and isinstance(line, int)
        return cls(
            error=str(reply.get("error"))[:100],
            text=str(reply.get("text"))[:500],
            file=str(file)[:80] if placed else "",
            line=int(str(line)) if placed and type(line) is int else 0,
            absent=str(absent) if is_dotted_name(absent) else "",
            written=reply.get("written") is not False,
        )


def is_newer(message: str) -> bool:
    """True for what is said of a module that only a newer Python may read."""
    return MAY_READ in message


def no_answer(
    what: str, reply: Mapping[str, Any], report: LoadReport, packages: Sequence[str]
) -> NoAnswer:
    """The answer to a call that raised.

    Args:
        what: was called, as its student knows it.
        reply: the worker's.
        report: on the modules that were loaded.
        packages: those that may be imported, beside Python's own.
    """
    raised = Raised.read(reply)
    if not raised.written:
        unwritten = Message("{what} is not written yet.", what=what)
        return NotWritten(unwritten, observed="NotImplementedError")
    if raised.absent:
        return NoAnswer(
            _uses_absent(what, raised), what_may_be_imported(packages), observed=raised.error
        )
    said = _said(what, raised)
    removal = removal_in(raised.text)
    if removal:
        text = "{said}: numpy {version} removed {name}."
        message = Message(text, said=said, version=removal.version, name=removal.name)
        hint = Message("Write {instead} for {name}.", instead=removal.instead, name=removal.name)
        return NoAnswer(message, hint, observed=raised.error)
    message = Message("{said}: {text}", said=said, text=raised.text or Message("no message"))
    if (missing := _NOT_DEFINED.fullmatch(raised.text)) and missing[2] == what:
        message = Message("{module}.py does not define {what}.", module=missing[1], what=what)
    return NoAnswer(message, _why_missing(raised, report), observed=raised.error)


def what_may_be_imported(packages: Sequence[str]) -> Message:
    """A sentence on what a submission can import."""
    return Message(
        "What can be imported is the standard library, {packages}, and the .py files that you"
        " hand in.",
        packages=listed(packages),
    )


def _said(what: str, raised: Raised) -> Message:
    if not raised.file:
        return Message("{what} raised {error}", what=what, error=raised.error)
    return Message(
        "{what} raised {error} in {file}, line {line}",
        what=what,
        error=raised.error,
        file=raised.file,
        line=raised.line,
    )


def _uses_absent(what: str, raised: Raised) -> Message:
    top = raised.absent.partition(".")[0]
    if not raised.file:
        text = "{what} uses {name}, but {package} is not there when work is graded."
        return Message(text, what=what, name=raised.absent, package=top)
    return Message(
        "{what} uses {name} in {file}, line {line}, but {package} is not there when work is"
        " graded.",
        what=what,
        name=raised.absent,
        file=raised.file,
        line=raised.line,
        package=top,
    )


def _why_missing(raised: Raised, report: LoadReport) -> Message:
    """Why a name is not there that an exception says is missing; "" where nothing tells."""
    match = _MISSING.match(raised.text)
    if match is None:
        return Message("")
    found = report.reason_without(next(filter(None, match.groups())))
    if found is not None:
        return Message(
            "{file}, line {line}, which defines it, raised {error}: {text}",
            file=found.file,
            line=found.line,
            error=found.error,
            text=found.text or Message("no message"),
        )
    starred = listed(dict.fromkeys(name for _, _, name, star in report.absent if star))
    if starred and raised.error == "NameError":
        text = "Perhaps it comes from {modules}, which is not there when work is graded."
        return Message(text, modules=starred)
    return Message("")
