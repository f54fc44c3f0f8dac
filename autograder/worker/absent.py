"""Objects in the place of packages that are not there: they complain when they are used."""

import sys
from collections.abc import Callable, Mapping, Sequence
from types import FrameType, ModuleType
from typing import Any, NoReturn

from autograder.worker.syntax import Facts, place_of

MOST = 20  # imports that are told

_USES = """
    call iter next len getitem setitem delitem contains bool str format bytes int float complex
    index round abs neg pos invert add sub mul matmul truediv floordiv mod divmod pow lshift rshift
    and or xor radd rsub rmul rmatmul rtruediv rfloordiv rmod rdivmod rpow rlshift rrshift rand ror
    rxor iadd isub imul imatmul itruediv ifloordiv imod ipow lt le gt ge enter exit aenter aexit
    await aiter anext fspath reversed mro_entries array array_ufunc array_function reduce_ex
""".split()  # noqa: SIM905 - a list of them would be eighty lines long


class NotThereError(ModuleNotFoundError):
    """What is not there was used."""


class Absent(ModuleType):
    """A package that is not there, or anything in it: a module, a function, a class.

    Its attributes are such objects again. Whatever else is done with it raises NotThereError,
    but for comparing it, and asking whether something is an instance of it: nothing is.

    Args:
        name: with dots, such as "scipy.special.expit".
        imported: the file and line of the import.
        excused: tells of a frame that it only says how a function looks: a decorator, say, so
            that the function is what complains, and nothing beside it.
    """

    def __init__(
        self, name: str, imported: tuple[str, int], excused: Callable[[FrameType], bool]
    ) -> None:
        super().__init__(name)
        self.__all__: list[str] = []  # what a star imports
        self._imported, self._excused = imported, excused

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__") and name != "__version__":
            raise AttributeError(f"{self.__name__} has no attribute {name}")
        return Absent(f"{self.__name__}.{name}", self._imported, self._excused)

    def complain(self) -> NoReturn:
        """Say that it is not there.

        Raises:
            NotThereError: always.
        """
        (file, line), top = self._imported, self.__name__.partition(".")[0]
        raise NotThereError(
            f"{self.__name__} is not there when work is graded: {top} was imported in {file},"
            f" line {line}, and cannot be",
            name=self.__name__,
        )

    def __instancecheck__(self, instance: object) -> bool:
        return False

    def __subclasscheck__(self, subclass: type) -> bool:
        return False

    def __repr__(self) -> str:
        return f"<{self.__name__}, which is not there>"


def _use(thing: Absent, *args: Any, **options: Any) -> Absent:
    if not thing._excused(sys._getframe(1)):
        thing.complain()
    return thing


for _name in _USES:
    setattr(Absent, f"__{_name}__", _use)


class Importer:
    """Imports for a submission, in the place of Python's ``__import__``.

    An import statement of the submission that asks for a package that is not there gets an Absent.
    What expects that an import may fail is told the truth: a try that catches it, a library, and a
    call of ``__import__``. No finder could do this, because it is not asked a second time.

    Args:
        facts: those of a file of the submission; None for any other file.
        find: Python's own ``__import__``.
        owns: tells of a name whether it is a module that was handed in.

    Attributes:
        absent: for each import that got an Absent its file, line and name, and whether it was
            one of everything in a module.
    """

    def __init__(
        self,
        facts: Callable[[str], Facts | None],
        find: Callable[..., Any],
        owns: Callable[[str], bool],
    ) -> None:
        self._facts, self._find, self._owns = facts, find, owns
        self.absent: list[tuple[str, int, str, bool]] = []

    def __call__(
        self,
        name: str,
        globals: Mapping[str, object] | None = None,
        locals: Mapping[str, object] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> Any:
        """The module that an import statement asks for."""
        frame, top = sys._getframe(1), name.partition(".")[0]
        if level > _depth(globals) and self._facts(frame.f_code.co_filename) is not None:
            return self._beside(name, fromlist or ())
        try:
            return self._find(name, globals, locals, fromlist, level)
        except ModuleNotFoundError as error:
            if level or error.name != top or not self._may_be_absent(frame):
                raise
        if (own := self._in_own_folder(name, fromlist or ())) is not None:
            return own
        place = (frame.f_code.co_filename, frame.f_lineno)
        found = (*place, name, "*" in (fromlist or ()))
        if len(self.absent) < MOST and found not in self.absent:
            self.absent.append(found)
        return Absent(name if fromlist else top, place, self._excused)

    def _beside(self, name: str, fromlist: Sequence[str]) -> Any:
        """What a relative import finds where the files of the submission are no package."""
        if name:
            return self._find(name, None, None, fromlist, 0)
        folder = ModuleType(".")
        vars(folder).update({each: self._find(each) for each in fromlist if each != "*"})
        return folder

    def _in_own_folder(self, name: str, fromlist: Sequence[str]) -> Any:
        """The student's module, imported by the name of the folder where it lay; None for none.

        It is that only if it has all that is asked for.
        """
        while fromlist and (name := name.partition(".")[2]):
            if self._owns(name):
                found = self._find(name, None, None, fromlist, 0)
                return found if all(n == "*" or hasattr(found, n) for n in fromlist) else None
        return None

    def _may_be_absent(self, frame: FrameType) -> bool:
        """True for an import statement of the submission that expects no failure."""
        facts = self._facts(frame.f_code.co_filename)
        if facts is None or frame.f_lineno not in facts.imports:
            return False
        caller: FrameType | None = frame
        while caller is not None:
            facts = self._facts(caller.f_code.co_filename)
            if facts is not None and facts.is_guarded(caller.f_lineno):
                return False
            ends = facts is not None and caller.f_code.co_name == "<module>"
            caller = None if ends else caller.f_back
        return True

    def _excused(self, frame: FrameType) -> bool:
        facts = self._facts(frame.f_code.co_filename)
        return facts is not None and facts.in_signature(place_of(frame.f_code, frame.f_lasti))


def _depth(globals: Mapping[str, object] | None) -> int:
    """In how many packages the module lies that imports."""
    package = str((globals or {}).get("__package__") or "")
    return len(package.split(".")) if package else 0
