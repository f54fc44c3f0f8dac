"""The folder that a submission may write to: what works there, its bounds, and its end."""

import os
import sys
from pathlib import Path

import numpy as np
import pytest
from toy import REFERENCE, write_toy
from toy_torch import needs_torch

from autograder.assignments.loading import load_assignment
from autograder.grading.grader import Grader
from autograder.sandbox import scratch as folders
from autograder.sandbox import self_test as isolation
from autograder.sandbox.namespaces import has_bwrap, sizes_tmpfs
from autograder.sandbox.sandbox import Sandbox
from autograder.sandbox.worker_errors import SandboxLostError, WorkerLostError
from autograder.worker.scratch import ENTRIES, FILE_BYTES, Excess, empty, excess

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux confines submissions")

TEXT = b"""
import os

def write(name, size):
    with open(name, "wb") as file:
        file.write(bytes(size))
    return os.path.abspath(name)

def make(count):
    for number in range(count):
        open(str(number), "w").close()

def found(path):
    return sorted(os.listdir(path))

def read(path):
    return open(path).read()

def wait(nothing):
    import time
    time.sleep(60)

def leave(status):
    os.makedirs("closed/within", 0o300)
    open("closed/file", "w").close()
    os._exit(status)

def swap(nothing):
    open("a", "w").close()
    os.replace("a", "b")
    os.remove("b")
    return os.listdir(".")
"""


@pytest.fixture(params=["bwrap", "old_bwrap", "no_bwrap"])
def sandbox(request, monkeypatch):
    bwrap = request.param != "no_bwrap"
    if bwrap and not has_bwrap():
        pytest.skip("this machine has no usable bwrap")
    if request.param == "old_bwrap":
        monkeypatch.setattr(folders, "sizes_tmpfs", lambda: False)
    with Sandbox(bwrap=bwrap, at_once=2) as sandbox:
        yield sandbox


def load(worker, text=TEXT):
    value = {"module": "m", "sources": {"m": np.frombuffer(text, np.uint8)}}
    value |= {"stand_ins": {}, "names": [], "first": 0}
    worker.request("load", value, 60)


def loaded(sandbox):
    worker = sandbox.fork()
    load(worker)
    return worker


def call(worker, function, *args):
    request = {"module": "m", "function": function, "args": list(args)}
    reply = worker.request("call", request | {"observe": False, "returns": 0, "kept": []}, 30.0)
    return reply.value["returned"] if reply.value else reply.message["error"]


def call_for_ever(worker):
    while True:
        call(worker, "found", ".")


@linux
def test_what_was_written_is_there_until_the_process_ends(sandbox):
    with loaded(sandbox) as worker:
        path = call(worker, "write", "x", 100)
        assert call(worker, "found", str(Path(path).parent)) == ["x"]
        assert call(worker, "read", path) == "\0" * 100


@linux
def test_neighbors_neither_see_nor_touch_what_was_written(sandbox):
    with loaded(sandbox) as worker, loaded(sandbox) as neighbor:
        path = call(worker, "write", "x", 100)
        theirs = call(neighbor, "write", "x", 1)
        folder, other = Path(path).parent, Path(theirs).parent
        assert folder != other
        for function, *args in (
            ("read", path),
            ("write", path, 1),
            ("write", os.path.relpath(path, other), 1),
            ("found", str(folder)),
            ("found", ".."),
        ):
            assert call(neighbor, function, *args) == "PermissionError"
        assert len(call(worker, "read", path)) == 100


@linux
def test_the_next_process_finds_an_empty_folder(sandbox):
    with loaded(sandbox) as neighbor:
        for status in range(3):  # one after the other in the only folder that is left
            worker = loaded(sandbox)
            assert call(worker, "found", ".") == []
            with pytest.raises(WorkerLostError, match=f"exited with status {status}"):
                call(worker, "leave", status)
        assert call(neighbor, "found", ".") == []


@linux
def test_more_processes_than_folders_wait_for_one_to_end(sandbox):
    first, second = loaded(sandbox), loaded(sandbox)
    third, fourth = sandbox.fork(), sandbox.fork()
    third.end()  # which had not begun
    second.end()
    load(fourth)
    assert call(fourth, "found", ".") == call(first, "found", ".") == []
    first.end()
    fourth.end()


