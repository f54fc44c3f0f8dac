"""A function that is no Python costs its own points, and not those of its neighbours."""

import pytest
from toy import REFERENCE, write_toy

from autograder.assignments.loading import load_assignment
from autograder.grading.grader import Grader
from autograder.submissions.reading import SubmittedFiles
from autograder.worker.torn import MOST, without_torn_parts

HALF = "\n\ndef half(x):\n    return x / 2\n"


@pytest.fixture(scope="module")
def grade(tmp_path_factory):
    toy = load_assignment(write_toy(tmp_path_factory.mktemp("solutions")))
    with Grader(toy) as grader:
        yield lambda text: grader.grade_files(
            SubmittedFiles({"numbers_of_two": text.encode()}, ("numbers_of_two",))
        )


TORN = {
    "a missing bracket": "def double(x):\n    y = (2 * x\n    return y\n",
    "a missing colon": "def double(x)\n    return 2 * x\n",
    "no body": "def double(x):\n",
    "no body but a comment": "def double(x):\n    # TODO\n",
    "a branch without a body": "def double(x):\n    if x is None:\n\n    return 2 * x\n",
    "a try without except": "def double(x):\n    try:\n        return 2 * x\n",
    "another indentation": "def double(x):\n    y = 2\n  return y * x\n",
    "a tab among spaces": "def double(x):\n    y = 2\n\treturn y * x\n",
    "an open string": "def double(x):\n    return 2 * x + 'a\n",
    "a body at the margin": "def double(x):\nreturn 2 * x\n",
    "an assignment in a condition": "def double(x):\n    if x = 2:\n        x = 4\n    return x\n",
    "a word too many": "def double(x):\n    return 2 times x\n",
    "a print of Python 2": "def double(x):\n    print 'x'\n    return 2 * x\n",
    "a conflict": "def double(x):\n<<<<<<< HEAD\n    return x\n=======\n>>>>>>> b\n",
    "a decorator": "import functools\n\n@functools.cache\ndef double(x):\n    return (2 * x\n",
}


@pytest.mark.parametrize("text", TORN.values(), ids=TORN)
def test_a_torn_function_costs_its_own_points_only(grade, text):
    for whole in (text + HALF, HALF + "\n\n" + text):
        result = grade(whole)
        assert result.exercise("half").score == 1
        assert result.exercise("double").score == 0
        (said,) = {f.message for f in result.exercise("double").findings if f.lost}
        assert "numbers_of_two.py" in said
        assert any(" was left out: " in note for note in result.notes)


def test_the_error_is_told_with_its_line(grade):
    finding = grade(TORN["a word too many"] + HALF).exercise("double").first_cause
    assert "double cannot be read: SyntaxError in numbers_of_two.py, line 2" in finding.message


def test_a_torn_helper_is_told_where_it_is_used(grade):
    text = "def twice(x):\n    return (2 * x\n\n\ndef double(x):\n    return twice(x)\n" + HALF
    finding = grade(text).exercise("double").first_cause
    assert "NameError" in finding.message
    assert "numbers_of_two.py, line 2, which defines it, raised SyntaxError" in finding.hint


def test_a_torn_statement_outside_of_functions_is_passed_over(grade):
    assert grade(f"{REFERENCE}\n\nx = = 1\n").score == 4


def test_lines_keep_their_numbers():
    kept, torn = without_torn_parts("def f(:\n    1\n\n\ndef g():\n    return 3\n", "f.py")
    assert kept.split("\n") == ["", "", "", "", "def g():", "    return 3", ""]
    assert [(part.line, part.names) for part in torn] == [(1, ("f",))]


def test_a_text_that_is_torn_everywhere_is_refused():
    with pytest.raises(SyntaxError):
        without_torn_parts("def f(:\n" * (MOST + 1) + "def g():\n    pass\n", "f.py")
    with pytest.raises(SyntaxError):
        without_torn_parts("Dear all, here is my work\n", "f.py")
