"""What course.toml says of the gradebook holds for every command, nbgrader's own among them."""

from zoneinfo import ZoneInfo

import pytest
from demo_course import FULL, command, hand_in, released_notebook, write_masters
from nbgrader.api import Gradebook

from autograder.assignments.layout import Layout, NoCourseError, find_layout
from autograder.assignments.serving import Serving
from autograder.assignments.settings import read_settings
from autograder.authors.exercise import AuthorError
from autograder.course.run import run_course

SETTINGS = 'id = "ml-2027"\ndatabase = "sqlite:///kept/grades.db"\n'


@pytest.fixture
def course(tmp_path):
    """A course whose gradebook lies elsewhere; released and graded."""
    layout = write_masters(tmp_path)
    (tmp_path / "kept").mkdir()
    (tmp_path / "course.toml").write_text(SETTINGS)
    run_course(layout)
    return layout


def test_the_gradebook_lies_where_the_settings_say(course):
    assert course.database == f"sqlite:///{course.root}/kept/grades.db"
    assert not (course.course / "gradebook.db").exists()
    with Gradebook(course.database, "ml-2027") as gradebook:
        assert gradebook.find_assignment("demo").course_id == "ml-2027"
        (notebook,) = gradebook.find_submission("demo", "student-01").notebooks
        earned = {grade.name: grade.score for grade in notebook.grades}
    assert {name: earned[name] for name in FULL} == FULL


def test_nbgraders_own_commands_use_it(course):
    done = command(course, "autograde", "demo", "--force")
    assert done.returncode == 0, done.stderr
    done = command(course, "generate_feedback", "demo", "--force")
    assert done.returncode == 0, done.stderr
    assert not (course.course / "gradebook.db").exists()
    assert released_notebook(course).cells


def test_a_database_server_keeps_no_file(tmp_path):
    text = 'id = "ml"\ndatabase = "postgresql://grader@db.example.org/grades"'
    (tmp_path / "course.toml").write_text(text)
    layout = Layout(tmp_path)
    assert layout.database == "postgresql://grader@db.example.org/grades"
    assert layout.gradebook is None


def test_the_course_is_found_from_any_folder_in_it(course):
    assert find_layout(course.solutions / "demo") == course
    (course.root / "course.toml").unlink()
    with pytest.raises(NoCourseError, match="autograder init"):
        find_layout(course.solutions / "demo")


def test_nbgrader_grades_nobody_when_the_settings_cannot_be_read(layout):
    folder = hand_in(layout, "student-01", "open('ran', 'w')\n")
    (layout.root / "course.toml").write_text("roster = \n")
    plain = command(layout, "autograde", "demo", "--CourseDirectory.root=course")
    assert plain.returncode == 1
    assert "nbgrader_config.py could not be read" in plain.stderr
    assert list(layout.root.rglob("ran")) == []
    assert folder.is_dir()


def test_a_time_zone_is_an_iana_name_and_utc_where_none_is_named(tmp_path):
    file = tmp_path / "course.toml"
    file.write_text("")
    assert read_settings(file).zone == ZoneInfo("UTC")
    file.write_text('timezone = "Asia/Seoul"')
    assert read_settings(file).zone == ZoneInfo("Asia/Seoul")


@pytest.mark.parametrize("name", ["KST", "Mars/Phobos", "", "/etc/passwd", "../UTC", "Asia"])
def test_a_time_zone_that_there_is_not_is_refused_by_its_name(tmp_path, name):
    (tmp_path / "course.toml").write_text(f'timezone = "{name}"')
    with pytest.raises(AuthorError, match=f"IANA name, such as .* and not '{name}'"):
        read_settings(tmp_path / "course.toml")


def test_what_students_may_ask_is_set_for_all_and_for_one(tmp_path):
    file = tmp_path / "course.toml"
    file.write_text('[serve]\ntries = 5\n[serve.dropout]\nshow = "all"\n')
    serve = read_settings(file).serve
    assert serve.of("dropout") == Serving(show="all", tries=5)
    assert serve.of("another") == Serving(show="visible", tries=5)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("serve = 3", r"serve must be a table, \[serve\], and not 3"),
        ('[serve]\nshows = "all"', r"\[serve\] has no setting shows; there are show, tries"),
        ('[serve]\nshow = "some"', r'show in \[serve\] must be "visible" or "all", and not'),
        ("[serve.toy]\nshow = 1", r'show in \[serve.toy\] must be "visible" or "all", and not 1'),
        ("[serve]\ntries = 0", r"tries in \[serve\] must be a whole number from 1 on, and not 0"),
        ("[serve.toy]\ntries = true", r"tries in \[serve.toy\] must be a whole number"),
    ],
)
def test_a_wrong_setting_of_what_students_may_ask_is_refused(tmp_path, text, said):
    (tmp_path / "course.toml").write_text(text)
    with pytest.raises(AuthorError, match=said):
        read_settings(tmp_path / "course.toml")
