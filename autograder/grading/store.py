"""The engine's word on submissions, kept on file so that nothing is graded twice."""

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.grading.grader import Grader
from autograder.grading.results import SubmissionResult, submission_from_json, submission_to_json


@dataclass(frozen=True)
class Verdict:
    """What the engine found, and under which conditions.

    Attributes:
        key: hash of all that the result depends on.
        seed: of the checks' inputs.
        isolation: how the submission was confined.
        result: the findings.
    """

    key: str
    seed: int
    isolation: Mapping[str, Any]
    result: SubmissionResult

    @property
    def accepted_weaker(self) -> tuple[str, ...]:
        """Isolation properties that it was reached without."""
        return tuple(self.isolation["accepted_weaker"])

    def is_good_for(self, grader: Grader, key: str) -> bool:
        """Whether a grader may take it for its own: it asks the same, and goes without as much."""
        return self.key == key and {*self.accepted_weaker} <= {*grader.isolation.accepted}


def judge(
    grader: Grader, files: Mapping[Path, tuple[str, Path]], *, jobs: int, reuse: bool = True
) -> Iterator[tuple[Path, Verdict]]:
    """The verdict on each submission: those on file first, the others as they come.

    Each is on file before it is given back, so that a run that is stopped loses nothing.

    Args:
        grader: whose word counts.
        files: for each submission its key and the file of its verdict.
        jobs: how many submissions run at once.
        reuse: whether what is on file counts.

    Raises:
        CheckBugError: a check is broken.
    """
    new: list[Path] = []
    for path, (key, file) in files.items():
        known = read_verdict(file) if reuse else None
        if known is not None and known.is_good_for(grader, key):
            yield path, known
        else:
            new.append(path)
    for path, result in grader.grade_many(new, jobs):
        key, file = files[path]
        verdict = Verdict(key, grader.seed, grader.isolation.to_json(), result)
        _write(file, verdict)
        yield path, verdict


def read_verdict(file: Path) -> Verdict | None:
    """What is on file; None when nothing is, or half of an older version."""
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
        result = submission_from_json(document["result"])
        verdict = Verdict(document["key"], document["seed"], document["isolation"], result)
        verdict.accepted_weaker  # noqa: B018 - an older version has none
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return verdict


def replace_text(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old text or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", dir=path.parent, prefix=".partial-", delete=False, encoding="utf-8"
    ) as file:
        file.write(text)
    os.replace(file.name, path)  # noqa: PTH105 - os.replace takes the name as it is


def _write(file: Path, verdict: Verdict) -> None:
    document = {
        "key": verdict.key,
        "seed": verdict.seed,
        "isolation": dict(verdict.isolation),
        "result": submission_to_json(verdict.result),
    }
    replace_text(file, json.dumps(document, indent=1))
