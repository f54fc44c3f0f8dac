"""autograder serve: tokens, and what it refuses."""

import csv

import pytest
from serving import course
from typer.testing import CliRunner

from autograder.commands.app import app
from autograder.course.serving.people import hash_of, tokens_of


@pytest.fixture
def layout(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JUPYTERHUB_SERVICE_PREFIX", raising=False)
    return course(tmp_path)


def run(*arguments):
    return CliRunner().invoke(app, ["serve", *arguments], env={"COLUMNS": "300"})


def rows(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_tokens_are_written_for_those_who_have_none_and_kept_as_hashes(layout):
    assert run("--tokens", "first.csv").exit_code == 0
    first = rows(layout.root / "first.csv")
    assert [row["id"] for row in first] == ["student-01", "student-02", "student-03"]
    assert (layout.root / "first.csv").stat().st_mode & 0o777 == 0o600
    kept = layout.serve / "tokens.json"
    assert kept.stat().st_mode & 0o777 == 0o600
    for row in first:
        assert row["token"] not in kept.read_text()
        assert tokens_of(layout).student(hash_of(row["token"])) == row["id"]

    with (layout.root / "roster.csv").open("a") as roster:
        roster.write("student-04\n")
    assert run("--tokens", "second.csv").exit_code == 0
    assert [row["id"] for row in rows(layout.root / "second.csv")] == ["student-04"]
    assert tokens_of(layout).student(hash_of(first[0]["token"])) == "student-01"


def test_no_file_of_tokens_is_overwritten(layout):
    (layout.root / "first.csv").write_text("mine")
    result = run("--tokens", "first.csv")
    assert result.exit_code == 1
    assert "first.csv is there already" in result.stderr
    assert (layout.root / "first.csv").read_text() == "mine"
    assert not tokens_of(layout).any()


def test_a_new_token_for_one_student_ends_the_old_one(layout):
    old, new = (run("--token", "student-02").stdout.strip() for _ in range(2))
    assert tokens_of(layout).student(hash_of(old)) is None
    assert tokens_of(layout).student(hash_of(new)) == "student-02"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--token", "student-09"], "student-09 is not in the roster, roster.csv"),
        (["--token", "../x"], "cannot be the name of a folder"),
        ([], "nobody has a token yet: run `autograder serve --tokens FILE` first"),
        (["--host", "0.0.0.0"], "on 0.0.0.0 tokens would cross the network in the open"),
        (["--host", "example.org"], "tokens would cross the network in the open"),
        (["--cert", "roster.csv"], "roster.csv: no certificate with its key"),
    ],
)
def test_what_cannot_be_is_refused_with_the_way_out(layout, arguments, said):
    if "--cert" in arguments:
        tokens_of(layout).make(["student-01"])
    result = run(*arguments)
    assert result.exit_code == 1
    assert said in result.stderr


def test_without_a_roster_tokens_are_made_one_by_one(layout):
    (layout.root / "course.toml").write_text("")
    result = run("--tokens", "first.csv")
    assert "make tokens one by one with --token STUDENT" in result.stderr
    assert run("--token", "student-09").exit_code == 0


def test_a_setting_for_an_assignment_that_there_is_not_is_refused(layout):
    tokens_of(layout).make(["student-01"])
    (layout.root / "course.toml").write_text("[serve.dropuot]\ntries = 3\n")
    assert "[serve.dropuot] names no assignment; there are toy" in run().stderr


def test_nothing_is_served_that_was_not_released(layout):
    tokens_of(layout).make(["student-01"])
    (layout.assignments / "toy").rmdir()
    assert "no assignment has been released yet" in run().stderr
