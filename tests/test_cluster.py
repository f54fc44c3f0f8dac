"""A class that Dask's workers judge gets its scores, whatever becomes of the workers."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections import Counter

import pytest
from demo_course import ADDS_TWO, CORRECT, REPOSITORY, hand_in
from typer.testing import CliRunner

from autograder.authors.exercise import AuthorError
from autograder.commands.app import app
from autograder.course.run import run_course
from autograder.grading.store import ResultStore
from autograder.sandbox.namespaces import has_bwrap

distributed = pytest.importorskip("distributed", reason="Dask is not installed")

from autograder.course.cluster.scheduler import Cluster, require_private  # noqa: E402 - see above

pytestmark = [
    pytest.mark.skipif(not has_bwrap(), reason="workers need namespaces"),
    pytest.mark.xdist_group("cluster"),
]

SECONDS = 60  # within which everything must have happened, on a busy machine too


@contextlib.contextmanager
def process(cwd, *arguments):
    """A process of Dask's, that ends with the test."""
    command = [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(REPOSITORY), *sys.path]),
        "DASK_DISTRIBUTED__WORKER__PREEMPT": "0",
    }
    running = subprocess.Popen(
        command, cwd=cwd, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield running
    finally:
        running.kill()
        running.wait(SECONDS)


def scheduler(cwd, port):
    return process(
        cwd, "dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"
    )


def worker(cwd, address):
    one = ("--nthreads", "1", "--nworkers", "1", "--no-nanny", "--no-dashboard")
    return process(cwd, "dask_worker", address, *one)


@pytest.fixture
def port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture
def class_(layout, monkeypatch):
    """Twelve students, of whom every third is wrong."""
    for number in range(12):
        text = ADDS_TWO if number % 3 == 0 else CORRECT
        hand_in(layout, f"student-{number:02}", f"{text}\n# {number}\n")
    monkeypatch.chdir(layout.root)
    return layout


def right(rows):
    return {row.student: row.total for row in rows} == {
        f"student-{n:02}": 1.0 if n % 3 == 0 else 4.0 for n in range(12)
    }


class Counted:
    """Grades a class on a cluster, and counts the results that come."""

    def __init__(self, cluster, after=()):
        self.cluster, self.after, self.came = cluster, dict(after), Counter()

    def __call__(self, *given, **how):
        for path, result in self.cluster.grade_class(*given, **how):
            self.came[path.parent.name] += 1
            if do := self.after.pop(len(self.came), None):
                do()
            yield path, result

    @property
    def once_each(self):
        return len(self.came) == 12 and set(self.came.values()) == {1}


def test_workers_that_are_started_here_judge_the_class(class_):
    result = CliRunner().invoke(app, ["course", "demo", "--workers", "2"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert right(run_course(class_).rows)


def test_a_killed_worker_loses_nothing_and_nothing_comes_twice(class_, port):
    address = f"tcp://127.0.0.1:{port}"
    with (
        scheduler(class_.root, port),
        worker(class_.root, address) as first,
        worker(class_.root, address),
        Cluster(address) as cluster,
    ):
        judge = Counted(cluster, {3: lambda: os.kill(first.pid, signal.SIGKILL)})
        assert right(run_course(class_, judge=judge).rows)
    assert judge.once_each


def test_a_scheduler_that_restarts_loses_nothing_and_nothing_comes_twice(class_, port):
    address = f"tcp://127.0.0.1:{port}"
    with contextlib.ExitStack() as stack:
        first = stack.enter_context(scheduler(class_.root, port))
        stack.enter_context(worker(class_.root, address))

        def restart():
            first.kill()
            first.wait(SECONDS)
            stack.enter_context(scheduler(class_.root, port))
            stack.enter_context(worker(class_.root, address))

        judge = Counted(stack.enter_context(Cluster(address)), {3: restart})
        assert right(run_course(class_, judge=judge).rows)
    assert judge.once_each


def test_results_are_kept_one_by_one(class_, port):
    address = f"tcp://127.0.0.1:{port}"

    def stop():
        raise KeyboardInterrupt

    with scheduler(class_.root, port), worker(class_.root, address), Cluster(address) as cluster:
        with pytest.raises(KeyboardInterrupt):
            run_course(class_, judge=Counted(cluster, {5: stop}))
        assert len(list(ResultStore(class_.results("demo")).folder.glob("*.json"))) >= 5
        judge = Counted(cluster)
        assert right(run_course(class_, judge=judge).rows)


def test_a_worker_with_another_course_refuses_and_says_so(class_, port, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    address = f"tcp://127.0.0.1:{port}"
    with scheduler(elsewhere, port), worker(elsewhere, address), Cluster(address) as cluster:
        run = run_course(class_, judge=cluster.grade_class)
        assert "start the worker in the folder of the course" in run.failed["demo"]
        with worker(class_.root, address) as other:
            cluster._client.wait_for_workers(2, timeout=SECONDS)
            assert right(run_course(class_, judge=cluster.grade_class).rows)
            assert other.poll() is None


def test_a_worker_that_has_an_older_check_refuses(class_, port, tmp_path_factory):
    old = tmp_path_factory.mktemp("old")
    checks = class_.solutions / "demo" / "checks.py"
    for name in ("course.toml", "solutions"):
        subprocess.run(["cp", "-r", class_.root / name, old], check=True)
    checks.write_text(f"{checks.read_text()}\n# newer\n")
    address = f"tcp://127.0.0.1:{port}"
    with scheduler(old, port), worker(old, address), Cluster(address) as cluster:
        run = run_course(class_, judge=cluster.grade_class)
    assert "demo is not the same in" in run.failed["demo"]


@pytest.mark.parametrize("address", ["tcp://10.0.0.7:8786", "dask.example.org:8786", "ws://h:1"])
def test_a_scheduler_beyond_this_machine_must_be_private(address):
    with pytest.raises(AuthorError, match="tls://"):
        require_private(address)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "localhost:1", "tls://10.0.0.7:1"])
def test_this_machine_and_tls_are_private_enough(address):
    require_private(address)


def test_a_scheduler_without_workers_is_not_called_lost(class_, port, monkeypatch):
    address = f"tcp://127.0.0.1:{port}"
    with scheduler(class_.root, port), Cluster(address) as cluster:
        monkeypatch.setattr("autograder.course.cluster.scheduler._RETURN", 0.5)
        run = run_course(class_, judge=cluster.grade_class)
    assert "the scheduler has no worker" in run.failed["demo"]


def test_a_scheduler_that_is_not_there_is_named(class_, port, monkeypatch):
    monkeypatch.setattr("autograder.course.cluster.scheduler._RETURN", 0.5)
    result = CliRunner().invoke(app, ["course", "--scheduler", f"tcp://127.0.0.1:{port}"])
    assert result.exit_code == 1
    assert "does not answer" in " ".join(result.output.split())
