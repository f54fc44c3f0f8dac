"""Every command ends with the code that docs/commands.md says, in every case that it names."""

import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from demo_course import ADDS_TWO, CORRECT, hand_in
from typer.testing import CliRunner

from autograder.assignments.course_lock import alone
from autograder.commands import app as cli
from autograder.commands import elsewhere
from autograder.course.elsewhere import ci_files
from autograder.release.private_lines import collect_private_lines
from autograder.sandbox import self_test
from autograder.sandbox.self_test import PROPERTIES, Isolation

pytestmark = pytest.mark.xdist_group("exit_codes")

PAGE = (Path(__file__).parents[1] / "docs" / "commands.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([a-z -]+)` \| (\d) \| (.+) \|$", PAGE, re.MULTILINE)
CASES = {}  # what brings a command to a code, by command and code


def case(command, code):
    def keep(function):
        CASES.setdefault((command, code), []).append(function)
        return function

    return keep


def run(*words):
    return CliRunner().invoke(cli.app, [str(word) for word in words])


@pytest.fixture
def course(layout, monkeypatch):
    """The folder of a course with one released assignment, in which the test works."""
    monkeypatch.chdir(layout.root)
    return layout


@pytest.fixture
def elsewhere_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("elsewhere")


class At:
    """What a case works with."""

    def __init__(self, layout, beside, patch):
        self.layout, self.beside, self.patch = layout, beside, patch
        self.masters = layout.solutions / "demo"

    def spoil(self, name, old, new):
        path = self.masters / name
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))

    def graded(self, module=ADDS_TWO):
        hand_in(self.layout, "student-01", module)
        assert run("course").exit_code == 0

    def confine_too_little(self):
        held = {name: name != "network" for name in PROPERTIES}
        weak = Isolation(False, held, threads=4)
        for place in (self_test, cli):
            self.patch.setattr(place, "probe", lambda: weak)


@case("init", 1)
def _(at):
    return run("init", at.layout.root)


@case("new", 1)
def _(at):
    return run("new", "demo")


@case("release", 1)
def _(at):
    at.spoil("shapes.py", "### END SOLUTION", "")
    return run("release")


@case("release --check", 1)
def _(at):
    (at.layout.assignments / "demo/shapes.py").write_text("")
    return run("release", "--check")


def _stale(at, command):
    (at.layout.assignments / "demo/shapes.py").write_text("")
    return run(command, "demo")


def _unreleased(at, command):
    shutil.rmtree(at.layout.assignments)
    return run(command, "demo")


for _command in ("zip", "gradescope", "ci"):
    for _spoilt in (_stale, _unreleased):
        case(_command, 1)(lambda at, s=_spoilt, c=_command: s(at, c))


@case("gradescope", 1)
def _(at):
    at.spoil(
        "checks.py", 'module="shapes")\nhalve', 'module="shapes", needs=("absent_one",))\nhalve'
    )
    return run("gradescope", "demo")


@case("ci", 1)
def _(at):
    line = collect_private_lines(elsewhere.load(at.layout, "demo"))[0]
    leaky = {Path("coursework/leaky.py"): line.text.encode()}
    at.patch.setattr(ci_files, "notebook_kit", lambda: leaky)
    return run("ci", "demo")


@case("verify", 1)
def _(at):
    return run("verify", "demo", "--jobs", 1)  # nothing kills one of its checks


@case("verify", 1)
def _(at):
    at.spoil("checks.py", "import numpy as np", "import nothing_at_all")
    return run("verify", "demo")


@case("verify", 3)
def _(at):
    at.confine_too_little()
    return run("verify", "demo", "--jobs", 1)


@case("notebooks", 1)
def _(at):
    at.spoil("demo.py", "assert double(3) == 6", "assert double(3) == 7")
    return run("notebooks", "demo", "--jobs", 1)


def _submission(at):
    (at.beside / "shapes.py").write_text(CORRECT)
    return at.beside / "shapes.py"


@case("grade", 1)
def _(at):
    at.spoil("shapes.py", "x / 2", "x / 3")
    return run("grade", "demo", _submission(at))


@case("grade", 3)
def _(at):
    at.confine_too_little()
    return run("grade", "demo", _submission(at))


@case("course", 1)
def _(at):
    hand_in(at.layout, "student-01", CORRECT)
    at.spoil("checks.py", "import numpy as np", "import nothing_at_all")
    return run("course")


@case("course", 3)
def _(at):
    hand_in(at.layout, "student-01", CORRECT)
    at.confine_too_little()
    return run("course")


@case("course --scheduler", 1)
def _(at):
    return run("course", "--scheduler", "tcp://192.0.2.1:8786")  # in the open


@case("serve", 1)
def _(at):
    return run("serve", "--host", "192.0.2.1")


@case("serve", 1)
def _(at):
    return run("serve", "--tokens", "tokens.csv")


@case("serve", 1)
def _(at):
    shutil.rmtree(at.layout.course / "release")
    return run("serve", "--port", "0")


@case("mark", 1)
def _(at):
    at.spoil("demo.py", ' answer="why" points=2', "")
    return run("mark", "demo", "--port", "0")


@case("serve", 3)
def _(at):
    run("serve", "--token", "student-01")
    at.confine_too_little()
    return run("serve", "--port", "0")


