"""Who takes the course: the roster, folders that nobody knows, and those who left."""

import csv
import io
import os
import shutil
import subprocess
import sys
import unicodedata

import pytest
from demo_course import (
    ADDS_TWO,
    FULL,
    REPOSITORY,
    command,
    exercise_scores,
    hand_in,
    nbgrader,
    write_masters,
)
from nbgrader.apps.api import NbGraderAPI
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from release_steps import gradebook_of
from rich.console import Console
from traitlets.config import Config
from typer.testing import CliRunner

from autograder.commands import app as cli
from autograder.commands import terminal
from autograder.course.run import run_course
from autograder.gradebook.config import configure

NFC = "이지우"
NFD = unicodedata.normalize("NFD", NFC)
HEAD = "id,first_name,last_name,email,lms_user_id"


def write_roster(layout, *lines):
    (layout.root / "course.toml").write_text('variants = 0\nroster = "roster.csv"\n')
    (layout.root / "roster.csv").write_text("\n".join([HEAD, *lines, ""]))


def students(layout):
    with gradebook_of(layout) as gradebook:
        return {student.id for student in gradebook.students}


def shown(layout, run):
    output = io.StringIO()
    terminal.show_course(Console(file=output, width=160), layout, run)
    return output.getvalue()


def api_of(layout):
    config = Config()
    configure(config, layout.root)
    return NbGraderAPI(CourseDirectory(config=config), config=config)


@pytest.fixture
def class_of_two(layout):
    """Two are in the roster, one of whom has handed in; so has somebody who is not."""
    write_roster(
        layout, "student-01,One,Student,one@example.org,501", "student-02,Two,Student,,502"
    )
    hand_in(layout, "student-01")
    hand_in(layout, "studnet-02", ADDS_TWO)
    return layout


def test_the_students_of_the_roster_are_in_the_gradebook(class_of_two):
    run_course(class_of_two)
    with gradebook_of(class_of_two) as gradebook:
        one, two = (gradebook.find_student(f"student-{number:02}") for number in (1, 2))
        assert (one.first_name, one.last_name, one.email) == ("One", "Student", "one@example.org")
        assert (two.lms_user_id, two.email) == ("502", None)
    write_roster(class_of_two, "student-01,Uno,,,", "student-02,Two,Student,two@example.org,502")
    run_course(class_of_two)
    with gradebook_of(class_of_two) as gradebook:
        one, two = (gradebook.find_student(f"student-{number:02}") for number in (1, 2))
        assert (one.first_name, one.email, two.email) == (
            "Uno",
            "one@example.org",
            "two@example.org",
        )


def test_a_folder_that_nobody_knows_is_listed_with_a_guess_and_not_graded(class_of_two):
    run = run_course(class_of_two)
    assert [row.student for row in run.rows] == ["student-01"]
    assert students(class_of_two) == {"student-01", "student-02"}
    assert (
        "Unknown: studnet-02 (perhaps student-02) is in course/submitted/ and not in roster.csv"
        in shown(class_of_two, run)
    )


def test_a_folder_like_nobodys_is_listed_without_a_guess(class_of_two):
    hand_in(class_of_two, "xyz")
    told = [str(stranger) for stranger in run_course(class_of_two).people.strangers]
    assert "xyz is in course/submitted/ and not in roster.csv: not graded" in told[1]


@pytest.mark.parametrize("folder", ["two student", "Student_Two", "STUDENT-02"])
def test_the_guess_knows_names_too(class_of_two, folder):
    hand_in(class_of_two, folder)
    guesses = {s.folder: s.guess for s in run_course(class_of_two).people.strangers}
    assert guesses[folder] == "student-02"


def test_nbgraders_command_and_formgraders_button_refuse_strangers_too(class_of_two):
    log = nbgrader(class_of_two)
    assert "studnet-02 (perhaps student-02) is in course/submitted/" in log
    assert students(class_of_two) == {"student-01", "student-02"}
    assert exercise_scores(class_of_two, "student-01") == FULL
    with pytest.raises(NbGraderException, match="Nobody of these is in the roster"):
        nbgrader(class_of_two, "studnet-02")
    answer = api_of(class_of_two).autograde("demo", "studnet-02")
    assert not answer["success"]
    assert "perhaps student-02" in answer["log"]
    assert students(class_of_two) == {"student-01", "student-02"}


