"""The slips of one token that can be made in a piece of code, from its syntax tree.

Nobody wrote them down, so they ask of the checks what their author did not think of.
"""

import ast
import hashlib
from collections.abc import Callable, Iterator, Sequence, Set
from typing import Any

from autograder.authoring.measures.mutated_calls import call_edits
from autograder.authoring.measures.source_text import Edit, SourceText

_ARITHMETIC: dict[type[ast.operator], tuple[str, Sequence[str]]] = {
    ast.Add: ("+", "-*"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/+"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "/"),
    ast.Mod: ("%", ("//",)),
    ast.Pow: ("**", "*"),
    ast.MatMult: ("@", "*"),
    ast.BitAnd: ("&", "|"),
    ast.BitOr: ("|", "&"),
    ast.BitXor: ("^", "|"),
}
_COMPARISONS: dict[type[ast.cmpop], tuple[tuple[str, ...], Sequence[str]]] = {
    ast.Lt: (("<",), ("<=", ">")),
    ast.LtE: (("<=",), ("<", ">=")),
    ast.Gt: ((">",), (">=", "<")),
    ast.GtE: ((">=",), (">", "<=")),
    ast.Eq: (("==",), ("!=",)),
    ast.NotEq: (("!=",), ("==",)),
    ast.Is: (("is",), ("is not",)),
    ast.IsNot: (("is", "not"), ("is",)),
    ast.In: (("in",), ("not in",)),
    ast.NotIn: (("not", "in"), ("in",)),
}
_TINY = 1e-3  # a step or a tolerance: ten times it is a slip, twice it hardly one
_OTHERS = 2  # names tried in the place of another

Node = Any  # of the syntax tree; each function below takes one type of it


def edits_of(text: SourceText, piece: ast.stmt) -> Iterator[Edit]:
    """All slips of one token in a function, a class or an assignment.

    Docstrings, annotations, and what an exception says are left alone.

    Args:
        text: of the module.
        piece: a statement of its tree.
    """
    strings = _strings(piece)
    for node in _walk(piece):
        for edits in _EDITS.get(type(node), ()):
            yield from edits(text, node)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from _other_key(text, node, strings)
        if isinstance(node, ast.JoinedStr):
            yield from _other_key(text, node, strings)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _other_names(text, node)
        if isinstance(node, ast.ClassDef):
            yield from _other_attributes(text, node)
        if isinstance(node, ast.stmt) and node is not piece:
            yield from _dropped(text, node)


def _walk(piece: ast.AST) -> Iterator[ast.AST]:
    """The nodes that may be changed, in the order of the text."""
    yield piece
    for name, value in ast.iter_fields(piece):
        if name in ("annotation", "returns", "decorator_list", "exc"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or _is_docstring(child):
                continue
            if isinstance(piece, ast.JoinedStr):  # before Python 3.12 its parts have no places
                continue
            yield from _walk(child)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _operator(text: SourceText, node: Node) -> Iterator[Edit]:
    old, others = _ARITHMETIC.get(type(node.op), ("", ()))
    if not old:
        return
    start, end = text.token([old], text.end(node.left), text.start(node.right))
    for new in others:
        yield Edit("operator", start, end, new)
    first, last = text.start(node), text.end(node)
    yield Edit("operand dropped", first, last, text.source[first:start].rstrip())
    if not isinstance(node.op, ast.Sub):
        yield Edit("operand dropped", first, last, text.source[end:last].lstrip())


def _parentheses(text: SourceText, node: Node) -> Iterator[Edit]:
    for operand in (node.left, node.right):
        if not isinstance(operand, ast.BinOp) or _same_without(node.op, operand.op):
            continue
        if around := text.parentheses(operand):
            yield Edit("parentheses dropped", *around, text.of(operand))


def _same_without(outer: ast.operator, inner: ast.operator) -> bool:
    """True if a * (b / c) is a * b / c, but for rounding."""
    products, sums = (ast.Mult, ast.Div), (ast.Add, ast.Sub)
    return (isinstance(outer, ast.Mult) and isinstance(inner, products)) or (
        isinstance(outer, ast.Add) and isinstance(inner, sums)
    )


def _comparison(text: SourceText, node: Node) -> Iterator[Edit]:
    operands = [node.left, *node.comparators]
    for op, left, right in zip(node.ops, operands, operands[1:], strict=False):
        old, others = _COMPARISONS[type(op)]
        place = text.token(old, text.end(left), text.start(right))
        drawn = _is_drawn(left) or _is_drawn(right)
        for new in others:
            if not (drawn and {*old, new} in ({"<", "<="}, {">", ">="})):
                yield Edit("comparison", *place, new)


def _is_drawn(node: ast.expr) -> bool:
    """True if a value is drawn from a range: then it is never exactly what it is held against."""
    return any(
        isinstance(inner, ast.Attribute) and inner.attr in ("random", "rand", "uniform")
        for inner in ast.walk(node)
    )


def _and_or(text: SourceText, node: Node) -> Iterator[Edit]:
    old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
    for left, right in zip(node.values, node.values[1:], strict=False):
        place = text.token([old], text.end(left), text.start(right))
        yield Edit("and, or", *place, new)
    first, last = node.values[0], node.values[-1]
    start, end = text.start(node), text.end(node)
    before = text.token([old], text.end(node.values[-2]), text.start(last))[0]
    after = text.token([old], text.end(first), text.start(node.values[1]))[1]
    yield Edit("operand dropped", start, end, text.source[start:before].rstrip())
    yield Edit("operand dropped", start, end, text.source[after:end].lstrip())


def _sign(text: SourceText, node: Node) -> Iterator[Edit]:
    kind = "not dropped" if isinstance(node.op, ast.Not) else "sign"
    yield Edit(kind, text.start(node), text.end(node), text.of(node.operand))


def _constant(text: SourceText, node: Node) -> Iterator[Edit]:
    value, place = node.value, (text.start(node), text.end(node))
    if isinstance(value, bool):
        yield Edit("constant", *place, str(not value))
    elif isinstance(value, int):
        for whole in (value - 1, value + 1) if value > 0 else (1,):
            yield Edit("constant", *place, str(whole))
    elif isinstance(value, float):
        for other in _other_floats(value):
            yield Edit("constant", *place, repr(other))


def _other_floats(value: float) -> Iterator[float]:
    if 0 < abs(value) < _TINY:
        yield value * 10
    elif value in (0.0, 1.0):
        yield 1.0 - value
    else:
        yield value * 2
        if 0 < value < 1 and value != 0.5:
            yield round(1 - value, 12)


def _value_sign(text: SourceText, node: Node) -> Iterator[Edit]:
    """A minus before what is assigned or returned."""
    value = node.value
    for one in value.elts if isinstance(value, ast.Tuple) else [value]:
        if isinstance(one, ast.BinOp | ast.Call | ast.Name | ast.Subscript):
            simple = not isinstance(one, ast.BinOp)
            new = f"-{text.of(one)}" if simple else f"-({text.of(one)})"
            yield Edit("sign", text.start(one), text.end(one), new)


def _swapped_parts(text: SourceText, node: Node) -> Iterator[Edit]:
    """Two neighbors of what is returned, exchanged."""
    if isinstance(node.value, ast.Tuple):
        for left, right in zip(node.value.elts, node.value.elts[1:], strict=False):
            between = text.source[text.end(left) : text.start(right)]
            new = text.of(right) + between + text.of(left)
            yield Edit("parts swapped", text.start(left), text.end(right), new)


def _augmented(text: SourceText, node: Node) -> Iterator[Edit]:
    old, others = _ARITHMETIC.get(type(node.op), ("", ()))
    if not old:
        return
    start, end = text.token([f"{old}="], text.end(node.target), text.start(node.value))
    for new in ("=", *(f"{other}=" for other in others)):
        yield Edit("operator", start, end, new)


def _inverted(text: SourceText, node: Node) -> Iterator[Edit]:
    new = f"not ({text.of(node.test)})"
    yield Edit("condition inverted", text.start(node.test), text.end(node.test), new)


def _branches(text: SourceText, node: Node) -> Iterator[Edit]:
    for one in (node.body, node.orelse):
        yield Edit("branch dropped", text.start(node), text.end(node), text.of(one))


def _filters(text: SourceText, node: Node) -> Iterator[Edit]:
    for test in node.ifs:
        yield Edit("condition inverted", text.start(test), text.end(test), f"not ({text.of(test)})")


def _elements(text: SourceText, node: Node) -> Iterator[Edit]:
    """One entry of a list that is not there."""
    for i, element in enumerate(node.elts if len(node.elts) > 1 else ()):
        start, end = text.start(element), text.end(element)
        if i:
            start = text.end(node.elts[i - 1])
        else:
            end = text.start(node.elts[1])
        yield Edit("element dropped", start, end, "")


def _jump(text: SourceText, node: Node) -> Iterator[Edit]:
    new = "continue" if isinstance(node, ast.Break) else "break"
    yield Edit("jump", text.start(node), text.end(node), new)


def _no_context(text: SourceText, node: Node) -> Iterator[Edit]:
    """``if True:`` in the place of ``with ...:``."""
    if all(item.optional_vars is None for item in node.items):
        start, last = text.start(node), text.end(node.items[-1].context_expr)
        yield Edit("context dropped", start, last, "if True")


def _transposed(text: SourceText, node: Node) -> Iterator[Edit]:
    if node.attr == "T":
        yield Edit("transpose dropped", text.start(node), text.end(node), text.of(node.value))
    for one, other in (("float64", "float32"), ("int64", "int32")):
        if node.attr in (one, other):
            new = other if node.attr == one else one
            yield Edit("type", text.end(node.value), text.end(node), f".{new}")


_Edits = Callable[[SourceText, Node], Iterator[Edit]]
_EDITS: dict[type[ast.AST], tuple[_Edits, ...]] = {
    ast.BinOp: (_operator, _parentheses),
    ast.Compare: (_comparison,),
    ast.BoolOp: (_and_or,),
    ast.UnaryOp: (_sign,),
    ast.Constant: (_constant,),
    ast.Assign: (_value_sign,),
    ast.AugAssign: (_augmented, _value_sign),
    ast.Return: (_value_sign, _swapped_parts),
    ast.If: (_inverted,),
    ast.While: (_inverted,),
    ast.IfExp: (_inverted, _branches),
    ast.comprehension: (_filters,),
    ast.Break: (_jump,),
    ast.Continue: (_jump,),
    ast.With: (_no_context,),
    ast.List: (_elements,),
    ast.Attribute: (_transposed,),
    ast.Call: (call_edits,),
}


def _dropped(text: SourceText, node: ast.stmt) -> Iterator[Edit]:
    """A statement of one thought that is not there; ``x = None`` says only what will come."""
    kinds = ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Expr | ast.Return | ast.Raise
    kinds |= ast.Break | ast.Continue | ast.Delete | ast.Assert
    value = getattr(node, "value", None)
    placeholder = isinstance(value, ast.Constant) and value.value is None
    if isinstance(node, kinds) and not placeholder:
        yield Edit("statement dropped", text.start(node), text.end(node), "pass")


def _strings(piece: ast.stmt) -> dict[str, list[str]]:
    """The strings of a piece as they are written, by what is beside their digits."""
    found: dict[str, list[str]] = {"": [], "f": []}
    for node in _walk(piece):
        if isinstance(node, ast.JoinedStr):
            found["f"].append(ast.unparse(node))
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found[""].append(node.value)
    return {kind: list(dict.fromkeys(texts)) for kind, texts in found.items()}


def _other_key(text: SourceText, node: Node, strings: dict[str, list[str]]) -> Iterator[Edit]:
    """A key or a word in the place of another of the same piece, the likest ones first."""
    if isinstance(node, ast.JoinedStr):
        others, own = strings["f"], ast.unparse(node)
        written = others
    else:
        others, own = strings[""], node.value
        written = [repr(other).replace("'", '"') for other in others]
    letters = own.strip("0123456789")
    both = [pair for pair in zip(others, written, strict=True) if pair[0] != own]
    both.sort(key=lambda pair: (pair[0].strip("0123456789") != letters, _drawn(own, pair[0])))
    for _, new in both[:_OTHERS]:
        yield Edit("key", text.start(node), text.end(node), new)


def _other_names(text: SourceText, function: Node) -> Iterator[Edit]:
    """A local name in the place of another that has a value by then."""
    own = {argument.arg: 0 for argument in _arguments(function)}
    nodes = list(_walk(function))
    for node in nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            own.setdefault(node.id, node.lineno)
    inner = {n.name for n in nodes if isinstance(n, ast.FunctionDef)} | {"self", "cls"}
    for node in nodes:
        if not isinstance(node, ast.Name) or not isinstance(node.ctx, ast.Load):
            continue
        if node.id not in own or node.id in inner:
            continue
        others = [n for n, line in own.items() if line < node.lineno and n not in {node.id, *inner}]
        yield from _others(text, "name", node, others)


def _other_attributes(text: SourceText, node: Node) -> Iterator[Edit]:
    """``self.b`` for ``self.a``."""
    selves = [
        inner
        for inner in _walk(node)
        if isinstance(inner, ast.Attribute)
        and isinstance(inner.value, ast.Name)
        and inner.value.id == "self"
    ]
    names: Set[str] = dict.fromkeys(text.of(inner) for inner in selves).keys()
    for inner in selves:
        yield from _others(text, "attribute", inner, [n for n in names if n != text.of(inner)])


def _others(text: SourceText, kind: str, node: ast.AST, others: list[str]) -> Iterator[Edit]:
    place = text.start(node), text.end(node)
    for new in sorted(others, key=lambda other: _drawn(str(place[0]), other))[:_OTHERS]:
        yield Edit(kind, *place, new)


def _arguments(function: Node) -> Iterator[ast.arg]:
    arguments = function.args
    yield from (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    yield from filter(None, (arguments.vararg, arguments.kwarg))


def _drawn(*words: str) -> str:
    """An order that is random and always the same."""
    return hashlib.sha256(" ".join(words).encode()).hexdigest()
