"""`autograder init` starts a course that works, and overwrites nothing."""

import ast
import dataclasses
import tomllib

import pytest
from release_steps import snapshot
from test_starting import run

from autograder.assignments.layout import Layout
from autograder.assignments.loading import load_assignment
from autograder.assignments.serving import Serving
from autograder.assignments.settings import Settings, read_settings
from autograder.authoring.starting import COURSE, FIRST, MODULE


@pytest.fixture
def begun(tmp_path):
    """A course that was begun, and what was said of it."""
    root = tmp_path / "ml-2027"
    return Layout(root), run(tmp_path, "init", "ml-2027")


def test_it_writes_a_course_that_can_be_proved(begun):
    layout, result = begun
    assert result.exit_code == 0, result.output
    files = {path.relative_to(layout.root).as_posix() for path in snapshot(layout.root)}
    assert {*COURSE, f"solutions/{FIRST}/checks.py", f"solutions/{FIRST}/{FIRST}.py"} <= files
    proved = run(layout.root, "verify", "--all")
    assert proved.exit_code == 0, proved.output


def test_what_was_written_is_said_with_what_to_do_next(begun):
    layout, result = begun
    for path in snapshot(layout.root):
        assert f"{path.relative_to(layout.root)} " in result.stdout
    for command in ("verify --all", "course", "new NAME", "doctor"):
        assert f"autograder {command} " in result.stdout


def test_every_setting_stands_in_its_file_with_its_default(begun):
    layout, _ = begun
    text = (layout.root / "course.toml").read_text()
    there = tomllib.loads(text)
    assert list(there) == [f.name for f in dataclasses.fields(Settings)]
    assert list(there["serve"]) == [f.name for f in dataclasses.fields(Serving)]
    settings = read_settings(layout.root / "course.toml")
    matplotlib = ("numpy", "matplotlib")
    assert settings == dataclasses.replace(Settings(), id="ml-2027", packages=matplotlib)
    assert all("#" in part for part in text.split("\n\n")), "each is explained"


def test_the_configuration_of_nbgrader_is_three_lines(begun):
    layout, _ = begun
    text = (layout.root / "nbgrader_config.py").read_text()
    assert len(ast.parse(text).body) == 4  # a docstring, two imports and a call
    assert len((layout.root / "README.md").read_text().splitlines()) <= 25


def test_a_library_is_written_into_the_settings(tmp_path):
    assert run(tmp_path, "init", "--library", "mylib").exit_code == 0
    assert tomllib.loads((tmp_path / "course.toml").read_text())["library"] == "mylib"
    assert (tmp_path / "solutions" / FIRST).is_dir()
    assert run(tmp_path / "solutions", "init", "x", "--library", "my lib").exit_code == 1


@pytest.mark.parametrize("there", [["README.md"], [".gitignore", "solutions"], ["course.toml"]])
def test_nothing_is_overwritten_and_what_is_there_is_said(tmp_path, there):
    for name in there:
        (tmp_path / name).write_text("mine")
    before = snapshot(tmp_path)
    result = run(tmp_path, "init")
    assert result.exit_code == 1
    said = " ".join(result.stderr.split())
    assert f"there is {' and '.join(there)} already, and nothing was written" in said
    assert snapshot(tmp_path) == before


def test_a_course_can_be_begun_beside_other_files(tmp_path):
    (tmp_path / "syllabus.pdf").write_text("mine")
    assert run(tmp_path, "init").exit_code == 0


def test_a_first_exercise_can_have_names_of_its_own(begun):
    layout, _ = begun
    words = ("--module", "layers", "--function", "relu_forward")
    assert run(layout.root, "new", "activations", *words).exit_code == 0
    folder = layout.solutions / "activations"
    assignment = load_assignment(folder)
    (exercise,) = assignment.exercises
    assert (exercise.name, exercise.module) == ("relu_forward", "layers")
    assert (folder / "variants/layers/one.py").is_file()
    for path, text in snapshot(folder).items():
        assert b"smooth_labels" not in text, path
        assert b"labels.py" not in text, path
        assert not {f'"{MODULE}"', f"from {MODULE} "} & {*text.decode().split(",")}, path
    for words in (("verify", "activations"), ("notebooks", "activations"), ("release",), ("zip",)):
        result = run(layout.root, *words)
        assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--module", "checks"), "another file of the assignment"),
        (("--module", "common_parts"), "another file of the assignment"),
        (("--module", "another"), "another file of the assignment"),
        (("--module", "random"), "Python has a module random"),
        (("--module", "numpy"), "Python has a module numpy"),
        (("--module", "Layers"), "in small letters"),
        (("--module", "a.b"), "in small letters"),
        (("--function", "lambda"), "cannot be the name of a function"),
        (("--function", "two words"), "cannot be the name of a function"),
        (("--function", "_hidden"), "cannot be the name of a function"),
        (("--function", "np"), "already a name in the notebook"),
        (("--function", "smooth"), "already a name in the notebook"),
    ],
)
def test_a_name_that_cannot_be_given_is_refused(begun, words, said):
    layout, _ = begun
    before = snapshot(layout.root)
    result = run(layout.root, "new", "another", *words)
    assert result.exit_code == 1
    assert said in " ".join(result.stderr.split())
    assert snapshot(layout.root) == before
