"""A wrong master is an error that names file and line, and the last good release stays."""

import nbformat
import pytest
from release_demo import CHECKS, NOTEBOOK
from release_steps import copy_of_demo, edit, line_of, refusal, release
from wrong_modules import WRONG_MODULES
from wrong_notebooks import WRONG_NOTEBOOKS

from autograder.authors.exercise import AuthorError

# What is blamed where that is not the file that was edited.
BLAMED = {"exercise_without_a_cell": "checks.py"}


@pytest.fixture
def layout(tmp_path_factory, tmp_path):
    return copy_of_demo(tmp_path_factory, tmp_path / "checkout")


@pytest.mark.parametrize("name", WRONG_MODULES | WRONG_NOTEBOOKS)
def test_a_wrong_master_is_refused_with_its_file_and_line(layout, name):
    file, old, new, line, message = (WRONG_MODULES | WRONG_NOTEBOOKS)[name]
    edit(layout, file, old, new)
    blamed = layout.solutions / "demo" / BLAMED.get(name, file)
    said = refusal(layout)
    assert said.startswith(f"{blamed}:{line}: ")
    assert message in said


def test_lines_are_counted_from_text_before_the_first_marker_too(layout):
    edit(
        layout,
        "demo.py",
        "# ---\n\n# %% [markdown]\n# # Scaling",
        "# ---\n\n\nnot_a_cell_yet = 1\n### BEGIN SOLUTION\n\n# %% [markdown]\n# # Scaling",
    )
    assert refusal(layout).startswith(f"{layout.solutions / 'demo' / 'demo.py'}:11: ")


def test_lines_are_counted_in_markdown_that_is_written_as_a_string(layout):
    edit(layout, "demo.py", "# The end.", '"""\nThe end.\n### END SOLUTION\n"""')
    line = line_of(NOTEBOOK, "# The end.") + 2
    assert refusal(layout).startswith(f"{layout.solutions / 'demo' / 'demo.py'}:{line}: ")


def as_notebook(layout, cells):
    folder = layout.solutions / "demo"
    (folder / "demo.py").unlink()
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "demo.ipynb")
    return folder / "demo.ipynb"


def test_a_notebook_master_is_blamed_by_cell_and_line(layout):
    lines = "x = 1\n\n### BEGIN SOLUTION\nx = 2\n"
    cells = [nbformat.v4.new_markdown_cell("Hello"), nbformat.v4.new_code_cell(lines)]
    for name in ("scale_forward", "scale_backward"):
        cells.append(nbformat.v4.new_code_cell("1", metadata={"grade": name}))
    path = as_notebook(layout, cells)
    assert refusal(layout).startswith(f"{path}: cell 2, line 3: this region is never closed")


def test_two_notebook_masters_are_refused(layout):
    nbformat.write(nbformat.v4.new_notebook(), layout.solutions / "demo" / "demo.ipynb")
    said = refusal(layout)
    assert said.startswith(f"{layout.solutions / 'demo' / 'demo.py'}:1: demo.ipynb stands beside")


def test_a_missing_notebook_master_is_named(layout):
    path = layout.solutions / "demo" / "demo.py"
    path.unlink()
    assert refusal(layout).startswith(f"{path}: this file is missing")


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ('{\n "cells": [,]\n}', 2, "this is not JSON"),
        ('{"cells": [{"cell_type": "pie"}], "nbformat": 4, "nbformat_minor": 5}', 1, "not a valid"),
        ('{"nbformat": 4}', 1, "not a valid notebook"),
        ("[]", 1, "not a valid notebook"),
    ],
)
def test_a_notebook_master_that_is_none_is_refused(layout, text, line, what):
    path = layout.solutions / "demo" / "demo.ipynb"
    (layout.solutions / "demo" / "demo.py").unlink()
    path.write_text(text)
    said = refusal(layout)
    assert said.startswith(f"{path}:{line}: ")
    assert what in said


def test_a_check_without_an_exercise_is_refused(layout):
    lost = """@Exercise("lost", module="scaling").check(points=1)
def is_lost(submission, reference, rng):
    'It belongs to nothing.'


"""
    edit(layout, "checks.py", "@backward.check", f"{lost}@backward.check")
    line = line_of(CHECKS, "@backward.check")
    path = layout.solutions / "demo" / "checks.py"
    assert refusal(layout).startswith(f"{path}:{line}: the check is_lost ")


def test_an_assignment_that_is_not_there_is_named(layout):
    with pytest.raises(AuthorError, match=r"solutions/other: there is no such assignment"):
        release(layout, "other")
