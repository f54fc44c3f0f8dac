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


def notes_that_say_changed(result):
    return [note for note in result.notes if "runs beside the submission" in note]


def test_honest_work_gets_no_note_on_the_authors_code(folder):
    assert graded(folder, REFERENCE).notes == ()


LIE = "import types\nfake = types.ModuleType('probes_differences')\nfake.count_to = lambda n: 3\n"
TAKES_THE_NAME = LIE + "import sys\nsys.modules['probes_differences'] = fake\n"
REPLACES_BUILTINS = "import builtins\nbuiltins.range = lambda n: ()\n"
REPLACES_A_PROBE = """        import sys
        frame = sys._getframe(1)
        frame.f_globals['count_to'] = lambda n: 3
"""
REPLACES_THE_CODE = """        import sys
        frame = sys._getframe(1)
        frame.f_globals['count_to'].__code__ = (lambda n: 3).__code__
"""
DOUBLE = REFERENCE.replace("self.count += 1", "self.count += 2")


def test_a_name_that_was_taken_first_gets_nothing_but_a_note(folder):
    result = graded(folder, TAKES_THE_NAME + DOUBLE)
    assert [exercise.score for exercise in result.exercises] == [1, 0]
    assert len(notes_that_say_changed(result)) == 1


def test_built_in_functions_that_were_replaced_are_not_those_of_a_probe(folder):
    result = graded(folder, REPLACES_BUILTINS + REFERENCE)
    assert [exercise.score for exercise in result.exercises] == [1, 1]


@pytest.mark.parametrize("deed", [REPLACES_A_PROBE, REPLACES_THE_CODE])
def test_a_probe_that_was_replaced_costs_nothing_but_is_noted(folder, deed):
    text = REFERENCE.replace("        self.count += 1", f"{deed}        self.count += 1")
    result = graded(folder, text)
    assert [exercise.score for exercise in result.exercises] == [1, 1]
    assert len(notes_that_say_changed(result)) == 1


SPIES = {
    "modules": "[getattr(m, '__loader__', None) for m in list(sys.modules.values())]",
    "frames": "[f.f_globals for f in frames()]",
    "locals": "[f.f_locals for f in frames()]",
}
SPY = """import sys, inspect, gc

def frames():
    frame = sys._getframe()
    while frame:
        yield frame
        frame = frame.f_back

def found(values, depth=3):
    for value in values:
        if isinstance(value, (bytes, str)) and "def _squ" "are" in str(value)[:5000]:
            return str(value)
        if isinstance(value, dict) and depth:
            if text := found(list(value.values()), depth - 1):
                return text
        inner = getattr(value, "__dict__", None)
        if isinstance(inner, dict) and depth:
            if text := found(list(inner.values()), depth - 1):
                return text
    return ""
"""


@pytest.mark.parametrize("where", SPIES)
def test_the_text_of_a_probe_is_nowhere_beside_a_submission(folder, where):
    spy = f"{SPY}\nclass Found(Exception): pass\n"
    text = REFERENCE.replace(
        "        self.count += 1",
        f"        raise Found('it is ' + ('there' if found({SPIES[where]}) else 'nowhere'))",
    )
    (finding,) = graded(folder, spy + text).exercise("Counter").findings
    assert finding.message.endswith("it is nowhere")


def test_names_of_a_probe_do_not_come_out_through_an_exception(folder):
    names = "str([sys._getframe(1).f_code.co_names, list(sys._getframe(1).f_globals)])"
    text = REFERENCE.replace("self.count += 1", f"import sys; raise ValueError({names})")
    (finding,) = graded(folder, text).exercise("Counter").findings
    assert "slope_of_square" not in finding.message
