"""The command autograder, and what it prints."""

from autograder.assignments.light_imports import put_off_grammars

put_off_grammars()  # before any file of this room imports nbformat
