"""A class that several processes judge gets what one would give it, whatever becomes of them."""

import os
import signal
from dataclasses import replace

import pytest
from toy import REFERENCE, write_toy

from autograder.assignments.loading import load_assignment
from autograder.grading import judges
from autograder.grading.grader import Grader
from autograder.grading.judges import grade_class
from autograder.grading.store import ResultStore
from autograder.sandbox.namespaces import has_bwrap

pytestmark = pytest.mark.skipif(not has_bwrap(), reason="judges need namespaces")

WRONG = REFERENCE.replace("return 2 * x", "return 3 * x")


@pytest.fixture(scope="module")
def grader(tmp_path_factory):
    toy = load_assignment(write_toy(tmp_path_factory.mktemp("solutions")))
    with Grader(toy) as grader:
        yield grader


@pytest.fixture
def store(tmp_path):
    return ResultStore(tmp_path / "results")


def write(folder, texts):
    for number, text in enumerate(texts):
        path = folder / f"student-{number:02}"
        path.mkdir(parents=True)
        (path / "numbers_of_two.py").write_text(f"{text}\n# {number}\n")
        yield path


@pytest.fixture
def submissions(tmp_path, grader):
    def written(texts):
        return [(path, grader.read(path)) for path in write(tmp_path / "class", texts)]

    return written


@pytest.fixture
def started(monkeypatch):
    """The numbers of the processes that judge."""
    numbers = []
    start = judges._Judges._start

    def noted(self):
        judge = start(self)
        numbers.append(judge.process.pid)
        return judge

    monkeypatch.setattr(judges._Judges, "_start", noted)
    return numbers


def documents(graded):
    """Scores and sentences by submission."""
    return {
        path.name: [(f.check, f.score, f.message, f.cause) for e in r.exercises for f in e.findings]
        for path, r in graded
    }


def test_many_judges_find_what_one_finds(grader, store, submissions, started):
    some = submissions([REFERENCE, WRONG, "def double(x): return 1/0", "no python"] * 4)
    found = dict(grade_class(grader, some, 2, store))
    assert len(started) == 2
    assert documents(found.items()) == documents((p, grader.grade(p)) for p, _ in some)


def test_a_small_class_is_judged_here(grader, store, submissions, started):
    some = submissions([REFERENCE] * judges.FEW)
    assert len(list(grade_class(grader, some, 2, store))) == judges.FEW
    assert started == []


def test_what_is_in_the_store_starts_nobody(grader, store, submissions, started):
    some = submissions([REFERENCE, WRONG] * 6)
    first = documents(grade_class(grader, some, 2, store))
    started.clear()
    assert documents(grade_class(grader, some, 2, store)) == first
    assert started == []


def test_who_may_be_graded_only_alone_gets_no_judges(
    grader, store, submissions, started, monkeypatch
):
    monkeypatch.setattr(Grader, "at_once", lambda self, jobs: 1)
    some = submissions([REFERENCE] * 10)
    assert len(list(grade_class(grader, some, 2, store))) == 10
    assert started == []


def test_what_a_killed_judge_had_is_judged_by_another(grader, store, submissions, started):
    some = submissions([REFERENCE, WRONG] * 10)
    found = {}
    for number, (path, result) in enumerate(grade_class(grader, some, 2, store)):
        found[path] = result
        if number == 1:
            os.kill(started[0], signal.SIGKILL)
    assert len(started) == 3
    assert {path.name: r.score for path, r in found.items()} == {
        path.name: grader.grade(path).score for path, _ in some
    }


def test_where_every_judge_is_killed_the_class_is_judged_here(
    grader, store, submissions, monkeypatch
):
    monkeypatch.setattr(judges, "_judge", lambda *given: os.kill(os.getpid(), signal.SIGKILL))
    some = submissions([REFERENCE, WRONG] * 5)
    found = dict(grade_class(grader, some, 2, store))
    assert {path for path, _ in some} == set(found)
    assert not any(result.by_machine for result in found.values())


def test_what_the_machine_may_have_spoilt_is_judged_again_alone(
    grader, store, submissions, monkeypatch
):
    here = os.getpid()
    grade_files = Grader.grade_files

    def spoilt(self, files, *args):
        result = grade_files(self, files, *args)
        spoils = os.getpid() != here and b"# 3\n" in files.modules["numbers_of_two"]
        return replace(result, by_machine=True) if spoils else result

    monkeypatch.setattr(Grader, "grade_files", spoilt)
    found = dict(grade_class(grader, submissions([REFERENCE] * 12), 2, store))
    assert len(found) == 12
    assert not any(result.by_machine for result in found.values())


def test_a_bug_that_a_judge_runs_into_is_raised_here(grader, store, submissions, monkeypatch):
    here = os.getpid()
    grade_files = Grader.grade_files

    def fails(self, *args):
        if os.getpid() != here:
            raise ValueError("a slip of ours")
        return grade_files(self, *args)

    monkeypatch.setattr(Grader, "grade_files", fails)
    with pytest.raises(ValueError, match="a slip of ours"):
        list(grade_class(grader, submissions([REFERENCE] * 12), 2, store))


def test_a_run_that_is_stopped_leaves_no_judge_and_keeps_what_was_found(
    grader, store, submissions, started
):
    some = submissions([REFERENCE] * 20)
    run = grade_class(grader, some, 2, store)
    _, result = next(run)
    run.close()
    assert store.get(result.key) is not None
    for number in started:
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


def test_judges_leave_the_sandbox_of_the_grader_alone(grader, store, submissions):
    some = submissions([REFERENCE] * 12)
    list(grade_class(grader, some, 2, store))
    assert grader.grade(some[0][0]).score == grader.assignment.points


def test_what_one_does_costs_nobody_else_of_any_judge(grader, store, submissions):
    threads = (
        "import threading, time\n"
        "for _ in range(500):\n"
        "    threading.Thread(target=time.sleep, args=(9,)).start()\n"
    )
    harm = [
        "import os\nos._exit(3)\n" + REFERENCE,
        REFERENCE.replace("return 2 * x", "import os; os.kill(os.getpid(), 9)"),
        threads + REFERENCE,
        REFERENCE.replace("return 2 * x", "return bytearray(1 << 40)"),
    ]
    some = submissions([REFERENCE if n % 2 else harm[n // 2 % 4] for n in range(24)])
    found = dict(grade_class(grader, some, 2, store))
    honest = [found[path].score for path, _ in some[1::2]]
    assert honest == [grader.assignment.points] * 12
    assert not any(result.alarms for result in found.values())
