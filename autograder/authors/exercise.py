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

from autograder.authors.messages import Message

Status = Literal["passed", "failed", "skipped", "error"]

CheckFunction = Callable[[Any, Any, Any], None]


class AuthorError(Exception):
    """An assignment is written wrongly; the message names the file, the line and the way out."""


class Failed(Exception):  # noqa: N818 - it reads as a sentence: raise Failed("the mean fell")
    """Raised by a check: the submission does not do what the check asks.

    Args:
        message: what was found, with its numbers: a text, or a Message.
        hint: what the student should look at; "" for none.
        observed: what misconceptions are recognized by: a number, array or string, or a tuple of
            them, that depends on the answer and not on chance. Numbers and arrays are the same
            when they agree up to rounding (a relative 1e-5), and a Measured within its spread.
            None where no misconception is to be recognized.
    """

    status: Status = "failed"

    def __init__(self, message: str, hint: str = "", *, observed: Any = None) -> None:
        super().__init__(message)
        self.message = Message(message)
        self.hint = Message(hint)
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
        reason: why it may cost more than half of its exercise, or "".
        where: file and line of its declaration.
    """

    name: str
    exercise: str
    replace: Mapping[str, str]
    fails: tuple[Check, ...]
    message: Message
    hint: Message = field(default_factory=lambda: Message(""))
    reason: str = ""
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


@dataclass(frozen=True)
class Equivalent:
    """A slip of one token that breaks no promise of the exercise: a mutant that may survive.

    Attributes:
        before: the line of the reference; spaces count as one.
        after: the same line with the slip.
        why: it is right, or nobody can see it.
        where: file and line of its declaration.
    """

    before: str
    after: str
    why: str
    where: str = ""


@dataclass(frozen=True)
class Pair:
    """Two misconceptions that together are judged otherwise than each alone, rightly.

    Attributes:
        names: of the two.
        why: what happens when they meet.
        where: file and line of its declaration.
    """

    names: frozenset[str]
    why: str
    where: str = ""


@dataclass
class Exercise:
    """One function or class that students write. It is declared in checks.py.

    Args:
        name: name of the function or class, of the exercise and of its grade cell.
        module: name of the module that holds it, without ".py".
        returns: names of the values that it returns, when it returns a tuple of fixed length, such
            as ("out", "cache"); () for a single value.
        kept: those of the names in returns whose values stay with the submission (a cache, a
            model); a check gets a handle that it can hand back to the submission and not look
            into.
        stand_ins: modules of the assignment, without ".py", that stand_ins/MODULE.py replaces
            while this exercise is graded, so that a mistake made there is not counted twice.
        needs: packages beyond numpy that its modules import, by the names they are imported by.
        hides: names that the students' library must not offer, beside a function or class of the
            exercise's own name: dotted, such as "mylib.data.train_val_test_split".
        without: exercises of its module that it is to do without: a gradient without the function
            that it is of. Where it seems to call one, a person is told, and it costs nothing.

    Attributes:
        points: points available, which is the sum of its checks' points.
    """

    name: str
    module: str
    returns: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    stand_ins: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    checks: list[Check] = field(default_factory=list, init=False)
    misconceptions: list[Misconception] = field(default_factory=list, init=False)
    variants: list[Variant] = field(default_factory=list, init=False)
    equivalents: list[Equivalent] = field(default_factory=list, init=False)
    pairs: list[Pair] = field(default_factory=list, init=False)

    @property
    def points(self) -> float:
        """Points available: those of its checks."""
        return sum(check.points for check in self.checks)

    def check(
        self, *, points: float, after: Check | tuple[Check, ...] = (), hidden: bool = False
    ) -> Callable[[CheckFunction], Check]:
        """Declare the decorated function a check of this exercise.

        The function takes the submission, the reference and a random generator, in this order.
        Its docstring is the sentence that the student reads. It returns when the sentence is true
        of the submission, and raises Failed when it is not.

        Args:
            points: points available; a check worth 0 points is a remark, which costs nothing. One
                that is hidden as well is a note for a person, and the student does not see it.
            after: one check of this exercise, or a tuple of several. Unless they all passed, this
                one is skipped and earns nothing.
            hidden: whether the student sees the sentence and the hint only, without the numbers.

        Returns:
            The check, under the name of the function: for after= and fails=.

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
        reason: str = "",
    ) -> Misconception:
        """Declare a wrong version that students write: the reference with a few lines changed.

        Args:
            name: its name, once in this exercise.
            replace: texts of the reference module, each of which occurs there exactly once, and
                what stands in their places in the wrong version.
            fails: the checks that it fails, no more and no fewer, those of other exercises too.
            message: the likely cause, in one sentence to the student.
            hint: what to look at; "" for the hint of the check that failed.
            reason: why it is right that it costs more than half of its exercise; "" where it
                does not.

        Returns:
            The misconception.

        Raises:
            AuthorError: its name is taken, or fails is not a list of one check or more.
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
            Message(message),
            Message(hint),
            reason,
            where,
        )
        self.misconceptions.append(wrong)
        return wrong

    def variant(self, name: str, *, replace: Mapping[str, str]) -> Variant:
        """Declare a right version that differs from the reference in a few lines.

        A variant that differs in more is a file, variants/MODULE/NAME.py.

        Args:
            name: its name, once in this module.
            replace: as for a misconception.

        Returns:
            The variant.
        """
        variant = Variant(name, self.module, dict(replace), where=_caller())
        self.variants.append(variant)
        return variant

    def equivalent(self, before: str, after: str, *, why: str) -> Equivalent:
        """Declare that a slip of one token is none: `autograder verify` may find it unnoticed.

        Args:
            before: the line of the reference, as `autograder verify` prints it.
            after: the same line with the slip.
            why: it keeps every promise of the docstring, or nobody can see the difference.

        Returns:
            The entry.
        """
        entry = Equivalent(" ".join(before.split()), " ".join(after.split()), why, _caller())
        self.equivalents.append(entry)
        return entry

    def pair(self, one: str, other: str, *, why: str) -> Pair:
        """Declare that two misconceptions may cost more or less together than `verify` asks.

        Args:
            one: name of a misconception of this exercise.
            other: name of another.
            why: what happens when they meet.

        Returns:
            The entry.

        Raises:
            AuthorError: they are not two of its misconceptions.
        """
        where, known = _caller(), {wrong.name for wrong in self.misconceptions}
        if one == other or not {one, other} <= known:
            raise AuthorError(
                f"{where}: pair() takes the names of two misconceptions of {self.name}, and not"
                f" {one!r} and {other!r}"
            )
        entry = Pair(frozenset((one, other)), why, where)
        self.pairs.append(entry)
        return entry


def _where(function: CheckFunction) -> str:
    return f"{function.__code__.co_filename}:{function.__code__.co_firstlineno}"


def _caller() -> str:
    """File and line of the author's statement that called a method of an exercise."""
    frame = sys._getframe(2)
    return f"{frame.f_code.co_filename}:{frame.f_lineno}"
