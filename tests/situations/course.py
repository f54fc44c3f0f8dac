"""The small assignment that all situations hand in: two modules, and one written answer."""

import os
import shutil
from pathlib import Path

import nbformat
from release_steps import release

from autograder.assignments.layout import Layout

NAME = "demo"
REPOSITORY = Path(__file__).resolve().parents[2]

LAYERS = '''\
"""Layers."""

import numpy as np


def double(x):
    """Twice x."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION
'''

NET = '''\
"""A net."""

import numpy as np


def halve(x):
    """Half of x."""
    ### BEGIN SOLUTION
    return x / 2
    ### END SOLUTION
'''

CHECKS = '''\
import numpy as np

from autograder import Exercise, expect_close

double = Exercise("double", module="layers")
halve = Exercise("halve", module="net")


@double.check(points=2)
def doubles(submission, reference, rng):
    """double(x) is 2 x."""
    x = rng.uniform(1, 3, size=5)
    expect_close(submission.double(x), 2 * x, "double(x)")


@halve.check(points=2)
def halves(submission, reference, rng):
    """halve(x) is x / 2."""
    x = rng.uniform(1, 3, size=5)
    expect_close(submission.halve(x), x / 2, "halve(x)")
'''

NOTEBOOK = """\
# %% [markdown]
# # A demonstration

# %%
from layers import double
from net import halve

# %% grade="double"
assert double(3) == 6

# %% [markdown]
# Why is doubling the same as adding a number to itself?

# %% [markdown] answer="why" points=2
# ### BEGIN SOLUTION
# Because it is so.
# ### END SOLUTION

# %% grade="halve"
assert halve(3) == 1.5
"""

POINTS = {"double": 2.0, "halve": 2.0}

# What a student wrote.
DOUBLE = LAYERS.replace("    ### BEGIN SOLUTION\n", "").replace("    ### END SOLUTION\n", "")
HALVE = NET.replace("    ### BEGIN SOLUTION\n", "").replace("    ### END SOLUTION\n", "")
ANSWER = "Because $2x = x + x$."


def released(root: Path) -> Layout:
    """A course in which the assignment has been released."""
    folder = root / "solutions" / NAME
    folder.mkdir(parents=True)
    texts = {"layers": LAYERS, "net": NET, "checks": CHECKS, NAME: NOTEBOOK}
    for name, text in texts.items():
        (folder / f"{name}.py").write_text(text)
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    (root / "course.toml").write_text('library = "reglab"\nvariants = 0\n')
    layout = Layout(root)
    release(layout, NAME)
    return layout


def hand_in(layout: Layout, student: str) -> Path:
    """Hand in what is right in every way; returns its folder."""
    folder = layout.submitted(student, NAME)
    shutil.copytree(layout.course / "release" / NAME, folder)
    (folder / "layers.py").write_text(DOUBLE)
    (folder / "net.py").write_text(HALVE)
    notebook = nbformat.read(folder / "demo.ipynb", as_version=4)
    cell_of(notebook, "why").source = ANSWER
    nbformat.write(notebook, folder / "demo.ipynb")
    for path in folder.iterdir():
        os.utime(path, ns=(1, 1))
    return folder


def cell_of(notebook: nbformat.NotebookNode, name: str) -> nbformat.NotebookNode:
    """The cell of that grade_id."""
    return next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)
