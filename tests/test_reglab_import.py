"""Importing the library is cheap: what a name needs is loaded when it is first used."""

import subprocess
import sys

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
