"""The statements of a notebook that a cell needs, so that it can be run without the rest."""

import ast
import builtins
import symtable
from collections.abc import Collection, Sequence

_BUILTIN = frozenset(dir(builtins))


def needed(above: Sequence[str], cell: str, given: Collection[str]) -> str:
    """The statements above a cell that it needs to be run by itself.

    They are those that give a value to a name which it uses, or which they use in turn.

    Args:
        above: the code of the cells above it, in order.
        cell: its code.
        given: names that come from the student's modules, and from nowhere else.

    Returns:
        The statements as one text. Code that cannot be parsed is left out.
    """
    names = _before(_statements(cell), set())
    kept = []
    for statement in (s for code in reversed(above) for s in reversed(_statements(code))):
        bound = _bound(statement)
        imports = isinstance(statement, ast.Import | ast.ImportFrom)
        if not imports and not bound.isdisjoint(given):
            continue
        if not bound.isdisjoint(names) or not _written_into(statement).isdisjoint(names):
            names = _before([statement], names)
            kept.append(ast.unparse(statement))
    return "\n".join(reversed(kept))


def _before(statements: Sequence[ast.stmt], after: Collection[str]) -> set[str]:
    """The names that must have a value before some statements.

    Args:
        statements: one after the other.
        after: the names that must have one afterwards.
    """
    names = set(after)
    for node in reversed(statements):
        names -= _bound(node)
        match node:
            case ast.For(target, iter, body, orelse):
                targets = _bound(ast.For(target, iter, [ast.Pass()], []))
                names |= _used(ast.Expr(iter)) | (_before([*body, *orelse], ()) - targets)
            case ast.If(test, body, orelse) | ast.While(test, body, orelse):
                names |= _used(ast.Expr(test)) | _before(body, ()) | _before(orelse, ())
            case ast.With(items, body):
                opened = ast.With(items, [ast.Pass()])
                names |= _used(opened) | (_before(body, ()) - _bound(opened))
            case ast.Try(body, handlers, orelse, finalbody):
                names |= _before([*body, *orelse, *finalbody], ())
                for handler in handlers:
                    names |= _used(ast.Expr(handler.type)) if handler.type else set()
                    names |= _before(handler.body, ()) - {handler.name}
            case _:
                names |= _used(node)
    return names


def _statements(code: str) -> list[ast.stmt]:
    try:
        return ast.parse(code).body
    except (SyntaxError, ValueError):
        return []


def _table(statement: ast.stmt) -> symtable.SymbolTable:
    text = ast.unparse(ast.fix_missing_locations(statement))
    return symtable.symtable(text, "cell", "exec")


def _bound(statement: ast.stmt) -> set[str]:
    """The names that a statement gives a value to."""
    symbols = _table(statement).get_symbols()
    return {s.get_name() for s in symbols if s.is_assigned() or s.is_imported()}


def _used(statement: ast.stmt) -> set[str]:
    """The names of the notebook that a statement uses, within its functions as well."""
    top = _table(statement)
    found = {s.get_name() for s in top.get_symbols() if s.is_referenced()}
    if isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
        found.add(statement.target.id)
    waiting = list(top.get_children())
    while waiting:
        table = waiting.pop()
        found |= {s.get_name() for s in table.get_symbols() if s.is_global()}
        waiting += table.get_children()
    return found - _BUILTIN


def _written_into(statement: ast.stmt) -> set[str]:
    """The names of what a statement changes by an index or an attribute."""
    found = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store):
            inner: ast.expr = node
            while isinstance(inner, ast.Subscript | ast.Attribute):
                inner = inner.value
            if isinstance(inner, ast.Name):
                found.add(inner.id)
    return found
