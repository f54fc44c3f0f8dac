"""Runs each master from top to bottom with the reference, and makes a page of what came out."""

from autograder.notebooks.records import CellRun, Limits, NotebookRun, Place
from autograder.notebooks.run import run_notebooks

__all__ = ["CellRun", "Limits", "NotebookRun", "Place", "run_notebooks"]
