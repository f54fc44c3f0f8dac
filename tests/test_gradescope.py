"""The zip for Gradescope grades there as at home, shows nothing hidden, and gives no wrong 0."""

import base64
import csv
import hashlib
import io
import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile

import pytest
from demo_course import ADDS_TWO, CORRECT, hand_in
from gradescope_format import AS_IN_DOCKER, SCHEMA, lay_out, run, without_bwrap
from jsonschema import validate
from toy import write_toy
from typer.testing import CliRunner

from autograder.authors.messages import Message
from autograder.commands.app import app
from autograder.course.elsewhere import gradescope_run
from autograder.course.elsewhere.gradescope_results import not_graded, to_gradescope
from autograder.grading.results import ExerciseResult, Finding, Result
from autograder.sandbox import self_test
from autograder.sandbox.self_test import PROPERTIES, Isolation, IsolationRefusedError

pytestmark = pytest.mark.xdist_group("gradescope")

SECRET = "sqlite:///secret-place.db"

READS_THE_REFERENCE = """
def double(x):
    namespace = {}
    exec(open("ROOT/source/solutions/demo/shapes.py").read(), namespace)
    return namespace["double"](x)


def halve(x):
    with open("ROOT/results/results.json", "w") as file:
        file.write('{"score": 1000}')
    return x / 2
"""
ENDS_EVERYTHING = """
import os, signal

os.kill(os.getppid(), signal.SIGKILL)
os._exit(0)
"""


def pack(layout, monkeypatch, *words):
    monkeypatch.chdir(layout.root)
    return CliRunner().invoke(app, ["gradescope", *map(str, words)])


@pytest.fixture
def packed(layout, monkeypatch, tmp_path_factory):
    """The zip of the demo, in a course that has another assignment and students too."""
    (layout.root / "course.toml").write_text(f'variants = 0\ndatabase = "{SECRET}"\n')
    write_toy(layout.solutions)
    hand_in(layout, "student-01", CORRECT)
    place = tmp_path_factory.mktemp("packed") / "demo.zip"
    said = pack(layout, monkeypatch, "demo", "--to", place)
    assert said.exit_code == 0, said.output
    assert "autograder points there: 4; 2 more for written answers" in said.output
    return place


@pytest.fixture
def root(packed, tmp_path_factory):
    folder = tmp_path_factory.mktemp("autograder")
    folder.chmod(0o755)
    return lay_out(folder, packed)


def submit(root, module):
    (root / "submission/shapes.py").write_text(module.replace("ROOT", str(root)))


def by_name(document):
    validate(document, SCHEMA)
    return {test["name"]: test for test in document["tests"]}


def total(document):
    return sum(test.get("score", 0) for test in document["tests"])


DOUBLES_ONE = "double: double(1) is 2."
HIDDEN = "double: double(x) is 2 x for every x."
HALVES = "halve: halve(1) is 0.5."


@pytest.mark.parametrize("bwrap", [True, False], ids=["bwrap", "no bwrap"])
def test_submissions_are_graded_as_at_home(root, bwrap, tmp_path):
    path = {} if bwrap else {"PATH": without_bwrap(tmp_path / "programs")}
    submit(root, CORRECT)
    document, done = run(root, **path)
    found = by_name(document)
    assert (done.returncode, total(document)) == (0, 4), done.stdout
    assert {test["status"] for test in found.values()} == {"passed"}
    assert document["output"].startswith("Written answers are not in this")

    submit(root, ADDS_TWO)
    found = by_name(run(root, **path)[0])
    assert [found[name]["score"] for name in (DOUBLES_ONE, HIDDEN, HALVES)] == [0, 0, 1]
    assert "Likely cause: Two is added where x should be" in found[DOUBLES_ONE]["output"]

    submit(root, READS_THE_REFERENCE)
    document, _ = run(root, **path)
    found = by_name(document)
    assert found[DOUBLES_ONE]["score"] == 0
    assert total(document) <= 1

    submit(root, ENDS_EVERYTHING)
    document, done = run(root, **path)
    assert (done.returncode, total(document)) == (0, 0)
    assert len(by_name(document)) == 3

    (root / "submission/shapes.py").unlink()
    found = by_name(run(root, **path)[0])
    assert "shapes.py was not handed in" in found[DOUBLES_ONE]["output"]


@pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("setpriv"), reason="only root can give up capabilities"
)
def test_a_root_with_no_more_than_dockers_capabilities_grades_the_zip_of_the_notebook(root):
    with zipfile.ZipFile(root / "submission/demo-handin.zip", "w") as archive:
        archive.writestr("shapes.py", ADDS_TWO)
    document, done = run(root, under=AS_IN_DOCKER)
    assert total(document) == 1, done.stdout
    assert by_name(document)[HALVES]["status"] == "passed"


