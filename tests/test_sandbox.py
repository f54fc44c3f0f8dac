import contextlib
import os
import socket
from pathlib import Path

import numpy as np
import pytest
import typer

import autograder.grading
from autograder.assignments.probes import compiled
from autograder.sandbox.deadline import Deadline
from autograder.sandbox.machine import Share
from autograder.sandbox.namespaces import has_bwrap
from autograder.sandbox.sandbox import Sandbox
from autograder.sandbox.worker_errors import SandboxLostError, WorkerLostError
from autograder.worker import wire

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

def wait(seconds):
    time.sleep(seconds)
    return 1

def leave(status):
    os._exit(status)

def leave_by_exit(status):
    exit(status)

def forget_folders(nothing):
    import importlib
    importlib.invalidate_caches()
    sys.path_importer_cache.clear()

def leave_politely(status):
    sys.exit(status)

def read(path):
    return open(path).read()

def load(name):
    return __import__(name).__name__

def names(path):
    return os.listdir(path)

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

def speak_later(fd):
    from threading import Timer
    Timer(0.05, os.write, (3, b"unasked")).start()
    return 1

def descriptors(limit):
    found = []
    for fd in range(limit):
        try:
            os.fstat(fd)
            found.append(fd)
        except OSError:
            pass
    return found

def say(times):
    for i in range(times):
        print("line", i)
    os._exit(1)

def print_raw(size):
    os.write(2, b"x" * size)
    sys.stdout.buffer.write(b"y")
    return sys.stdout.encoding

def random():
    return float(np.random.random())

def user(nothing):
    return os.getuid()

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
    return fcntl.fcntl(3, fcntl.F_SETOWN, pid)

class Evil(Exception):
    def __str__(self):
        raise SystemExit

def raise_evil():
    raise Evil
