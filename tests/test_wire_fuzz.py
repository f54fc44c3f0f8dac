"""Whatever a worker sends, the grader's side answers with a verdict and never with a crash.

Run ``python -m tests.test_wire_fuzz [TIMES]`` for the counts; TIMES as many examples, at random.
"""

import json
import os
import sys
import tracemalloc
import warnings
from itertools import cycle
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from autograder.channel import Reply
from autograder.checks import Failed
from autograder.feedback import describe, to_text
from autograder.grading import Grader
from autograder.loading import load_assignment
from autograder.reference import load_reference
from autograder.results import submission_to_json
from autograder.subject import Observed, contract_of, expect_tuple
from autograder.worker import wire

SOLUTIONS = Path(__file__).parents[1] / "solutions" / "dropout"
TIMES = int(os.environ.get("REGLAB_FUZZ", "1"))
SMALL = 20_000  # bytes; larger answers are mutated no differently


def examples(number):
    """So many examples, the same in every run unless more are asked for."""
    return settings(
        max_examples=number * TIMES,
        deadline=None,
        database=None,
        derandomize=TIMES == 1,
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture(scope="module")
def assignment():
    return load_assignment(SOLUTIONS)


# What crosses --------------------------------------------------------------------------------


class Recorder:
    """The reference, with every answer packed as the worker packs it."""

    def __init__(self, assignment, exercise):
        self.reference = load_reference(assignment, exercise)
        self.lost = frozenset()
        self.frames = []

    def __getattr__(self, function):
        return lambda *args: self.observe(function, *args).returned

    def observe(self, function, *args):
        seen = self.reference.observe(function, *args)
        message = {"outcome": "returned", "id": len(self.frames) + 1}
        value = {"returned": seen.returned, "args": seen.args}
        self.frames.append(
            wire.pack(message, value, lambda thing: wire.Handle(3, type(thing).__name__))
        )
        return seen


def record():
    """Real answers to the questions of the dropout assignment, and some to none."""
    assignment = load_assignment(SOLUTIONS)
    frames = []
    for exercise in assignment.exercises:
        for check in exercise.checks:
            recorder = Recorder(assignment, exercise)
            check.function(recorder, recorder.reference, np.random.default_rng(0))
            frames += [frame for frame in recorder.frames if len(frame) < SMALL][:3]
    raised = {"outcome": "raised", "error": "ValueError", "text": "x", "file": "m.py", "line": 3}
    return [*frames, wire.pack({**raised, "id": 1, "written": True})]


CORPUS = record()
HEADERS = [frame[8 : 8 + wire.sizes(frame[:8])[0]] for frame in CORPUS]
NUMBERS = st.sampled_from([b"-1", b"0", b"1e999", b"9" * 5000, b"-" + b"9" * 4000, b"1.5", b"NaN"])
WORDS = st.sampled_from(
    [b"null", b"true", b"[]", b"{}", b'"\\ud800"', b'"array"', b'"|O"', b'"<f8"']
)


def read(frame):
    """As the grader reads: the prefix first, then as many bytes as it announces."""
    if len(frame) < wire.PREFIX.size:
        raise EOFError
    header, body = wire.sizes(frame[: wire.PREFIX.size])
    if len(frame) < wire.PREFIX.size + header + body:
        raise EOFError
    start = wire.PREFIX.size
    return wire.unpack(frame[start : start + header], frame[start + header :][:body])


def outcome(frame):
    """What reading came to; anything but these is a failure."""
    try:
        read(frame)
    except EOFError:
        return "cut short"
    except wire.WireError:
        return "refused"
    return "read"


@st.composite
def mutated(draw):
    """A real frame with a few bytes changed, cut, doubled, or taken from another one."""
    frame = bytearray(draw(st.sampled_from(CORPUS)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(frame)))
        end = draw(st.integers(at, min(len(frame), at + 64)))
        other = draw(st.sampled_from(CORPUS))
        start = draw(st.integers(0, len(other)))
        piece = draw(st.binary(max_size=8) | NUMBERS | WORDS | st.just(other[start : start + 64]))
        frame[at:end] = piece
    return bytes(frame[: draw(st.integers(0, len(frame)) | st.just(len(frame)))])


@st.composite
def rewritten(draw):
    """A real frame whose header has other words and numbers, announced with its true length."""
    header = draw(st.sampled_from(HEADERS))
    for old in draw(
        st.lists(st.sampled_from([b" 0", b"20", b"30", b'"<f8"', b"1", b'"array"']), max_size=4)
    ):
        new = draw(NUMBERS | WORDS)
        header = header.replace(old, (b" " if old == b" 0" else b"") + new, draw(st.integers(1, 3)))
    body = draw(st.binary(max_size=64) | st.just(bytes(4800)))
    return wire.PREFIX.pack(len(header), len(body)) + header + body


@st.composite
def deep(draw):
    """Nested brackets, objects or nodes, deeper than any parser likes."""
    depth = draw(st.integers(0, 50) | st.integers(500, 100_000))
    opening, closing = draw(
        st.sampled_from(
            [
                (b"[", b"]"),
                (b'{"message": {}, "value": ', b"}"),
                (b'{"tuple": [', b"]}"),
                (b'{"dict": [["x", ', b"]]}"),
            ]
        )
    )
    inner = opening * depth + draw(NUMBERS | WORDS) + closing * draw(st.sampled_from([depth, 0, 1]))
    where = draw(
        st.sampled_from(
            [b"%s", b'{"message": {}, "value": %s}', b'{"message": {"id": %s}, "value": {}}']
        )
    )
    header = where.replace(b"%s", inner)
    return wire.PREFIX.pack(len(header), 0) + header


@examples(600)
@given(mutated())
def test_a_mutated_answer_is_read_or_refused(frame):
    event(outcome(frame))


@examples(300)
@given(rewritten())
def test_an_answer_with_other_words_and_numbers_is_read_or_refused(frame):
    event(outcome(frame))


@examples(100)
@given(deep())
def test_a_deeply_nested_answer_is_read_or_refused(frame):
    event(outcome(frame))


@examples(200)
@given(st.binary(min_size=8, max_size=8))
def test_no_prefix_announces_more_than_is_allowed(prefix):
    try:
        header, body = wire.sizes(prefix)
    except wire.WireError:
        return
    assert header <= wire.MAX_HEADER
    assert body <= wire.MAX_BODY


@examples(150)
@given(mutated() | rewritten())
def test_reading_takes_memory_in_proportion_to_what_was_sent(frame):
    tracemalloc.start()
    try:
        outcome(frame)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 50 * len(frame) + (1 << 20)


# What it can say -----------------------------------------------------------------------------

NUMPY = [np.dtype(name) for name in sorted(wire.DTYPES)]
texts = st.text(max_size=30) | st.sampled_from(
    ["\ud800", "\x1b[2J", "<script>", "[red]", "%s{0}", "x" * 9999]
)
fills = st.sampled_from(
    [0, 1, -1, np.nan, np.inf, -np.inf, 1e308, 1e-310, 255, 0.5, 2.0, "random", "zeros and ones"]
)
shapes = st.lists(st.sampled_from([0, 1, 2, 5, 20, 30]), max_size=4).map(tuple)


def array(shape, dtype, fill):
    """An array of that shape, filled as is said."""
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if fill == "random":
            return np.random.default_rng(0).standard_normal(shape).astype(dtype)
        if fill == "zeros and ones":
            return (np.random.default_rng(0).random(shape) < 0.5).astype(dtype)
        return np.full(shape, fill).astype(dtype)


arrays = st.builds(array, shapes, st.sampled_from(NUMPY), fills)
leaves = (
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.sampled_from([1 << 62, 10**400, -(10**4000)])
    | st.floats()
    | texts
    | arrays
    | arrays.map(lambda a: a.ravel()[0] if a.size else np.float32(0))
    | st.builds(wire.Handle, st.integers(), texts)
)
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(
            texts | st.sampled_from(["W1", "b1", "p", "mode"]) | st.integers(), inner, max_size=4
        )
    ),
    max_leaves=6,
)