def test_a_hidden_check_is_shown_after_publication_and_without_its_numbers(root):
    submit(root, ADDS_TWO)
    document, _ = run(root)
    found = by_name(document)
    assert found[HIDDEN]["visibility"] == "after_published"
    assert {found[name]["visibility"] for name in (DOUBLES_ONE, HALVES)} == {"visible"}
    assert "Found: " in found[DOUBLES_ONE]["output"]
    assert found[HIDDEN]["output"].startswith("This check did not pass. It is hidden")
    assert document["stdout_visibility"] == "hidden"


def test_instructors_are_told_which_submission_it_is_and_when_the_points_differ(root):
    submit(root, CORRECT)
    assert run(root)[1].stdout == "Submission 123456 of demo\n4 of 4 points\n"
    metadata = json.loads((root / "submission_metadata.json").read_text())
    metadata["assignment"]["total_points"] = "20.0"
    (root / "submission_metadata.json").write_text(json.dumps(metadata))
    assert "set the autograder points to 4 in its settings" in run(root)[1].stdout


@pytest.mark.parametrize("text", [None, "[]", '{"assignment": null}', "\0"])
def test_odd_metadata_stop_nothing(root, text):
    (root / "submission_metadata.json").unlink()
    if text is not None:
        (root / "submission_metadata.json").write_text(text)
    submit(root, CORRECT)
    assert total(run(root)[0]) == 4


def is_without_a_score(document):
    (only,) = by_name(document).values()
    return only["name"] == "Not graded" and "score" not in {*document, *only}


def test_a_grader_that_fails_gives_no_score_and_tells_the_student_no_reason(root):
    submit(root, CORRECT)
    reference = root / "source/solutions/demo/shapes.py"
    reference.write_text(reference.read_text().replace("2 * x", "3 * x"))
    document, done = run(root)
    assert is_without_a_score(document)
    assert (done.returncode, "adds_two" in done.stdout) == (0, True)
    assert "adds_two" not in json.dumps(document)


@pytest.mark.parametrize(
    "python",
    ["#!/bin/sh\nkill -KILL $$\n", "#!/bin/sh\nexec tail -f /dev/null\n", "no program"],
    ids=["killed", "never ends", "cannot be started"],
)
def test_whatever_becomes_of_the_grader_nobody_gets_a_0(packed, tmp_path_factory, python):
    root = lay_out(tmp_path_factory.mktemp("autograder"), packed, python)
    submit(root, CORRECT)
    document, done = run(root, TIMEOUT_SECONDS="2")
    assert is_without_a_score(document)
    assert (done.returncode, "no score was given" in done.stdout) == (0, True)


def test_where_others_may_read_the_reference_nothing_is_graded(root):
    submit(root, CORRECT)
    (root / "source").chmod(0o755)
    document, done = run(root)
    assert is_without_a_score(document)
    assert "others than its owner may enter it" in done.stdout


@pytest.fixture
def weak_machine(monkeypatch):
    held = {name: name != "network" for name in PROPERTIES}
    monkeypatch.setattr(self_test, "probe", lambda: Isolation(False, held, threads=4))


def test_a_machine_that_confines_too_little_is_refused(root, weak_machine):
    submit(root, CORRECT)
    with pytest.raises(IsolationRefusedError):
        gradescope_run.grade(root)
    assert is_without_a_score(json.loads((root / "results/results.json").read_text()))


def test_what_was_accepted_when_the_zip_was_made_is_named(
    layout, monkeypatch, weak_machine, tmp_path_factory
):
    place = tmp_path_factory.mktemp("packed") / "demo.zip"
    pack(layout, monkeypatch, "demo", "--to", place, "--accept-weaker=network")
    root = lay_out(tmp_path_factory.mktemp("autograder"), place)
    submit(root, CORRECT)
    gradescope_run.grade(root)
    document = json.loads((root / "results/results.json").read_text())
    assert (total(document), "a machine that lacks network" in document["output"]) == (4, True)


def test_the_reference_is_tried_when_the_image_is_built(root, capsys):
    gradescope_run.prepare(root)
    assert "the reference earns all points here" in capsys.readouterr().out
    assert any((root / "source/known").rglob("*"))


def test_the_zip_holds_one_assignment_and_nothing_else_of_the_course(packed):
    with zipfile.ZipFile(packed) as archive:
        names = archive.namelist()
        assert not [name for name in names if "toy" in name or "student" in name]
        assert SECRET not in archive.read("course.toml").decode()
        modes = {info.filename: info.external_attr >> 16 for info in archive.infolist()}
    assert {"setup.sh", "run_autograder", "requirements.txt"} <= set(names)
    assert {name.split("/")[1] for name in names if name.startswith("solutions/")} == {"demo"}
    assert [n for n, mode in modes.items() if mode & 0o111] == ["run_autograder", "setup.sh"]
    assert stat.S_IMODE(packed.stat().st_mode) == 0o600


