"""The assignments of solutions/, each loaded once; not to be changed."""

from functools import cache
from pathlib import Path

from autograder.assignments.assignment import Assignment
from autograder.assignments.loading import find_assignments, load_assignment

SOLUTIONS = Path(__file__).parents[1] / "solutions"
NAMES = find_assignments(SOLUTIONS)


@cache
def assignment(name: str) -> Assignment:
    """The assignment of that name."""
    return load_assignment(SOLUTIONS / name)
