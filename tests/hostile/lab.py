"""Hands in attacks to a real grader, and looks for what they broke."""

import contextlib
import json
import os
import secrets
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from unittest import mock

from autograder.grading.feedback import describe, to_text
from autograder.grading.results import Result, result_to_json

from .attacks import FOLDER, MODULE, OWN, Attack
from .engine import SOLUTIONS, grader
from .witnesses import Witnesses


@dataclass(frozen=True)
class Outcome:
    """One attack and what came of it.

    Attributes:
        result: what the grader says; None when it raised.
        seconds: time that grading the attack took.
        problems: everything that is not as it must be, in words; empty when all held.
    """

    result: Result | None
    seconds: float
    problems: tuple[str, ...]

    def score(self, exercise: str) -> float:
        """Points that the attack got in an exercise; 0 where grading itself broke."""
        return self.result.exercise(exercise).score if self.result else 0.0


class Lab:
    """A grader of the dropout assignment, with witnesses around it.

    Args:
        bwrap: whether submissions are confined by bwrap too.
        packages: what submissions find loaded beside numpy.
    """

    def __init__(self, *, bwrap: bool, packages: tuple[str, ...] = ()) -> None:
        self._marker, self._secret = secrets.token_hex(12), secrets.token_hex(12)
        with contextlib.ExitStack() as stack:
            own = stack.enter_context(tempfile.TemporaryDirectory(prefix="reglab-lab-"))
            self.folder = Path(own)
            stack.enter_context(mock.patch.dict(os.environ, {"REGLAB_LAB": self._secret}))
            self._witnesses = Witnesses(self.folder, self.folder / "submitted" / "mallory")
            stack.callback(self._witnesses.close)
            self.grader = stack.enter_context(
                grader(self.folder, self._marker, bwrap=bwrap, packages=packages)
            )
            self._stack = stack.pop_all()
        self._helpers = {
            "honest": (SOLUTIONS / f"{MODULE}.py").read_text(encoding="utf-8"),
            "honest_net": (SOLUTIONS / "fc_net.py").read_text(encoding="utf-8"),
            "wrong": (FOLDER / "beside" / "wrong.py").read_text(encoding="utf-8"),
            "targets": self._targets(),
        }
        self._honest = self._hand_in("honest", {MODULE: self._helpers["honest"]})
        self.problems_at_start = list(self._honest_losses())
        self._witnesses.rest()

    def run(self, attack: Attack) -> Outcome:
        """Grade an attack, then an honest submission, then look at the witnesses."""
        path = self.hand_in("mallory", attack)
        start, result, problems = time.perf_counter(), None, []
        try:
            result = self.grader.grade(path)
        except BaseException as error:  # whatever escapes is a finding
            problems.append(f"the grader raised {error!r}")
        seconds = time.perf_counter() - start
        if result is not None:
            problems += [*misjudged(attack, result), *self._leaks(result)]
        problems += [*self._honest_losses(), *self.damage()]
        return Outcome(result, seconds, tuple(problems))

    def hand_in(self, student: str, attack: Attack | None) -> Path:
        """Write a submission: an attack, or honest work."""
        if attack is None:
            return self._hand_in(student, {MODULE: self._helpers["honest"]})
        files = {attack.module: attack.text, **attack.beside(self._helpers)}
        if attack.module != MODULE:
            files[MODULE] = self._helpers["honest"]
        if "fc_net" in attack.needs:
            files["fc_net"] = (SOLUTIONS / "fc_net.py").read_text(encoding="utf-8")
        return self._hand_in(student, files)

    def damage(self) -> list[str]:
        """What the witnesses have seen, in words."""
        return list(self._witnesses.damage())

    def close(self) -> None:
        """Take everything down."""
        self._stack.close()

    def _targets(self) -> str:
        """The text of a module that tells attacks where to aim."""
        canaries = {n: str(c.path) for n, c in self._witnesses.canaries.items()}
        known = {
            "CANARIES": list(canaries.values()),
            "GRADEBOOK": canaries["gradebook"],
            "REFERENCE": str(self.folder / "solutions" / "dropout" / f"{MODULE}.py"),
            "TEMPORARY": tempfile.gettempdir(),
            "LAB": str(self.folder),
            "PORT": self._witnesses.ears.port,
            "GRADER": os.getpid(),
        }
        return "".join(f"{name} = {value!r}\n" for name, value in known.items())

    def _hand_in(self, student: str, files: dict[str, str]) -> Path:
        folder = self.folder / "submitted" / student
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.py"):
            old.unlink()
        for name, text in files.items():
            (folder / f"{name}.py").write_text(text, encoding="utf-8")
        return folder

    def _honest_losses(self) -> Iterator[str]:
        """What an honest submission loses now, which must be nothing."""
        try:
            result = self.grader.grade(self._honest)
        except Exception as error:
            yield f"an honest submission could not be graded afterwards: {error!r}"
            return
        own = [e for e in result.exercises if e.exercise in OWN]
        lost = [f.message for e in own for f in e.findings if f.status != "passed"]
        if lost or len(own) < len(OWN):
            yield f"an honest submission lost points afterwards: {lost}"

    def _leaks(self, result: Result) -> Iterator[str]:
        """Secrets in what the grader says, and words that cannot be written down."""
        document = json.dumps(result_to_json(result), ensure_ascii=False)
        shown = "".join(to_text(describe(exercise)) for exercise in result.exercises)
        hidden = {"the reference": self._marker, "the grader's environment": self._secret}
        hidden |= {f"the canary {n}": c.secret for n, c in self._witnesses.canaries.items()}
        yield from (f"{name} is in the output" for name, word in hidden.items() if word in document)
        for name, text in (("result", document), ("feedback", shown)):
            if any("\ud800" <= letter <= "\udfff" for letter in text):
                yield f"the {name} holds half letters, which no file can hold"
        if not all(letter.isprintable() or letter == "\n" for letter in shown):
            yield "the feedback holds control characters"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def misjudged(attack: Attack, result: Result) -> Iterator[str]:
    """Scores other than those that the attack must get, and alarms."""
    own = {e.exercise: e for e in result.exercises if e.exercise in attack.exercises}
    for bound in attack.gets:
        judged = [own[bound.exercise]] if bound.exercise else list(own.values())
        score, points = sum(e.score for e in judged), sum(e.points for e in judged)
        if not bound.allows(score, points):
            yield f"got {score:g} of {points:g} in {bound.exercise or 'all'}, must get {bound}"
    if attack.notes and not any(attack.notes in note for note in result.notes):
        yield f"no note for a person says {attack.notes!r}: {result.notes}"
    yield from (f"alarm: {alarm}" for alarm in result.alarms)