@case("course --no-wait", 1)
def _(at):
    with alone(at.layout.course, "another run"), ThreadPoolExecutor(1) as another:
        return another.submit(run, "course", "--no-wait").result()


@case("course --dry-run", 0)
def _(at):
    at.graded()
    hand_in(at.layout, "student-01", CORRECT)
    result = run("course", "--dry-run")
    assert "1 of 1 submissions would have other scores" in result.output
    return result


@case("choose", 1)
def _(at):
    hand_in(at.layout, "student-01", CORRECT)
    return run("choose", "student-01", "demo", "other.py")


@case("collect", 0)
def _(at):
    with (at.layout.root / "course.toml").open("a") as settings:
        settings.write('roster = "roster.csv"\n')
    (at.layout.root / "roster.csv").write_text("id\nstudent-01\n")
    (at.beside / "stranger" / "demo").mkdir(parents=True)
    (at.beside / "stranger" / "demo" / "shapes.py").write_text(CORRECT)
    result = run("collect", "demo", at.beside, "--from", "plain")
    assert "stranger" in result.output
    return result


@case("collect", 1)
def _(at):
    (at.beside / "submissions.zip").write_text("no zip")
    return run("collect", "demo", at.beside / "submissions.zip")


@case("return", 1)
def _(at):
    at.layout.gradebook.unlink()
    return run("return", "demo", "--to", "csv")


@case("report", 1)
def _(at):
    return run("report")


@case("history", 1)
def _(at):
    return run("history", "student-01")


@case("backup", 1)
def _(at):
    (at.beside / "course.tar.gz").touch()
    return run("backup", at.beside / "course.tar.gz")


@case("restore", 1)
def _(at):
    (at.beside / "course.tar.gz").write_text("no backup")
    return run("restore", at.beside / "course.tar.gz", at.beside / "new")


@case("restore", 1)
def _(at):
    assert run("backup", at.beside / "course.tar.gz").exit_code == 0
    return run("restore", at.beside / "course.tar.gz", at.beside)


@case("term new", 1)
def _(at):
    (at.beside / "something").touch()
    return run("term", "new", at.beside)


@case("doctor", 1)
def _(at):
    at.patch.setattr(cli, "rivals", lambda: ("Another one.",))
    return run("doctor")


@case("doctor", 3)
def _(at):
    at.confine_too_little()
    return run("doctor")


SINGLE = [(command, code, one) for (command, code), all_ in CASES.items() for one in all_]


@pytest.mark.parametrize(
    ("command", "code", "bring_about"), SINGLE, ids=[f"{c} {n}" for c, n, _ in SINGLE]
)
def test_a_command_ends_with_the_code_that_is_documented(
    course, elsewhere_folder, monkeypatch, command, code, bring_about
):
    result = bring_about(At(course, elsewhere_folder, monkeypatch))
    assert result.exit_code == code, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)


DONE = [
    ("release",),
    ("release", "--check"),
    ("zip",),
    ("gradescope",),
    ("ci",),
    ("course",),
    ("report",),
    ("history", "student-01"),
    ("return", "demo", "--to", "csv"),
    ("backup", "BESIDE/course.tar.gz"),
    ("restore", "BESIDE/course.tar.gz", "BESIDE/restored"),
    ("term", "new", "BESIDE/next"),
    ("grade", "demo", "course/submitted/student-01/demo"),
    ("doctor",),
    ("notebooks", "--jobs", "1"),
    ("init", "BESIDE/own"),
    ("new", "second"),
    ("serve", "--token", "student-01"),
    ("verify", "second", "--jobs", "1"),
]


def test_a_command_that_is_done_ends_with_0(course, elsewhere_folder):
    hand_in(course, "student-01", ADDS_TWO)
    for words in DONE:
        result = run(*(word.replace("BESIDE", str(elsewhere_folder)) for word in words))
        assert result.exit_code == 0, f"{words}: {result.output}"


def test_every_command_but_those_with_a_case_of_their_own_was_seen_to_end_with_0():
    done = {" ".join(words[:2] if words[0] == "term" else words[:1]) for words in DONE}
    # test_choosing.py and test_marking_server.py have the 0 of the others
    with_case = {"collect", "choose", "mark"}
    assert done | with_case == commands()


def test_each_row_of_the_page_has_a_case_and_each_case_a_row():
    assert {(command, int(code)) for command, code, _ in ROWS} == set(CASES)


def commands():
    named = {c.name or c.callback.__name__ for c in cli.app.registered_commands}
    for group in cli.app.registered_groups:
        inner = group.typer_instance.registered_commands
        named |= {f"{group.name} {c.name or c.callback.__name__}" for c in inner}
    return named


def test_the_page_names_every_command():
    assert set(re.findall(r"^\| `([a-z ]+)` \| [a-z]", PAGE, re.MULTILINE)) == commands()


@pytest.mark.parametrize("command", sorted(commands()))
def test_a_command_that_is_called_wrongly_ends_with_2(course, command):
    assert run(*command.split(), "--no-such-option").exit_code == 2


@pytest.mark.parametrize("command", ["course", "release", "report", "gradescope"])
def test_an_unknown_assignment_and_no_course_end_with_2(course, tmp_path_factory, command):
    assert run(command, "nothing").exit_code == 2
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("no-course"))
        assert run(command).exit_code == 2


def test_control_c_ends_with_130(course, monkeypatch):
    def stop(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "rivals", stop)
    assert run("doctor").exit_code == 130