"""


LINE_OF_READ = TEXT[: TEXT.index(b"return open(path).read()")].count(b"\n") + 1


@pytest.fixture(scope="module", params=[True, False], ids=["with bwrap", "without bwrap"])
def sandbox(request):
    if request.param and not has_bwrap():
        pytest.skip("this machine has no usable bwrap")
    with Sandbox(bwrap=request.param, allowed=["matplotlib"]) as sandbox:
        yield sandbox


def loaded(sandbox):
    worker = sandbox.fork()
    reply = load(worker, "m", {"m": TEXT})
    assert reply.message["outcome"] == "returned"
    return worker


def load(worker, module, sources, stand_ins=None):
    texts = {name: np.frombuffer(text, np.uint8) for name, text in sources.items()}
    codes = {name: compiled(text.decode()) for name, text in (stand_ins or {}).items()}
    others = {name: np.frombuffer(code, np.uint8) for name, code in codes.items()}
    value = {"module": module, "sources": texts, "stand_ins": others}
    value |= {"names": [], "first": 0}
    return worker.request("load", value, 30)


@pytest.fixture
def worker(sandbox):
    worker = loaded(sandbox)
    yield worker
    worker.end()


def call(worker, function, *args, seconds=10.0, **more):
    request = {"module": "m", "function": function, "args": list(args)}
    request |= {"observe": False, "returns": 0, "kept": []} | more
    return worker.request("call", request, seconds)


def call_for_ever(worker):
    while True:
        call(worker, "double", 1)


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
    with pytest.raises(WorkerLostError, match="still running") as lost:
        call(worker, "forget", 0, seconds=0.2)
    assert lost.value.timed_out
    assert worker.closed


@pytest.mark.parametrize(
    ("ran", "waited", "longer", "starved"),
    [(0, 0, False, False), (1, 0, False, False), (1, 1, True, False), (0, 1, True, True)],
    ids=["it sleeps", "it computes", "it shares a processor", "it has no processor"],
)
def test_time_without_a_processor_is_given_again(ran, waited, longer, starved):
    seconds = 0.05
    shares = iter([Share(0, 0), *[Share(ran * seconds, waited * seconds)] * 9])
    deadline, asked = Deadline(seconds, lambda: next(shares)), []

    def no_answer():
        asked.append(ours.gettimeout())
        raise TimeoutError

    ours, theirs = socket.socketpair()
    with ours, theirs, pytest.raises(TimeoutError):
        deadline.keep(ours, no_answer)
    assert (len(asked) > 1) is longer
    assert deadline.starved is starved


def test_a_deadline_of_no_seconds_asks_once():
    asked = []

    def no_answer():
        asked.append(ours.gettimeout())
        raise TimeoutError

    ours, theirs = socket.socketpair()
    with ours, theirs, pytest.raises(TimeoutError):
        Deadline(0.0, lambda: Share(0, len(asked) * 0.1)).keep(ours, no_answer)
    assert len(asked) == 1


def test_the_kernel_ends_a_worker_before_the_grader(worker):
    assert call(worker, "double", 2).value["returned"] == 4
    badness = Path(f"/proc/{worker._pid}/oom_score_adj").read_text()
    assert int(badness) > int(Path("/proc/self/oom_score_adj").read_text())


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
    assert (message["file"], message["line"]) == ("m.py", LINE_OF_READ)


@pytest.mark.parametrize("path", ["/etc/passwd", str(Path(__file__).parents[1] / "pyproject.toml")])
def test_files_of_others_cannot_be_read(worker, path):
    message = call(worker, "read", path).message
    assert message["error"] in ("PermissionError", "FileNotFoundError")


@pytest.mark.parametrize("module", [pytest, typer, autograder.grading])
def test_a_package_that_is_not_allowed_can_be_neither_imported_nor_read(worker, module):
    assert call(worker, "load", module.__name__).message["error"] == "ModuleNotFoundError"
    for function, path in (("read", module.__file__), ("names", Path(module.__file__).parent)):
        message = call(worker, function, str(path)).message
        assert message["error"] in ("PermissionError", "FileNotFoundError")


@pytest.mark.parametrize("module", ["json", "zipapp", "numpy.ctypeslib", "PIL.Image", "pylab"])
def test_the_standard_library_and_what_is_allowed_can_be_imported(worker, module):
    assert call(worker, "load", module, seconds=60.0).message["outcome"] == "returned"


def test_modules_are_found_after_python_has_looked_at_its_folders_anew(worker):
    call(worker, "forget_folders", 0)
    assert call(worker, "load", "zipapp").value["returned"] == "zipapp"
    assert call(worker, "load", "pylab", seconds=60.0).value["returned"] == "pylab"


def test_exit_and_help_are_there_as_in_any_python(worker):
    assert call(worker, "leave_by_exit", 3).message["error"] == "SystemExit"


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


def test_a_stand_in_replaces_what_it_defines_and_nothing_else(sandbox):
    sources = {"net": b"import m\nfrom m import *\ndef both(x):\n    return double(x), other(x)\n"}
    sources["m"] = b"def double(x):\n    return 0\ndef other(x):\n    return double(x) + 1\n"
    with sandbox.fork() as worker:
        reply = load(worker, "net", sources, {"m": b"def double(x):\n    return 20 * x\n"})
        assert reply.message["outcome"] == "returned"
        assert call(worker, "both", 2, module="net").value["returned"] == (40, 41)


def test_what_was_printed_last_is_told_when_a_process_dies(worker):
    with pytest.raises(WorkerLostError) as lost:
        call(worker, "say", 5000)
    assert lost.value.printed.endswith("line 4998\nline 4999\n")
    assert len(lost.value.printed) <= 2000


def test_printing_never_blocks(worker):
    assert call(worker, "print_raw", 1 << 20).value["returned"] == "utf-8"


def test_bytes_that_nobody_asked_for_are_a_lie(worker):
    call(worker, "speak_later", 0)
    with pytest.raises(WorkerLostError) as lost:
        call_for_ever(worker)
    assert lost.value.broke_protocol


def test_a_process_has_no_descriptor_but_its_own(worker):
    assert call(worker, "descriptors", 1000).value["returned"] == [0, 1, 2, 3]


def test_no_two_processes_draw_the_same_random_numbers(sandbox):
    workers = [loaded(sandbox) for _ in range(3)]
    assert len({call(worker, "random").value["returned"] for worker in workers}) == 3
    for worker in workers:
        worker.end()


def test_as_root_each_process_has_a_user_of_its_own_inside_the_namespaces(sandbox):
    if os.geteuid() or not sandbox.bwrap:
        pytest.skip("for root, where bwrap lays out the folders")
    workers = [loaded(sandbox) for _ in range(3)]
    users = {call(worker, "user", 0).value["returned"] for worker in workers}
    assert len(users) == 3
    assert 0 not in users
    for worker in workers:
        worker.end()


def test_a_plan_is_answered_call_by_call_with_inputs_that_no_other_process_has_touched():
    fill = {"module": "m", "function": "fill", "args": [np.zeros(2)]}
    pair = {"module": "m", "function": "pair", "args": [1], "observe": False}
    kind = {"module": "m", "function": "kind", "args": [wire.Handle(wire.kept_id(1, 1), "")]}
    calls = [
        {**fill, "observe": True, "returns": 0, "kept": []},
        {**pair, "returns": 2, "kept": [1]},
        {**kind, "observe": False, "returns": 0, "kept": []},
    ]
    value = {"modules": {}, "probes": {}, "usual": "", "exercise": "all"}
    with Sandbox(recorded={"all": calls}) as sandbox:
        for _ in range(2):
            with sandbox.fork() as worker:
                assert load(worker, "m", {"m": TEXT}).message["outcome"] == "returned"
                frames = worker.frames("replay", value, 30, more=3)
                values = [worker.read(frame).value for frame in frames[1:]]
            assert values[0]["args"][0].tolist() == [7, 7]
            assert values[2]["returned"] == "object"


def test_an_object_whose_call_failed_is_said_to_be_lost(worker):
    reply = call(worker, "kind", wire.Handle(wire.kept_id(99, 0), "object"))
    assert reply.message["outcome"] == "lost"


def test_a_lost_zygote_is_no_fault_of_its_jobs_and_a_new_one_takes_its_place():
    with Sandbox() as sandbox:
        worker = loaded(sandbox)
        zygote = sandbox._zygote
        zygote.process.kill()
        zygote.process.wait()
        with pytest.raises(SandboxLostError):
            call_for_ever(worker)
        with loaded(sandbox) as again:
            assert call(again, "double", 2).value["returned"] == 4
        assert zygote.process.returncode is not None


def test_closing_a_sandbox_leaves_no_process_behind():
    before = descendants()
    with Sandbox() as sandbox:
        worker = loaded(sandbox)
        assert descendants() > before
        worker.end()
    assert descendants() == before


def descendants():
    """Processes below this one."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            parents[int(stat.parent.name)] = int(fields[1])
    found = {os.getpid()}
    while new := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= new
    return found - {os.getpid()}


def test_a_worker_sees_neither_checks_nor_references(worker):
    for secret in ("/kit/solutions", "/kit/autograder/authors", "/kit/autograder/grading"):
        assert call(worker, "read", secret).message["outcome"] == "raised"
