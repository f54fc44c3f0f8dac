"""One assignment that cannot be released or graded: it is named, and the others are graded."""

import re
import shutil

import pytest
from demo_course import CORRECT, hand_in, write_masters
from typer.testing import CliRunner

from autograder.commands import app as cli
from autograder.course.run import run_course
from autograder.sandbox import self_test as isolation
from autograder.sandbox.self_test import PROPERTIES, Isolation


@pytest.fixture
def two(layout, monkeypatch):
    """A course with another assignment, "also", which is the same in all but its name."""
    folder = layout.solutions / "also"
    shutil.copytree(layout.solutions / "demo", folder)
    (folder / "demo.py").rename(folder / "also.py")
    hand_in(layout, "student-01")
    (layout.submitted("student-01", "also")).mkdir()
    (layout.submitted("student-01", "also") / "shapes.py").write_text(CORRECT)
    shutil.copy(
        layout.submitted("student-01", "demo") / "demo.ipynb",
        layout.submitted("student-01", "also") / "also.ipynb",
    )
    monkeypatch.chdir(layout.root)
    return layout


def edit(layout, file, old, new):
    path = layout.solutions / "also" / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def slip(layout):
    edit(layout, "checks.py", "@double.check(points=1)", "@double.check(points=")


def leak(layout):
    edit(layout, "also.py", "# # A demonstration", "# # A demonstration\n# return 2 * x")


def broken_check(layout):
    edit(layout, "checks.py", "2 * x, ", "two * x, ")


def course(*names):
    return CliRunner().invoke(cli.app, ["course", *names])


@pytest.mark.parametrize(
    ("mistake", "said"),
    [
        (slip, "Not graded: also: .*also/checks.py:"),
        (leak, "Not graded: also: .*would show 1 private line"),
        (broken_check, "Not graded: also: .*doubles_anything raised NameError"),
    ],
)
def test_it_is_named_at_the_end_and_the_other_is_graded(two, mistake, said):
    mistake(two)
    result = course()
    assert result.exit_code == 1
    (last,) = [line for line in result.stdout.splitlines() if line.startswith("Not graded")]
    assert re.match(said, last)
    assert "4/6" in result.stdout


@pytest.mark.parametrize("how", [(), ("--check",)], ids=["release", "check"])
def test_a_release_of_all_names_it_and_does_the_others(two, how):
    slip(two)
    result = CliRunner().invoke(cli.app, ["release", *how])
    assert result.exit_code == 1
    assert "demo: nothing new" in result.stdout or "up to date demo" in result.stdout
    assert re.match("also failed: .*also/checks.py:", result.stderr)


def test_once_it_is_mended_it_is_graded_and_the_run_succeeds(two):
    slip(two)
    assert course().exit_code == 1
    shutil.copy(two.solutions / "demo/checks.py", two.solutions / "also")
    assert course().exit_code == 0
    assert [row.total for row in run_course(two).rows] == [4.0, 4.0]


def test_one_that_is_named_and_fails_makes_the_command_fail(two):
    slip(two)
    assert course("also").exit_code == 1
    assert course("demo").exit_code == 0


def test_a_sample_class_with_a_mistake_is_named_and_not_written(tmp_path):
    layout = write_masters(tmp_path)
    sample = layout.solutions / "demo/sample_class.py"
    sample.write_text(sample.read_text().replace("adds_two", "unheard_of"))
    run = run_course(layout)
    assert "unheard_of" in run.failed["the sample class"]
    assert run.released == ("demo",)
    assert not (layout.course / "submitted").exists()


def test_a_machine_that_does_not_confine_stops_all(two, monkeypatch):
    weak = Isolation(False, {name: name != "network" for name in PROPERTIES})
    monkeypatch.setattr(isolation, "probe", lambda: weak)
    assert course().exit_code == 3
