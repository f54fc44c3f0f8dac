import subprocess
import sys
import time
from pathlib import Path

import pytest
from toy import CHECKS, REFERENCE, write_toy

from autograder.assignments.loading import load_assignment
from autograder.grading import cache_key
from autograder.grading import grader as grading
from autograder.grading.grader import CheckBugError, Grader
from autograder.grading.store import ResultStore
from autograder.sandbox import channel
from autograder.sandbox import submission as submissions
from autograder.sandbox.channel import Worker
from autograder.sandbox.machine import Share
from autograder.sandbox.worker_errors import WorkerLostError
from autograder.submissions.reading import SubmittedFiles

RIGHT = REFERENCE.encode()
SOLUTIONS = Path(__file__).parents[1] / "solutions"


@pytest.fixture
def grader(tmp_path):
    with Grader(load_assignment(write_toy(tmp_path / "solutions"))) as grader:
        yield grader


@pytest.fixture
def hand_in(tmp_path):
    def write(text, name="submission"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "numbers_of_two.py").write_bytes(
            text if isinstance(text, bytes) else text.encode()
        )
        return folder

    return write


def statuses(result, exercise="double"):
    return [finding.status for finding in result.exercise(exercise).findings]


def test_a_correct_submission_gets_full_marks(grader, hand_in):
    result = grader.grade(hand_in(RIGHT))
    assert (result.score, result.points, result.error) == (4, 4, None)


def test_a_check_after_a_failed_one_is_skipped_and_not_blamed(grader, hand_in):
    result = grader.grade(hand_in(REFERENCE.replace("2 * x", "3 * x")))
    assert statuses(result) == ["failed", "skipped"]
    assert result.exercise("double").first_cause.check == "doubles_ones"
    assert result.exercise("half").score == 1


def test_a_known_wrong_version_is_named(grader, hand_in):
    finding = grader.grade(hand_in(REFERENCE.replace("2 * x", "x ** 2"))).exercises[0].first_cause
    assert finding.misconception == "squares"
    assert finding.cause == "x is squared where it should be doubled."


def test_what_is_not_written_yet_is_said_calmly(grader, hand_in):
    finding = grader.grade(hand_in(REFERENCE.replace("return 2 * x", "raise NotImplementedError")))
    assert finding.exercises[0].first_cause.message == "double is not written yet."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"def double(:\n", "SyntaxError in numbers_of_two.py, line 1"),
        (b"import nothing_of_this_name\n", "numbers_of_two.py does not define double."),
        (b"raise SystemExit(1)\n", "numbers_of_two.py does not define double."),
        (b"import os\nos._exit(5)\n", "it exited with status 5"),
        (b"\xff\xfe\x00", "raised SyntaxError"),
        (b"", "numbers_of_two.py does not define double."),
    ],
)
def test_a_module_that_cannot_be_used_costs_its_points_and_says_why(grader, hand_in, text, words):
    result = grader.grade(hand_in(text))
    assert result.score == 0
    assert words in result.exercises[0].first_cause.message


def test_a_missing_module_is_said(grader, tmp_path):
    (tmp_path / "empty").mkdir()
    result = grader.grade(tmp_path / "empty")
    assert result.exercises[0].first_cause.message == "numbers_of_two.py was not handed in."


def test_an_exit_costs_the_check_that_met_it_and_no_other(grader, hand_in):
    text = "import os\n" + REFERENCE.replace("2 * x", "2 * x if x.ndim == 1 else os._exit(1)")
    result = grader.grade(hand_in(text))
    assert statuses(result) == ["passed", "error"]
    assert statuses(result, "half") == ["passed"]


def test_an_endless_loop_costs_its_check_and_ends_in_time(grader, hand_in, monkeypatch):
    monkeypatch.setattr(submissions, "CALL_SECONDS", 0.3)
    start = time.monotonic()
    text = REFERENCE.replace("return 2 * x", "while True: pass")
    result = grader.grade(hand_in(text, "loop"))
    assert statuses(result) == ["error", "skipped"]
    assert statuses(result, "half") == ["passed"]
    assert "still running" in result.exercises[0].first_cause.message
    assert time.monotonic() - start < 30


def test_a_submission_has_only_so_much_time(grader, hand_in, monkeypatch):
    monkeypatch.setattr(submissions, "CALL_SECONDS", 0.3)
    monkeypatch.setattr(submissions.Clock, "seconds", 0.0)
    clock = submissions.Clock(seconds=0.0)
    with pytest.raises(submissions.NoAnswer, match="used up"):
        clock.limit(1.0)


