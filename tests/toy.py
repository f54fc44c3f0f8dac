"""A small assignment for tests of the engine: double(x) and half(x) in numbers_of_two.py."""

from pathlib import Path

REFERENCE = '''"""Numbers of two."""


def double(x):
    """Twice x."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION


def half(x):
    """Half of x."""
    ### BEGIN SOLUTION
    return x / 2
    ### END SOLUTION
'''

CHECKS = '''from autograder import Exercise, expect_close

double = Exercise("double", module="numbers_of_two")
half = Exercise("half", module="numbers_of_two")


@double.check(points=1)
def doubles_ones(submission, reference, rng):
    """double of ones is two."""
    x = rng.uniform(1, 2, 5)
    expect_close(submission.double(x), reference.double(x), "double(x)", "Twice, not more.")


@double.check(points=2, after=doubles_ones, hidden=True)
def doubles_matrices(submission, reference, rng):
    """double takes matrices."""
    x = rng.uniform(1, 2, (3, 4))
    expect_close(submission.double(x), reference.double(x), "double(x)", "Any shape.")


@half.check(points=1)
def halves(submission, reference, rng):
    """half of x is x / 2."""
    x = rng.uniform(1, 2, 5)
    expect_close(submission.half(x), reference.half(x), "half(x)")
'''

MISCONCEPTIONS = """from checks import double, doubles_ones

double.misconception(
    "squares",
    replace={"return 2 * x": "return x * x"},
    fails=[doubles_ones],
    message="x is squared where it should be doubled.",
    hint="2 * x",
    reason="Nothing is doubled.",
)
"""


# A wrong version for every check.
ALL_WRONG = f"""{MISCONCEPTIONS}
from checks import doubles_matrices, half, halves

double.misconception(
    "lines_only",
    replace={{"return 2 * x": "return 2 * x if x.ndim == 1 else x"}},
    fails=[doubles_matrices],
    message="A matrix is left as it is.",
    reason="Nearly everything is a matrix.",
)
half.misconception(
    "thirds", replace={{"x / 2": "x / 3"}}, fails=[halves], message="3, not 2.", reason="Not half."
)
"""


def write_toy(folder: Path, *, checks=CHECKS, reference=REFERENCE, wrong=MISCONCEPTIONS) -> Path:
    """Write the assignment below a solutions folder, and give its own."""
    toy = folder / "toy"
    toy.mkdir(parents=True)
    (toy / "checks.py").write_text(checks)
    (toy / "misconceptions.py").write_text(wrong)
    (toy / "numbers_of_two.py").write_text(reference)
    return toy
