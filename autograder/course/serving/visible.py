"""An assignment without its hidden checks, so that what is sent never sees what they ask."""

import copy
import dataclasses

from autograder.assignments.assignment import Assignment
from autograder.authors.exercise import Exercise


def only_visible(assignment: Assignment) -> Assignment:
    """The assignment with its visible checks alone; what waits for a hidden one waits no more."""
    exercises = tuple(_only_visible(exercise) for exercise in assignment.exercises)
    return dataclasses.replace(assignment, exercises=exercises)


def _only_visible(exercise: Exercise) -> Exercise:
    changed = copy.copy(exercise)  # the checks stay the same objects, by which others ask for them
    changed.checks = [check for check in exercise.checks if not check.hidden]
    return changed
