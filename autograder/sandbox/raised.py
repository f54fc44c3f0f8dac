"""What an exception of a submission's code means, as its student reads it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.authors.messages import Message, listed
from autograder.authors.subject import NoAnswer, NotWritten, pattern_of
from autograder.sandbox.load_report import LoadReport, PassedOver, is_dotted_name
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
    def read(cls, reply: Mapping[str, Any], hide: Callable[[str], str]) -> "Raised":
        """The exception in a worker's reply, without what its student must not read."""
        file, line, absent = reply.get("file"), reply.get("line"), reply.get("absent")
        placed = bool(file) and isinstance(line, int)
        return cls(
            error=hide(str(reply.get("error"))[:100]),
            text=hide(str(reply.get("text"))[:500]),
            file=str(file)[:80] if placed else "",
            line=int(str(line)) if placed and type(line) is int else 0,
            absent=str(absent) if is_dotted_name(absent) else "",
            written=reply.get("written") is not False,
        )


def is_newer(message: str) -> bool:
    """True for what is said of a module that only a newer Python may read."""
    return MAY_READ in message


def no_answer(
    what: str,
    reply: Mapping[str, Any],
    report: LoadReport,
    packages: Sequence[str],
    hide: Callable[[str], str] = str,
) -> NoAnswer:
    """The answer to a call that raised.

    Args:
        what: was called, as its student knows it.
        reply: the worker's.
        report: on the modules that were loaded.
        packages: those that may be imported, beside Python's own.
        hide: leaves out of a text what its student must not read.
    """
    raised = Raised.read(reply, hide)
    if not raised.written:
        unwritten = Message("{what} is not written yet.", what=what)
        return NotWritten(unwritten, observed="NotImplementedError")
    seen = pattern_of(raised.error, str(reply.get("text"))[:500])
    if raised.absent:
        return NoAnswer(_uses_absent(what, raised), what_may_be_imported(packages), observed=seen)
    said = _said(what, raised)
    removal = removal_in(raised.text)
    if removal:
        text = "{said}: numpy {version} removed {name}."
        message = Message(text, said=said, version=removal.version, name=removal.name)
        hint = Message("Write {instead} for {name}.", instead=removal.instead, name=removal.name)
        return NoAnswer(message, hint, observed=seen)
    message = Message("{said}: {text}", said=said, text=raised.text or Message("no message"))
    if (missing := _NOT_DEFINED.fullmatch(raised.text)) and missing[2] == what:
        torn = report.reason_without(what)
        if torn is not None and torn.torn:
            return _cannot_be_read(what, torn)
        message = Message("{module}.py does not define {what}.", module=missing[1], what=what)
    return NoAnswer(message, _why_missing(raised, report), observed=seen)


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


def _cannot_be_read(what: str, torn: PassedOver) -> NoAnswer:
    message = Message(
        "{what} cannot be read: {error} in {file}, line {line}: {text}",
        what=what,
        error=torn.error,
        file=torn.file,
        line=torn.line,
        text=torn.text or Message("no message"),
    )
    return NoAnswer(message, "Fix this line first.", observed=pattern_of(torn.error, torn.text))


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