def like_x(dtype, fill):
    return lambda args: (
        array(np.shape(args[0]), dtype, fill) if isinstance(args[0], np.ndarray) else fill
    )


def right(factor):
    return lambda args: args[0] * factor if isinstance(args[0], np.ndarray) else args[0]


def grads(fill):
    return lambda args: (
        {k: array(np.shape(v), np.float64, fill) for k, v in args[0].items()}
        if isinstance(args[0], dict)
        else fill
    )


# An answer is made from the arguments of its question.
parts = (
    st.builds(like_x, st.sampled_from(NUMPY), fills)
    | st.builds(right, st.sampled_from([1, 0, 2.0, 0.5, np.nan]))
    | st.builds(grads, fills)
    | values.map(lambda value: lambda args: value)
)
pairs = st.tuples(parts, parts).map(lambda two: lambda args: (two[0](args), two[1](args)))
answers = st.lists(pairs | parts, min_size=1, max_size=4)
observed = st.one_of(
    st.just(lambda args: list(args)),
    st.lists(values, max_size=3).map(lambda after: lambda args: after),
    st.lists(parts, min_size=2, max_size=2).map(
        lambda two: lambda args: [part(args) for part in two]
    ),
)
messages = st.dictionaries(
    st.sampled_from(
        ["outcome", "error", "text", "file", "line", "written", "id", "printed", "kind"]
    ),
    st.sampled_from(["returned", "raised", "died", 3, -1, 10**4000, True, None, 1e308])
    | texts
    | st.lists(texts | st.none(), max_size=3),
    max_size=9,
)
replies = st.just({"outcome": "returned"}) | st.just({"outcome": "raised"}) | messages