def test_who_left_keeps_the_record_is_reported_and_leaves_the_exports(class_of_two):
    hand_in(class_of_two, "student-02", ADDS_TWO)
    run_course(class_of_two)
    write_roster(class_of_two, "student-01,One,Student,one@example.org,501")
    hand_in(class_of_two, "student-02")  # after leaving
    run = run_course(class_of_two)
    assert {row.student: row.status for row in run.rows} == {
        "student-01": "unchanged",
        "student-02": "withdrawn",
    }
    assert run.people.withdrawn == ("student-02",)
    table = shown(class_of_two, run)
    assert "Withdrawn: student-02: no longer in the roster" in table
    assert "1 unchanged, 1 withdrawn" in table
    assert exercise_scores(class_of_two, "student-02") == {"double": 0.0, "halve": 1.0}
    plain = command(class_of_two, "export")
    assert plain.returncode == 0, plain.stderr
    rows = csv.DictReader((class_of_two.root / "grades.csv").read_text().splitlines())
    assert [(row["student_id"], row["score"]) for row in rows] == [("student-01", "4.0")]


def test_without_a_roster_everybody_is_a_student_who_hands_in(layout):
    hand_in(layout, "anybody")
    run = run_course(layout)
    assert [row.student for row in run.rows] == ["anybody"]
    assert (run.people.strangers, run.people.withdrawn) == ((), ())


def test_a_roster_with_a_mistake_stops_the_run_before_anybody_is_a_stranger(
    class_of_two, monkeypatch
):
    run_course(class_of_two)
    write_roster(class_of_two, "student-01", "student-01")
    monkeypatch.chdir(class_of_two.root)
    result = CliRunner().invoke(cli.app, ["course"])
    assert result.exit_code == 1
    assert "line 3: the id student-01 stands in line 2 already" in " ".join(result.stderr.split())
    for words, works in ((("autograde", "demo"), False), (("export",), True)):
        plain = command(class_of_two, *words)
        assert (plain.returncode == 0) == works
        assert "line 3: the id student-01 stands in line 2 already" in plain.stderr
    assert len((class_of_two.root / "grades.csv").read_text().splitlines()) == 1  # nobody


def test_a_name_that_was_typed_on_a_mac_is_one_student(layout):
    write_roster(layout, f"{NFC},Ji-u,Lee,,")
    hand_in(layout, NFD)
    run = run_course(layout)
    assert [(row.student, row.total) for row in run.rows] == [(NFC, 4.0)]
    assert students(layout) == {NFC}
    assert run.people.strangers == ()


def test_formgrader_shows_that_student_once_and_its_button_works(layout):
    hand_in(layout, NFD)
    api = api_of(layout)
    assert [s["student"] for s in api.get_submissions("demo")] == [NFC]
    answer = api.autograde("demo", NFC)
    assert answer["success"], answer
    (submission,) = api.get_submissions("demo")
    assert (submission["student"], submission["autograded"]) == (NFC, True)
    assert [student["id"] for student in api.get_students()] == [NFC]
    assert exercise_scores(layout, NFC) == FULL


def test_formgrader_reads_the_time_in_that_students_folder(layout):
    (hand_in(layout, NFD) / "timestamp.txt").write_text("2026-03-01 10:00:00 UTC")
    api = api_of(layout)
    assert api.get_submitted_timestamp("demo", NFC).isoformat() == "2026-03-01T10:00:00"
    assert api.autograde("demo", NFC)["success"]
    (submission,) = api.get_submissions("demo")
    assert submission["autograded"]


@pytest.fixture
def fresh(tmp_path):
    """A clone in which nothing was done yet."""
    layout = write_masters(tmp_path)
    write_roster(layout, "student-01,One,Student,one@example.org,501")
    return layout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("db student import roster.csv", ""),
        ("db student list", "There are 0 students"),
        ("db student add student-02", ""),
        ("db assignment list", "There are 0 assignments"),
        ("db assignment add demo --duedate 2026-03-01", ""),
    ],
)
def test_nbgraders_db_commands_work_on_a_fresh_clone(fresh, words, said):
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *words.split()],
        cwd=fresh.root,
        # An environment that is not activated: no command of its is on the PATH.
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "PATH": os.defpath},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert said in done.stdout
    assert shutil.which("alembic", path=os.defpath) is None
    assert fresh.gradebook.is_file()


def test_a_course_with_a_roster_gets_no_sample_class(fresh):
    run = run_course(fresh)
    assert (run.released, run.sample, run.rows) == (("demo",), (), ())
    assert not (fresh.course / "submitted").exists()


def test_what_was_imported_on_a_fresh_clone_is_there_at_the_first_run(fresh):
    assert command(fresh, "db", "student", "import", "roster.csv").returncode == 0
    hand_in_before_the_release(fresh)
    run = run_course(fresh)
    assert run.released == ("demo",)
    assert students(fresh) == {"student-01"}


def hand_in_before_the_release(layout):
    folder = layout.submitted("student-01", "demo")
    folder.mkdir(parents=True)
    (folder / "shapes.py").write_text(ADDS_TWO)
