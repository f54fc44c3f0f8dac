"""What a copy of reglab leaves out, so that it does not hand students what they are to write."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from autograder.checks import AuthorError

_LAYERS = "reglab.layers"
_UNHIDDEN = {Path("__init__.py"), Path("layers/__init__.py")}


def hidden_files(reglab_folder: Path, exercise_names: Iterable[str]) -> frozenset[Path]:
    """The files of reglab that the students of an assignment must not have.

    A module of reglab.layers that defines a public function of an exercise's name is hidden, and
    so is every module of reglab that imports a hidden one, at its top or within a function, and
    all of a package that imports one itself. What is imported for type checkers alone does not
    count.

    Args:
        reglab_folder: the package's folder. Its files are read and parsed, never imported.
        exercise_names: names of the functions that the assignment asks for.

    Returns:
        Paths relative to reglab_folder; empty when nothing needs to be hidden.

    Raises:
        AuthorError: reglab or reglab.layers imports what is hidden as soon as it is imported.
    """
    asked = {f"{_LAYERS}.{name}" for name in exercise_names}
    trees = {
        path.relative_to(reglab_folder): ast.parse(path.read_bytes())
        for path in sorted(reglab_folder.rglob("*.py"))
    }
    functions = {path: set(_functions(path, tree)) for path, tree in trees.items()}
    needs = {path: set(_needs(tree)) for path, tree in trees.items()}
    hidden = {path for path in trees if functions[path] & asked}
    while True:
        gone = {name for path in hidden for name in (*_names(path), *functions[path])}
        more = {path for path in trees if needs[path] & gone} - hidden
        if not more:
            return frozenset(hidden)
        for path in more & _UNHIDDEN:
            raise AuthorError(_refusal(reglab_folder / path, hidden))
        hidden |= more
        packages = {path.parent for path in more if path.name == "__init__.py"}
        hidden |= {path for path in trees if packages & set(path.parents)}


def _refusal(package: Path, hidden: Iterable[Path]) -> str:
    files = ", ".join(sorted(f"reglab/{path.as_posix()}" for path in hidden))
    return (
        f"{package}: importing this imports what students must not have ({files}), for an exercise"
        " has the name of a function of reglab.layers. Look the names up in a __getattr__, as"
        " reglab/layers/__init__.py does, or give the exercise another name"
    )


def _names(path: Path) -> tuple[str, ...]:
    """What a module is called, and the star that imports it along with its neighbours."""
    parts = ("reglab", *path.with_suffix("").parts)
    package = ".".join(parts[:-1])
    return (package,) if parts[-1] == "__init__" else (".".join(parts), f"{package}.*")


def _functions(path: Path, tree: ast.Module) -> Iterator[str]:
    """The public functions of a module of layers, by the names that reglab.layers has for them."""
    for node in tree.body if path.parts[0] == "layers" else []:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield f"{_LAYERS}.{node.name}"


def _needs(node: ast.AST) -> Iterator[str]:
    """Dotted names of all that a piece of code imports, or uses as an attribute of layers."""
    if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
        return
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield str(node.module)
        yield from (f"{node.module}.{alias.name}" for alias in node.names)
    elif isinstance(node, ast.Attribute):
        yield f"{_LAYERS}.{node.attr}"
    for child in ast.iter_child_nodes(node):
        yield from _needs(child)
