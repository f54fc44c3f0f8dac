"""Hands in attacks to a real grader, and looks for what they broke."""

import contextlib
import functools
import json
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from unittest import mock

from autograder import grading, isolation, sandbox, submission
from autograder.feedback import describe, to_text
from autograder.grading import Grader
from autograder.loading import load_assignment
from autograder.results import SubmissionResult, submission_to_json

from .attacks import FOLDER, MODULE, Attack
from .witnesses import (
    Family,
    Listener,
    Signals,
    canaries,
    descriptors,
    planted,
    resting,
    settled,
)

SOLUTIONS = FOLDER.parents[1] / "solutions" / "dropout"
REGION = "### BEGIN SOLUTION"


@dataclass(frozen=True)
class Outcome:
    """One attack and what came of it.

    Attributes:
        result: what the grader says.
        seconds: time that grading the attack took.
        problems: everything that is not as it must be, in words; empty when all held.
    """

    result: SubmissionResult | None
    seconds: float
    problems: tuple[str, ...]

    def score(self, exercise: str) -> float:
        """Points that the attack got in an exercise; 0 where grading itself broke."""
        return self.result.exercise(exercise).score if self.result else 0.0


@contextlib.contextmanager
def engine(*, bwrap: bool) -> Iterator[None]:
    """The engine with short limits, and with or without bwrap: all that the lab patches."""
    with contextlib.ExitStack() as stack:
        for module, name, value in (
            (submission, "CALL_SECONDS", 1.5),
            (submission, "LOAD_SECONDS", 5.0),
            (grading, "Clock", functools.partial(submission.Clock, seconds=20.0)),
            (isolation, "has_bwrap", lambda: bwrap),
            (sandbox, "has_bwrap", lambda: bwrap),
        ):
            stack.enter_context(mock.patch.object(module, name, value))
        isolation.probe.cache_clear()
        stack.callback(isolation.probe.cache_clear)
        yield


