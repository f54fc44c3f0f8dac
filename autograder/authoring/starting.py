"""Starts a course, or an assignment: a small one that works, to be changed into what is meant."""

import ast
import importlib.util
import keyword
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder.assignments.installation import page
from autograder.assignments.layout import Layout
from autograder.assignments.settings import FILE
from autograder.authors.exercise import AuthorError

STARTER = Path(__file__).parent / "starter"
EMPTY = Path(__file__).parent / "empty_course"

# The files of the starter, and what each is for.
PARTS = {
    "starter.py": "the notebook",
    "labels.py": "the reference; students get it without its solution",
    "checks.py": "what is asked, and for how many points",
    "misconceptions.py": "the wrong versions that students write, each with its hint",
    "variants/labels/one.py": "a right version in another style",
    "sample_class.py": "what the made-up class hands in",
}
MODULE, FUNCTION = "labels", "smooth_labels"
FIRST = "label_smoothing"  # the starter's name in a new course

# The files of a course beside its solutions, the names of their templates, and what each is for.
COURSE = {
    FILE: (FILE, "the settings of the course, each explained"),
    "nbgrader_config.py": ("nbgrader_config.py", "has nbgrader and formgrader use them"),
    ".gitignore": ("gitignore", "keeps what is generated or private to you out of git"),
    "README.md": ("README.md", "what is where, and the commands"),
}

# Where the name of the module is code: in quotes, in a path, or imported from.
_MODULE = re.compile(rf"""(?<=["/`]){MODULE}(?=["/`.])|\b{MODULE}(?=\.py\b)|(?<=from ){MODULE}\b""")
_OWN = re.compile(r"(checks|misconceptions|common|claims|sample_class)(_\w+)?")
_SHAPE = "in small letters, digits and _, beginning with a letter, as in weight_decay"


@dataclass(frozen=True)
class StarterNames:
    """The names that an assignment is started with.

    Attributes:
        assignment: of the assignment, of its folder and of its notebook.
        module: of the module that students write, without ".py".
        function: of the function in it, of the exercise and of its grade cell.
    """

    assignment: str
    module: str = MODULE
    function: str = FUNCTION

    def put_into(self, text: str) -> str:
        """A text of the starter, or a path in it, with these names where its own stand."""
        text = _MODULE.sub(self.module, text)
        text = re.sub(rf"\b{FUNCTION}\b", self.function, text)
        title = self.assignment.replace("_", " ").capitalize()
        return text.replace("Starter", title).replace("starter", self.assignment)


def start(layout: Layout, names: StarterNames) -> dict[Path, str]:
    """Write solutions/NAME/: one exercise, one check, one misconception, a notebook.

    Nothing else of the course is touched.

    Returns:
        What was written, and what it is for.

    Raises:
        AuthorError: a name is taken, or cannot be one.
    """
    _require_assignment(layout, names.assignment)
    _require_module(names)
    _require_function(names.function)
    folder = layout.solutions / names.assignment
    with tempfile.TemporaryDirectory(prefix=".new-", dir=layout.solutions) as outer:
        fresh = Path(outer) / names.assignment
        for part in PARTS:
            text = (STARTER / part).read_text(encoding="utf-8")
            _write(fresh / names.put_into(part), names.put_into(text))
        fresh.rename(folder)  # in one step: there is all of it or nothing
    return {folder / names.put_into(part): what for part, what in PARTS.items()}


def start_course(folder: Path, library: str = "") -> dict[Path, str]:
    """Write a course with one small assignment that works.

    Args:
        folder: made where there is none.
        library: the package that students import, by the name it is imported by; "" for none.

    Returns:
        What was written, and what it is for.

    Raises:
        AuthorError: something of that name is there already, or the library's name cannot be one.
    """
    folder = folder.resolve()
    if library and not library.isidentifier():
        raise AuthorError(f"{library!r} cannot be the name of a package that is imported")
    there = [name for name in (*COURSE, "solutions") if (folder / name).exists()]
    if there:
        raise AuthorError(
            f"{folder}: there is {_listed(there)} already, and nothing was written; choose another"
            " folder, or move that away"
        )
    values = {
        "id": re.sub(r"[^\w.-]+", "-", folder.name) or "course",
        "library": library,
        "authoring": page("authoring"),
    }
    (folder / "solutions").mkdir(parents=True)
    for name, (template, _) in COURSE.items():
        _write(folder / name, _filled((EMPTY / template).read_text(encoding="utf-8"), values))
    started = start(Layout(folder), StarterNames(FIRST))
    return {folder / name: what for name, (_, what) in COURSE.items()} | started


def _filled(text: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _listed(names: list[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _require_assignment(layout: Layout, name: str) -> None:
    if not _is_plain(name):
        raise AuthorError(f"{name!r} cannot be the name of an assignment: write it {_SHAPE}")
    for folder in (layout.solutions, layout.assignments, layout.course / "source"):
        if (folder / name).exists():
            raise AuthorError(f"{folder / name} is there already; choose another name")
    if f"{name}.py" in PARTS or _is_module(name):
        raise AuthorError(
            f"{name} is also the name of a module, which the notebook {name}.py would hide; choose"
            " another name"
        )


def _require_module(names: StarterNames) -> None:
    name = names.module
    if not _is_plain(name):
        raise AuthorError(f"{name!r} cannot be the name of a module: write it {_SHAPE}")
    if name == names.assignment or _OWN.fullmatch(name):
        raise AuthorError(f"{name}.py is another file of the assignment; choose another module")
    if _is_module(name):
        raise AuthorError(f"Python has a module {name} already; choose another")


def _require_function(name: str) -> None:
    if not name.isidentifier() or keyword.iskeyword(name) or name.startswith("_"):
        raise AuthorError(f"{name!r} cannot be the name of a function that students write")
    if name != FUNCTION and name in _used_by_the_starter():
        raise AuthorError(
            f"{name} is already a name in the notebook or the checks that are written; choose"
            " another function, and give it that name afterwards"
        )


def _is_plain(name: str) -> bool:
    return bool(re.fullmatch(r"[a-z][a-z0-9_]*", name)) and not keyword.iskeyword(name)


def _is_module(name: str) -> bool:
    spec = importlib.util.find_spec(name)
    return name in sys.stdlib_module_names or (spec is not None and bool(spec.origin))


@cache
def _used_by_the_starter() -> frozenset[str]:
    return frozenset(name for path in STARTER.rglob("*.py") for name in _names(path))


def _names(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.alias):
            yield node.asname or node.name
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.name
