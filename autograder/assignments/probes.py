"""The author's code that runs beside a submission, where numbers alone do not reach.

Only numbers, strings, arrays and containers of them cross to a submission. Where a check has to
hand over a function, or to drive a class, the author writes probes: functions in
solutions/<assignment>/probes/<module>.py that import the student's module. They run in the
process of the submission, so they hold nothing secret, and what they answer is believed no more
than what the submission itself answers.
"""

import ast
from dataclasses import dataclass
from pathlib import Path

from autograder.authors.exercise import AuthorError


@dataclass(frozen=True)
class Probes:
    """The probes of one module.

    Attributes:
        module: the name under which they can be imported beside it; "" when there are none.
        text: of their file.
        names: those of the public functions that they define.
    """

    module: str = ""
    text: str = ""
    names: frozenset[str] = frozenset()

    def home(self, function: str, module: str) -> str:
        """The module in which a check finds a function: of the probes, or else the student's."""
        return self.module if function in self.names else module

    def texts(self) -> dict[str, bytes]:
        """The texts that must be there to be imported, by module."""
        return {self.module: self.text.encode()} if self.module else {}


def read_probes(folder: Path, module: str) -> Probes:
    """The probes of a module of the assignment in that folder; none when there is no such file.

    Raises:
        AuthorError: the file is not Python.
    """
    path = folder / "probes" / f"{module}.py"
    if not path.is_file():
        return Probes()
    text = path.read_text(encoding="utf-8")
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise AuthorError(f"{path}:{error.lineno}: {error.msg}") from error
    functions = (node.name for node in tree.body if isinstance(node, ast.FunctionDef))
    names = frozenset(name for name in functions if not name.startswith("_"))
    return Probes(f"probes_{module}", text, names)