class Answers:
    """A submission that answers its questions in turn with what was drawn."""

    def __init__(self, assignment, answers, after, lost=frozenset()):
        self.lost = lost
        self._contracts = {exercise.name: exercise for exercise in assignment.exercises}
        self._answers, self._after = cycle(answers), after

    def __getattr__(self, function):
        return lambda *args: self.observe(function, *args).returned

    def observe(self, function, *args):
        contract = self._contracts.get(function)
        returned = next(self._answers)(args)
        returns, kept = contract_of(contract)
        if isinstance(returned, (tuple, list)) and len(returned) == returns:
            returned = tuple(
                wire.Handle(7, "tuple") if i in kept else v for i, v in enumerate(returned)
            )
        if contract is not None:
            expect_tuple(contract, returned)
        after = self._after(args)
        return Observed(returned, after if isinstance(after, list) else [])


@pytest.fixture(scope="module")
def references(assignment):
    return {e.name: load_reference(assignment, e) for e in assignment.exercises}


@examples(120)
@given(
    answers,
    observed,
    st.sets(
        st.sampled_from(["drops_some_units", "rescales_what_it_keeps", "drops_units_independently"])
    ),
)
def test_a_check_says_passed_or_failed_whatever_it_is_answered(
    assignment, references, drawn, after, lost
):
    for exercise in assignment.exercises:
        for check in exercise.checks:
            subject = Answers(assignment, drawn, after, frozenset(lost))
            with np.errstate(all="ignore"), warnings.catch_warnings():
                warnings.simplefilter("ignore")  # what is printed besides is no verdict
                try:
                    check.function(subject, references[exercise.name], np.random.default_rng(1))
                    event("passed")
                except Failed:
                    event("failed")


class Liar:
    """Stands where the engine has its sandbox: its workers reply what was drawn.

    This is the one place that knows how the engine asks; see autograder.submission.
    """

    def __init__(self, replies, answers, after):
        self._replies, self._answers, self._after = cycle(replies), cycle(answers), after

    def fork(self):
        return self

    def close(self):
        return

    def frames(self, op, value, seconds, *, more, size):
        """What a plan is answered: the load went well, and each call gets one of the replies."""
        calls = PLANS[value["exercise"]]
        assert more == len(calls)
        return [Reply({"outcome": "returned"}, None), *map(self.reply, calls)]

    def read(self, frame):
        return frame

    def request(self, op, value, seconds):
        return Reply({"outcome": "returned"}, None) if op == "load" else self.reply(value)

    def reply(self, value):
        args = value["args"]
        returned = next(self._answers)(args)
        after = self._after(args) if value["observe"] else None
        return Reply(dict(next(self._replies)), {"returned": returned, "args": after})


PLANS = {}


@pytest.fixture(scope="module")
def grader(assignment):
    with Grader(assignment) as grader:
        honest = grader._sandbox
        PLANS.update({e.name: grader._requests(e) for e in assignment.exercises})
        yield grader
        grader._sandbox = honest


@examples(60)
@given(st.lists(replies, min_size=1, max_size=3), answers, observed)
def test_a_grader_gives_a_result_whatever_it_is_replied(grader, replies, answers, after):
    grader._sandbox = Liar(replies, answers, after)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = grader.grade(SOLUTIONS)
    json.dumps(submission_to_json(result))
    for exercise in result.exercises:
        to_text(describe(exercise)).encode()
    assert result.alarms == ()
    event(f"{result.score:g} points")


def main():
    """Run with statistics; the exit status is pytest's."""
    os.environ["REGLAB_FUZZ"] = (sys.argv[1:] or ["1"])[0]
    options = ["--hypothesis-show-statistics", "-q", "-p", "no:cacheprovider", "--noconftest"]
    return pytest.main([__file__, *options])


if __name__ == "__main__":
    sys.exit(main())
