"""Two runs at once in a course: the second waits, or says that it would have to."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager

import pytest
from demo_course import ADDS_TWO, FULL, REPOSITORY, command, exercise_scores, hand_in
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from release_steps import release
from traitlets.config import Config
from typer.testing import CliRunner

from autograder.assignments.course_lock import alone
from autograder.commands import app as cli
from autograder.course.run import run_course
from autograder.gradebook.config import configure

# Begins a run, stops before it records the first student, and goes on when a line comes.
HELD = """
import sys
from pathlib import Path
from autograder.assignments.layout import Layout
from autograder.course.run import run_course

def hold(step):
    if step.stage == "Grading demo" and step.done == 1:
        print("held", flush=True)
        sys.stdin.readline()

run_course(Layout(Path.cwd()), progress=hold)
"""


@contextmanager
def held(layout):
    """A run in another process, which has the course until its input ends."""
    process = python(layout, "-c", HELD, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert process.stdout.readline() == "held\n"
        yield process
    finally:
        process.stdin.close()
        process.wait(60)
        process.stdout.close()


def python(layout, *arguments, **pipes):
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=layout.root,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(REPOSITORY), *sys.path])},
        text=True,
        **pipes,
    )


@pytest.fixture
def handed_in(layout, monkeypatch):
    hand_in(layout, "student-01")
    hand_in(layout, "student-02", ADDS_TWO)
    monkeypatch.chdir(layout.root)
    return layout


@pytest.mark.parametrize(
    "second",
    [
        ("autograder", "course"),
        ("nbgrader", "autograde", "demo"),
        ("nbgrader", "generate_assignment", "demo", "--force"),
    ],
    ids=" ".join,
)
def test_the_second_says_whom_it_waits_for_and_does_its_work_after_it(handed_in, second):
    with held(handed_in) as first:
        waiting = python(
            handed_in, "-m", *second, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
        )
        said = next(line for line in waiting.stderr if "waiting" in line)
        assert f"autograder course (process {first.pid}) is at work in" in said
        assert waiting.poll() is None
        first.stdin.write("go on\n")
        first.stdin.flush()
        rest = waiting.communicate(timeout=120)[1]
    assert (first.returncode, waiting.returncode) == (0, 0), rest
    assert exercise_scores(handed_in, "student-01") == FULL
    assert {row.status for row in run_course(handed_in).rows} <= {"unchanged", "graded"}


def test_with_no_wait_it_says_so_and_fails(handed_in):
    with held(handed_in) as first:
        result = CliRunner().invoke(cli.app, ["course", "--no-wait"])
        assert result.exit_code == 1
        assert f"(process {first.pid}) is at work" in result.stderr.replace("\n", " ")
        assert "try again when it is through" in " ".join(result.stderr.split())


def test_formgraders_button_says_so_and_keeps_nobody_waiting(handed_in):
    config = Config()
    configure(config, handed_in.root)
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    with held(handed_in):
        answer = api.autograde("demo", "student-01")
    assert not answer["success"]
    assert "autograder course" in answer["error"]
    assert "try again when it is through" in answer["error"]
    assert api.autograde("demo", "student-01")["success"]


def test_a_killed_run_blocks_nobody(handed_in):
    with held(handed_in) as first:
        os.kill(first.pid, signal.SIGKILL)
        first.wait(60)
        run = run_course(handed_in, wait=False)
    assert {row.status for row in run.rows} == {"graded"}


def test_it_may_be_entered_again_by_the_run_that_has_it(handed_in):
    with alone(handed_in.course, "a test", wait=False):
        release(handed_in, "demo")
        assert len(run_course(handed_in, wait=False).rows) == 2
        assert (handed_in.course / ".running").read_text().endswith("is at work")
    assert not (handed_in.course / ".running").exists()


def test_a_course_can_be_named_by_another_path(handed_in, tmp_path_factory):
    link = tmp_path_factory.mktemp("elsewhere") / "link"
    link.symlink_to(handed_in.course)
    with alone(link, "a test"), alone(handed_in.course, "a test", wait=False):
        pass


def test_a_run_that_fails_leaves_the_course_to_others(handed_in):
    with pytest.raises(RuntimeError), alone(handed_in.course, "a test"):
        raise RuntimeError
    plain = command(handed_in, "autograde", "demo")
    assert plain.returncode == 0, plain.stderr
