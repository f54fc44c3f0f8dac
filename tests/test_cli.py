import json
import shutil
from pathlib import Path

import pytest
from toy import ALL_WRONG, REFERENCE, write_toy
from typer.testing import CliRunner

from autograder.commands import app as cli
from autograder.sandbox import self_test as isolation
from autograder.sandbox.self_test import PROPERTIES, Isolation


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    (tmp_path / "course.toml").touch()
    write_toy(tmp_path / "solutions")
    for name, text in (("right", REFERENCE), ("wrong", REFERENCE.replace("2 * x", "x * x"))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "numbers_of_two.py").write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words):
    return CliRunner().invoke(cli.app, [str(word) for word in words])


def test_grading_succeeds_whatever_the_scores(checkout):
    result = run("grade", "toy", "right", "wrong")
    assert result.exit_code == 0
    assert "4/4" in result.stdout
    assert "x is squared where it should be doubled." in " ".join(result.stdout.split())


def test_one_submission_gets_its_feedback_in_words(checkout):
    result = run("grade", "toy", "wrong")
    assert "Likely cause: x is squared where it should be doubled." in result.stdout


def copies(checkout, n):
    """Folders of n wrong submissions."""
    names = [f"student-{number:02}" for number in range(1, n + 1)]
    for name in names:
        shutil.copytree(checkout / "wrong", checkout / name)
    return names


def test_several_submissions_get_their_feedback_in_words_and_the_table_below(checkout):
    said = run("grade", "toy", "wrong", "right", "wrong").stdout
    wrong, right = (
        said.index("wrong: 1 of 4 points\n===="),
        said.index("right: 4 of 4 points\n===="),
    )
    cause = said.index("Likely cause: x is squared where it should be doubled.")
    assert wrong < cause < right < said.index("first finding")
    assert said.count("wrong: 1 of 4 points") == 1


def test_a_submission_that_cannot_be_read_says_so_among_the_others(checkout):
    (checkout / "empty").mkdir()
    said = run("grade", "toy", "empty", "wrong").stdout
    words = said[said.index("empty: ") : said.index("wrong: ")]
    assert "numbers_of_two.py" in words


def test_a_class_gets_the_table_alone_unless_words_are_asked_for(checkout):
    names = copies(checkout, 11)
    said = run("grade", "toy", *names).stdout
    assert "Likely cause" not in said
    assert "With --words, the feedback of these 11 is printed in words, too." in said
    assert run("grade", "toy", *names, "--words").stdout.count("Likely cause") == 11
    assert run("grade", "toy", *names[:10]).stdout.count("Likely cause") == 10
    assert "Likely cause" not in run("grade", "toy", *names[:10], "--no-words").stdout


def test_json_on_standard_output_is_all_there_is(checkout):
    document = json.loads(run("grade", "toy", "right", "wrong", "--json", "-", "--seed", 5).stdout)
    assert (document["schema"], document["assignment"], document["seed"]) == (1, "toy", 5)
    assert set(document["isolation"]) == {"bwrap", "holds", "accepted_weaker"}
    right, wrong = document["submissions"]
    assert (right["path"], right["score"], right["points"], right["error"]) == ("right", 4, 4, None)
    (double, _) = wrong["exercises"]
    assert (double["exercise"], double["score"], double["points"]) == ("double", 0, 3)
    first, second = double["findings"]
    expected = {"check": "doubles_ones", "status": "failed", "score": 0, "points": 1}
    assert expected.items() <= first.items()
    assert first["misconception"] == "squares"
    assert {"message", "hint", "hidden"} <= first.keys()
    assert (second["status"], second["hidden"]) == ("skipped", True)


def test_json_can_go_to_a_file(checkout):
    assert run("grade", "toy", "right", "--json", "out.json").exit_code == 0
    assert json.loads(Path("out.json").read_text())["submissions"][0]["score"] == 4


def test_a_single_module_can_be_graded(checkout):
    document = json.loads(run("grade", "toy", "right/numbers_of_two.py", "--json", "-").stdout)
    assert document["submissions"][0]["score"] == 4


