"""A run that is killed, again and again, loses nothing: not a score, not a page, not a note."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

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

from autograder.course.run import run_course

KILLS = 10
SEED = 20260203

# Waits for a line that says at which operation to kill itself, with all its children, then runs
# in a fork of its own session, so that the imports are paid for once. 0 is never.
RUNNER = """
import os, signal, sys
from autograder.commands import app as cli
from autograder.course import run as course
from autograder.gradebook import recording
from autograder.gradebook import config

def run(last):
    os.setsid()
    operations = 0
    def count(event, arguments):
        nonlocal operations
        if event in ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.link",
                     "sqlite3.connect", "subprocess.Popen", "os.chmod"):
            operations += 1
            if operations == last:
                os.killpg(0, signal.SIGKILL)
    sys.addaudithook(count)
    try:
        cli.app(["course"])
    finally:
        with os.fdopen(os.dup(report), "w") as file:
            file.write(f"{operations}\\n")

report = int(sys.argv[1])
sys.stdout.write("ready\\n")
sys.stdout.flush()
for line in sys.stdin:
    child = os.fork()
    if not child:
        sys.stdin.close()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        run(int(line))
    _, status = os.waitpid(child, 0)
    sys.stdout.write(f"{status}\\n")
    sys.stdout.flush()
"""


class Runner:
    """Starts `autograder course` in a checkout, and has it killed."""

    def __init__(self, checkout):
        self.operations, write = os.pipe()
        threads = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL")}
        self.process = subprocess.Popen(
            [sys.executable, "-c", RUNNER, str(write)],
            cwd=checkout,
            env={**os.environ, **threads, "PYTHONPATH": str(REPOSITORY)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=[write],
            text=True,
        )
        os.close(write)
        assert self.process.stdout.readline() == "ready\n"

    def run(self, last=0):
        """Run it; returns the signal that ended it, and how many operations a whole run took."""
        self.process.stdin.write(f"{last}\n")
        self.process.stdin.flush()
        status = int(self.process.stdout.readline())
        if os.WIFSIGNALED(status):
            return os.WTERMSIG(status), 0
        assert os.waitstatus_to_exitcode(status) == 0
        return 0, int(os.read(self.operations, 100))

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(60)
        os.close(self.operations)


def handed_in(root, template):
    """A checkout in which nothing was released yet, and what five students handed in."""
    layout = write_masters(root)
    answered = released_notebook(template)
    cell_of(answered, "why").source = "Because."
    hand_in(layout, "student-1", CORRECT, answered)
    hand_in(layout, "student-2", ADDS_TWO, released_notebook(template))
    (hand_in(layout, "student-3", CORRECT, answered) / "link").symlink_to("nowhere")
    (hand_in(layout, "student-4", CORRECT, answered) / "demo.ipynb").write_text("<html>")
    folder = hand_in(layout, "student-5", None, answered)
    (folder / "Shapes.py").write_text(CORRECT)
    return layout


def gradebook_of(layout):
    """Scores, comments and submissions, without the names that are drawn at random."""
    with closing(sqlite3.connect(layout.gradebook)) as db:
        return [
            sorted(db.execute(query).fetchall(), key=repr)
            for query in (
                "SELECT s.student_id, c.name, g.auto_score, g.manual_score, g.extra_credit,"
                " g.needs_manual_grade FROM grade g JOIN base_cell c ON g.cell_id = c.id"
                " JOIN submitted_notebook n ON g.notebook_id = n.id"
                " JOIN submitted_assignment s ON n.assignment_id = s.id",
                "SELECT s.student_id, c.name, m.auto_comment, m.manual_comment FROM comment m"
                " JOIN base_cell c ON m.cell_id = c.id"
                " JOIN submitted_notebook n ON m.notebook_id = n.id"
                " JOIN submitted_assignment s ON n.assignment_id = s.id",
                "SELECT student_id, timestamp FROM submitted_assignment",
                "SELECT id FROM student",
                "SELECT name, max_score FROM grade_cells g JOIN base_cell c ON g.id = c.id",
            )
        ]


def pages_of(layout):
    return {
        path.relative_to(layout.root): path.read_bytes()
        for path in sorted((layout.course / "feedback").rglob("*"))
        if path.is_file()
    }


def test_ten_kills_leave_the_gradebook_and_the_pages_of_an_undisturbed_run(
    released_checkout, tmp_path
):
    calm = handed_in(tmp_path / "calm", released_checkout)
    with Runner(calm.root) as runner:
        _, whole = runner.run()
    assert whole > 0
    killed = handed_in(tmp_path / "killed", released_checkout)
    moments = random.Random(SEED)
    signals = []
    with Runner(killed.root) as runner:
        for number in range(KILLS):
            # Less and less is left to do, and a moment after the end would be none.
            left = whole * (KILLS - number) // (3 * KILLS)
            signals.append(runner.run(moments.randint(1, max(left, 50)))[0])
        assert runner.run()[0] == 0
    assert signals.count(signal.SIGKILL) >= KILLS - 2
    assert gradebook_of(killed) == gradebook_of(calm)
    assert len(gradebook_of(calm)[0]) == 15
    assert pages_of(killed) == pages_of(calm)
    assert len([path for path in pages_of(calm) if path.suffix == ".html"]) == 5


@pytest.mark.parametrize("ending", ["", "<html><body>half of it"])
def test_a_page_that_was_cut_off_is_written_again(layout, ending):
    hand_in(layout, "student-1")
    run_course(layout)
    page = layout.feedback("student-1", "demo") / "demo.html"
    whole = page.read_text()
    page.write_text(ending)
    run_course(layout)
    assert page.read_text() == whole
