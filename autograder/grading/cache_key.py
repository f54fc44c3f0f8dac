"""What a result depends on, as one word."""

import hashlib
from pathlib import Path

import reglab
from autograder.assignments.assignment import Assignment

# The modules whose change can change a result.
_DECIDING = (
    "chance",
    "checking",
    "clock",
    "diagnosis",
    "draws",
    "encodings",
    "expect",
    "grading",
    "hiding",
    "intake",
    "reference",
    "rehearsal",
    "subject",
    "submission",
)


def fingerprint(assignment: Assignment) -> str:
    """A hash of the assignment's private files, the library, and what decides in the engine."""
    digest = hashlib.sha256()
    engine = Path(__file__).parent
    deciding = [engine / f"{name}.py" for name in _DECIDING]
    others = (engine / "confinement", engine / "worker", Path(reglab.__file__).parent)
    own = [*deciding, *(path for folder in others for path in sorted(folder.rglob("*.py")))]
    for path in [*own, *sorted(assignment.folder.rglob("*.py"))]:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
