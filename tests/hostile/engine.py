"""The engine as the suite runs it: all that the suite knows of its inside is here."""

import contextlib
import functools
import shutil
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from unittest import mock

from autograder.assignments.loading import load_assignment
from autograder.grading import grader as grading
from autograder.grading.grader import Grader
from autograder.sandbox import namespaces, submission
from autograder.sandbox import self_test as isolation
from autograder.sandbox.channel import Reply

ROOT = Path(__file__).parents[2]
SOLUTIONS = ROOT / "solutions" / "dropout"
REGION = "### BEGIN SOLUTION"


@contextlib.contextmanager
def grader(
    folder: Path, marker: str, *, bwrap: bool, packages: tuple[str, ...] = ()
) -> Iterator[Grader]:
    """A grader with short limits, of a copy of the dropout assignment.

    Args:
        folder: where the copy is made.
        marker: a word that every region of the copy's references bears, and its probes and
            stand-ins.
        bwrap: whether submissions are confined by bwrap too.
        packages: what its exercises are said to need.
    """
    shutil.copy(ROOT / "course.toml", folder)  # or there would be no library beside the attacks
    copy = folder / "solutions" / "dropout"
    shutil.copytree(SOLUTIONS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("layers.py", "fc_net.py"):
        text = (copy / name).read_text(encoding="utf-8")
        (copy / name).write_text(text.replace(REGION, f"{REGION} {marker}"), encoding="utf-8")
    for place in ("probes", "stand_ins"):
        with (copy / place / "layers.py").open("a", encoding="utf-8") as beside:
            beside.write(f"\n\ndef _known_{marker}(value):\n    return 'said by {marker}'\n")
    assignment = load_assignment(copy)
    for exercise in assignment.exercises:
        exercise.needs = packages
    with _limits(), _bwrap(bwrap), Grader(assignment) as found:
        yield found


@contextlib.contextmanager
def _limits() -> Iterator[None]:
    """Less time for every call, so that attacks which hang are soon over."""
    clock = functools.partial(submission.Clock, seconds=5.0)
    with (
        mock.patch.object(submission, "REPLAY_SECONDS", 0.5),
        mock.patch.object(submission, "CALL_SECONDS", 0.5),
        mock.patch.object(submission, "LOAD_SECONDS", 2.0),
        mock.patch.object(grading, "Clock", clock),
    ):
        yield


@contextlib.contextmanager
def _bwrap(wanted: bool) -> Iterator[None]:
    """The machine as it is, or as if it had no bwrap."""
    found = namespaces.has_bwrap() and wanted
    with mock.patch.object(isolation, "has_bwrap", return_value=found):
        isolation.probe.cache_clear()
        try:
            yield
        finally:
            isolation.probe.cache_clear()


@contextlib.contextmanager
def lied_to(found: Grader, liar: "Liar") -> Iterator[None]:
    """A grader whose every worker is a liar."""
    liar.recorded = {name: found.calls for name, found in found._runner._recordings.items()}
    with mock.patch.object(found._runner, "_sandbox", liar):
        yield


class Liar:
    """Stands where a grader has its sandbox: its workers reply what they are told to.

    Args:
        replies: messages, sent in turn.
        answers: functions from a call's arguments to what it returns, used in turn.
        after: from a call's arguments to what they are said to be afterwards.
    """

    def __init__(self, replies, answers, after):
        self.recorded = {}
        self._replies, self._answers, self._after = cycle(replies), cycle(answers), after

    def fork(self):
        return self

    def close(self):
        return

    def frames(self, op, value, seconds, *, more, size):
        """What a replay is answered: all went well, and each call gets one of the replies."""
        calls = self.recorded[value["exercise"]]
        assert more == len(calls)
        return [Reply({"outcome": "returned"}, None), *map(self.reply, calls)]

    def read(self, frame):
        return frame

    def request(self, op, value, seconds):
        return self.reply(value) if op == "call" else Reply({"outcome": "returned"}, None)

    def reply(self, value):
        args = value["args"]
        returned = next(self._answers)(args)
        after = self._after(args) if value["observe"] else None
        return Reply(dict(next(self._replies)), {"returned": returned, "args": after})
