"""A gradebook on PostgreSQL is the one that SQLite has, whoever writes to it at once."""

import contextlib
import os
import subprocess
import sys
from urllib.request import Request, urlopen

import postgres
import pytest
from demo_course import (
    ADDS_TWO,
    CORRECT,
    REPOSITORY,
    cell_of,
    hand_in,
    released_notebook,
    write_masters,
)
from jupyter_servers import SECONDS, TOKEN, jupyter
from marked_class import the_one_who_wrote, why, written_class
from nbgrader.api import Comment, Course, Gradebook
from release_steps import release
from typer.testing import CliRunner

from autograder.assignments.layout import Layout
from autograder.commands.app import app
from autograder.course.marking.book import Book
from autograder.course.marking.record import State
from autograder.gradebook.lookups import scores_of

pytestmark = [
    pytest.mark.skipif(postgres.programs() is None, reason="PostgreSQL is not installed"),
    pytest.mark.xdist_group("postgres"),
]

ANSWER = "Because $2x = x + x$.\x00"  # PostgreSQL's texts hold no NUL
STUDENTS = {"student-01": CORRECT, "student-02": ADDS_TWO, "학생-03": CORRECT, "student-04": None}


@pytest.fixture(scope="module")
def server():
    with postgres.started() as url:
        yield url


@pytest.fixture
def courses(server, tmp_path):
    """The same course twice: with its gradebook in a file, and on the server."""
    found = []
    for name, database in ("sqlite", ""), ("postgres", postgres.database(server)):
        layout = write_masters(tmp_path / name)
        (layout.root / "course.toml").write_text(
            f'variants = 0\nid = "ml"\ndatabase = "{database}"\n'
        )
        release(layout, "demo")
        for student, module in STUDENTS.items():
            notebook = released_notebook(layout)
            cell_of(notebook, "why").source = ANSWER
            hand_in(layout, student, module, notebook)
        found.append(layout)
    return found


def run(layout, *arguments):
    """A command of ours, in the course."""
    with contextlib.chdir(layout.root):
        result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def python(layout, *arguments):
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=layout.root,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(REPOSITORY), *sys.path])},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def mark(layout, student, points, comment):
    """Mark a written answer as formgrader does it."""
    with Gradebook(layout.database, "ml") as gradebook:
        found = gradebook.find_submission_notebook("demo", "demo", student)
        grade = next(grade for grade in found.grades if grade.name == "why")
        grade.manual_score, grade.needs_manual_grade = points, False
        said = next((c for c in found.comments if c.name == "why"), None)
        if said is None:
            cell = gradebook.find_solution_cell("why", "demo", "demo")
            said = Comment(cell=cell, notebook=found)
            gradebook.db.add(said)
        said.manual_comment = comment
        gradebook.db.commit()


def held(layout):
    """All that a gradebook says, without what is made up by chance."""
    with Gradebook(layout.database, "ml") as gradebook:
        submissions = gradebook.assignment_submissions("demo")
        return {
            "students": sorted(student.id for student in gradebook.students),
            "courses": sorted(row.id for row in gradebook.db.query(Course)),
            "scores": dict(sorted(scores_of(gradebook, "demo").items())),
            "cells": sorted(
                (cell.name, cell.max_score, cell.cell_type)
                for cell in gradebook.find_notebook("demo", "demo").grade_cells
            ),
            "comments": sorted(
                (one.student.id, comment.name, comment.comment or "")
                for one in submissions
                for notebook in one.notebooks
                for comment in notebook.comments
            ),
            "totals": sorted((one.student.id, one.score, one.max_score) for one in submissions),
        }


