"""The students' library without what an assignment asks for.

The sandbox, the zip, the leak scan and the notebooks' folder all take it from here.
"""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import coursework
from autograder.authors.exercise import AuthorError

# Files that Python and Jupyter leave behind where somebody tried something out.
LEFTOVERS = frozenset({"__pycache__", ".ipynb_checkpoints"})


def files_of(folder: Path) -> dict[Path, bytes]:
    """The files below a folder by relative path, in alphabetical order; {} where there is none.

    Files that Python and Jupyter leave behind are left out.
    """
    paths = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path: (folder / path).read_bytes() for path in paths if not LEFTOVERS & {*path.parts}}


def notebook_kit() -> dict[Path, bytes]:
    """The package with which notebooks begin and hand in, by path; students get it in their zip."""
    folder = Path(coursework.__file__).parent
    return {Path(folder.name) / path: data for path, data in files_of(folder).items()}


def students_library(folder: Path | None, hides: Iterable[str]) -> dict[Path, bytes]:
    """The files of the library by path within its folder, without those that are hidden.

    Args:
        folder: the library's; None for no library.
        hides: see hidden_files.
    """
    if folder is None:
        return {}
    files = files_of(folder)
    hidden = hidden_files(folder, hides)
    return {path: data for path, data in files.items() if path not in hidden}


def hidden_files(folder: Path, hides: Iterable[str]) -> frozenset[Path]:
    """The files of the library that the students of an assignment must not have.

    A module that defines a public function or class of one of the names is hidden, and so is every
    module of the library that imports a hidden one, at its top or within a function, and all of a
    package that imports one itself. An import for type checkers alone does not count.

    Args:
        folder: the package's folder. Its files are read and parsed, never imported.
        hides: names, plain as those of exercises are, or dotted as they are imported, such as
            "mylib.data.train_val_test_split".

    Returns:
        Paths relative to the folder; empty when nothing needs to be hidden.

    Raises:
        AuthorError: the package itself, or one that looks its names up in a __getattr__, imports
            a hidden module as soon as it is imported.
    """
    asked = frozenset(hides)
    trees = {
        path.relative_to(folder): ast.parse(path.read_bytes())
        for path in sorted(folder.rglob("*.py"))
    }
    library = folder.name
    open_ = {Path("__init__.py"), *(path for path, tree in trees.items() if _is_lazy(path, tree))}
    public = {path: set(_public(tree)) for path, tree in trees.items()}
    aliases = {path: set(_aliases(library, path, names)) for path, names in public.items()}
    needs = {path: set(_needs(tree, {})) for path, tree in trees.items()}
    hidden = {path for path in trees if (public[path] | aliases[path]) & asked}
    while True:
        gone = {name for path in hidden for name in (*_names(library, path), *aliases[path])}
        more = {path for path in trees if needs[path] & gone} - hidden
        if not more:
            return frozenset(hidden)
        for path in more & open_:
            raise AuthorError(_refusal(folder, path, hidden))
        hidden |= more
        emptied = {path.parent for path in more if path.name == "__init__.py"}
        hidden |= {path for path in trees if emptied & set(path.parents)}


def _is_lazy(path: Path, tree: ast.Module) -> bool:
    """True if a file is a package that looks its names up when they are asked for."""
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    return path.name == "__init__.py" and "__getattr__" in functions


def _refusal(folder: Path, path: Path, hidden: Iterable[Path]) -> str:
    files = ", ".join(sorted(f"{folder.name}/{path.as_posix()}" for path in hidden))
    return (
        f"{folder / path}: importing this imports what students must not have ({files}), for an"
        " exercise has the name of a function or class of the library. Look the names up in a"
        " __getattr__, or give the exercise another name"
    )


def _names(library: str, path: Path) -> tuple[str, ...]:
    """A module's dotted name, and the star that imports it along with its neighbors."""
    parts = (library, *path.with_suffix("").parts)
    package = ".".join(parts[:-1])
    return (package,) if parts[-1] == "__init__" else (".".join(parts), f"{package}.*")


def _public(tree: ast.Module) -> Iterator[str]:
    """Names of the public functions and classes of a module."""
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            yield node.name


def _aliases(library: str, path: Path, names: Iterable[str]) -> Iterator[str]:
    """Dotted names of a module's functions: of the module, of its package and of the library."""
    module = _names(library, path)[0]
    for name in names:
        for home in (module, module.rpartition(".")[0], library):
            yield f"{home}.{name}"


def _needs(node: ast.AST, bound: dict[str, str]) -> Iterator[str]:
    """Dotted names of all that code imports, or uses as an attribute of what it imports.

    Args:
        node: the code.
        bound: the dotted name that each imported name stands for; filled in on the way.
    """
    if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
        return
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield alias.name
            bound[alias.asname or alias.name.partition(".")[0]] = (
                alias.name if alias.asname else alias.name.partition(".")[0]
            )
    elif isinstance(node, ast.ImportFrom):
        yield str(node.module)
        for alias in node.names:
            yield f"{node.module}.{alias.name}"
            bound[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    elif isinstance(node, ast.Attribute):
        root, _, rest = ast.unparse(node).partition(".")
        if root in bound:
            yield f"{bound[root]}.{rest}"
    for child in ast.iter_child_nodes(node):
        yield from _needs(child, bound)
