"""Several assignments are proved in one run."""

import contextlib

import pytest
from toy import ALL_WRONG, CHECKS, MISCONCEPTIONS, REFERENCE, write_toy
from typer.testing import CliRunner

from autograder.commands import app as cli

WAYS = {
    "good": {"wrong": ALL_WRONG},
    "better": {
        "reference": REFERENCE.replace("2 * x", "x * 2"),
        "wrong": ALL_WRONG.replace("return 2 * x", "return x * 2"),
    },
    "slips": {"wrong": ALL_WRONG.replace("return x * x", "return x + x")},
    "idle": {"wrong": MISCONCEPTIONS},
    "needy": {"reference": "import no_such_package\n" + REFERENCE},
    "broken": {"checks": CHECKS + "\n1 / 0\n"},
}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """Two good assignments, one whose misconception slips through, and one that is no Python."""
    root = tmp_path_factory.mktemp("checkout")
    (root / "course.toml").touch()
    for name, changed in WAYS.items():
        write_toy(root / "solutions", **changed).rename(root / "solutions" / name)
    return root


@pytest.fixture(scope="module")
def everything(checkout):
    """What `verify --all` says there."""
    return run(checkout, "verify", "--all")


def run(checkout, *words):
    with contextlib.chdir(checkout):
        return CliRunner().invoke(cli.app, list(words))


def lines_of(result, *names):
    lines = [line.split() for line in result.stdout.splitlines()]
    return [line for line in lines if line and line[0] in names]


def test_good_assignments_have_one_line_each_and_succeed(checkout):
    result = run(checkout, "verify", "good", "better")
    assert result.exit_code == 0
    for line in lines_of(result, *WAYS):
        assert line[1:9] == ["4/4", "0/4", "3", "of", "3", "0", "of", "0"]
        assert line[-1] == "ok"
    assert [line[0] for line in lines_of(result, *WAYS)] == ["good", "better"]
    assert "squares" not in result.stdout


def test_all_means_all(everything):
    assert [line[0] for line in lines_of(everything, *WAYS)] == sorted(WAYS)
    assert [line[-1] for line in lines_of(everything, "better", "good")] == ["ok", "ok"]


def test_a_fault_fails_the_run_and_its_table_is_shown(everything):
    assert everything.exit_code == 1
    assert lines_of(everything, "slips")[0][-1] == "faults"
    assert "misconception double/squares" in everything.stdout
    assert "it passes doubles_ones" in " ".join(everything.stdout.split())


def test_a_check_that_no_wrong_version_needs_is_a_fault_with_its_place(everything):
    assert lines_of(everything, "idle")[0][-1] == "faults"
    line = next(i for i, line in enumerate(CHECKS.splitlines(), 1) if "@half.check" in line)
    assert f"idle/checks.py:{line}: no misconception fails halves" in everything.stdout


def test_an_assignment_that_cannot_be_read_is_told_with_the_others(everything):
    assert lines_of(everything, "broken")[0][-1] == "error"
    line = len((CHECKS + "\n1 / 0\n").splitlines())
    told = "".join(everything.stdout.splitlines())
    assert f"broken/checks.py:{line}: ZeroDivisionError" in told


def test_a_reference_that_cannot_be_imported_takes_nothing_from_the_others(everything):
    assert lines_of(everything, "needy")[0][-1] == "error"
    told = "needy/numbers_of_two.py: it cannot be imported: ModuleNotFoundError"
    assert told in "".join(everything.stdout.splitlines())


HALF = "    expect_close(submission.half(x)"
SLIPS = {
    "squares: numbers_of_two.py": {"wrong": ALL_WRONG.replace("return x * x", "return x * (")},
    "the check halves raised NameError": {
        "checks": CHECKS.replace(HALF, f"    if submission.half(x)[0] < x[0] / 2.5: oops\n{HALF}")
    },
}


@pytest.mark.parametrize("said", SLIPS)
def test_a_slip_of_the_author_is_a_sentence_with_its_place(tmp_path, said):
    (tmp_path / "course.toml").touch()
    write_toy(tmp_path / "solutions", **({"wrong": ALL_WRONG} | SLIPS[said]))
    result = run(tmp_path, "verify", "toy")
    assert result.exit_code == 1
    assert said in "".join((result.stdout + result.stderr).split("\n"))