@linux
def test_a_file_that_is_too_long_cannot_be_written_on(sandbox):
    with loaded(sandbox) as worker:
        assert call(worker, "write", "x", FILE_BYTES)
        assert call(worker, "write", "x", FILE_BYTES + 1) == "OSError"
        assert call(worker, "found", ".") == ["x"]


@linux
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("files = [open(str(n), 'w').close() for n in range(10**5)]", f"more than {ENTRIES} files"),
        ("for n in range(5): open(str(n), 'wb').write(bytes(13 << 20))", "more than 64 MiB"),
    ],
)
def test_what_writes_too_much_is_ended_and_told(sandbox, text, message):
    worker = sandbox.fork()
    with pytest.raises(WorkerLostError, match=message):
        load(worker, f"{text}\nwhile True: pass\n".encode())


@linux
def test_files_are_removed_only_where_the_folder_has_a_size(sandbox):
    with loaded(sandbox) as worker:
        sized = sandbox.bwrap and folders.sizes_tmpfs()
        assert call(worker, "swap", 0) == ([] if sized else "PermissionError")


@linux
def test_a_zygote_that_is_lost_leaves_nothing_to_the_next(sandbox):
    worker = loaded(sandbox)
    call(worker, "write", "left", 10)
    sandbox._zygote.process.kill()
    sandbox._zygote.process.wait()
    with pytest.raises(SandboxLostError):
        call_for_ever(worker)
    for _ in range(2):
        with loaded(sandbox) as again:
            assert call(again, "found", ".") == []


@linux
def test_nothing_is_left_when_the_sandbox_is_closed():
    with Sandbox(bwrap=False) as sandbox:
        place = sandbox._kit.parent
        worker = loaded(sandbox)
        call(worker, "make", 10)
        assert len(list((place / "scratch").glob("*/*"))) == 10
    worker.end()
    assert not place.exists()


# Through a grader


def honest(writing):
    """The toy's reference, writing files as it goes."""
    return f"import os\nimport numpy as np\n\n{REFERENCE}".replace(
        "    return 2 * x\n", f"{writing}\n    return 2 * x\n"
    )


HONEST = {
    "picture": """
    import matplotlib.pyplot as plt
    plt.plot(x)
    os.makedirs("figs", exist_ok=True)
    plt.savefig("fig.png")
    plt.savefig("figs/fig.pdf")
    plt.show()
    plt.close("all")""",
    "arrays": """
    np.save("x.npy", x)
    np.savez("x.npz", x=x)
    np.savetxt("x.txt", x)
    x = np.load("x.npy") + 0 * np.load("x.npz")["x"] * np.loadtxt("x.txt")""",
    "log": """
    import logging
    logging.basicConfig(filename="log.txt", level=logging.DEBUG, force=True)
    logging.info("doubling")
    with open("log.txt", "a") as log, open(os.devnull, "w") as nowhere:
        print("doubling", file=log)
        print("doubling", file=nowhere)""",
    "folders": """
    import json
    from pathlib import Path
    os.makedirs("out/of", exist_ok=True)
    Path("out/of/notes.md").write_text("doubling")
    Path("~/.cache").expanduser().mkdir(exist_ok=True)
    with open(os.path.join(os.getcwd(), "out", "x.json"), "w") as file:
        json.dump(x.tolist(), file)""",
    "memory_map": """
    mapped = np.memmap("x.dat", x.dtype, "w+", shape=x.shape)
    mapped[:] = x
    mapped.flush()
    x = np.array(np.memmap("x.dat", x.dtype, "r", shape=x.shape))""",
    "named_temporary": """
    import tempfile
    with tempfile.NamedTemporaryFile(delete=False) as file:
        np.save(file, x)
    assert os.path.dirname(file.name) == tempfile.gettempdir() == tempfile.mkdtemp()[:-12]
    x = np.load(file.name)""",
}
REMOVING = {
    "temporary": """
    import tempfile
    with tempfile.TemporaryFile() as file, tempfile.TemporaryDirectory() as folder:
        np.save(file, x)
        np.save(f"{folder}/x.npy", x)
        file.seek(0)
        x = np.load(file)""",
    "checkpoint": """
    np.save("new.npy", x)
    os.replace("new.npy", "x.npy")
    x = np.load("x.npy")
    os.remove("x.npy")""",
}