@pytest.mark.parametrize(
    "words",
    [
        ("grade", "nothing", "right"),
        ("grade", "toy", "nowhere"),
        ("grade", "toy"),
        ("grade", "toy", "right", "--jobs", "0"),
        ("grade", "toy", "right", "--accept-weaker", "everything"),
        ("verify", "nothing"),
        ("dance",),
    ],
)
def test_a_wrong_word_is_a_usage_error(checkout, words):
    assert run(*words).exit_code == 2


def test_outside_a_course_the_ways_in_are_said(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run("verify", "toy")
    assert result.exit_code == 2
    said = " ".join(result.stderr.split())
    assert "not inside a course" in said
    assert "autograder init" in said


@pytest.fixture
def open_machine(monkeypatch):
    weak = Isolation(False, {name: name != "network" for name in PROPERTIES})
    monkeypatch.setattr(isolation, "probe", lambda: weak)
    monkeypatch.setattr(cli, "probe", lambda: weak)


def test_a_machine_that_confines_nothing_is_refused(checkout, open_machine):
    result = run("grade", "toy", "right")
    assert result.exit_code == 3
    assert "--accept-weaker=network" in " ".join(result.stderr.split())


def test_what_was_accepted_is_recorded_and_said(checkout, open_machine):
    result = run("grade", "toy", "right", "--accept-weaker", "network")
    assert result.exit_code == 0
    assert "lacks network" in result.stdout
    document = json.loads(
        run("grade", "toy", "right", "--accept-weaker", "network", "--json", "-").stdout
    )
    assert document["isolation"]["accepted_weaker"] == ["network"]


def test_doctor_names_what_is_missing(open_machine):
    result = run("doctor")
    assert result.exit_code == 3
    assert "missing" in result.stdout


def test_verify_prints_the_kill_table(checkout):
    path = checkout / "solutions" / "toy" / "misconceptions.py"
    path.write_text(ALL_WRONG)
    result = run("verify", "toy")
    assert result.exit_code == 0
    assert "3 of 3 misconceptions caught and named" in result.stdout


def test_verify_fails_when_a_misconception_slips_through(checkout):
    path = checkout / "solutions" / "toy" / "misconceptions.py"
    path.write_text(path.read_text().replace("return x * x", "return x + x"))
    result = run("verify", "toy")
    assert result.exit_code == 1
    assert "it passes doubles_ones" in " ".join(result.stdout.split())


def test_an_authors_error_names_file_and_line(checkout):
    path = checkout / "solutions" / "toy" / "checks.py"
    path.write_text(path.read_text() + "\n1 / 0\n")
    result = run("verify", "toy")
    assert result.exit_code == 1
    line = len(path.read_text().splitlines())
    assert f"checks.py:{line}: ZeroDivisionError" in "".join(result.stderr.split("\n"))


def test_what_was_graded_is_not_graded_again_unless_asked(checkout, monkeypatch):
    first = run("grade", "toy", "right", "wrong", "--json", "-").stdout
    graded = []
    grade_files = cli.Grader.grade_files

    def spy(self, files, path=""):
        graded.append(Path(path))
        return grade_files(self, files, path)

    monkeypatch.setattr(cli.Grader, "grade_files", spy)
    assert run("grade", "toy", "right", "wrong", "--json", "-").stdout == first
    assert graded == []
    (checkout / "wrong" / "numbers_of_two.py").write_text(REFERENCE)
    document = json.loads(run("grade", "toy", "right", "wrong", "--json", "-").stdout)
    assert [submission["path"] for submission in document["submissions"]] == ["right", "wrong"]
    assert [submission["score"] for submission in document["submissions"]] == [4, 4]
    assert graded == []  # the same text as the other's
    run("grade", "toy", "right", "--no-cache")
    assert graded == [Path("right")]


def test_no_command_prints_what_a_submission_or_its_name_does_to_a_terminal(checkout):
    evil = "\x1b[2J\x1b]0;mine\x07\u202e"
    folder = checkout / f"student{evil}"
    folder.mkdir()
    text = f"raise ValueError({evil!r})\n" + REFERENCE.replace(
        "2 * x", f"1 / 0 if print({evil!r}) else x"
    )
    (folder / "numbers_of_two.py").write_text(text)
    (folder / f"odd{evil}.py").write_text("import nothing_of_the_kind")
    for words in ("--words", "--no-words"):
        said = run("grade", "toy", folder, "right", words)
        assert said.exit_code == 0
        assert all(c.isprintable() or c == "\n" for c in said.output)
