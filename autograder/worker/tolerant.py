"""Imports what was handed in, and passes over what stands outside of functions and fails."""

import __future__

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import decode_source
from types import CodeType, ModuleType, TracebackType
from typing import Any

from autograder.worker.errors import text_of
from autograder.worker.modules import SubmittedModules, file_of
from autograder.worker.newer import MAY_READ, told
from autograder.worker.notebook import without_magics
from autograder.worker.syntax import Facts, Place, facts_of, names_bound, place_of
from autograder.worker.torn import without_torn_parts

MOST = 10  # statements and magics that are told

_FUTURE = 0
for _feature in __future__.all_feature_names:
    _FUTURE |= getattr(__future__, _feature).compiler_flag


@dataclass
class _File:
    """A file of the submission that was compiled."""

    text: bytes | str
    facts: Facts | None = None


class TolerantModules(SubmittedModules):
    """Imports what was handed in.

    Args:
        handed_in: text by module name.
        stand_ins: see SubmittedModules.

    Attributes:
        files: those that were handed in.
        magics: file and line of each line that is none of Python and was left out.
        passed_over: the statements that failed.
    """

    def __init__(self, handed_in: Mapping[str, bytes], stand_ins: Mapping[str, bytes]) -> None:
        super().__init__(handed_in, stand_ins)
        self.files = {file_of(key) for key in handed_in}
        self.magics: list[tuple[str, int]] = []
        self.passed_over: list[dict[str, Any]] = []
        self._compiled: dict[str, _File] = {}

    def facts(self, file: str) -> Facts | None:
        """The facts of a file of the submission; None for any other."""
        known = self._compiled.get(file)
        if known is None:
            return None
        if known.facts is None:
            known.facts = facts_of(ast.parse(known.text))
        return known.facts

    def exec_text(self, module: ModuleType) -> None:
        """Execute the text of a module; where a statement fails, those that follow it as well."""
        file = self.file_of(module.__name__)
        if file not in self.files:
            super().exec_text(module)
            return
        code = self._code(self.sources[self._key(module.__name__)], file)
        module.__file__ = file
        try:
            exec(code, vars(module))  # noqa: S102 - this process is there for it
        except BaseException as error:  # SystemExit as well: it is no reason to lose what follows
            place = _place_in(code, error.__traceback__)
            if place is None:
                raise
            self._go_on(file, code.co_flags & _FUTURE, vars(module), error, place)

    def _code(self, text: bytes, file: str) -> CodeType:
        """The compiled text, without magics where it compiles only without them."""
        kept: bytes | str = text
        try:
            code = compile(text, file, "exec", dont_inherit=True)
        except SyntaxError as error:
            try:
                kept, lines = without_magics(text, file)
            except SyntaxError as last:
                kept, lines = self._without_torn_parts(text, file, told(last)), []
            except UnicodeDecodeError:
                raise error from None
            code = compile(kept, file, "exec", dont_inherit=True)
            self.magics += [(file, line) for line in lines][: MOST - len(self.magics)]
        self._compiled[file] = _File(kept)
        return code

    def _without_torn_parts(self, text: bytes, file: str, error: SyntaxError) -> str:
        """The text without what is no Python, each part of which is told."""
        if MAY_READ in str(error.msg):  # the whole of it waits for a person
            raise error
        try:
            kept, torn = without_torn_parts(decode_source(text), file)
        except (SyntaxError, ValueError):
            raise error from None
        for part in torn[: MOST - len(self.passed_over)]:
            self._tell(file, part.line, part.error, part.names)
        return kept

    def _go_on(
        self,
        file: str,
        flags: int,
        namespace: dict[str, Any],
        error: BaseException,
        place: Place,
    ) -> None:
        """Execute what follows a statement that failed, each statement by itself."""
        body = ast.parse(self._compiled[file].text).body
        at = max((i for i, node in enumerate(body) if _start(node) <= place), default=0)
        self._pass_over(file, body[at], error)
        for node in body[at + 1 :]:
            piece = compile(ast.Module([node], []), file, "exec", flags=flags, dont_inherit=True)
            try:
                exec(piece, namespace)  # noqa: S102 - as above
            except BaseException as another:
                self._pass_over(file, node, another)

    def _pass_over(self, file: str, node: ast.stmt, error: BaseException) -> None:
        if len(self.passed_over) < MOST:
            self._tell(file, node.lineno, error, tuple(dict.fromkeys(names_bound(node))))

    def _tell(self, file: str, line: int, error: BaseException, names: tuple[str, ...]) -> None:
        self.passed_over.append(
            {
                "file": file,
                "line": line,
                "error": type(error).__name__[:100],
                "text": text_of(error),
                "names": list(names)[:MOST],
            }
        )


def _place_in(code: CodeType, trace: TracebackType | None) -> Place | None:
    """The place in a module's code that an exception passed; None where it passed none."""
    while trace is not None:
        if trace.tb_frame.f_code is code:
            return place_of(code, trace.tb_lasti)
        trace = trace.tb_next
    return None


def _start(node: ast.stmt) -> Place:
    decorators = getattr(node, "decorator_list", None)
    if decorators:  # the sign before it is a part of the statement, and has no place of its own
        return decorators[0].lineno, 0
    return node.lineno, node.col_offset
