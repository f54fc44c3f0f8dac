"""What was recorded of a submission, kept beside the gradebook in a file for each student."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.gradebook.seen import Seen
from autograder.grading.store import replace_text


@dataclass(frozen=True)
class Recorded:
    """What was recorded of a submission.

    Attributes:
        stamp: of what the gradebook holds; "" while it holds nothing.
        answers: a hash of each text that a person may have marked, by NOTEBOOK/CELL.
        pages: the stamp of the feedback pages; "" while there are none.
        seen: what was read of it; None where it must be read again.
    """

    stamp: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    pages: str = ""
    seen: Seen | None = None


def load_recorded(path: Path) -> Recorded:
    """What a file holds; nothing where there is none, or half of one."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        recorded = Recorded(document["stamp"], dict(document["answers"]), document["pages"])
        seen = document.get("seen")  # which older records have not
        return replace(recorded, seen=Seen.from_json(seen)) if seen else recorded
    except (OSError, ValueError, KeyError, TypeError):
        return Recorded()


def save_recorded(path: Path, recorded: Recorded) -> None:
    """Write a file, whole or not at all."""
    document = {**vars(recorded), "seen": recorded.seen and recorded.seen.to_json()}
    replace_text(path, json.dumps(document, indent=1))
