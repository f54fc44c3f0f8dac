"""Results on file, so that nothing is graded twice."""

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.results import Result, result_from_json, result_to_json


@dataclass(frozen=True)
class ResultStore:
    """A folder of results, each in a file named by its cache key.

    Attributes:
        folder: made when the first result is put in.
    """

    folder: Path

    def get(self, key: str) -> Result | None:
        """The result with that key; None when there is none, or half of one."""
        try:
            document = json.loads(self._file(key).read_text(encoding="utf-8"))
            result = result_from_json(document)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return result if result.key == key else None

    def put(self, result: Result) -> None:
        """Keep a result under its key."""
        replace_text(self._file(result.key), json.dumps(result_to_json(result), indent=1))

    def _file(self, key: str) -> Path:
        return self.folder / f"{key}.json"


def replace_text(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old text or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", dir=path.parent, prefix=".partial-", delete=False, encoding="utf-8"
    ) as file:
        file.write(text)
    os.replace(file.name, path)  # noqa: PTH105 - os.replace takes the name as it is
