"""The findings on known wrong versions on file, so that no run judges the same one again.

They hold arrays and traces, by which causes are found; results on submissions do not.
"""

import base64
import contextlib
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from autograder.authors.statistics import Measured
from autograder.grading.results import Finding, finding_from_json, finding_to_json
from autograder.grading.store import replace_text
from autograder.grading.trace import Raised, Sketch

_PLAIN = (str, bool, int, float, type(None))
_RECORDS: Mapping[str, Callable[..., Any]] = {
    "Measured": Measured,
    "Raised": Raised,
    "Sketch": Sketch,
}
_KEY = 32  # characters of the key that are enough to tell two assignments apart


@dataclass(frozen=True)
class KnownStore:
    """A folder with a file for each version.

    Attributes:
        folder: for one key and seed, beside those of other seeds.
    """

    folder: Path

    def get(self, exercise: str, version: str) -> tuple[Finding, ...] | None:
        """The findings on a version; None where there are none, or half of them."""
        try:
            document = json.loads(self._file(exercise, version).read_text(encoding="utf-8"))
            return tuple(map(_decoded, document))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, exercise: str, version: str, findings: tuple[Finding, ...]) -> None:
        """Keep the findings on a version, if all that they hold can be written down.

        Where they are not kept, the version is judged again: that takes time and nothing else.
        """
        with contextlib.suppress(TypeError, OSError):
            text = json.dumps([_encoded(finding) for finding in findings])
            replace_text(self._file(exercise, version), text)

    def _file(self, exercise: str, version: str) -> Path:
        return self.folder / exercise / f"{version}.json"


def known_store(folder: Path, key: str, seed: int) -> KnownStore:
    """The store for what an assignment is now; what it was before is removed.

    Args:
        folder: of the assignment.
        key: a hash of all that the findings depend on but the seed; see assignment_key.
        seed: of the checks' inputs.
    """
    own = key[:_KEY]
    for other in folder.glob("*-*") if folder.is_dir() else ():
        if not other.name.startswith(f"{own}-"):
            shutil.rmtree(other, ignore_errors=True)
    return KnownStore(folder / f"{own}-{seed}")


def _encoded(finding: Finding) -> dict[str, Any]:
    causes = {"observed": _to_json(finding.observed), "trace": _to_json(finding.trace)}
    return finding_to_json(finding) | causes


def _decoded(document: Mapping[str, Any]) -> Finding:
    causes = {name: _from_json(document[name]) for name in ("observed", "trace")}
    return finding_from_json({**document, **causes})


def _to_json(value: Any) -> Any:
    """A value as JSON data, with the kind of each that is not plain.

    Raises:
        TypeError: it is of another kind than those that checks observe.
    """
    if type(value) in _PLAIN:
        return value
    if type(value) is tuple:
        return [_to_json(one) for one in value]
    if isinstance(value, np.generic):
        value = np.asarray(value)
        return {"number": _to_json(value)}
    if isinstance(value, np.ndarray) and value.dtype.kind in "biufc":
        data = base64.b64encode(np.ascontiguousarray(value).tobytes()).decode()
        return {"array": data, "dtype": value.dtype.str, "shape": list(value.shape)}
    kind = type(value).__name__
    if type(value) is _RECORDS.get(kind):
        return {"record": kind, "values": [_to_json(one) for one in vars(value).values()]}
    raise TypeError(f"a {kind} is not written down")


def _from_json(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_from_json, value))
    if not isinstance(value, dict):
        return value
    if "record" in value:
        return _RECORDS[value["record"]](*map(_from_json, value["values"]))
    if "number" in value:
        return _from_json(value["number"])[()]
    data = np.frombuffer(base64.b64decode(value["array"]), np.dtype(value["dtype"]))
    return data.reshape(value["shape"])
