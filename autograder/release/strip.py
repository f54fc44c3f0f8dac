"""A module of the reference becomes the skeleton that students fill in."""

import ast
from collections.abc import Sequence
from pathlib import Path

from autograder.authors.exercise import AuthorError
from autograder.release.regions import Region, find_regions

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Definition = _Function | ast.ClassDef


def strip_module(path: Path, exercises: Sequence[str]) -> str:
    """The text of a module with a line that raises NotImplementedError for each region.

    What stands outside the regions is kept as it is, the author's TODO comments included.

    Args:
        path: the reference module.
        exercises: names of the functions and classes of this module that students write.

    Raises:
        AuthorError: the module or its skeleton is not Python, a region is wrong or lies outside
            any function, or an exercise has no region, so that it would be released solved.
    """
    text = path.read_text(encoding="utf-8")
    lines = text.removesuffix("\n").split("\n")
    regions = find_regions(lines, lambda index: f"{path}:{index + 1}")
    definitions = _definitions(text, path)
    functions = [node for node in definitions if isinstance(node, _Function)]
    owners = [_function_around(region, functions, lines, path) for region in regions]
    for exercise in exercises:
        _require_region(exercise, definitions, owners, path)

    kept: list[tuple[int, str]] = []  # (index in the master, line)
    done = 0
    for region, owner in zip(regions, owners, strict=True):
        kept += enumerate(lines[done : region.begin], start=done)
        kept.append((region.begin, _stub(owner.name, lines[region.begin])))
        done = region.end + 1
    kept += enumerate(lines[done:], start=done)
    stripped = "".join(f"{line}\n" for _, line in kept)
    _require_python(stripped, [index + 1 for index, _ in kept], path)
    return stripped


def _stub(function: str, marker: str) -> str:
    indent = marker[: len(marker) - len(marker.lstrip())]
    return f'{indent}raise NotImplementedError("{function}: this part is still to be written")'


def _definitions(text: str, path: Path) -> list[_Definition]:
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise AuthorError(f"{path}:{error.lineno}: {error.msg}") from error
    return [node for node in ast.walk(tree) if isinstance(node, _Definition)]


def _function_around(
    region: Region, functions: Sequence[_Function], lines: Sequence[str], path: Path
) -> _Function:
    """The innermost function that holds all statements of a region."""
    inside = range(region.begin + 1, region.end)
    code = [i for i in inside if lines[i].strip() and not lines[i].lstrip().startswith("#")]
    where = f"{path}:{region.begin + 1}"
    if not code:
        raise AuthorError(f"{where}: this region holds no statement; delete its markers")
    around = [
        function
        for function in functions
        if function.lineno <= region.begin and code[-1] < (function.end_lineno or 0)
    ]
    if not around:
        raise AuthorError(
            f"{where}: this region does not lie within one function, so the skeleton could not"
            " be imported; write it inside the function that students complete"
        )
    return max(around, key=lambda function: function.lineno)


def _require_region(
    exercise: str, definitions: Sequence[_Definition], owners: Sequence[_Function], path: Path
) -> None:
    found = [definition for definition in definitions if definition.name == exercise]
    if not found:
        raise AuthorError(
            f"{path}:1: there is no function or class {exercise}, which checks.py makes an exercise"
            " of this module; define it here, or name its module in checks.py"
        )
    if not any(node in owners for definition in found for node in ast.walk(definition)):
        raise AuthorError(
            f"{path}:{found[0].lineno}: {exercise} has no solution region, so its solution would"
            " be released; mark it with ### BEGIN SOLUTION and ### END SOLUTION"
        )


def _require_python(stripped: str, lines: Sequence[int], path: Path) -> None:
    try:
        compile(stripped, str(path), "exec", dont_inherit=True)
    except SyntaxError as error:
        line = lines[min(error.lineno or 1, len(lines)) - 1]
        raise AuthorError(
            f"{path}:{line}: without its solution regions the module is not Python"
            f" ({error.msg}); let each region hold whole statements"
        ) from error
