"""Gradescope's side: the folder that it lays out, and the format in which it wants results.

https://gradescope-autograders.readthedocs.io/en/latest/specs/ and .../submission_metadata/
"""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]

_SHOWN = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
_FORMAT = {"enum": ["text", "html", "simple_format", "md", "ansi"]}

_TEST = {
    "type": "object",
    "properties": {
        "score": {"type": "number"},
        "max_score": {"type": "number"},
        "status": {"enum": ["passed", "failed"]},
        "name": {"type": "string"},
        "name_format": _FORMAT,
        "number": {"type": "string"},
        "output": {"type": "string", "maxLength": 100_000},  # beyond which it is cut
        "output_format": _FORMAT,
        "tags": {"type": "array", "items": {"type": "string"}},
        "visibility": _SHOWN,
        "extra_data": {"type": "object"},
    },
    "additionalProperties": False,
    # Both, or neither: then it is an informational check, which takes a status.
    "dependentRequired": {"score": ["max_score"], "max_score": ["score"]},
    "required": ["name", "status"],
}

SCHEMA = {
    "type": "object",
    "properties": {
        "score": {"type": "number"},
        "execution_time": {"type": "number", "minimum": 0},
        "output": {"type": "string", "maxLength": 100_000},
        "output_format": _FORMAT,
        "test_output_format": _FORMAT,
        "test_name_format": _FORMAT,
        "visibility": _SHOWN,
        "stdout_visibility": _SHOWN,
        "extra_data": {"type": "object"},
        "tests": {"type": "array", "items": _TEST},
        "leaderboard": {"type": "array"},
    },
    "additionalProperties": False,
    "anyOf": [{"required": ["score"]}, {"required": ["tests"]}],
}

METADATA = {
    "id": 123456,
    "created_at": "2026-03-04T14:22:32.365935-07:00",
    "assignment": {
        "due_date": "2026-03-31T23:00:00.000000-07:00",
        "group_size": None,
        "group_submission": False,
        "id": 25828,
        "course_id": 1234,
        "late_due_date": None,
        "release_date": "2026-03-02T00:00:00.000000-07:00",
        "title": "A demonstration",
        "total_points": "6.0",
    },
    "submission_method": "upload",
    "users": [{"email": "s01@example.org", "id": 1234, "name": "Student One"}],
    "previous_submissions": [],
}


def lay_out(root: Path, packed: Path, python: str = "") -> Path:
    """A folder as Gradescope lays it out after setup.sh, whose environment is the one of the tests.

    Args:
        root: where; on Gradescope it is /autograder.
        packed: the zip.
        python: a shell script in the place of the environment's Python; by default one that starts
            the Python of the tests.
    """
    unpack(root, packed)
    (root / "source").chmod(0o700)
    (root / "submission_metadata.json").write_text(json.dumps(METADATA))
    interpreter = root / "venv/bin/python"
    interpreter.parent.mkdir(parents=True)
    interpreter.write_text(python or f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} "$@"\n')
    interpreter.chmod(0o755)
    return root


def unpack(root: Path, packed: Path) -> None:
    """What Gradescope does with a zip."""
    (root / "submission").mkdir(parents=True)
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(root / "source")
    shutil.copy(root / "source/run_autograder", root)
    (root / "run_autograder").chmod(0o755)


# What root may do in a container that Docker starts without further options.
_OF_DOCKER = ["chown", "dac_override", "fowner", "fsetid", "kill", "setgid", "setuid", "setpcap"]
_OF_DOCKER += ["net_bind_service", "net_raw", "sys_chroot", "mknod", "audit_write", "setfcap"]
_KEPT = ",".join(["-all", *(f"+{name}" for name in _OF_DOCKER)])
AS_IN_DOCKER = ("setpriv", "--bounding-set", _KEPT, "--inh-caps", _KEPT)


def run(
    root: Path, under: Sequence[str] = (), **environment: str
) -> tuple[dict, subprocess.CompletedProcess]:
    """Run the autograder as Gradescope's harness does; the results, and what was printed."""
    done = subprocess.run(
        [*under, "./run_autograder"],
        cwd=root,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=300,
    )
    return json.loads((root / "results/results.json").read_text()), done


def without_bwrap(folder: Path) -> str:
    """A PATH on which everything that the script calls is found, and bwrap is not."""
    folder.mkdir()
    for name in ("bash", "sh", "dirname", "mkdir", "cp", "timeout", "true"):
        (folder / name).symlink_to(shutil.which(name))
    return str(folder)
