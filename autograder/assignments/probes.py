"""The author's code that runs beside a submission, where numbers alone do not reach.

Only numbers, strings, arrays and containers of them cross to a submission. Where a check has to
hand over a function, or to drive a class, the author writes probes: functions in
solutions/<assignment>/probes/<module>.py that import the student's module. They run in the
process of the submission, so they hold nothing secret, and what they answer is believed no more
than what the submission itself answers. They come to it as compiled code, once its own code has
been loaded.
"""

import ast
import marshal
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder.authors.exercise import AuthorError


@dataclass(frozen=True)
class Probes:
    """The probes of one module.

    Attributes:
        module: the name under which they are imported beside the reference; "" for none.
        text: of their file.
        names: those of the public functions that they define.
    """

    module: str = ""
    text: str = ""
    names: frozenset[str] = frozenset()

    def home(self, function: str, module: str) -> str:
        """The module in which a check finds a function: "" for a probe, or else the student's."""
        return "" if function in self.names else module

    def texts(self) -> dict[str, bytes]:
        """The texts that must be there to be imported beside the reference, by module."""
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
    return Probes(f"probes_{module}", text, _public_functions(path, text))


@cache
def imported(text: str) -> frozenset[str]:
    """Names of the modules that a text imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(str(node.module))
    return frozenset(names)


@cache
def compiled(text: str) -> bytes:
    """The code of a text of the author's, without docstrings, as bytes for a process beside it."""
    tree = ast.parse(text)
    described = (ast.Module, ast.ClassDef, ast.FunctionDef)
    for node in ast.walk(tree):
        if isinstance(node, described) and ast.get_docstring(node):
            node.body[0] = ast.copy_location(ast.Pass(), node.body[0])
    return marshal.dumps(compile(tree, "", "exec", dont_inherit=True))


@cache
def _public_functions(path: Path, text: str) -> frozenset[str]:
    """Names of the public functions of a file.

    Each text is parsed once, for the reference: CPython 3.11 may raise SystemError ("AST
    constructor recursion depth mismatch") when several threads parse at a time.
    """
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise AuthorError(f"{path}:{error.lineno}: {error.msg}") from error
    functions = (node.name for node in tree.body if isinstance(node, ast.FunctionDef))
    return frozenset(name for name in functions if not name.startswith("_"))
