"""A module for a newer Python than the grader's waits for a person."""

import sys

import pytest
from toy import REFERENCE, write_toy

from autograder.assignments.loading import load_assignment
from autograder.grading.grader import Grader
from autograder.submissions.reading import SubmittedFiles


@pytest.fixture(scope="module")
def grade(tmp_path_factory):
    toy = load_assignment(write_toy(tmp_path_factory.mktemp("solutions")))
    with Grader(toy) as grader:
        yield lambda text, **rest: grader.grade_files(
            SubmittedFiles({"numbers_of_two": text.encode()}, ("numbers_of_two",), **rest)
        )


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="this Python reads it")
@pytest.mark.parametrize(
    "line",
    [
        "def show(d):\n    print(f'{d['a']}')",
        "def first[T](x: T) -> T:\n    return x",
        "class Box[T]:\n    pass",
        "type Pair = tuple[int, int]",
    ],
)
def test_what_python_3_12_may_read_waits(grade, line):
    result = grade(f"{REFERENCE}\n\n{line}\n")
    assert result.score == 0
    for exercise in result.exercises:
        assert "newer Python" in str(exercise.waits)
        assert "Python 3.12 may read it" in str(exercise.findings[0].message)


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="this Python reads it")
def test_what_python_3_14_may_read_waits(grade):
    late = "try:\n    pass\nexcept ValueError, TypeError:\n    pass\n"
    assert "newer Python" in str(grade(f"{REFERENCE}\n\n{late}").exercises[0].waits)


def test_what_no_python_reads_is_a_certain_zero(grade):
    result = grade(REFERENCE.replace("return", "x = = 1\n    return"))
    assert result.score == 0
    assert not any(exercise.waits for exercise in result.exercises)


def test_an_exercise_waits_although_another_file_earns_nothing_either(grade):
    text = REFERENCE.replace("return x / 2", "return x").replace("return 2 * x", "return x")
    spare = {"numbers_of_two": {"old.py": text.encode() + b"# older\n"}}
    result = grade(text, spare=spare, waits={"half": "The work may be in report.pdf."})
    assert str(result.exercise("half").waits) == "The work may be in report.pdf."
    assert not result.exercise("double").waits
