"""What is left out of a copy of the library for the students of an assignment."""

from pathlib import Path

import pytest

import reglab
from autograder.assignments.library import hidden_files
from autograder.assignments.loading import find_assignments, load_assignment
from autograder.authors.exercise import AuthorError

LIBRARY = Path(reglab.__file__).parent
SOLUTIONS = Path(__file__).parents[1] / "solutions"


@pytest.fixture
def library(tmp_path):
    """A small library with one layer, to which a test adds what uses it."""
    for file, text in {
        "__init__.py": "",
        "layers/__init__.py": "",
        "layers/scaling.py": "def scale_forward(x):\n    return _twice(x)\n\ndef _twice(x): ...\n",
        "layers/adding.py": "import numpy as np\n\ndef add_forward(x): ...\n",
        "plots.py": "from numpy import scale_forward\n\ndef scaling(): ...\n",
    }.items():
        path = tmp_path / "reglab" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "reglab"


def hidden(folder, *names):
    return {path.as_posix() for path in hidden_files(folder, names)}


@pytest.mark.parametrize(
    ("exercise", "files"),
    [
        ("dropout_forward", {"layers/dropout.py"}),
        ("dropout_backward", {"layers/dropout.py"}),
        ("layernorm_forward", {"layers/normalization.py"}),
        ("conv_forward", {"layers/convolution.py"}),
        ("conv_forward_naive", set()),
        ("fc_net_loss", set()),
    ],
)
def test_the_library_hides_the_layer_and_what_is_built_on_it(exercise, files):
    found = hidden(LIBRARY, exercise)
    assert files <= found
    assert {path for path in found if path.startswith("layers/")} == files


@pytest.mark.parametrize("name", find_assignments(SOLUTIONS))
def test_every_assignment_of_the_project_leaves_a_library_that_can_be_imported(name):
    hidden_files(LIBRARY, load_assignment(SOLUTIONS / name).hides)


def test_only_the_name_of_a_public_function_or_class_hides_it(library):
    for name in ("_twice", "plots", "scale", "np", "layers", "", "Scale_forward"):
        assert hidden(library, name) == set()
    assert hidden(library, "scaling") == {"plots.py"}
    assert hidden(library, "other", "scale_forward") == {"layers/scaling.py"}
    assert hidden(library, "add_forward", "scale_forward") == {
        "layers/adding.py",
        "layers/scaling.py",
    }


@pytest.mark.parametrize(
    "text",
    [
        "from reglab.layers import add_forward, scale_forward",
        "from reglab.layers import scale_forward as f",
        "from reglab.layers import scaling",
        "from reglab.layers import *",
        "from reglab.layers.scaling import _twice",
        "import reglab.layers.scaling",
        "import reglab.layers as layers\n\ndef f(x):\n    return layers.scale_forward(x)",
        "def f(x):\n    from reglab.layers import scale_forward\n    return scale_forward(x)",
        "try:\n    from reglab.layers.scaling import scale_forward\nexcept ImportError:\n    pass",
    ],
)
def test_a_module_that_imports_a_hidden_one_is_hidden_as_well(library, text):
    (library / "net.py").write_text(f"{text}\n")
    (library / "solver.py").write_text("from reglab.net import f\n")
    assert hidden(library, "scale_forward") == {"layers/scaling.py", "net.py", "solver.py"}


@pytest.mark.parametrize(
    "text",
    [
        "from reglab.layers import add_forward",
        "import reglab.layers",
        "import reglab.layers.scaling_up",
        "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    import reglab.layers.scaling",
        "import typing\n\nif typing.TYPE_CHECKING:\n    from reglab.layers.scaling import *",
        '"""As reglab.layers.scale_forward does."""',
    ],
)
def test_a_module_that_does_without_the_hidden_one_stays(library, text):
    (library / "net.py").write_text(f"{text}\n")
    assert hidden(library, "scale_forward") == {"layers/scaling.py"}


def test_a_package_that_imports_a_hidden_module_is_hidden_whole(library):
    (library / "nets").mkdir()
    (library / "nets" / "__init__.py").write_text("from reglab.nets.one import f\n")
    (library / "nets" / "one.py").write_text("from reglab.layers import scale_forward\n")
    (library / "nets" / "other.py").write_text("")
    files = {"nets/__init__.py", "nets/one.py", "nets/other.py"}
    assert hidden(library, "scale_forward") == {"layers/scaling.py", *files}


@pytest.mark.parametrize(
    "name",
    ["reglab.layers.scale_forward", "reglab.layers.scaling.scale_forward", "reglab.scale_forward"],
)
def test_a_function_is_known_by_the_names_under_which_it_is_imported(library, name):
    assert hidden(library, name) == {"layers/scaling.py"}
    assert hidden(library, name.replace("layers", "plots").replace("lab.s", "lab.t")) == set()


def test_those_who_write_gradient_checks_get_no_gradient_check_and_all_other_pictures():
    found = hidden(LIBRARY, "relative_error", "numerical_gradient_array")
    assert {"gradients/numerical.py", "gradients/check.py", "gradients/__init__.py"} <= found
    assert {path for path in found if not path.startswith("gradients/")} == set()


def test_those_who_split_data_get_no_split_and_all_data():
    found = hidden(LIBRARY, "reglab.data.train_val_test_split")
    assert found == {"data/splitting.py"}


def test_the_net_of_the_library_is_hidden_from_those_who_write_dropout():
    assert "nets/fully_connected.py" in hidden(LIBRARY, "dropout_forward")


def test_a_package_that_cannot_do_without_is_named(library):
    (library / "__init__.py").write_text("from reglab.net import f\n")
    (library / "net.py").write_text("from reglab.layers import scale_forward\n")
    message = r"__init__\.py: .* \(reglab/layers/scaling\.py, reglab/net\.py\).* __getattr__"
    with pytest.raises(AuthorError, match=message):
        hidden(library, "scale_forward")
