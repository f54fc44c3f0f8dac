"""A grader that is killed leaves nothing, or the next one removes it; and only that."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from demo_course import REPOSITORY
from hostile import processes

from autograder.sandbox.folders import PREFIX, OwnFolder, remove_what_was_left
from autograder.sandbox.namespaces import has_bwrap
from autograder.sandbox.sandbox import Sandbox

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux confines submissions")

# Has a submission at work that never ends, and says so.
GRADER = """
import sys
import numpy as np
from autograder.sandbox.sandbox import Sandbox

text = b"open('mine', 'w').close()\\nprint('here', flush=True)\\nwhile True: pass"
sandbox = Sandbox(bwrap=sys.argv[1] == "bwrap")
worker = sandbox.fork()
value = {"module": "m", "sources": {"m": np.frombuffer(text, np.uint8)}, "stand_ins": {}}
worker._await_greeting()
print("ready", flush=True)
worker.request("load", value | {"names": [], "first": 0}, 600.0)
"""


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    tmp_path.chmod(0o755)
    return tmp_path


@pytest.fixture
def orphans():
    processes.adopt_orphans(True)
    yield
    processes.adopt_orphans(False)


def left_in(folder):
    return [path.name for path in folder.iterdir() if path.name.startswith(PREFIX)]


@pytest.mark.parametrize("how", ["bwrap", "no bwrap"])
def test_a_killed_grader_leaves_no_process_and_its_folder_goes_with_the_next(
    temporary, orphans, how
):
    if how == "bwrap" and not has_bwrap():
        pytest.skip("this machine has no usable bwrap")
    before = processes.descendants()
    command = [sys.executable, "-c", GRADER, how]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as grader:
        assert grader.stdout.readline() == b"ready\n"
        assert len(left_in(temporary)) == 1
        assert remove_what_was_left() == []  # it lives
        os.kill(grader.pid, signal.SIGKILL)
    assert processes.settled(len(before)) == before
    with Sandbox(bwrap=how == "bwrap") as sandbox:
        assert left_in(temporary) == [sandbox._folder.path.name]
    assert left_in(temporary) == []


def test_folders_that_nobody_has_marked_are_left_alone(temporary):
    (temporary / f"{PREFIX}mine").mkdir()
    (temporary / f"{PREFIX}mine" / "notes.txt").write_text("mine")
    (temporary / f"{PREFIX}file").write_text("mine")
    (temporary / "elsewhere").mkdir()
    (temporary / "elsewhere" / ".owner").touch()
    (temporary / f"{PREFIX}link").symlink_to(temporary / "elsewhere")
    assert remove_what_was_left() == []
    assert len(left_in(temporary)) == 3


def test_a_folder_of_this_process_is_removed_once_it_is_closed_and_no_sooner(temporary):
    with OwnFolder() as own:
        (own.path / "closed").mkdir(0o000)
        assert remove_what_was_left() == []
        assert own.path.is_dir()
    assert left_in(temporary) == []


def test_what_was_left_goes_whatever_is_in_it(temporary):
    folder = temporary / f"{PREFIX}dead"
    (folder / "inner" / "deep").mkdir(parents=True)
    (folder / ".owner").touch()
    (folder / "inner" / "link").symlink_to("/etc/passwd")
    (folder / "inner" / "deep").chmod(0o000)
    assert remove_what_was_left() == [folder]
    assert left_in(temporary) == []
    assert Path("/etc/passwd").is_file()
