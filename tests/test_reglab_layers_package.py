"""The package finds each layer when it is first used, and says which ones were left out."""

import ast
import inspect
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import reglab
from reglab import layers

LIBRARY = Path(reglab.__file__).parent
MODULES = sorted(path.stem for path in (LIBRARY / "layers").glob("*.py"))


def run(code, folder=None):
    path = f"import sys; sys.path.insert(0, {str(folder)!r})\n" if folder else ""
    command = [sys.executable, "-W", "error", "-B", "-c", path + code]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def without_dropout(tmp_path_factory):
    """A folder with a copy of the library as the students of the dropout assignment get it."""
    folder = tmp_path_factory.mktemp("student")
    left_out = shutil.ignore_patterns("__pycache__", "dropout.py")
    shutil.copytree(LIBRARY, folder / "reglab", ignore=left_out)
    return folder


def test_every_public_function_of_a_module_is_one_of_the_package_and_no_other_is():
    defined = {
        name
        for module in set(MODULES) - {"__init__", "arrays"}
        for name, value in vars(import_module(f"reglab.layers.{module}")).items()
        if inspect.isfunction(value)
        and value.__module__ == f"reglab.layers.{module}"
        and not name.startswith("_")
    }
    assert defined == set(layers.__all__)


def test_a_type_checker_sees_every_module():
    tree = ast.parse((LIBRARY / "layers" / "__init__.py").read_text(encoding="utf-8"))
    seen = {
        node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*"
    }
    assert seen == {f"reglab.layers.{name}" for name in set(MODULES) - {"__init__", "arrays"}}


def test_every_forward_function_has_its_backward_function():
    names = set(layers.__all__)
    forward = {name.removesuffix("_forward") for name in names if name.endswith("_forward")}
    backward = {name.removesuffix("_backward") for name in names if name.endswith("_backward")}
    assert forward == backward
    assert all(callable(getattr(layers, name)) for name in names)
    assert names <= set(dir(layers))


def test_a_layer_is_loaded_when_it_is_first_used():
    code = "import sys, reglab.layers as L; print('reglab.layers.pooling' in sys.modules)\n"
    code += "L.max_pool_forward; print('reglab.layers.pooling' in sys.modules)\n"
    code += "print('max_pool_forward' in vars(L))"
    assert run(code).stdout.split() == ["False", "True", "True"]


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match=r"'reglab\.layers' has no attribute 'drop_out'"):
        _ = layers.drop_out
    assert not hasattr(layers, "dropout_sideways")


MESSAGE = (
    "ImportError: dropout_forward is not in this copy of reglab: it belongs to an exercise of this"
    " assignment"
)


@pytest.mark.parametrize(
    "code",
    [
        "from reglab.layers import affine_forward, dropout_forward",
        "import reglab.layers; reglab.layers.dropout_forward",
    ],
)
def test_what_was_left_out_says_so(without_dropout, code):
    assert run(code, without_dropout).stderr.splitlines()[-1] == MESSAGE


def test_the_rest_works_without_what_was_left_out(without_dropout):
    code = "import numpy as np, reglab, reglab.plots, reglab.layers as L\n"
    code += "from reglab.layers import *\n"
    code += "print(conv_forward.__name__, 'dropout_forward' in dir(L), L.__file__)\n"
    done = run(code, without_dropout)
    assert done.stderr == ""
    name, listed, file = done.stdout.split()
    assert (name, listed) == ("conv_forward", "False")
    assert Path(file) == without_dropout / "reglab" / "layers" / "__init__.py"
