"""What a zip for Gradescope says of itself: the choices that were made when it was packed."""

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path

FILE = "about.json"


@dataclass(frozen=True)
class About:
    """The choices of the instructor, and what the release told.

    Attributes:
        assignment: its name.
        seed: of the checks' inputs.
        accept_weaker: isolation properties that may be missing there.
        written_points: points of the written answers, which a person marks.
    """

    assignment: str
    seed: int
    accept_weaker: tuple[str, ...] = ()
    written_points: float = 0.0

    def to_json(self) -> str:
        """The text of the file."""
        return json.dumps(dataclasses.asdict(self), indent=1) + "\n"


def read_about(folder: Path) -> About:
    """What the zip that was unpacked to a folder says of itself."""
    document = json.loads((folder / FILE).read_text(encoding="utf-8"))
    return About(**{**document, "accept_weaker": tuple(document["accept_weaker"])})
