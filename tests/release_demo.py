"""A small assignment for tests of the release: two exercises in scaling.py, one written answer."""

from pathlib import Path

from autograder.assignments.layout import Layout

MODULE = '''"""Scaling and its gradient."""

import numpy as np


def scale_forward(x, factor):
    """x times factor, and a cache."""
    # TODO: the forward pass.
    ### BEGIN SOLUTION
    scaled = np.multiply(x, factor)
    out = scaled + 0.0
    ### END SOLUTION
    return out, factor


def scale_backward(dout, cache):
    """The gradient with respect to x."""
    if cache == 0:
        # TODO: a factor of zero.
        ### BEGIN SOLUTION
        dx = np.zeros_like(dout)
        ### END SOLUTION
    else:
        # TODO: any other factor.
        ### BEGIN SOLUTION
        # each output is factor times its input
        dx = dout * cache
        ### END SOLUTION
    return dx
'''

CHECKS = '''"""What is asked."""

from autograder.authors.exercise import Exercise
from autograder.authors.expectations import expect_close

forward = Exercise("scale_forward", module="scaling", returns=("out", "cache"), kept=("cache",))
backward = Exercise("scale_backward", module="scaling")


@forward.check(points=2)
def scales_ones(submission, reference, rng):
    """Ones become the factor."""
    out, _ = submission.scale_forward(rng.uniform(1, 2, 5), 3.0)
    expect_close(out, out, "out", "Did you multiply every element by the factor?")


@forward.check(points=1.5, hidden=True)
def scales_matrices(submission, reference, rng):
    """Matrices are scaled as well."""


@backward.check(points=3)
def scales_the_gradient(submission, reference, rng):
    """The gradient is scaled like the input."""
'''

MISCONCEPTIONS = '''"""Wrong versions."""

from checks import forward, scales_ones

forward.misconception(
    "divides_by_the_factor",
    replace={"np.multiply(x": "np.divide(x"},
    fails=[scales_ones],
    message="You divided by the factor where multiplying is asked.",
)
'''

STAND_IN = '''"""Stands in for scaling.py."""


def scale_forward(x, factor):
    """x times factor, and a cache."""
    return 7.25 * x + factor, None
'''

NOTEBOOK = """# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Scaling
#
# Write two functions.

# %% Imports
# %matplotlib inline
import numpy as np
from scaling import scale_backward, scale_forward

# %% [markdown] locked="the_rules"
# Ask before you share.

# %% grade="scale_forward"
out, _ = scale_forward(np.ones(3), 2.0)
assert np.all(out == 2)

# %% grade="scale_backward"
assert np.all(scale_backward(np.ones(3), 2.0) == 2)

# %% [markdown] answer="why_scale" points=2
# Why would one scale at all?
#
# ### BEGIN SOLUTION
# So that inputs of different units have comparable sizes.
# ### END SOLUTION
#
# === BEGIN MARK SCHEME ===
# 1 point each for comparable sizes and for the step of gradient descent.
# === END MARK SCHEME ===

# %% answer="own_plot" points=1.5
### BEGIN SOLUTION
values = np.linspace(0.0, 1.0, 17)
### END SOLUTION

# %% [markdown]
# The end.
"""

FILES = {
    "demo.py": NOTEBOOK,
    "scaling.py": MODULE,
    "checks.py": CHECKS,
    "misconceptions.py": MISCONCEPTIONS,
    "stand_ins/scaling.py": STAND_IN,
}

COURSE = """library = "reglab"
packages = ["numpy", "matplotlib"]
"""


def write_demo(root: Path) -> Layout:
    """The assignment "demo" in a checkout of its own."""
    folder = root / "solutions" / "demo"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (root / "nbgrader_config.py").write_text("")
    (root / "course.toml").write_text(COURSE)
    return Layout(root)
