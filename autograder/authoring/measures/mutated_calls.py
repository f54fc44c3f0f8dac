"""The slips of one token in a call: another function, none, or other arguments."""

import ast
from collections.abc import Iterator
from typing import Any

from autograder.authoring.measures.source_text import Edit, SourceText

_PAIRS = (
    ("sum", "mean"),
    ("max", "min"),
    ("argmax", "argmin"),
    ("maximum", "minimum"),
    ("any", "all"),
    ("zeros", "ones"),
    ("zeros_like", "ones_like"),
    ("floor", "ceil"),
    ("train", "eval"),
    ("std", "var"),
    ("rand", "randn"),
    ("random", "standard_normal"),
    ("normal", "uniform"),
    ("isnan", "isfinite"),
    ("softmax", "log_softmax"),
    ("relu", "sigmoid"),
    ("sin", "cos"),
    ("hstack", "vstack"),
)
_OTHER = {a: b for pair in _PAIRS for a, b in (pair, pair[::-1])}
_SYMMETRIC = {"maximum", "minimum", "max", "min", "allclose", "array_equal", "add", "multiply"}
# Without them the argument is of a kind that nothing else takes.
_KEPT = {"range", "len", "print", "super", "isinstance", "enumerate", "zip", "iter", "next"}


def call_edits(text: SourceText, node: Any) -> Iterator[Edit]:
    """All slips in one call, but for those within its arguments.

    Args:
        text: of the module.
        node: the call.
    """
    function, name = node.func, _name(node.func)
    if name in _OTHER:
        end = text.end(function)
        yield Edit("function", end - len(name), end, _OTHER[name])
    yield from _unwrapped(text, node, name)
    yield from _fewer_keywords(text, node)
    if len(node.args) > 1 and name not in _SYMMETRIC:
        yield from _swapped(text, node)
    if name == "range":
        yield from _off_by_one(text, node)


def _unwrapped(text: SourceText, node: Any, name: str) -> Iterator[Edit]:
    """``x`` in the place of ``np.sqrt(x)``, or of ``x.copy()``."""
    place = text.start(node), text.end(node)
    if len(node.args) == 1 and name not in _KEPT and not isinstance(node.args[0], ast.Starred):
        argument = text.of(node.args[0])
        simple = isinstance(node.args[0], ast.Name | ast.Call | ast.Attribute | ast.Subscript)
        yield Edit("call dropped", *place, argument if simple else f"({argument})")
    called = node.func
    if isinstance(called, ast.Attribute) and _root(called) not in text.imported:
        yield Edit("call dropped", *place, text.of(called.value))


def _root(node: ast.expr) -> str:
    """The name that a chain of attributes begins with; "" of what is no name."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _fewer_keywords(text: SourceText, node: Any) -> Iterator[Edit]:
    arguments = sorted([*node.args, *node.keywords], key=text.start)
    for i, argument in enumerate(arguments):
        if not isinstance(argument, ast.keyword) or argument.arg is None:
            continue
        start, end = text.start(argument), text.end(argument)
        if i:
            start = text.end(arguments[i - 1])
        elif len(arguments) > 1:
            end = text.start(arguments[1])
        kind = "axis" if argument.arg in ("axis", "dim", "keepdims", "keepdim") else "argument"
        yield Edit(f"{kind} dropped", start, end, "")


def _swapped(text: SourceText, node: Any) -> Iterator[Edit]:
    left, right = node.args[:2]
    between = text.source[text.end(left) : text.start(right)]
    new = text.of(right) + between + text.of(left)
    yield Edit("arguments swapped", text.start(left), text.end(right), new)


def _off_by_one(text: SourceText, node: Any) -> Iterator[Edit]:
    if len(node.args) == 1:
        start, end = text.start(node.args[0]), text.end(node.args[0])
        stop = text.of(node.args[0])
        for new in (f"{stop} - 1", f"{stop} + 1", f"1, {stop}"):
            yield Edit("range", start, end, new)


def _name(function: ast.expr) -> str:
    """The last name of what is called."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
