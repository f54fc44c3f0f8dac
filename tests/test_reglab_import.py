"""Importing the library is cheap: what a name needs is loaded when it is first used."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import reglab


def run(code):
    """What a fresh interpreter prints that imports reglab; no warning is allowed."""
    command = [sys.executable, "-W", "error", "-c", f"import sys, reglab\n{code}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.split()


LOADED = "print(*sorted({'numpy', 'matplotlib', 'tqdm', 'pooch', 'requests'} & set(sys.modules)))"


def test_import_loads_nothing_that_is_slow():
    assert run(LOADED) == []


def test_checks_data_and_training_need_numpy_alone():
    code = "reglab.check_gradient, reglab.load_digits(), reglab.Solver, reglab.load_mnist"
    assert run(f"{code}\n{LOADED}") == ["numpy"]


def test_all_public_names_exist_and_are_listed():
    assert len(set(reglab.__all__)) == len(reglab.__all__)
    assert all(hasattr(reglab, name) for name in reglab.__all__)
    assert set(reglab.__all__) <= set(dir(reglab))


def test_a_name_that_does_not_exist_is_refused_as_usual():
    with pytest.raises(AttributeError, match="module 'reglab' has no attribute 'dropout'"):
        reglab.dropout  # noqa: B018 - the access is the point


def test_progress_stays_a_function_whatever_is_imported():
    code = "import reglab.plots, reglab.training.solver, reglab.progress"
    assert run(f"{code}\nprint(callable(reglab.progress))") == ["True"]


def test_everything_can_be_imported_by_name():
    assert run("from reglab import *\nprint(Adam.__name__, check_gradient.__name__)") == [
        "Adam",
        "check_gradient",
    ]


def imported(node):
    """Names of all that a piece of code imports, at its top or in a function."""
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)
    elif isinstance(node, ast.Constant) and str(node.value).startswith("reglab."):
        yield node.value  # for import_module
    for child in ast.iter_child_nodes(node):
        yield from imported(child)


def test_no_module_imports_itself_in_a_circle_not_even_in_a_function():
    folder = Path(reglab.__file__).parent
    modules = {}
    for path in folder.rglob("*.py"):
        parts = ("reglab", *path.relative_to(folder).with_suffix("").parts)
        modules[".".join(parts).removesuffix(".__init__")] = ast.parse(path.read_bytes())
    graph = {name: {*imported(tree)} & (set(modules) - {name}) for name, tree in modules.items()}
    TopologicalSorter(graph).prepare()