def test_a_term_ends_with_the_gradebook_that_sqlite_has(courses):
    for layout in courses:
        run(layout, "course")
        mark(layout, "student-01", 1.5, "Good: “twice” is a sum.")
        hand_in(layout, "student-02", CORRECT, None)
        run(layout, "course")
        checks = layout.solutions / "demo" / "checks.py"
        checks.write_text(checks.read_text().replace("points=3", "points=5"))
        run(layout, "course")
        run(layout, "course", "--dry-run")
        run(layout, "return", "demo", "--to", "canvas")
        run(layout, "report")
    sqlite, server = map(held, courses)
    assert server == sqlite
    assert server["scores"]["student-01"].marks == {"why": 1.5}
    assert not (courses[1].course / "gradebook.db").exists()


def test_two_graders_a_marker_and_formgrader_at_once_lose_nothing(courses, tmp_path):
    sqlite, server = courses
    run(sqlite, "course")
    run(server, "course")
    for layout in courses:
        hand_in(layout, "student-02", CORRECT, None)
        hand_in(layout, "student-05", ADDS_TWO, None)
    with jupyter(server.root, tmp_path) as address:
        graders = [
            python(server, "-m", "autograder", "course"),
            python(server, "-m", "nbgrader", "autograde", "demo"),
        ]
        for number, student in enumerate(("student-01", "학생-03") * 5):
            mark(server, student, number / 10, f"said {number} times")
            request = Request(
                f"{address}formgrader/api/submissions/demo",
                headers={"Authorization": f"token {TOKEN}"},
            )
            with urlopen(request, timeout=SECONDS) as answer:
                assert answer.status == 200
        for grader in graders:
            said, _ = grader.communicate(timeout=300)
            assert grader.returncode == 0, said
    run(sqlite, "course")
    mark(sqlite, "student-01", 0.8, "said 8 times")
    mark(sqlite, "학생-03", 0.9, "said 9 times")
    assert held(server) == held(sqlite)


@pytest.mark.parametrize(
    "command", ["release demo", "course", "course --dry-run", "return demo --to canvas"]
)
def test_a_server_that_does_not_answer_is_named_without_its_password(
    tmp_path, monkeypatch, command
):
    layout = write_masters(tmp_path)
    (tmp_path / "course.toml").write_text(
        'id = "ml"\ndatabase = "postgresql+psycopg://grader:secret@127.0.0.1:9/grades"\n'
    )
    monkeypatch.chdir(layout.root)
    result = CliRunner().invoke(app, command.split())
    assert result.exit_code == 1
    said = " ".join(result.output.split())
    assert "course.toml: database" in said
    assert "127.0.0.1:9" in said
    assert "secret" not in said
    assert "Traceback" not in said


def test_a_driver_that_is_not_there_is_named_with_the_way_to_get_it(tmp_path, monkeypatch):
    layout = write_masters(tmp_path)
    (tmp_path / "course.toml").write_text('id = "ml"\ndatabase = "mysql+nosuch://g@h/grades"\n')
    monkeypatch.chdir(layout.root)
    said = " ".join(CliRunner().invoke(app, ["release", "demo"]).output.split())
    assert "driver that is not installed" in said
    assert "reglab[postgres]" in said


def test_a_course_on_a_server_needs_a_name(tmp_path):
    (tmp_path / "course.toml").write_text('database = "postgresql://grader@db.example.org/grades"')
    with pytest.raises(Exception, match="id must name the course"):
        _ = Layout(tmp_path).settings


def test_two_who_mark_one_answer_at_once_on_the_server_lose_nothing(server, tmp_path):
    layout = write_masters(tmp_path)
    (layout.root / "course.toml").write_text(
        f'variants = 0\nid = "ml"\ndatabase = "{postgres.database(server)}"\n'
    )
    release(layout, "demo")
    written_class(layout, {"student-01": "So.", "student-02": "So."})
    winner = the_one_who_wrote(layout, "marker-1", "marker-2")
    book, question = Book(layout, "demo"), why(layout)
    assert set(book.states(question).values()) == {State(1.0, f"By {winner}.", asked=False)}
    assert {line.marker for line in book.record.lines()} == {winner}
    assert book.undo(question, winner) == ("student-01", "student-02")
    assert set(book.states(question).values()) == {State()}
