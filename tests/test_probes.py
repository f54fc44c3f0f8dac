"""Probes: the author's code beside a submission, for what cannot cross to it."""

import pytest

from autograder.assignments.loading import load_assignment
from autograder.authoring.versions import prove, versions_of
from autograder.authors.exercise import AuthorError
from autograder.grading.grader import Grader
from autograder.release.strip import strip_module
from autograder.submissions.reading import SubmittedFiles

REFERENCE = '''"""A function of functions, and a class."""


def slope(f, x, h):
    """The slope of f at x by a central difference."""
    ### BEGIN SOLUTION
    return (f(x + h) - f(x - h)) / (2 * h)
    ### END SOLUTION


class Counter:
    """Counts."""

    def __init__(self):
        self.count = 0

    def step(self):
        """Count one more."""
        ### BEGIN SOLUTION
        self.count += 1
        ### END SOLUTION
'''

PROBES = """import differences


def slope_of_square(x, h):
    return differences.slope(_square, x, h)


def count_to(n):
    counter = differences.Counter()
    for _ in range(n):
        counter.step()
    return counter.count


def _square(x):
    return x * x
"""

CHECKS = '''from autograder.authors.exercise import Exercise
from autograder import Message, expect
from autograder.authors.expectations import expect_close

slope = Exercise("slope", module="differences")
counter = Exercise("Counter", module="differences")


@slope.check(points=1)
def is_two_x(submission, reference, rng):
    """The slope of the square at x is 2 x."""
    x = rng.uniform(1, 2, 5)
    expect_close(submission.slope_of_square(x, 1e-3), 2 * x, "the slope", rtol=1e-6)


@counter.check(points=1)
def counts(submission, reference, rng):
    """Each step counts one."""
    found = submission.count_to(3)
    expect(found == reference.count_to(3), Message("Three steps: {n}.", n=found))
'''

MISCONCEPTIONS = """from checks import counter, counts, is_two_x, slope

slope.misconception(
    "forgets_the_two", replace={"/ (2 * h)": "/ h"}, fails=[is_two_x], message="Two steps."
)
counter.misconception(
    "counts_double", replace={"+= 1": "+= 2"}, fails=[counts], message="One at a time."
)
"""


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "differences"
    (folder / "probes").mkdir(parents=True)
    (folder / "differences.py").write_text(REFERENCE)
    (folder / "checks.py").write_text(CHECKS)
    (folder / "misconceptions.py").write_text(MISCONCEPTIONS)
    (folder / "probes" / "differences.py").write_text(PROBES)
    return folder


def test_functions_and_classes_are_judged_through_probes(folder):
    assignment = load_assignment(folder)
    skeleton = {
        "differences": strip_module(folder / "differences.py", ["slope", "Counter"]),
    }
    assert skeleton["differences"].count("NotImplementedError") == 2
    with Grader(assignment) as grader:
        proofs = [prove(grader, version, skeleton) for version in versions_of(assignment)]
    assert [proof.faults for proof in proofs] == [()] * 4


def graded(folder, text):
    with Grader(load_assignment(folder)) as grader:
        return grader.grade_files(SubmittedFiles({"differences": text.encode()}, ("differences",)))


def test_a_student_reads_of_the_exercise_and_their_own_line_and_not_of_the_probe(folder):
    result = graded(folder, REFERENCE.replace("(f(x + h)", "(f(x + h + None)"))
    (finding,) = result.exercise("slope").findings
    assert finding.message.startswith("slope raised TypeError in differences.py, line 7")
    assert "slope_of_square" not in finding.message


def test_what_a_student_did_not_define_is_their_mistake_and_no_alarm(folder):
    result = graded(folder, REFERENCE.replace("class Counter", "class Account"))
    assert result.alarms == ()
    (finding,) = result.exercise("Counter").findings
    assert finding.message == "differences.py does not define Counter."


def test_a_module_that_ends_the_process_when_probed_costs_itself_only(folder):
    text = REFERENCE.replace("        self.count += 1", "        import os; os._exit(0)")
    result = graded(folder, text)
    assert [exercise.score for exercise in result.exercises] == [1, 0]
    assert result.alarms == ()


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("other", "", "probes have the name of their module; modules: differences"),
        ("differences", "def slope(x): ...\n", "slope is the name of an exercise"),
        ("differences", "def\n", "invalid syntax"),
    ],
)
def test_probes_that_cannot_be_meant_are_the_authors_error(folder, file, text, says):
    (folder / "probes" / f"{file}.py").write_text(text)
    with pytest.raises(AuthorError, match=says):
        load_assignment(folder)
