"""The text of a module with the places of its syntax tree, so that one token can be changed."""

import ast
import io
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Edit:
    """Other text for a part of a module.

    Attributes:
        kind: what is changed, such as "operator".
        start: of the part, in characters.
        end: of it.
        text: what stands there instead.
    """

    kind: str
    start: int
    end: int
    text: str


class SourceText:
    """A module's text; places are counted in characters from its start.

    Args:
        source: the text.

    Attributes:
        source: the text.
        tree: its syntax tree.
        imported: names that its imports give.

    Raises:
        SyntaxError: it is not Python.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.tree = ast.parse(source)
        self.imported = {
            alias.asname or alias.name.partition(".")[0]
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        }
        self._lines = source.splitlines(keepends=True)
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line))
        read = io.StringIO(source).readline
        self._tokens = [
            (self._starts[token.start[0] - 1] + token.start[1], token.string)
            for token in tokenize.generate_tokens(read)
            if token.type in (tokenize.OP, tokenize.NAME)
        ]

    def start(self, node: ast.AST) -> int:
        """Where a node starts."""
        return self._place(node.lineno, node.col_offset)  # type: ignore[attr-defined]

    def end(self, node: ast.AST) -> int:
        """Where a node ends."""
        return self._place(node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]

    def of(self, node: ast.AST) -> str:
        """The text of a node."""
        return self.source[self.start(node) : self.end(node)]

    def line(self, place: int) -> int:
        """The number of the line of a place, from 1."""
        return self.source.count("\n", 0, place) + 1

    def token(self, strings: Sequence[str], start: int, end: int) -> tuple[int, int]:
        """Start and end of the tokens of an operator that stands between two operands."""
        found = [(at, text) for at, text in self._between(start, end) if text in strings]
        return found[0][0], found[-1][0] + len(found[-1][1])

    def parentheses(self, node: ast.AST) -> tuple[int, int] | None:
        """Start and end of a node with the parentheses right around it; None without."""
        start, end = self.start(node), self.end(node)
        before = [token for token in self._tokens if token[0] < start][-1:]
        after = [token for token in self._tokens if token[0] >= end][:1]
        if before and after and before[0][1] == "(" and after[0][1] == ")":
            return before[0][0], after[0][0] + 1
        return None

    def edited(self, edit: Edit) -> str:
        """The module's text with an edit made."""
        return self.source[: edit.start] + edit.text + self.source[edit.end :]

    def lines(self, edit: Edit) -> tuple[str, str]:
        """The lines that an edit touches, before and after it, each without its spaces."""
        start = self.source.rfind("\n", 0, edit.start) + 1
        end = self.source.find("\n", edit.end)
        end = len(self.source) if end < 0 else end
        after = self.source[start : edit.start] + edit.text + self.source[edit.end : end]
        return " ".join(self.source[start:end].split()), " ".join(after.split())

    def _between(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        return (token for token in self._tokens if start <= token[0] < end)

    def _place(self, line: int, column: int) -> int:
        """A place from a line and a column, which ast counts in bytes."""
        before = self._lines[line - 1].encode()[:column].decode()
        return self._starts[line - 1] + len(before)
