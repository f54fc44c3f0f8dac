"""A dry run tells what would change, and changes nothing."""

import hashlib

import pytest
from demo_course import ADDS_TWO, CORRECT, hand_in
from marking import mark
from typer.testing import CliRunner

from autograder.commands.app import app
from autograder.course.run import run_course


@pytest.fixture
def graded(layout, monkeypatch):
    """Three students with scores: two are right, one is wrong."""
    for number, text in enumerate((CORRECT, ADDS_TWO, CORRECT), 1):
        hand_in(layout, f"student-{number:02}", text)
    run_course(layout)
    monkeypatch.chdir(layout.root)
    return layout


def dry_run():
    done = CliRunner().invoke(app, ["course", "--dry-run"])
    assert done.exit_code == 0, done.output
    return done.output


def what_is_recorded(layout):
    """A hash of each file that a run writes, results aside."""
    return {
        path: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in layout.course.rglob("*")
        if path.is_file() and "results" not in path.parts
    }


def test_without_a_change_no_score_would_change(graded):
    assert "0 of 3 submissions would have other scores" in dry_run()


def test_a_changed_check_says_whose_scores_and_by_how_much(graded):
    checks = graded.solutions / "demo/checks.py"
    checks.write_text(checks.read_text().replace("np.array([0.5])", "np.array([0.25])"))
    reference = graded.solutions / "demo/shapes.py"
    reference.write_text(reference.read_text().replace("x / 2", "x / 4"))
    said = dry_run()
    assert "3 of 3 submissions would have other scores (-3 points in all)" in said
    assert "halve" in said


def test_nothing_is_changed(graded):
    hand_in(graded, "student-02", CORRECT)
    before = what_is_recorded(graded)
    assert "1 of 3 submissions would have other scores (+3 points in all)" in dry_run()
    assert what_is_recorded(graded) == before


def test_who_is_new_has_no_recorded_score(graded):
    hand_in(graded, "student-04", CORRECT)
    said = dry_run()
    assert "student-04" in said
    assert "1 of 4 submissions" in said


def test_what_a_person_marked_stays(graded):
    mark(graded, "student-02", 3.0, cell="double")
    assert "0 of 3 submissions would have other scores" in dry_run()