def test_the_wheel_in_it_is_whole_and_holds_the_engine_alone(packed):
    with zipfile.ZipFile(packed) as archive:
        (wheel,) = (name for name in archive.namelist() if name.endswith(".whl"))
        data = archive.read(wheel)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (record,) = (name for name in archive.namelist() if name.endswith("/RECORD"))
        rows = list(csv.reader(io.StringIO(archive.read(record).decode())))
        assert {row[0] for row in rows} == set(archive.namelist())
        for name, digest, size in rows:
            if name != record:
                found = hashlib.sha256(archive.read(name)).digest()
                text = base64.urlsafe_b64encode(found).decode().rstrip("=")
                assert (digest, int(size)) == (f"sha256={text}", len(archive.read(name)))
    names = {row[0] for row in rows}
    assert "autograder/course/elsewhere/gradescope_run.py" in names
    tops = {name.partition("/")[0].partition("-")[0] for name in names}
    assert tops == {"autograder", "coursework", "reglab"}  # the last is its metadata
    assert not [name for name in names if name.startswith("reglab/")]


def test_what_runs_there_needs_only_the_packages_that_are_installed_there(packed):
    with zipfile.ZipFile(packed) as archive:
        lines = archive.read("requirements.txt").decode().split()
    assert [line.partition("==")[0] for line in lines] == ["numpy", "tzdata"]
    text = f"import sys, {gradescope_run.__name__}; print(*{{*sys.modules}})"
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
    tops = {name.partition(".")[0] for name in done.stdout.split()}
    assert tops.isdisjoint({"nbgrader", "nbformat", "typer", "rich", "yaml", "sqlalchemy"})


def test_a_release_that_is_stale_is_not_packed(layout, monkeypatch):
    (layout.assignments / "demo/shapes.py").write_text("changed")
    said = pack(layout, monkeypatch, "demo")
    assert (said.exit_code, "autograder release demo" in said.output) == (1, True)


def test_all_are_packed_where_none_is_named_and_one_file_is_for_one(layout, monkeypatch):
    assert pack(layout, monkeypatch).exit_code == 0
    assert [path.name for path in (layout.course / "gradescope").iterdir()] == ["demo.zip"]
    write_toy(layout.solutions)
    assert pack(layout, monkeypatch, "--to", "one.zip").exit_code == 2


def finding(name, status="passed", **more):
    points = more.pop("points", 1.0)
    return Finding(name, f"{name}.", status, points * (status == "passed"), points, **more)


def document(*findings, waits="", **more):
    result = Result("", (ExerciseResult("double", findings, waits or Message("")),), **more)
    return to_gradescope(result, written_points=0, seconds=1.25)


def test_an_exercise_that_waits_has_no_score_and_says_why_without_scores():
    waits = Message(
        "{why} {exercise} in {scores}.", why="Two files.", exercise="e", scores="a.py: 7 of 9"
    )
    found = document(finding("first", "failed"), waits=waits)
    assert "double has no score yet. A person must look" in found["output"]
    assert all("score" not in test for test in by_name(found).values())
    assert ("Two files." in str(found), "7 of 9" in str(found)) == (True, False)


def test_a_submission_that_cannot_be_read_has_no_score():
    found = to_gradescope(Result("", (), error="x.zip is damaged"), written_points=0, seconds=0)
    (only,) = by_name(found).values()
    assert ("score" in only, only["output"]) == (False, "x.zip is damaged")


def test_a_skipped_check_says_what_to_fix_first_but_not_a_hidden_sentence():
    found = by_name(
        document(
            finding("first", "failed"),
            finding("second", "skipped", skipped_for="first"),
            finding("third", "failed", hidden=True),
            finding("fourth", "skipped", skipped_for="third"),
        )
    )
    assert found["double: second."]["output"] == "Not judged. Fix this first: first."
    assert "third" not in found["double: fourth."]["output"]


def test_what_a_submission_says_is_text_that_can_be_printed():
    found = document(finding("first", "failed", message=Message("\x1b[2J\0\ud800<b>")))
    (only,) = by_name(json.loads(json.dumps(found))).values()
    assert only["output"] == "Found: �[2J��<b>"
    assert (only["output_format"], found["test_name_format"]) == ("text", "text")


def test_checks_without_points_are_remarks():
    found = document(finding("first"), finding("note", "failed", points=0, message=Message("Hm.")))
    assert len(by_name(found)) == 1
    assert found["output"] == "Remark on double: Hm."


def test_the_document_of_what_was_not_graded_has_the_documented_format():
    assert is_without_a_score(not_graded())
