"""Runs the visible checks on a copy of what is handed in, in a new Python where there is one."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursework import trial
from coursework.inspection import Assignment
from coursework.needed import needed
from coursework.notebook import Notebook

_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
_PACKAGE = Path(__file__).parent


@dataclass(frozen=True)
class Outcome:
    """What came out.

    Attributes:
        checks: what is wrong with each function whose checks were run; "" where they passed.
        problems: sentences on files that cannot be loaded, and on what could not be run.
    """

    checks: Mapping[str, str]
    problems: tuple[str, ...]


def rehearse(
    assignment: Assignment,
    folder: Path,
    notebook: Notebook | None,
    files: Sequence[Path],
    allowed: Collection[str],
    seconds: float | None,
    library: Path | None = None,
) -> Outcome:
    """Run the notebook's visible checks with the saved files alone.

    Args:
        assignment: what is asked.
        folder: of the files.
        notebook: as it was saved.
        files: what is handed in.
        allowed: top-level names that may be imported.
        seconds: after which the run is stopped; None to run it within this Python.
        library: the folder in which the packages of the course lie; by default that of the files.
    """
    library = library or folder
    checks = _checks(assignment, notebook) if notebook else []
    wanted = {file.removesuffix(".py"): list(names) for file, names in assignment.files.items()}
    job = {"modules": wanted, "allowed": sorted(allowed), "checks": checks}
    with tempfile.TemporaryDirectory(prefix="hand-in-") as scratch:
        copy = Path(scratch).resolve()
        _copy(files, folder, copy)
        for package in {*assignment.packages} & {path.name for path in library.iterdir()}:
            shutil.copytree(library / package, copy / package, ignore=_no_caches)
        if seconds is None:
            told, ended = _run_here(job, copy), ""
        else:
            told, ended = _run_apart(job, copy, seconds)
    return _outcome(assignment, checks, told, ended)


_no_caches = shutil.ignore_patterns("__pycache__")


def _checks(assignment: Assignment, notebook: Notebook) -> list[dict[str, str]]:
    code = [cell.code for cell in notebook.cells]
    return [
        {
            "name": cell.name,
            "above": needed(code[:index], cell.code, assignment.home),
            "source": cell.code,
        }
        for index, cell in enumerate(notebook.cells)
        if cell.is_check and cell.name in assignment.home
    ]


def _copy(files: Sequence[Path], folder: Path, target: Path) -> None:
    for path in files:
        place = target / path.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)


def _run_apart(
    job: Mapping[str, Any], copy: Path, seconds: float
) -> tuple[list[Mapping[str, Any]], str]:
    """Run in a new Python; returns what it told, and why it did not come to its end, or ""."""
    shutil.copytree(_PACKAGE, copy / _PACKAGE.name, ignore=_no_caches)
    (copy / trial.JOB).write_text(json.dumps(job), encoding="utf-8")
    environment = {**os.environ, **dict.fromkeys(_THREADS, "1"), "MPLBACKEND": "Agg"}
    for name in ("PYTHONSAFEPATH", "PYTHONSTARTUP"):
        environment.pop(name, None)
    ended = ""
    try:
        done = subprocess.run(  # noqa: S603 - this Python, with a program of ours
            [sys.executable, "-c", f"import {trial.__name__} as trial; trial.main()"],
            cwd=copy,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        if done.returncode:
            ended = f"Python ended with code {done.returncode}: {''.join(last)}".rstrip(": ")
    except subprocess.TimeoutExpired:
        ended = f"the checks took more than {seconds:g} seconds and were stopped"
    results = copy / trial.RESULTS
    lines = results.read_text(encoding="utf-8").splitlines() if results.is_file() else []
    return [json.loads(line) for line in lines], ended


def _run_here(job: Mapping[str, Any], copy: Path) -> list[Mapping[str, Any]]:
    """Run within this Python, with module objects of its own."""
    told: list[Mapping[str, Any]] = []
    with _working_in(copy):
        trial.run(job, copy, told.append)
    return told


@contextlib.contextmanager
def _working_in(folder: Path) -> Iterator[None]:
    here, path = Path.cwd(), list(sys.path)
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        os.chdir(here)
        sys.path[:] = path


def _outcome(
    assignment: Assignment,
    checks: Sequence[Mapping[str, str]],
    told: Sequence[Mapping[str, Any]],
    ended: str,
) -> Outcome:
    found = {e["check"]: e["problem"] for e in told if "check" in e and "problem" in e}
    begun = [e["check"] for e in told if "begins" in e and e["check"] not in found]
    problems = [e["problem"] for e in told if "module" in e and e["problem"]]
    if ended:
        where = f" in those of {begun[0]}" if begun else ""
        problems.append(f"{ended[0].upper()}{ended[1:]}{where}.")
        found |= dict.fromkeys(begun, ended)
    there = {check["name"] for check in checks}
    for name in assignment.home:
        if checks and name not in there:
            problems.append(f"The cell with the checks of {name} is not in the notebook any more.")
    return Outcome(found, tuple(problems))
