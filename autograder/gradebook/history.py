"""The history of every submission's scores: what they were, and what they were graded with.

A line is added to course/history/ASSIGNMENT/STUDENT.jsonl whenever a score, a mark, a penalty or
what was graded is another than in the line before. No line is ever changed.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from autograder.grading.results import Result


@dataclass(frozen=True)
class Lost:
    """A check that cost points, or that was not asked because of one that did.

    Attributes:
        check: its name.
        points: that were lost.
        status: "failed", "error" or "skipped".
        misconception: the recognized cause, or "".
    """

    check: str
    points: float
    status: str
    misconception: str = ""


@dataclass(frozen=True)
class Judged:
    """What the checks said of an exercise.

    Attributes:
        score: points earned.
        points: available.
        lost: the checks that did not pass.
        waits: why a person must look before the score counts, or "".
    """

    score: float
    points: float
    lost: tuple[Lost, ...] = ()
    waits: str = ""


@dataclass(frozen=True)
class Graded:
    """A submission as it was graded, and what with.

    Attributes:
        handed_in: the time of hand-in, in UTC; "" where none is known.
        code: a hash of the modules that were graded.
        chosen: which file a person chose, by module.
        checks: a hash of what lies in solutions/ASSIGNMENT/.
        engine: a hash of the code that graded and recorded it.
        version: of the engine, as it was installed.
        seed: of the checks' inputs.
        weaker: isolation properties that it was graded without.
        result: the cache key of the result, in course/results/ASSIGNMENT/.
        exercises: what the checks said, by exercise.
        error: why nothing could be graded, or "".
    """

    handed_in: str = ""
    code: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    checks: str = ""
    engine: str = ""
    version: str = ""
    seed: int = 0
    weaker: tuple[str, ...] = ()
    result: str = ""
    exercises: Mapping[str, Judged] = field(default_factory=dict)
    error: str = ""


@dataclass(frozen=True)
class Scores:
    """What the gradebook holds of a submission.

    Attributes:
        cells: points by exercise and written answer.
        marks: those of them that a person gave.
        waits: cells that a person has to look at.
        penalty: what was taken off for being late.
        points: available in all.
    """

    cells: Mapping[str, float] = field(default_factory=dict)
    marks: Mapping[str, float] = field(default_factory=dict)
    waits: tuple[str, ...] = ()
    penalty: float = 0.0
    points: float = 0.0

    @property
    def total(self) -> float:
        """The score that counts, as on the page and in nbgrader's export."""
        return max(0.0, sum(self.cells.values()) - self.penalty)


@dataclass(frozen=True)
class Entry:
    """One line of the history.

    Attributes:
        at: when it was written, in UTC, as in 2026-03-04T20:00:00+00:00.
        graded: what was graded.
        scores: what the gradebook held then.
    """

    at: str
    graded: Graded
    scores: Scores


def judged(result: Result) -> dict[str, Judged]:
    """What a result says of each exercise, as the history keeps it."""
    return {
        e.exercise: Judged(
            e.score,
            e.points,
            tuple(
                Lost(f.check, f.points - f.score, f.status, f.misconception or "")
                for f in e.findings
                if f.points > f.score
            ),
            str(e.waits),
        )
        for e in result.exercises
    }


@dataclass(frozen=True)
class History:
    """The histories of an assignment's submissions.

    Attributes:
        folder: that holds a file for each student; made when the first line is written.
    """

    folder: Path

    def students(self) -> list[str]:
        """Everybody who has a history."""
        return sorted(path.stem for path in self.folder.glob("*.jsonl"))

    def entries(self, student: str) -> tuple[Entry, ...]:
        """The lines of a student, the oldest first; half a line is passed over."""
        try:
            lines = self._file(student).read_text(encoding="utf-8").splitlines()
        except OSError:
            return ()
        return tuple(entry for line in lines if (entry := _entry(line)) is not None)

    def note(self, student: str, graded: Graded | None, scores: Scores) -> None:
        """Add a line if anything is not as in the last one.

        Args:
            student: whose.
            graded: what was graded now; None where it stayed as it was.
            scores: what the gradebook holds.
        """
        before = self.entries(student)[-1:]
        graded = graded or (before[0].graded if before else None)
        if graded is None or (before and (before[0].graded, before[0].scores) == (graded, scores)):
            return
        at = datetime.now(UTC).isoformat(timespec="seconds")
        line = json.dumps(asdict(Entry(at, graded, scores)), ensure_ascii=False)
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._file(student).open("a+b") as file:
            file.seek(0, os.SEEK_END)
            if file.tell():  # a line that a kill cut short stays alone
                file.seek(-1, os.SEEK_END)
                line = line if file.read(1) == b"\n" else f"\n{line}"
            file.write(f"{line}\n".encode())

    def _file(self, student: str) -> Path:
        return self.folder / f"{student}.jsonl"


def _entry(line: str) -> Entry | None:
    try:
        document = json.loads(line)
        graded, scores = document["graded"], document["scores"]
        exercises = {name: _judged(each) for name, each in graded["exercises"].items()}
        return Entry(
            document["at"],
            Graded(**{**graded, "weaker": tuple(graded["weaker"]), "exercises": exercises}),
            Scores(**{**scores, "waits": tuple(scores["waits"])}),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _judged(document: Mapping[str, Any]) -> Judged:
    lost: Iterable[Mapping[str, Any]] = document["lost"]
    return Judged(**{**document, "lost": tuple(Lost(**each) for each in lost)})
