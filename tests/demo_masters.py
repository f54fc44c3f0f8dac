"""What the author of a small assignment wrote."""

MODULE = '''\
"""Two functions."""


def double(x):
    """Twice x."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION


def halve(x):
    """Half of x."""
    ### BEGIN SOLUTION
    return x / 2
    ### END SOLUTION
'''

CHECKS = '''\
import numpy as np

from autograder.authors.exercise import Exercise
from autograder.authors.expectations import expect_close

double = Exercise("double", module="shapes")
halve = Exercise("halve", module="shapes")


@double.check(points=1)
def doubles_one(submission, reference, rng):
    """double(1) is 2."""
    expect_close(submission.double(np.array([1.0])), np.array([2.0]), "double(1)")


@double.check(points=2, hidden=True)
def doubles_anything(submission, reference, rng):
    """double(x) is 2 x for every x."""
    x = rng.normal(size=5)
    expect_close(submission.double(x), 2 * x, "double(x)", "Does it hold for other numbers?")


@halve.check(points=1)
def halves_one(submission, reference, rng):
    """halve(1) is 0.5."""
    expect_close(submission.halve(np.array([1.0])), np.array([0.5]), "halve(1)")
'''

MISCONCEPTIONS = """\
from checks import double, doubles_anything, doubles_one

double.misconception(
    "adds_two",
    replace={"    return 2 * x": "    return x + 2"},
    fails=[doubles_one, doubles_anything],
    message="Two is added where x should be multiplied by it.",
)
"""

NOTEBOOK = """\
# %% [markdown]
# # A demonstration

# %%
from shapes import double, halve

# %% grade="double"
assert double(3) == 6

# %% [markdown] answer="why" points=2
# ### BEGIN SOLUTION
# Because it is so.
# ### END SOLUTION

# %% grade="halve"
assert halve(3) == 1.5
"""

SAMPLE = """\
from autograder.course.sample_class import Sample

STUDENTS = (
    Sample("correct", answers={"why": "Because."}),
    Sample("adds two", wrong=("adds_two",)),
    Sample("nothing yet", untouched=True),
)
"""