class Lab:
    """A grader of the dropout assignment, with witnesses around it.

    Args:
        bwrap: whether submissions are confined by bwrap too.
    """

    def __init__(self, *, bwrap: bool) -> None:
        self._stack = contextlib.ExitStack()
        own = self._stack.enter_context(tempfile.TemporaryDirectory(prefix="reglab-lab-"))
        self.folder = Path(own)
        self._stack.enter_context(engine(bwrap=bwrap))
        self._marker, self._secret = secrets.token_hex(12), secrets.token_hex(12)
        self._stack.enter_context(mock.patch.dict(os.environ, {"REGLAB_LAB": self._secret}))
        self._canaries = self._stack.enter_context(canaries(self.folder, self.folder / "submitted" / "mallory"))
        self._listener, self._signals = Listener(), Signals()
        for witness in (Family(), self._signals, self._listener):
            self._stack.callback(witness.close)
        assignment = load_assignment(self._marked())
        self.grader: Grader = self._stack.enter_context(Grader(assignment))
        self._helpers = {
            "honest": (SOLUTIONS / f"{MODULE}.py").read_text(encoding="utf-8"),
            "wrong": (FOLDER / "beside" / "wrong.py").read_text(encoding="utf-8"),
            "targets": self._targets(),
        }
        self._honest = self._hand_in("honest", {MODULE: self._helpers["honest"]})
        self.problems_at_start = self._after_honest()
        self._alive, self._open = len(resting()), descriptors()

    def run(self, attack: Attack) -> Outcome:
        """Grade an attack, then an honest submission, then look at the witnesses."""
        files = {MODULE: attack.text, **attack.beside(self._helpers)}
        if "fc_net" in attack.needs:
            files["fc_net"] = (SOLUTIONS / "fc_net.py").read_text(encoding="utf-8")
        path = self._hand_in("mallory", files)
        start = time.perf_counter()
        try:
            result = self.grader.grade(path)
        except BaseException as error:  # whatever escapes is a finding
            return Outcome(None, time.perf_counter() - start, (f"the grader raised {error!r}",))
        seconds = time.perf_counter() - start
        problems = [*_misjudged(attack, result), *self._leaks(result), *self._after_honest(), *self._damage()]
        return Outcome(result, seconds, tuple(problems))

    def close(self) -> None:
        """Take everything down."""
        self._stack.close()

    def _marked(self) -> Path:
        """A copy of the assignment, with a marker in every region of its references."""
        copy = self.folder / "solutions" / "dropout"
        shutil.copytree(SOLUTIONS, copy, ignore=shutil.ignore_patterns("__pycache__"))
        for module in ("layers.py", "fc_net.py"):
            text = (copy / module).read_text(encoding="utf-8")
            marked = text.replace(REGION, f"{REGION} {self._marker}")
            (copy / module).write_text(marked, encoding="utf-8")
        return copy

    def _targets(self) -> str:
        places = {name: str(canary.path) for name, canary in self._canaries.items()}
        known = {
            "CANARIES": list(places.values()),
            "GRADEBOOK": places["GRADEBOOK"],
            "CLASSMATE": places["CLASSMATE"],
            "REFERENCE": str(self.folder / "solutions" / "dropout" / "layers.py"),
            "TEMPORARY": tempfile.gettempdir(),
            "LAB": str(self.folder),
            "PORT": self._listener.port,
            "GRADER": os.getpid(),
        }
        return "".join(f"{name} = {value!r}\n" for name, value in known.items())

    def _hand_in(self, student: str, files: dict[str, str]) -> Path:
        folder = self.folder / "submitted" / student
        folder.mkdir(exist_ok=True)
        for old in folder.glob("*.py"):
            old.unlink()
        for name, text in files.items():
            (folder / f"{name}.py").write_text(text, encoding="utf-8")
        return folder

    def _after_honest(self) -> list[str]:
        result = self.grader.grade(self._honest)
        own = [e for e in result.exercises if e.exercise.startswith("dropout")]
        lost = [f.message for e in own for f in e.findings if f.status != "passed"]
        return [f"an honest submission lost points afterwards: {lost}"] if lost else []

    def _leaks(self, result: SubmissionResult) -> Iterator[str]:
        """Secrets in what the grader says, and words that cannot be written down."""
        text = json.dumps(submission_to_json(result), ensure_ascii=False)
        shown = "".join(to_text(describe(exercise)) for exercise in result.exercises)
        secret = {"the reference": self._marker, "the grader's environment": self._secret}
        secret |= {name.lower(): canary.secret for name, canary in self._canaries.items()}
        yield from (f"{name} is in the output" for name, word in secret.items() if word in text)
        try:
            (text + shown).encode()
        except UnicodeEncodeError as error:
            yield f"the output cannot be written down: {error}"
        if not all(letter.isprintable() or letter == "\n" for letter in shown):
            yield "the feedback has control characters in it"

    def _damage(self) -> Iterator[str]:
        for name, canary in self._canaries.items():
            if not canary.untouched:
                yield f"the canary {name.lower()} was touched"
        if self._listener.heard:
            yield "the listener has heard something"
        if self._signals.count:
            yield "the grader has got a signal"
        if (more := len(settled(self._alive)) - self._alive) > 0:
            yield f"{more} processes are left"
        if descriptors() > self._open:
            yield f"{descriptors() - self._open} descriptors are left open"
        if files := planted(self.folder, Path("/dev/shm")):
            yield f"these files were left: {files}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def _misjudged(attack: Attack, result: SubmissionResult) -> Iterator[str]:
    """Scores other than those that the attack must get, and alarms."""
    own = {e.exercise: e for e in result.exercises if e.exercise in attack.exercises}
    for bound in attack.gets:
        judged = [own[bound.exercise]] if bound.exercise else list(own.values())
        score, points = sum(e.score for e in judged), sum(e.points for e in judged)
        if not bound.allows(score, points):
            yield f"got {score:g} of {points:g} in {bound.exercise or 'all'}, must get: {bound}"
    yield from (f"alarm: {alarm}" for alarm in result.alarms)
