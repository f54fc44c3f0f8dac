"""What a notebook leaves in a module: magics, and functions that only Jupyter has."""

import builtins
import importlib.util
from typing import Any


class _Shell:
    """A shell whose commands do nothing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _nothing


def _nothing(*args: Any, **options: Any) -> None:
    return None


def give_builtins() -> None:
    """Give this process what every notebook has; nothing that it does has an effect."""
    vars(builtins).update(get_ipython=_Shell, display=_nothing)


def without_magics(text: bytes, file: str) -> tuple[str, list[int]]:
    """A text that did not compile, with ``pass`` in the place of its magics, and their lines.

    Only a line at which Python stops is a magic, so nothing within a string is.

    Raises:
        SyntaxError, ValueError: it does not compile without them either.
    """
    lines = importlib.util.decode_source(text).split("\n")
    magics: list[int] = []
    while True:
        whole = "\n".join(lines)
        try:
            compile(whole, file, "exec", dont_inherit=True)
        except SyntaxError as error:
            at = (error.lineno or 0) - 1
            bare = lines[at].lstrip() if 0 <= at < len(lines) else ""
            if not bare.startswith(("%", "!")):
                raise
            lines[at] = lines[at].removesuffix(bare) + "pass"
            magics.append(at + 1)
        else:
            return whole, sorted(magics)
