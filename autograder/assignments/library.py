"""What a copy of reglab leaves out, so that it does not hand students what they are to write."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from autograder.authors.exercise import AuthorError

_LAYERS = "reglab.layers"
_UNHIDDEN = {Path("__init__.py"), Path("layers/__init__.py")}


def hidden_files(reglab_folder: Path, hides: Iterable[str]) -> frozenset[Path]:
    """The files of reglab that the students of an assignment must not have.

    A module that defines a public function or class of one of the names is hidden, and so is every
    module of reglab that imports a hidden one, at its top or within a function, and all of a
    package that imports one itself. What is imported for type checkers alone does not count.

    Args:
        reglab_folder: the package's folder. Its files are read and parsed, never imported.
        hides: names, plain as those of exercises are, or dotted as they are imported, such as
            "reglab.data.train_val_test_split".

    Returns:
        Paths relative to reglab_folder; empty when nothing needs to be hidden.

    Raises:
        AuthorError: reglab or reglab.layers imports what is hidden as soon as it is imported.
    """
    asked = frozenset(hides)
    trees = {
        path.relative_to(reglab_folder): ast.parse(path.read_bytes())
        for path in sorted(reglab_folder.rglob("*.py"))
    }
    public = {path: set(_public(tree)) for path, tree in trees.items()}
    aliases = {path: set(_aliases(path, names)) for path, names in public.items()}
    needs = {path: set(_needs(tree)) for path, tree in trees.items()}
    hidden = {path for path in trees if (public[path] | aliases[path]) & asked}
    while True:
        gone = {name for path in hidden for name in (*_names(path), *aliases[path])}
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
        " has the name of a function or class of reglab. Look the names up in a __getattr__, as"
        " reglab/layers/__init__.py does, or give the exercise another name"
    )


def _names(path: Path) -> tuple[str, ...]:
    """What a module is called, and the star that imports it along with its neighbours."""
    parts = ("reglab", *path.with_suffix("").parts)
    package = ".".join(parts[:-1])
    return (package,) if parts[-1] == "__init__" else (".".join(parts), f"{package}.*")


def _public(tree: ast.Module) -> Iterator[str]:
    """Names of the public functions and classes of a module."""
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            yield node.name


def _aliases(path: Path, names: Iterable[str]) -> Iterator[str]:
    """How a module's functions can be imported: from it, from its package and from reglab."""
    module = _names(path)[0]
    for name in names:
        for home in (module, module.rpartition(".")[0], "reglab"):
            yield f"{home}.{name}"


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
