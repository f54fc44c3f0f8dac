"""Stand-ins for what cannot be used: whoever uses one is told why."""

from types import CodeType
from typing import Any, NoReturn

# Names of special methods; of the latter there is an __radd__ and an __iadd__ as well.
_UNARY = """call bool iter next len getitem setitem contains enter exit mro_entries int float index
    complex round eq ne lt le gt ge neg pos abs invert"""
_BINARY = "add sub mul matmul truediv floordiv mod divmod pow lshift rshift and or xor"


class Unusable:
    """An object that raises ImportError with one sentence when it is used.

    Its attributes are unusable as well, so that it can stand for a package.

    Attributes:
        sentence: what is wrong, and what to do.
        home: the module that it stands in.
        name: its name there.
    """

    def __init__(self, sentence: str, home: str = "", name: str = "") -> None:
        self.sentence, self.home, self.name = sentence, home, name

    def __getattr__(self, attribute: str) -> "Unusable":
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        return Unusable(self.sentence, self.home, self.name)

    __hash__ = object.__hash__


def _complain(self: Unusable, *_: Any, **__: Any) -> NoReturn:
    raise ImportError(self.sentence)


for _use in (*_UNARY.split(), *(f"{s}{use}" for use in _BINARY.split() for s in ("", "r", "i"))):
    setattr(Unusable, f"__{_use}__", _complain)


def raising_code(sentence: str, like: CodeType, place: tuple[str, int] | None = None) -> CodeType:
    """The code of a function that raises ImportError with a sentence.

    Args:
        sentence: what the error says.
        like: the code of the function that is to get it: its name and free variables are kept.
        place: file and line that a traceback shows; by default those of like.
    """
    file, line = place or (like.co_filename, like.co_firstlineno)
    text = "\n" * (max(line, 1) - 1) + f"def f(*_, **__): raise ImportError({sentence!r}) from None"
    made: dict[str, Any] = {}
    exec(compile(text, file, "exec"), made)  # noqa: S102 - the text is written three lines above
    code: CodeType = made["f"].__code__
    return code.replace(
        co_name=like.co_name, co_qualname=like.co_qualname, co_freevars=like.co_freevars
    )
