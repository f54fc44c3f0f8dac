"""What was found on known wrong versions serves the next run, and no run that it does not fit."""

import dataclasses

import numpy as np
import pytest
from toy import CHECKS, REFERENCE, write_toy

from autograder.assignments.loading import load_assignment
from autograder.authors.messages import Message
from autograder.authors.statistics import Measured
from autograder.grading import known_versions
from autograder.grading.grader import Grader
from autograder.grading.known_store import KnownStore
from autograder.grading.results import Finding
from autograder.grading.trace import Raised, Sketch
from autograder.submissions.reading import SubmittedFiles

WRONG = REFERENCE.replace("return 2 * x", "return x * x").encode()


@pytest.fixture
def cause(tmp_path, monkeypatch):
    """The causes that a new grader names, and how many wrong versions it judged for them."""
    judged = []
    load = known_versions.load_wrong
    monkeypatch.setattr(
        known_versions, "load_wrong", lambda *what: judged.append(what) or load(*what)
    )

    def of(toy, seed=0):
        judged.clear()
        with Grader(load_assignment(toy), seed=seed, known=tmp_path / "known") as grader:
            result = grader.grade_files(
                SubmittedFiles({"numbers_of_two": WRONG}, ("numbers_of_two",))
            )
        findings = [finding for one in result.exercises for finding in one.findings]
        return [finding.misconception for finding in findings], len(judged)

    return of


def files(folder):
    return sorted(path for path in folder.rglob("*.json"))


def test_another_run_names_the_same_causes_and_judges_no_known_version(cause, tmp_path):
    toy = write_toy(tmp_path / "solutions")
    named, judged = cause(toy)
    assert any(named)
    assert judged
    assert cause(toy) == (named, 0)


def test_a_changed_check_is_judged_anew_and_what_was_found_before_is_gone(cause, tmp_path):
    toy = write_toy(tmp_path / "solutions")
    named, judged = cause(toy)
    before = files(tmp_path / "known")
    (toy / "checks.py").write_text(f"{CHECKS}\n# changed\n")
    assert cause(toy) == (named, judged)
    assert len(files(tmp_path / "known")) == len(before)
    assert not set(before) & set(files(tmp_path / "known"))


def test_each_seed_has_findings_of_its_own(cause, tmp_path):
    toy = write_toy(tmp_path / "solutions")
    _, judged = cause(toy)
    assert cause(toy, seed=1)[1] == judged
    assert cause(toy)[1] == cause(toy, seed=1)[1] == 0


def test_half_a_file_is_judged_again(cause, tmp_path):
    toy = write_toy(tmp_path / "solutions")
    named, judged = cause(toy)
    for path in files(tmp_path / "known"):
        path.write_text(path.read_text()[:-10])
    assert cause(toy) == (named, judged)


def finding(observed, trace=()):
    return Finding("a", "A.", "failed", 0.0, 1.0, observed=observed, trace=trace)


SKETCH = Sketch((2, 3), (0, 1), 1 / 3, (0.1, -np.inf), None)


@pytest.mark.parametrize(
    "observed",
    [
        None,
        True,
        "uneven",
        10**30,
        0.1 + 0.2,
        (1, (2.0, "three")),
        np.float32(0.1),
        np.arange(6.0).reshape(2, 3),
        np.array([True, False]),
        np.array(2.5),
        Measured(0.25, 1e-3),
        (Raised(("IndexError", "list index out of range")), SKETCH),
    ],
)
def test_what_is_observed_comes_back_as_it_was(tmp_path, observed):
    store = KnownStore(tmp_path)
    said = dataclasses.replace(finding(observed), message=Message("{n} too many", n=2))
    store.put("an_exercise", "wrong", (said,))
    (back,) = store.get("an_exercise", "wrong")
    assert back == said
    assert back.message.values == {"n": 2}
    assert type(back.observed) is type(observed)
    np.testing.assert_equal(back.observed, observed)


def test_a_trace_comes_back_with_its_oddities(tmp_path):
    store = KnownStore(tmp_path)
    trace = (np.nan, (SKETCH, None), np.inf, "an object")
    store.put("an_exercise", "wrong", (finding(None, trace),))
    (back,) = store.get("an_exercise", "wrong")
    np.testing.assert_equal(back.trace, trace)


def test_what_cannot_be_written_down_is_not_kept(tmp_path):
    store = KnownStore(tmp_path)
    store.put("an_exercise", "wrong", (finding(object()),))
    assert store.get("an_exercise", "wrong") is None
    assert not files(tmp_path)
