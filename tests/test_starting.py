"""What `autograder new` writes works at once, and disturbs nothing."""

import contextlib
import shutil
import zipfile

import pytest
from demo_course import REPOSITORY, hand_in, scores
from release_steps import share_gradebook, snapshot
from typer.testing import CliRunner

from autograder.assignments.layout import Layout
from autograder.authoring.starting import PARTS, STARTER
from autograder.commands import app as cli

NAME = "label_smoothing"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A checkout in which an assignment was started, and every command was run on it, by word."""
    root = tmp_path_factory.mktemp("started")
    (root / "solutions").mkdir()
    for file in ("nbgrader_config.py", "course.toml"):
        shutil.copy(REPOSITORY / file, root)
    layout = Layout(root)
    share_gradebook(tmp_path_factory, layout)
    words = (("new", NAME), ("verify", NAME), ("notebooks", NAME), ("release", NAME))
    words += (("release", "--check"), ("zip", NAME), ("course",))
    return layout, {" ".join(line): run(root, *line) for line in words}


def run(root, *words):
    with contextlib.chdir(root):
        return CliRunner().invoke(cli.app, list(words))


def test_every_command_succeeds(course):
    _, results = course
    for words, result in results.items():
        assert result.exit_code == 0, f"{words}: {result.output}"


def test_what_was_written_is_said_with_the_next_three_commands(course):
    layout, results = course
    printed = results[f"new {NAME}"].stdout
    files = [path.relative_to(layout.root) for path in (layout.solutions / NAME).rglob("*.py")]
    assert len(files) == len(PARTS)
    assert all(f"{file} " in printed for file in files)
    for command in ("verify", "notebooks", "release"):
        assert f"autograder {command} {NAME} " in printed


def test_its_checks_are_proved(course):
    _, results = course
    printed = results[f"verify {NAME}"].stdout
    assert "1 of 1 misconceptions caught and named" in printed
    assert "1 of 1 variants accepted" in printed


def test_its_notebook_draws_a_picture(course):
    layout, results = course
    (line,) = (x for x in results[f"notebooks {NAME}"].stdout.splitlines() if f" {NAME} " in x)
    assert line.split()[1:3] == ["5", "1"]
    page = (layout.root / f"dist/notebooks/{NAME}.html").read_text()
    assert "<h1" in page
    assert "Label smoothing: how sure should a label be?" in page


def test_students_get_it_without_the_answers(course):
    layout, _ = course
    with zipfile.ZipFile(layout.root / f"dist/{NAME}.zip") as archive:
        files = {name.split("/", 1)[1] for name in archive.namelist()}
        module = archive.read(f"{NAME}/labels.py").decode()
        notebook = archive.read(f"{NAME}/{NAME}.ipynb").decode()
    assert {f"{NAME}.ipynb", "labels.py", "reglab/__init__.py"} <= files
    assert not {"checks.py", "misconceptions.py", "sample_class.py"} & files
    assert "NotImplementedError" in module
    assert "1 - eps" not in module.split('"""')[-1]
    assert "weights can always grow" not in notebook


def test_its_class_is_graded(course):
    layout, results = course
    assert "3 graded" in results["course"].stdout
    first, second, third = (scores(layout, f"student-0{n}", NAME) for n in (1, 2, 3))
    assert first == {"smooth_labels": 2, "why_smooth": None}
    assert second["smooth_labels"] == third["smooth_labels"] == 0
    assert "the label is not made smaller" in " ".join(results["course"].stdout.split())


def test_the_name_stands_wherever_that_of_the_starter_stood(course):
    layout, _ = course
    for path in (layout.solutions / NAME).rglob("*"):
        assert "starter" not in path.name
        if path.is_file():
            assert "starter" not in path.read_text().lower()


def test_the_parts_are_the_files_of_the_starter():
    assert {str(path.relative_to(STARTER)) for path in STARTER.rglob("*.py")} == set(PARTS)


def test_a_course_with_submissions_is_left_as_it_was(layout):
    hand_in(layout, "student-01")
    before = snapshot(layout.course, layout.assignments, layout.solutions)
    assert run(layout.root, "new", NAME).exit_code == 0
    after = snapshot(layout.course, layout.assignments, layout.solutions)
    assert {path for path in after if path not in before} == {
        layout.solutions / NAME / part.replace("starter", NAME) for part in PARTS
    }
    assert before.items() <= after.items()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("demo", "is there already"),
        ("shared", "is there already"),
        ("labels", "is also the name of a module"),
        ("random", "is also the name of a module"),
        ("reglab", "is also the name of a module"),
        ("Weight-Decay", "in small letters"),
        ("../up", "in small letters"),
        ("2nd", "in small letters"),
        ("lambda", "in small letters"),
        ("", "in small letters"),
    ],
)
def test_a_name_that_is_taken_or_impossible_is_refused(tmp_path, name, said):
    (tmp_path / "course.toml").touch()
    (tmp_path / "solutions/demo").mkdir(parents=True)
    (tmp_path / "assignments/shared").mkdir(parents=True)
    before = snapshot(tmp_path)
    result = run(tmp_path, "new", name)
    assert result.exit_code == 1
    assert said in " ".join(result.stderr.split())
    assert snapshot(tmp_path) == before
    assert [path.name for path in (tmp_path / "solutions").iterdir()] == ["demo"]
