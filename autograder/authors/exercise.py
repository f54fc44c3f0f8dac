"""The vocabulary in which an author says what is asked of an exercise.

A check is a function with one sentence as its docstring; a misconception is the reference with a
few lines changed::

    forward = Exercise("dropout_forward", module="layers", returns=("out", "cache"))

    @forward.check(points=1)
    def keeps_a_fraction_p(submission, reference, rng):
        "In train mode a fraction p of the units is kept."
        ...

    forward.misconception(
        "keeps_the_wrong_side",
        replace={"rng.random(x.shape) < p": "rng.random(x.shape) > p"},
        fails=[keeps_a_fraction_p],
        message="Units are kept when the random number is above p.",
    )

A check returns when its sentence is true of the submission and raises Failed when it is not. Any
other exception is a bug of the check.
"""

import inspect
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from autograder.authors.messages import Message, as_message

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
        self.message = as_message(message)
        self.hint = as_message(hint)
        self.observed = observed


@dataclass(frozen=True)
class Check:
    """One sentence about an exercise, with its points.

    Attributes:
        name: name of the function that asks.
        asked: the sentence.
        function: takes a submission, the reference, and a random generator.
        points: points available; a check worth none is a remark, which costs nothing.
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


@dataclass(frozen=True)
class Misconception:
    """A wrong version that students write: the reference with a few lines changed.

    Attributes:
        name: its name, within its exercise.
        exercise: name of the exercise.
        replace: texts of the reference module and what stands there instead; each occurs once.
        fails: the checks that it fails, no more and no fewer, of other exercises too.
        message: the likely cause, in one sentence to the student.
        hint: what to look at.
        where: file and line of its declaration.
    """

    name: str
    exercise: str
    replace: Mapping[str, str]
    fails: tuple[Check, ...]
    message: Message
    hint: Message = field(default_factory=lambda: Message(""))
    where: str = ""


@dataclass(frozen=True)
class Variant:
    """A right version in another style.

    Attributes:
        name: its name, within its module.
        module: the module that it is a version of.
        replace: as in a misconception; empty where it has a text.
        text: a module that is laid over the reference: see overlay.
        where: file, and line where it has one, of its declaration.
    """

    name: str
    module: str
    replace: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    where: str = ""


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
        hides: names that the students' library must not offer, beside a function or class of the
            exercise's own name: dotted, such as "mylib.data.train_val_test_split".
    """

    name: str
    module: str
    returns: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    stand_ins: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    checks: list[Check] = field(default_factory=list)
    misconceptions: list[Misconception] = field(default_factory=list)
    variants: list[Variant] = field(default_factory=list)

    @property
    def points(self) -> float:
        """Points available: those of its checks."""
        return sum(check.points for check in self.checks)

    def check(
        self, *, points: float, after: Check | tuple[Check, ...] = (), hidden: bool = False
    ) -> Callable[[CheckFunction], Check]:
        """Declare the decorated function a check of this exercise.

        Args:
            points: points available; a check worth none is a remark, which costs nothing.
            after: checks that must have passed; otherwise this one is skipped.
            hidden: whether students see the sentence and the hint only.

        Raises:
            AuthorError: it has no docstring, its name is taken, or its points are negative.
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

    def misconception(
        self,
        name: str,
        *,
        replace: Mapping[str, str],
        fails: Sequence[Check],
        message: str,
        hint: str = "",
    ) -> Misconception:
        """Declare a wrong version of this exercise; for the arguments see Misconception.

        Raises:
            AuthorError: its name is taken, or it fails no check.
        """
        where = _caller()
        if any(wrong.name == name for wrong in self.misconceptions):
            raise AuthorError(f"{where}: {self.name} has a misconception called {name} already")
        if not fails or not all(isinstance(check, Check) for check in fails):
            raise AuthorError(
                f"{where}: fails= of {name} takes the checks that it fails, themselves and not"
                " their names, and at least one, or nothing would find it"
            )
        wrong = Misconception(
            name,
            self.name,
            dict(replace),
            tuple(fails),
            as_message(message),
            as_message(hint),
            where,
        )
        self.misconceptions.append(wrong)
        return wrong

    def variant(self, name: str, *, replace: Mapping[str, str]) -> Variant:
        """Declare a right version that differs from the reference in a few lines.

        A variant that differs in more is a file, variants/MODULE/NAME.py.
        """
        variant = Variant(name, self.module, dict(replace), where=_caller())
        self.variants.append(variant)
        return variant


def _where(function: CheckFunction) -> str:
    return f"{function.__code__.co_filename}:{function.__code__.co_firstlineno}"


def _caller() -> str:
    """File and line of the author's statement that called a method of an exercise."""
    frame = sys._getframe(2)
    return f"{frame.f_code.co_filename}:{frame.f_lineno}"
