"""Frames as a hostile worker may send them: real answers, changed, cut, nested and rewritten."""

import numpy as np
from hypothesis import strategies as st

from autograder.assignments.loading import load_assignment
from autograder.assignments.reference import load_reference
from autograder.worker import wire

from .engine import SOLUTIONS

SMALL = 20_000  # bytes; larger answers are mutated no differently


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
    inner = (
        opening * depth
        + draw(NUMBERS | WORDS | st.just(b'{"array": ["<f8", [0], 0]}'))
        + closing * draw(st.sampled_from([depth, 0, 1]))
    )
    where = draw(
        st.sampled_from(
            [b"%s", b'{"message": {}, "value": %s}', b'{"message": {"id": %s}, "value": {}}']
        )
    )
    header = where.replace(b"%s", inner)
    return wire.PREFIX.pack(len(header), 0) + header
