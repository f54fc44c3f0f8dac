import os
from pathlib import Path

import numpy as np
import pytest

from autograder.sandbox import Sandbox, WorkerLostError, has_bwrap

TEXT = b"""
import os, sys, time
import numpy as np

def double(x):
    return 2 * x

def pair(x):
    return x, object()

def kind(thing):
    return type(thing).__name__

def forget(seconds):
    while True:
        pass

def leave(status):
    os._exit(status)

def leave_politely(status):
    sys.exit(status)

def read(path):
    return open(path).read()

def fork():
    return os.fork()

def fill(x):
    x[:] = 7
    return None

def huge():
    return np.zeros(1 << 27, np.uint8)

def shout(fd):
    for fd in range(3, 64):
        try:
            os.write(fd, b"\\xff" * 64)
        except OSError:
            pass
    return 1

def count_in_threads():
    from threading import Thread
    seen = []
    threads = [Thread(target=seen.append, args=(i,)) for i in range(4)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    return len(seen)

def draw():
    import matplotlib.pyplot as plt
    return plt.figure().number

def ask_for_signals(pid):
    import fcntl
    return fcntl.fcntl(int(sys.argv[1]), fcntl.F_SETOWN, pid)

def take_back(fd):
    fd = int(sys.argv[2])
    os.set_blocking(fd, False)
    again = os.open(f"/proc/self/fd/{fd}", os.O_RDONLY | os.O_NONBLOCK)
    while True:
        os.write(fd, b"x")
        try:
            os.read(again, 4096)
        except BlockingIOError:
            pass

class Evil(Exception):
    def __str__(self):
        raise SystemExit

def raise_evil():
    raise Evil
"""


@pytest.fixture(params=[True, False], ids=["with bwrap", "without bwrap"])
def worker(request):
    if request.param and not has_bwrap():
        pytest.skip("this machine has no usable bwrap")
    with Sandbox(bwrap=request.param) as sandbox, sandbox.start() as worker:
        sources = {"m": np.frombuffer(TEXT, np.uint8)}
        reply = worker.request("load", {"module": "m", "sources": sources, "stand_ins": {}}, 30)
        assert reply.message["outcome"] == "returned"
        yield worker


def call(worker, function, *args, seconds=10.0, **more):
    request = {"module": "m", "function": function, "args": list(args)}
    request |= {"observe": False, "returns": 0, "kept": []} | more
    return worker.request("call", request, seconds)


def test_arrays_go_in_and_come_out(worker):
    returned = call(worker, "double", np.arange(3.0)).value["returned"]
    assert returned.tolist() == [0, 2, 4]


def test_a_kept_object_stays_there_and_can_be_handed_back(worker):
    _, handle = call(worker, "pair", 1.5, returns=2, kept=[1]).value["returned"]
    assert handle.kind == "object"
    assert call(worker, "kind", handle).value["returned"] == "object"


def test_arguments_can_be_seen_after_the_call(worker):
    assert call(worker, "fill", np.zeros(2), observe=True).value["args"][0].tolist() == [7, 7]


def test_an_endless_loop_is_ended_at_its_limit(worker):
    with pytest.raises(WorkerLostError, match="still running"):
        call(worker, "forget", 0, seconds=0.2)
    assert worker._process.returncode is not None


def test_an_exit_in_the_middle_is_reported_as_one(worker):
    with pytest.raises(WorkerLostError, match="exited with status 3"):
        call(worker, "leave", 3)


def test_a_polite_exit_is_an_exception_like_others(worker):
    message = call(worker, "leave_politely", 3).message
    assert (message["outcome"], message["error"]) == ("raised", "SystemExit")
    assert call(worker, "double", 2).value["returned"] == 4


def test_an_exception_whose_text_raises_is_still_reported(worker):
    assert call(worker, "raise_evil").message["error"] == "Evil"


def test_an_error_names_the_line_of_the_submission(worker):
    message = call(worker, "read", 1 << 40).message
    assert (message["file"], message["line"]) == ("m.py", 25)


@pytest.mark.parametrize("path", ["/etc/passwd", str(Path(__file__).parents[1] / "pyproject.toml")])
def test_files_of_others_cannot_be_read(worker, path):
    message = call(worker, "read", path).message
    assert message["error"] in ("PermissionError", "FileNotFoundError")


def test_no_process_can_be_started(worker):
    assert call(worker, "fork").message["error"] in ("PermissionError", "BlockingIOError")


def test_an_answer_larger_than_allowed_ends_the_worker(worker):
    with pytest.raises(WorkerLostError, match="larger than allowed"):
        call(worker, "huge")


def test_bytes_written_past_the_protocol_end_the_worker(worker):
    with pytest.raises(WorkerLostError):
        call(worker, "shout", 1)


def test_threads_may_be_used(worker):
    assert call(worker, "count_in_threads").value["returned"] == 4


def test_matplotlib_can_be_imported(worker):
    assert call(worker, "draw", seconds=60.0).value["returned"] == 1


def test_no_signal_can_be_had_sent_by_the_kernel(worker):
    assert call(worker, "ask_for_signals", os.getpid()).message["error"] == "PermissionError"


def test_an_answer_taken_back_from_the_pipe_is_no_answer(worker):
    try:
        message = call(worker, "take_back", 0, seconds=1.0).message
    except WorkerLostError:
        return
    assert message["outcome"] == "raised"


def test_a_stand_in_replaces_what_it_defines_and_nothing_else():
    sources = {"net": b"import m\nfrom m import *\ndef both(x):\n    return double(x), other(x)\n"}
    sources["m"] = b"def double(x):\n    return 0\ndef other(x):\n    return double(x) + 1\n"
    stand_ins = {"m": b"def double(x):\n    return 20 * x\n"}
    arrays = {name: np.frombuffer(text, np.uint8) for name, text in sources.items()}
    stand_ins = {name: np.frombuffer(text, np.uint8) for name, text in stand_ins.items()}
    with Sandbox() as sandbox, sandbox.start() as worker:
        request = {"module": "net", "sources": arrays, "stand_ins": stand_ins}
        assert worker.request("load", request, 30).message["outcome"] == "returned"
        request = {"module": "net", "function": "both", "args": [2], "observe": False}
        reply = worker.request("call", {**request, "returns": 0, "kept": []}, 30)
    assert reply.value["returned"] == (40, 41)


def test_closing_leaves_no_process_behind(worker):
    pid = worker._process.pid
    worker.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_worker_sees_neither_checks_nor_references(worker):
    for secret in ("/kit/solutions", "/kit/autograder/checks.py", "/kit/autograder/grading.py"):
        assert call(worker, "read", secret).message["outcome"] == "raised"