def test_an_argument_that_is_overwritten_spoils_nothing_but_its_own_call(grader, hand_in):
    text = REFERENCE.replace("return 2 * x", "x *= 2\n    return x")
    assert grader.grade(hand_in(text)).score == 4


def test_a_helper_module_can_be_imported(grader, hand_in):
    folder = hand_in("from helper import *\n")
    (folder / "helper.py").write_bytes(RIGHT)
    assert grader.grade(folder).score == 4


def test_the_same_seed_asks_the_same(grader, hand_in):
    folder = hand_in(REFERENCE.replace("2 * x", "2 * x + x.sum()"))
    first, again = grader.grade(folder), grader.grade(folder)
    assert first.exercises[0].first_cause.message == again.exercises[0].first_cause.message
    with Grader(grader.assignment, seed=1) as other:
        assert other.grade(folder).exercises[0].first_cause.message != (
            first.exercises[0].first_cause.message
        )


def test_each_of_many_comes_back_as_soon_as_it_is_graded(grader, hand_in, monkeypatch):
    monkeypatch.setattr(submissions, "CALL_SECONDS", 0.5)
    monkeypatch.setattr(submissions, "REPLAY_SECONDS", 0.5)
    hanging = REFERENCE.replace("return 2 * x", "while True: pass")
    paths = [hand_in(hanging, "loop"), hand_in("", "wrong"), hand_in(RIGHT, "right")]
    graded = list(grader.grade_many(((path, grader.read(path)) for path in paths), jobs=2))
    assert graded[-1][0] == paths[0]
    scores = {path: result.score for path, result in graded}
    assert [scores[path] for path in paths] == [1, 0, 4]


def test_a_folder_that_is_not_there_is_an_error_of_its_own(grader, tmp_path):
    result = grader.grade(tmp_path / "nowhere")
    assert result.exercises == ()
    assert "No such file" in result.error


def test_the_key_changes_with_all_that_a_result_depends_on(tmp_path, hand_in, monkeypatch):
    folder = hand_in(RIGHT)
    toy = write_toy(tmp_path / "solutions")

    def key(seed=0):
        with Grader(load_assignment(toy), seed=seed) as grader:
            return grader.grade(folder).key

    keys = [key()]
    assert key() == keys[0]
    keys.append(key(seed=1))
    (folder / "numbers_of_two.py").write_bytes(RIGHT + b"\n")
    keys.append(key())
    (folder / "numbers_of_two.py").write_bytes(RIGHT)
    (toy / "checks.py").write_text(CHECKS + "\n")
    keys.append(key())
    (tmp_path / "course.toml").write_text('packages = ["numpy", "tqdm"]')
    keys.append(key())
    monkeypatch.setattr(cache_key.np, "__version__", "1.0")
    keys.append(key())
    monkeypatch.setattr(cache_key.platform, "python_version", lambda: "3.99")
    keys.append(key())
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("path", cache_key.engine_files(), ids=lambda path: path.name)
def test_the_key_changes_with_each_file_of_the_engine_that_grading_imports(path, monkeypatch):
    toy = load_assignment(SOLUTIONS / "dropout")
    before = cache_key.assignment_key(toy)
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda p: read(p) + b"#" * (p == path))
    assert cache_key.assignment_key(toy) != before


def test_grading_imports_nothing_of_the_engine_that_its_key_leaves_out():
    grades = (
        "import sys; import autograder.grading.grader;"
        "print(*(m.__file__ for n, m in sys.modules.items() if n.startswith('autograder')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", grades], capture_output=True, text=True, check=True
    )
    loaded = {Path(file) for file in done.stdout.split()}
    inits = {path for path in loaded if path.name == "__init__.py"}
    assert len(loaded - inits) > 20
    assert loaded - inits <= set(cache_key.engine_files())


def test_a_broken_check_is_found_before_anything_is_graded(tmp_path):
    broken = CHECKS.replace("x = rng.uniform(1, 2, 5)", "x = rng.uniform(1, 2, 5) + undefined", 1)
    toy = load_assignment(write_toy(tmp_path / "solutions", checks=broken))
    with pytest.raises(CheckBugError, match="doubles_ones raised NameError"):
        Grader(toy)


def test_a_check_that_rejects_the_reference_is_found_before_anything_is_graded(tmp_path):
    unfair = CHECKS.replace("reference.half(x)", "reference.half(x) + 1")
    toy = load_assignment(write_toy(tmp_path / "solutions", checks=unfair))
    with pytest.raises(CheckBugError, match="does not pass the check halves"):
        Grader(toy)


