"""What a student's repository is given runs the visible checks, and holds no line of a solution."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from handed_out import hand_out, unpack
from release_demo import MODULE
from typer.testing import CliRunner

from autograder.assignments.loading import load_assignment
from autograder.commands.app import app
from autograder.course.elsewhere import ci_files
from autograder.release.leak_scan import scan
from autograder.release.private_lines import collect_private_lines

pytestmark = pytest.mark.xdist_group("ci_files")

RIGHT = "\n".join(line for line in MODULE.splitlines() if "###" not in line)
CHECK = ".github/check/check.py"


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """A course with the demo, and the zip of its students."""
    return hand_out(tmp_path_factory, tmp_path_factory.mktemp("out") / "checkout")


def ci(layout, monkeypatch, *words):
    monkeypatch.chdir(layout.root)
    return CliRunner().invoke(app, ["ci", *map(str, words)])


@pytest.fixture
def repository(out, monkeypatch, tmp_path):
    """A student's repository: what the zip held, and what the command wrote."""
    layout, zipped = out
    folder = unpack(zipped, tmp_path)
    said = ci(layout, monkeypatch, "demo", "--to", folder)
    assert said.exit_code == 0, said.output
    return folder


def run(repository, *words):
    """Run the check as the workflow does; the run, and the summary."""
    summary = repository / "summary.md"
    summary.unlink(missing_ok=True)
    hidden = ("PYTHONPATH", "PYTHONSAFEPATH")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [sys.executable, CHECK, *words],
        cwd=repository,
        env=environment | {"GITHUB_STEP_SUMMARY": str(summary)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    return done, summary.read_text() if summary.exists() else ""


def test_a_right_version_passes(repository):
    (repository / "scaling.py").write_text(RIGHT)
    done, summary = run(repository)
    assert done.returncode == 0, done.stdout + done.stderr
    assert summary.startswith("## demo: the visible checks of 2 of 2 pass\n")
    assert done.stdout == summary


def test_what_was_handed_out_does_not_pass_and_says_what_to_look_at(repository):
    done, summary = run(repository)
    assert done.returncode == 1
    assert "| not yet | `scale_forward` |" in summary
    assert "still to be written" in summary


def test_a_wrong_version_fails_where_it_is_wrong(repository):
    wrong = RIGHT + "\n\ndef scale_forward(*args, **kwargs):\n    raise ValueError('<b>|`no`')\n"
    (repository / "scaling.py").write_text(wrong)
    done, summary = run(repository)
    assert done.returncode == 1
    (row,) = (line for line in summary.splitlines() if "`scale_forward`" in line)
    assert "ValueError: &lt;b&gt;\\|\\`no\\`" in row


def test_a_file_that_is_missing_is_named(repository):
    (repository / "scaling.py").unlink()
    done, summary = run(repository)
    assert (done.returncode, "scaling.py is missing." in summary) == (1, True)


def test_what_a_student_changes_in_notebook_and_library_changes_nothing(repository):
    (repository / "demo.ipynb").unlink()
    for module in (repository / "reglab").rglob("*.py"):
        module.write_text("raise RuntimeError('changed')\n")
    (repository / "scaling.py").write_text(RIGHT)
    assert run(repository)[0].returncode == 0


def test_a_folder_can_be_named_and_must_be_there(repository):
    (repository / "inner").mkdir()
    (repository / "scaling.py").rename(repository / "inner/scaling.py")
    (repository / "inner/scaling.py").write_text(RIGHT)
    assert run(repository, "inner")[0].returncode == 0
    assert run(repository, "nowhere")[0].returncode == 2


def test_the_workflow_is_yaml_that_runs_what_was_written(repository):
    text = (repository / ".github/workflows/check.yml").read_text()
    workflow = yaml.safe_load(text)
    assert set(workflow["on"]) == {"push", "workflow_dispatch"}
    assert workflow["permissions"] == {"contents": "read"}
    (job,) = workflow["jobs"].values()
    assert all(("uses" in step) != ("run" in step) for step in job["steps"])
    runs = [step["run"] for step in job["steps"] if "run" in step]
    assert runs[-1] == f"python {CHECK}"
    files = [word for line in runs for word in line.split() if word.startswith(".github/")]
    assert all((repository / file).is_file() for file in files)


def test_the_requirements_are_what_students_code_needs_and_no_jupyter(repository):
    lines = (repository / ".github/check/requirements.txt").read_text().split()
    names = [line.partition(">")[0] for line in lines]
    assert ("numpy" in names, "jupyter" in names) == (True, False)


def test_nothing_of_the_solutions_is_in_it(out, repository):
    layout, _ = out
    private = collect_private_lines(load_assignment(layout.solutions / "demo"))
    assert private
    assert scan(repository / ".github", private) == ()
    names = {path.name for path in (repository / ".github").rglob("*")}
    assert names.isdisjoint({"checks.py", "misconceptions.py", "variants", "scaling.py"})


def test_a_private_line_in_it_is_refused(out, monkeypatch, tmp_path):
    layout, _ = out
    line = collect_private_lines(load_assignment(layout.solutions / "demo"))[0]
    leaky = {Path("coursework/leaky.py"): line.text.encode()}
    monkeypatch.setattr(ci_files, "notebook_kit", lambda: leaky)
    said = ci(layout, monkeypatch, "demo", "--to", tmp_path / "repository")
    assert (said.exit_code, "would show private lines" in said.output) == (1, True)
    assert not (tmp_path / "repository").exists()


def test_without_a_name_each_assignment_has_a_folder(out, monkeypatch):
    layout, _ = out
    assert ci(layout, monkeypatch).exit_code == 0
    assert (layout.root / "dist/ci/demo" / CHECK).is_file()
