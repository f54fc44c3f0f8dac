"""Facts of a submission's text: what its import statements may meet, and where signatures are."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from types import CodeType

_TRIES = (ast.Try, ast.TryStar)
_CATCHING = frozenset(("ImportError", "ModuleNotFoundError", "Exception", "BaseException"))

Place = tuple[int, int]  # line and column


@dataclass(frozen=True)
class Facts:
    """What matters about one text.

    Attributes:
        imports: lines of import statements.
        guarded: first and last lines of what stands in a try that catches an ImportError.
        signatures: beginnings and ends of decorators, annotations and default values.
    """

    imports: set[int] = field(default_factory=set)
    guarded: list[tuple[int, int]] = field(default_factory=list)
    signatures: list[tuple[Place, Place]] = field(default_factory=list)

    def is_guarded(self, line: int) -> bool:
        """True if the text on that line expects that an import may fail."""
        return any(first <= line <= last for first, last in self.guarded)

    def in_signature(self, place: Place) -> bool:
        """True if the text at that place says how a function looks, and not what it does."""
        return any(start <= place < end for start, end in self.signatures)


def facts_of(tree: ast.Module) -> Facts:
    """The facts of a parsed module."""
    facts = Facts()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            facts.imports.update(range(node.lineno, _end(node) + 1))
        elif _forgives(node):
            facts.guarded.append((node.body[0].lineno, _end(node.body[-1])))  # type: ignore[attr-defined]
        for part in _signature(node):
            end = (_end(part), part.end_col_offset or 0)
            facts.signatures.append(((part.lineno, part.col_offset), end))
    return facts


def place_of(code: CodeType, instruction: int) -> Place:
    """The line and column of an instruction, given by its offset in bytes."""
    line, _, column, _ = next(islice(code.co_positions(), instruction // 2, None))
    return line or 0, column or 0


def names_bound(node: ast.stmt) -> Iterator[str]:
    """The names that a statement would give a value, and those that it imports."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
        return
    for part in ast.walk(node):
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            yield part.id
        elif isinstance(part, ast.alias):
            yield (part.asname or part.name).partition(".")[0]
        elif isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield part.name


def _forgives(node: ast.AST) -> bool:
    """True for a try or a with that catches an ImportError."""
    if isinstance(node, _TRIES):
        return any(h.type is None or _catches(h.type) for h in node.handlers)
    if isinstance(node, (ast.With, ast.AsyncWith)):
        calls = [i.context_expr for i in node.items if isinstance(i.context_expr, ast.Call)]
        return any(_name(c.func) == "suppress" and any(map(_catches, c.args)) for c in calls)
    return False


def _catches(kind: ast.expr) -> bool:
    kinds = kind.elts if isinstance(kind, ast.Tuple) else [kind]
    return any(_name(each) in _CATCHING for each in kinds)


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _signature(node: ast.AST) -> Iterable[ast.expr]:
    if isinstance(node, ast.AnnAssign):
        return [node.annotation]
    parts = list(getattr(node, "decorator_list", ()))
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        args = node.args
        every = [*args.posonlyargs, *args.args, *args.kwonlyargs]
        every += [arg for arg in (args.vararg, args.kwarg) if arg]
        parts += [arg.annotation for arg in every if arg.annotation]
        parts += [value for value in (*args.defaults, *args.kw_defaults) if value]
        returned = getattr(node, "returns", None)
        parts += [returned] if returned else []
    return parts


def _end(node: ast.stmt | ast.expr) -> int:
    return node.end_lineno or node.lineno