def test_a_check_that_breaks_on_one_answer_raises_an_alarm_and_harms_no_other(tmp_path, hand_in):
    fragile = CHECKS.replace(
        'expect_close(submission.half(x), reference.half(x), "half(x)")',
        "assert submission.half(x).shape == (5,)",
    )
    toy = load_assignment(write_toy(tmp_path / "solutions", checks=fragile))
    odd = hand_in(REFERENCE.replace("return x / 2", 'return "half"'), "odd")
    with Grader(toy) as grader:
        broken, honest = grader.grade(odd), grader.grade(hand_in(RIGHT, "right"))
    assert "halves raised AttributeError" in broken.alarms[0]
    assert "tell your instructor" in broken.exercise("half").first_cause.message
    assert broken.exercise("double").score == 3
    assert (honest.score, honest.alarms) == (4, ())


def test_after_a_time_out_the_next_calls_have_less_time():
    clock = submissions.Clock()
    assert clock.limit(10.0) == 10.0
    clock.hanging = 0.1
    assert clock.limit(10.0) == 2.0


def test_what_breaks_the_search_for_a_cause_costs_no_points(grader, hand_in, monkeypatch):
    def broken(*args):
        raise ZeroDivisionError("a number of a kind that nobody thought of")

    monkeypatch.setattr(grading, "explain", broken)
    result = grader.grade(hand_in(REFERENCE.replace("2 * x", "3 * x")))
    assert (result.score, statuses(result)) == (1, ["failed", "skipped"])
    assert "ZeroDivisionError" in result.alarms[0]


@pytest.fixture
def killed_at(monkeypatch):
    """Has workers be ended from outside at some of the requests."""

    def choose(*numbers):
        made, ask = [], Worker.frames

        def frames(self, *args, **kwargs):
            made.append(args)
            if len(made) in numbers:
                self.end()
                raise WorkerLostError("it was ended by SIGKILL", by_machine=True)
            return ask(self, *args, **kwargs)

        monkeypatch.setattr(Worker, "frames", frames)

    return choose


def test_who_lost_an_answer_through_the_machine_is_asked_again(grader, hand_in, killed_at):
    killed_at(1, 2)  # the recorded calls, and the import after them
    folder = hand_in(RIGHT)
    ((_, result),) = grader.grade_many([(folder, grader.read(folder))], 1)
    assert result.score == 4


def test_a_failure_of_the_machine_is_not_kept_as_a_result(grader, hand_in, killed_at, tmp_path):
    killed_at(*range(1, 100))
    store, folder = ResultStore(tmp_path / "results"), hand_in(RIGHT)
    ((_, lost),) = grader.grade_many([(folder, grader.read(folder))], 1, store)
    assert (lost.score, store.get(lost.key)) == (0, None)


def test_waiting_for_a_processor_is_no_time_of_a_submission(grader, monkeypatch):
    files = SubmittedFiles({"numbers_of_two": REFERENCE.encode()}, ("numbers_of_two",))
    with_a_processor, without = submissions.Clock(), submissions.Clock()
    monkeypatch.setattr(channel, "share_of", lambda pid: Share(0.0, 0.0))
    grader.grade_files(files, clock=with_a_processor)
    monkeypatch.setattr(channel, "share_of", lambda pid: Share(0.0, 2 * time.monotonic()))
    assert grader.grade_files(files, clock=without).score == 4
    assert with_a_processor.used > 0
    assert without.used == 0


def test_two_at_once_that_the_machine_spoiled_are_graded_again(graders, monkeypatch):
    def killed(self, *args, **kwargs):
        self.end()
        raise WorkerLostError("it was ended by SIGKILL", by_machine=True)

    grader = graders("dropout")
    forward = next(e for e in grader.assignment.exercises if e.name == "dropout_forward")
    one, other = (
        next(m for m in forward.misconceptions if m.name == name)
        for name in ("no_rescale", "drops_at_test_time")
    )
    with monkeypatch.context() as patch:
        patch.setattr(Worker, "frames", killed)
        assert grader.both(forward, one, other) == {}
    assert grader.both(forward, one, other)


def test_a_hanging_import_is_tried_once(grader, hand_in, monkeypatch):
    monkeypatch.setattr(submissions, "REPLAY_SECONDS", 0.2)
    monkeypatch.setattr(submissions, "LOAD_SECONDS", 0.2)
    loads, ask = [], Worker.frames

    def frames(self, op, *args, **kwargs):
        loads.append(op)
        return ask(self, op, *args, **kwargs)

    monkeypatch.setattr(Worker, "frames", frames)
    result = grader.grade(hand_in("while True:\n    pass\n"))
    assert result.score == 0
    assert loads.count("load") == 1