@pytest.fixture(scope="module", params=[True, False], ids=["with_bwrap", "without_bwrap"])
def grader(request, tmp_path_factory):
    if request.param and not has_bwrap():
        pytest.skip("this machine has no usable bwrap")
    folder = tmp_path_factory.mktemp("course")
    (folder / "course.toml").write_text('packages = ["numpy", "matplotlib"]')
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(isolation, "has_bwrap", lambda: request.param)
        isolation.probe.cache_clear()
        with Grader(load_assignment(write_toy(folder / "solutions"))) as grader:
            assert grader.isolation.bwrap == request.param
            yield grader
        isolation.probe.cache_clear()


def grade(grader, folder, text):
    (folder / "numbers_of_two.py").write_text(text)
    return grader.grade(folder)


def lost(result):
    return [f.message for e in result.exercises for f in e.findings if f.status != "passed"]


@linux
@pytest.mark.parametrize("writing", HONEST)
def test_files_that_correct_code_writes_cost_nothing(grader, tmp_path, writing):
    result = grade(grader, tmp_path, honest(HONEST[writing]))
    assert lost(result) == []
    assert result.score == result.points
    assert [path.name for path in tmp_path.iterdir()] == ["numbers_of_two.py"]


@linux
@pytest.mark.parametrize("writing", REMOVING)
def test_files_that_correct_code_removes_cost_nothing_inside_the_namespaces(
    grader, tmp_path, writing
):
    if not (grader.isolation.bwrap and sizes_tmpfs()):
        pytest.skip("nothing can be removed from a folder that has no size")
    assert lost(grade(grader, tmp_path, honest(REMOVING[writing]))) == []


@linux
@needs_torch
def test_a_model_is_saved_and_loaded():
    text = b"""
import torch

def keep(nothing):
    torch.save({"a": torch.ones(3)}, "model.pt")
    return torch.load("model.pt")["a"].numpy()
"""
    with Sandbox(allowed=["torch"], packages=["torch"]) as sandbox, sandbox.fork() as worker:
        load(worker, text)
        assert call(worker, "keep", 0).tolist() == [1, 1, 1]


@linux
def test_what_writes_too_much_costs_the_call_and_says_so(grader, tmp_path):
    writing = "    for number in range(10**5):\n        open(str(number), 'w').close()"
    result = grade(grader, tmp_path, honest(writing))
    first = result.exercise("double").findings[0].message
    assert f"it made more than {ENTRIES} files and folders" in str(first)
    assert result.exercise("half").score == 1


# Looking and emptying


def test_a_folder_with_much_in_it_is_measured_by_length_and_number(tmp_path):
    assert excess(str(tmp_path)) is Excess.NONE
    for number in range(5):
        with (tmp_path / str(number)).open("wb") as file:
            file.truncate(13 << 20)  # a hole
    assert excess(str(tmp_path)) is Excess.BYTES
    (tmp_path / "inner").mkdir()
    for number in range(ENTRIES):
        (tmp_path / "inner" / str(number)).touch()
    assert excess(str(tmp_path)) is Excess.ENTRIES


def test_a_folder_too_deep_to_be_named_is_too_much(tmp_path):
    nest(tmp_path, 30, "d" * 200)
    assert excess(str(tmp_path)) is Excess.ENTRIES
    empty(str(tmp_path))


def test_a_folder_is_emptied_whatever_is_in_it(tmp_path):
    kept = tmp_path / "kept"
    kept.write_text("kept")
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in (b"-rf", b" ", b"\n", b"*", b"\xff", b".hidden"):
        (folder / os.fsdecode(name)).touch()
    (folder / "link").symlink_to(kept)
    (folder / "folder link").symlink_to(tmp_path)
    (folder / "dangling").symlink_to("nowhere")
    (folder / "twin").hardlink_to(kept)
    os.mkfifo(folder / "pipe")
    for mode in (0, 0o100, 0o200, 0o300, 0o400):
        closed = folder / f"{mode:o}"
        closed.mkdir()
        (closed / "file").touch()
        closed.chmod(mode)
    nest(folder, sys.getrecursionlimit() + 10, "deep")
    empty(str(folder))
    assert list(folder.iterdir()) == []
    assert kept.read_text() == "kept"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "kept"]


def nest(folder: Path, depth: int, name: str) -> None:
    """Make a folder in a folder, and so on; by steps, for no path may be so long."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir(name, dir_fd=here)
        inner = os.open(name, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
