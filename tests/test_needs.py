"""An assignment that needs a package: what works without it, and what says how to get it."""

import io
import shutil
import zipfile

import pytest
from demo_course import command, hand_in
from demo_masters import CHECKS as DEMO
from release_steps import bundle, release
from rich.console import Console
from test_cli import run
from toy import CHECKS, REFERENCE, write_toy

from autograder.assignments.assignment import MissingPackageError
from autograder.assignments.layout import Layout
from autograder.assignments.loading import load_assignment
from autograder.authors.exercise import AuthorError
from autograder.commands import terminal
from autograder.course.run import CourseRun, Waiting, run_course
from autograder.grading.grader import Grader
from autograder.submissions.reading import SubmittedFiles

ABSENT = "no_such_package"
SENTENCE = f"toy needs {ABSENT}, which is not installed: run pip install {ABSENT}"


def needing(checks, needs, function="double"):
    start = f'Exercise("{function}", '
    assert checks.count(start) == 1
    return checks.replace(start, f"{start}needs={needs}, ")


def toy(folder, needs):
    return write_toy(folder, checks=needing(CHECKS, needs))


def test_an_assignment_needs_what_its_exercises_need(tmp_path):
    text = needing(needing(CHECKS, ("json", ABSENT)), (ABSENT, "abc"), "half")
    assert load_assignment(write_toy(tmp_path, checks=text)).needs == ("json", ABSENT, "abc")


def test_what_is_needed_is_looked_for_and_not_imported(tmp_path, monkeypatch):
    (tmp_path / "breaks_when_imported.py").write_text("1 / 0\n")
    monkeypatch.syspath_prepend(tmp_path)
    needs = ("numpy", "breaks_when_imported", ABSENT)
    assert load_assignment(toy(tmp_path, needs)).missing == (ABSENT,)


@pytest.mark.parametrize("needs", ['"torch"', '["torch"]', '("torch.nn",)', "(1,)"])
def test_needs_that_cannot_be_meant_are_refused(tmp_path, needs):
    with pytest.raises(AuthorError, match=r"checks\.py: needs= of double takes a tuple"):
        load_assignment(toy(tmp_path, needs))


def test_it_is_not_graded_without_what_it_needs(tmp_path):
    with pytest.raises(MissingPackageError) as caught:
        Grader(load_assignment(toy(tmp_path, (ABSENT,))))
    assert str(caught.value) == SENTENCE


def test_a_package_that_is_there_changes_nothing(tmp_path):
    assignment = load_assignment(toy(tmp_path, ("json",)))
    with Grader(assignment) as grader:
        files = SubmittedFiles({"numbers_of_two": REFERENCE.encode()}, assignment.modules)
        assert grader.grade_files(files).score == 4


def test_several_missing_packages_are_all_named(tmp_path):
    with pytest.raises(
        MissingPackageError,
        match=r"needs no_a, no_b, which are .* pip install no_a and pip install no_b",
    ):
        Grader(load_assignment(toy(tmp_path, ("no_a", "no_b"))))


@pytest.mark.parametrize("words", [("grade", "toy", "right"), ("verify", "toy"), ("course", "toy")])
def test_a_command_that_names_it_fails_with_the_way_out(tmp_path, monkeypatch, words):
    (tmp_path / "course.toml").touch()
    toy(tmp_path / "solutions", (ABSENT,))
    (tmp_path / "right").mkdir()
    (tmp_path / "right" / "numbers_of_two.py").write_text(REFERENCE)
    monkeypatch.chdir(tmp_path)
    result = run(*words)
    assert result.exit_code == 1
    assert " ".join(result.stderr.split()) == SENTENCE


@pytest.fixture
def two(layout):
    """A checkout with an assignment that can be graded and one that cannot; handed in by two."""
    other = layout.solutions / "other"
    shutil.copytree(layout.solutions / "demo", other)
    (other / "demo.py").rename(other / "other.py")
    (other / "checks.py").write_text(needing(DEMO, (ABSENT,)))
    for student in ("student-01", "student-02"):
        hand_in(layout, student)
        shutil.copytree(layout.submitted(student, "demo"), layout.submitted(student, "other"))
    return layout


def test_a_course_grades_the_others_and_lists_it_with_what_it_needs(two, monkeypatch):
    monkeypatch.chdir(two.root)
    result = run("course")
    assert result.exit_code == 0
    assert f"all 2 needs {ABSENT}, which is not" in " ".join(result.stdout.split())
    assert "2 graded" in result.stdout
    assert two.results("demo").exists()
    assert not two.results("other").exists()


def test_a_course_that_names_it_fails_before_anything_is_done(two):
    with pytest.raises(MissingPackageError, match=f"other needs {ABSENT}"):
        run_course(two, ["demo", "other"])
    assert not two.results("demo").exists()


def test_nbgraders_own_command_refuses_it_and_gives_no_zeros(two):
    release(two, "other")
    refused = command(two, "autograde", "other")
    assert refused.returncode != 0
    assert f"other needs {ABSENT}, which is not installed: run pip install" in refused.stderr
    assert not (two.course / "autograded").exists()


def test_it_is_released_and_zipped_without_what_it_needs(two):
    assert release(two, "other").points == 4
    with zipfile.ZipFile(bundle(two, "other")) as archive:
        wanted = archive.read("other/requirements.txt").decode().split()
    assert wanted == ["numpy>=2.0", "jupyter>=1.1", ABSENT]


def test_the_table_of_a_class_says_the_whole_command_that_installs_an_extra(tmp_path):
    output = io.StringIO()
    waiting = (Waiting("lines", ("torch",), 5),)
    run = CourseRun((), (), (), waiting, (), (), None)
    terminal.show_course(Console(file=output, width=200), Layout(tmp_path), run)
    assert 'pip install "reglab[torch]"' in output.getvalue()
