"""The vocabulary in which an author says what is asked of an exercise.

A check is a function with one sentence as its docstring::

    forward = Exercise("dropout_forward", module="layers", returns=("out", "cache"))

    @forward.check(points=1)
    def keeps_a_fraction_p(submission, reference, rng):
        "In train mode a fraction p of the units is kept."
        ...

It returns when the sentence is true of the submission and raises Failed when it is not. Any
other exception is a bug of ours and stops grading.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

Status = Literal["passed", "failed", "skipped", "error"]

CheckFunction = Callable[[Any, Any, Any], None]


class AuthorError(Exception):
    """An assignment is written wrongly; the message names the file, the line and the way out."""


class Failed(Exception):  # noqa: N818 - it reads as a sentence: raise Failed("the mean fell")
    """The submission does not do what a check asks.

    Args:
        message: what was found, with its numbers.
        hint: what to look at.
        observed: numbers, arrays, strings, or tuples of them, that depend on the answer and not
            on chance, by which a misconception is recognised.
    """

    status: Status = "failed"

    def __init__(self, message: str, hint: str = "", *, observed: Any = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.observed = observed


@dataclass(frozen=True)
class Check:
    """One sentence about an exercise, with its points.

    Attributes:
        after: checks without which this one says nothing new; if one of them did not pass, this
            one is skipped.
        hidden: keep the sentence and the hint, withhold the numbers.
    """

    name: str
    asked: str
    function: CheckFunction
    points: float
    after: tuple["Check", ...] = ()
    hidden: bool = False

    @property
    def where(self) -> str:
        """File and line of its definition."""
        return _where(self.function)


@dataclass
class Exercise:
    """One function or class that students write.

    Attributes:
        name: name of the function or class, of the exercise and of its grade cell.
        module: module that holds it.
        returns: names of what it returns, when it returns a tuple of fixed length.
        kept: names of those returned values that stay with the submission (a cache, a model);
            a check gets a handle that it can hand back to the submission and not look into.
        stand_ins: modules of the assignment that the author's own stand-in replaces while this
            exercise is graded, so that a mistake made there is not counted twice.
        needs: packages beyond numpy that its modules import, by the names they are imported by.
        hides: what reglab must not offer, beside a function or class of the exercise's own name:
            dotted names, such as "reglab.data.train_val_test_split".
    """

    name: str
    module: str
    returns: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    stand_ins: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    checks: list[Check] = field(default_factory=list)

    @property
    def points(self) -> float:
        """Points available: those of its checks."""
        return sum(check.points for check in self.checks)

    def check(
        self, *, points: float, after: Check | tuple[Check, ...] = (), hidden: bool = False
    ) -> Callable[[CheckFunction], Check]:
        """Declare the decorated function a check of this exercise.

        Raises:
            AuthorError: it has no docstring, its name is taken, or its points are negative.

        A check worth no points is a remark: what it says costs nothing.
        """

        def declare(function: CheckFunction) -> Check:
            name = function.__name__
            where = _where(function)
            asked = inspect.cleandoc(function.__doc__ or "").replace("\n", " ")
            if not asked:
                raise AuthorError(f"{where}: the check {name} needs one sentence as its docstring")
            if any(check.name == name for check in self.checks):
                raise AuthorError(f"{where}: {self.name} has a check called {name} already")
            if points < 0:
                raise AuthorError(f"{where}: the points of {name} are negative")
            earlier = (after,) if isinstance(after, Check) else after
            check = Check(name, asked, function, points, earlier, hidden)
            self.checks.append(check)
            return check

        return declare


def _where(function: CheckFunction) -> str:
    return f"{function.__code__.co_filename}:{function.__code__.co_firstlineno}"
