"""Lays a variant over the reference: a variant says only what differs."""

import ast


def lay_over(reference: str, variant: str) -> str:
    """The text of the reference module with a variant laid over it.

    A top-level function, class or assignment of the variant takes the place of the reference's of
    the same name (an assignment to several names goes as a whole). What the reference has not
    comes after its imports, in the variant's order: imports, and functions, classes and
    assignments under new names. Other statements (a call, ``if __name__``) come at the end. The
    variant's docstring says what its style is and is left out, as are the comments between its
    statements.

    Raises:
        SyntaxError: one of the two is not Python.
    """
    body = ast.parse(reference).body
    owner = {name: node for node in body for name in _defined(node)}
    end = max((_lines(node).stop for i, node in enumerate(body) if _leads(node, i)), default=0)
    # What to put in the place of which lines of the reference.
    edits: dict[tuple[int, int], list[str]] = {(end, end): []}
    appended: list[str] = []
    for i, node in enumerate(ast.parse(variant).body):
        text = "".join(variant.splitlines(keepends=True)[_lines(node)]).rstrip("\n") + "\n"
        known = [owner[name] for name in _defined(node) if name in owner]
        for old in known:
            edits.setdefault((_lines(old).start, _lines(old).stop), [])
        if known:
            edits[_lines(known[0]).start, _lines(known[0]).stop].append(text)
        elif isinstance(node, ast.Import | ast.ImportFrom) or _defined(node):
            edits[end, end].append(text)
        elif not _is_docstring(node, i):
            appended.append(text)
    lines = (reference.rstrip("\n") + "\n").splitlines(keepends=True)
    for (start, stop), texts in sorted(edits.items(), reverse=True):
        lines[start:stop] = texts
    return "".join(lines + appended)


def defined_names(text: str) -> set[str]:
    """Names of the functions, classes and variables at the top level of a module.

    Raises:
        SyntaxError: it is not Python.
    """
    return {name for node in ast.parse(text).body for name in _defined(node)}


def _defined(node: ast.stmt) -> list[str]:
    """Names that a top-level statement defines, imports apart."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else []
    targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
    inside = [n for target in targets for n in ast.walk(target)]
    return [n.id for n in inside if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]


def _lines(node: ast.stmt) -> slice:
    """The lines of a statement in its file, decorators included."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
    return slice(first - 1, node.end_lineno)


def _leads(node: ast.stmt, i: int) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom) or _is_docstring(node, i)


def _is_docstring(node: ast.stmt, i: int) -> bool:
    return (
        i == 0
        and isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )
