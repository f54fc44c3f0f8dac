"""Feedback and scores of a class of 30 go back as each system takes them."""

import csv
import io
import json
import shutil
import subprocess
import sys
import zipfile

import pytest
from demo_course import CORRECT, feedback, hand_in, nbgrader, released, update
from downloads import CLASS, canvas, clones, full_name, gradescope, moodle, write_roster, zipped
from marking import answer, mark
from nbgrader.api import Gradebook
from nbgrader.plugins.export import CsvExportPlugin
from typer.testing import CliRunner

from autograder.assignments.layout import Layout
from autograder.authors.exercise import AuthorError
from autograder.commands import app as cli
from autograder.course.collecting.canvas import user_in
from autograder.course.collecting.run import collect
from autograder.course.returning.run import pack

WORK = {who: {"shapes.py": f"# {who.id}\n{CORRECT}".encode()} for who in CLASS}
LATE, WAITING, *_, ABSENT = CLASS
ROSTER = "roster.csv"


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A graded class: one was late, one waits for a person, one handed in nothing."""
    root = tmp_path_factory.mktemp("graded")
    course = released(root)
    write_roster(root)
    with Gradebook(course.database, "") as gradebook:
        for who in (*CLASS[:-1], None):
            student = who.id if who else "withdrawn-01"
            gradebook.update_or_create_student(student)
            with gradebook.db.no_autoflush:
                submission = gradebook.add_submission("demo", student)
            submission.notebooks[0].late_submission_penalty = 1.5 if who == LATE else 0.0
            for grade in submission.notebooks[0].grades:
                grade.auto_score = {"double": 3.0, "halve": 1.0}.get(grade.name, 0.0)
                grade.needs_manual_grade = who == WAITING and grade.name == "why"
            page = course.feedback(student, "demo") / "demo.html"
            page.parent.mkdir(parents=True)
            page.write_text(f"<html>{student}</html>")
        gradebook.db.commit()
    return course


@pytest.fixture
def course(graded, tmp_path):
    shutil.copytree(graded.root, tmp_path / "course")
    return Layout(tmp_path / "course")


def collected(course, files):
    path = course.root.parent / "download.zip"
    path.write_bytes(zipped(files))
    collect(course, "demo", [path])


def rows(path, encoding="utf-8"):
    return list(csv.reader(io.StringIO(path.read_text(encoding=encoding))))


def inside(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_table_has_every_exercise_and_the_totals_of_nbgraders_export(course, tmp_path):
    packed = pack(course, "demo", "csv")
    head, late, waiting, *_, absent = rows(packed.folder / "grades.csv", "utf-8-sig")
    assert head[4:] == [
        *("double", "why", "halve"),
        *("score", "late_penalty", "total", "points", "waits_for_a_person"),
    ]
    assert late[4:] == ["3", "0", "1", "4", "1.5", "2.5", "6", ""]
    assert waiting[-1] == "why"
    assert absent == [ABSENT.id, ABSENT.last_name, ABSENT.first_name, ABSENT.email] + [""] * 6 + [
        *("6", "")
    ]
    with Gradebook(course.database, "") as gradebook:
        plugin = CsvExportPlugin()
        plugin.to = str(tmp_path / "nbgrader.csv")
        plugin.export(gradebook)
    theirs = {row[3]: float(row[9]) for row in rows(tmp_path / "nbgrader.csv")[1:]}
    ours = {row[0]: float(row[9]) for row in rows(packed.folder / "grades.csv", "utf-8-sig")[1:-1]}
    assert ours == {student: theirs[student] for student in ours}
    assert len(ours) == len(CLASS) - 1


def test_who_is_left_out_and_why_is_said(course):
    packed = pack(course, "demo", "canvas")
    assert packed.withdrawn == ("withdrawn-01",)
    assert packed.missing == (ABSENT.id,)
    assert packed.provisional == (WAITING.id,)
    assert packed.not_addressed == tuple(who.id for who in CLASS[:-1])
    assert "withdrawn-01" not in (packed.folder / "grades.csv").read_text()


def test_a_page_that_lacks_the_newest_mark_is_named(layout):
    for student in ("student-01", "student-02"):
        answer(layout, student, "Because.")
    update(layout)
    assert pack(layout, "demo", "csv").old_page == ()
    mark(layout, "student-01", 1.5)
    assert pack(layout, "demo", "csv").old_page == ("student-01",)
    update(layout)
    assert pack(layout, "demo", "csv").old_page == ()


def test_a_time_that_cannot_be_read_makes_a_score_provisional(course):
    folder = course.submitted(LATE.id, "demo")
    folder.mkdir(parents=True)
    (folder / "timestamp.txt").write_text("03/04/2026 20:00")
    packed = pack(course, "demo", "csv")
    assert packed.provisional == (LATE.id, WAITING.id)
    _, late, *_ = rows(packed.folder / "grades.csv", "utf-8-sig")
    assert late[-1] == "time_of_hand_in"


def test_canvas_gets_pages_under_names_that_it_knows_again(course):
    files = canvas(WORK, late=(LATE,))
    collected(course, files)
    packed = pack(course, "demo", "canvas")
    assert packed.not_addressed == ()
    pages = inside(packed.folder / "feedback.zip")
    assert len(pages) == len(CLASS) - 1
    assert {name.removesuffix(".html") for name in pages} <= files.keys()
    by_user = {user_in(name): page for name, page in pages.items()}
    assert by_user[LATE.lms_user_id] == f"<html>{LATE.id}</html>".encode()


def test_canvas_gets_a_zip_where_a_zip_was_handed_in(course):
    collected(course, canvas({LATE: {"demo.zip": zipped(WORK[LATE]), "a.txt": b""}}))
    ((name, data),) = inside(pack(course, "demo", "canvas").folder / "feedback.zip").items()
    assert name.endswith("_demo.zip")
    assert inside(io.BytesIO(data)) == {"demo.html": f"<html>{LATE.id}</html>".encode()}


def test_canvas_gets_the_columns_of_its_gradebook(course):
    packed = pack(course, "demo", "canvas", "Demo (4711)")
    head, points, late, *_, absent = rows(packed.folder / "grades.csv")
    assert head == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Demo (4711)"]
    assert [cell.strip() for cell in points] == ["Points Possible", "", "", "", "", "6"]
    assert late == [f"{LATE.last_name}, {LATE.first_name}", "7001", "", "", "", "2.5"]
    assert absent[-1] == ""
    head, _, late, *_ = rows(packed.folder / "grades-by-exercise.csv")
    assert head[5:] == ["demo: double", "demo: why", "demo: halve"]
    assert late[5:] == ["3", "0", "1"]


@pytest.mark.parametrize("ending", ["/", "_"])
def test_moodle_gets_folders_and_a_worksheet_of_its_participants(course, ending):
    collected(course, moodle(WORK, ending=ending))
    packed = pack(course, "demo", "moodle")
    assert packed.not_addressed == ()
    pages = inside(packed.folder / "feedback.zip")
    name = f"{full_name(WAITING)}_501_assignsubmission_file_/demo.html"
    assert pages[name] == f"<html>{WAITING.id}</html>".encode()
    assert len(pages) == len(CLASS) - 1
    head, late, *_ = rows(packed.folder / "grading-worksheet.csv")
    assert {"Identifier", "Grade", "Last modified (grade)"} <= set(head)
    assert late == ["Participant 500", full_name(LATE), LATE.email, "2.5", "6", "-"]
    head, late, *_ = rows(packed.folder / "grades.csv")
    assert dict(zip(head, late, strict=True)) == {
        "ID number": LATE.id,
        "First name": LATE.first_name,
        "Last name": LATE.last_name,
        "Email address": LATE.email,
        "demo": "2.5",
        "demo: double": "3",
        "demo: why": "0",
        "demo: halve": "1",
    }


def test_gradescope_gets_a_result_for_each_submission(course, tmp_path):
    collected(course, gradescope(WORK))
    packed = pack(course, "demo", "gradescope")
    assert len(list((packed.folder / "results").iterdir())) == len(CLASS) - 1
    with zipfile.ZipFile(packed.folder / "autograder.zip") as archive:
        archive.extractall(tmp_path / "autograder/source")
        assert archive.getinfo("run_autograder").external_attr >> 16 & 0o111
    root = tmp_path / "autograder"
    script = [sys.executable, str(root / "source/run_autograder"), str(root)]
    (root / "submission_metadata.json").write_text('{"id": 80000}')
    subprocess.run(script, check=True)
    result = json.loads((root / "results/results.json").read_text())
    assert result["score"] == 2.5
    assert "1.5 points were taken off" in result["output"]
    assert [(t["name"], t["score"], t["max_score"]) for t in result["tests"]] == [
        ("double", 3.0, 3.0),
        ("why", 0.0, 2.0),
        ("halve", 1.0, 1.0),
    ]
    (root / "submission_metadata.json").write_text('{"id": 99999}')
    later = subprocess.run(script, check=False, capture_output=True, text=True)
    assert later.returncode == 1
    assert "has not been graded yet" in later.stderr


def test_from_git_a_class_comes_back_as_folders_and_a_table(course, tmp_path):
    clones({LATE: WORK[LATE]}, tmp_path / "clones")
    collect(course, "demo", [tmp_path / "clones"])
    pages = inside(pack(course, "demo", "csv").folder / "feedback.zip")
    assert pages[f"{LATE.id}/demo.html"] == f"<html>{LATE.id}</html>".encode()
    assert len(pages) == len(CLASS) - 1


def test_without_a_roster_everybody_in_the_gradebook_gets_feedback(course):
    (course.root / "course.toml").write_text("variants = 0\n")
    packed = pack(course, "demo", "csv")
    assert (packed.students, packed.withdrawn, packed.missing) == (len(CLASS), (), ())


def test_a_name_is_no_formula_to_a_spreadsheet(course):
    roster = course.root / ROSTER
    roster.write_text(f'id,last_name\n{LATE.id},"=HYPERLINK(1)"\n')
    assert "'=HYPERLINK(1)" in (pack(course, "demo", "csv").folder / "grades.csv").read_text()


def test_what_was_packed_before_does_not_stay(course):
    folder = pack(course, "demo", "csv").folder
    (folder / "old.zip").touch()
    first = (folder / "feedback.zip").read_bytes()
    pack(course, "demo", "csv")
    assert not (folder / "old.zip").exists()
    assert (folder / "feedback.zip").read_bytes() == first


def test_an_assignment_that_was_not_graded_is_an_error_with_a_way_out(course):
    with pytest.raises(AuthorError, match="grade it first, with `autograder course other`"):
        pack(course, "other", "csv")
    course.gradebook.unlink()
    with pytest.raises(AuthorError, match="grade it first"):
        pack(course, "demo", "csv")
    assert not course.gradebook.exists()


def test_the_command_says_where_each_file_goes(course, monkeypatch):
    monkeypatch.chdir(course.root)
    collected(course, canvas(WORK))
    result = CliRunner().invoke(cli.app, ["return", "demo", "--to", "canvas"])
    assert result.exit_code == 0, result.output
    said = " ".join(result.stdout.split())
    assert "packed 29 students into course/returned/demo/canvas/" in said
    assert "Upload Submissions" in said
    assert "Provisional (a person has to mark or settle something): student-02" in said
    assert CliRunner().invoke(cli.app, ["return", "demo", "--to", "blackboard"]).exit_code == 2


def test_the_words_of_the_feedback_reach_gradescope(layout):
    hand_in(layout, "student-01", CORRECT.replace("2 * x", "x + 2"))
    path = layout.root / "download.zip"
    path.write_bytes(
        zipped(gradescope({CLASS[0]: {"shapes.py": b"def double(x):\n    return x + 2\n"}}))
    )
    collect(layout, "demo", [path])
    nbgrader(layout)
    feedback(layout, "student-01")
    packed = pack(layout, "demo", "gradescope")
    result = json.loads((packed.folder / "results/submission_80000.json").read_text())
    assert "Two is added where x should be multiplied" in result["tests"][0]["output"]
