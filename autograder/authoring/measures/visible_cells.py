"""What the visible cells of a notebook say of wrong and of right versions.

Students see these cells before they hand in. One must not stop a right version; and what it lets
pass must be cheap.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import coursework
from autograder.assignments.assignment import Assignment, version_source
from autograder.assignments.library import notebook_kit
from autograder.authoring.measures.attempts import Tell
from autograder.authoring.versions import Proof
from coursework.needed import needed
from coursework.notebook import Cell

SECONDS = 60  # of one version in one cell
SILENT_SHARE, SILENT_POINTS = 0.2, 1.0  # what a mistake may cost that a cell lets pass: the larger

_WORKER = "from autograder.authoring.measures.cell_worker import main; main()"
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True)
class Seen:
    """What a cell said of one version.

    Attributes:
        exercise: whose cell it is.
        kind: "reference", "misconception" or "variant".
        name: of the version.
        problem: what the cell said; "" where it passed.
        cost: points of the exercise that a misconception loses.
        where: file and line of its declaration.
    """

    exercise: str
    kind: str
    name: str
    problem: str = ""
    cost: float = 0.0
    where: str = ""


@dataclass(frozen=True)
class CellTable:
    """What the visible cell of one exercise said of every version.

    Attributes:
        exercise: its name.
        points: of it.
        seen: what was said.
    """

    exercise: str
    points: float
    seen: tuple[Seen, ...]

    @property
    def stopped(self) -> tuple[Seen, ...]:
        """Right versions that it stops."""
        return tuple(one for one in self.seen if one.kind != "misconception" and one.problem)

    @property
    def silent(self) -> tuple[Seen, ...]:
        """Wrong versions that it lets pass."""
        return tuple(one for one in self.seen if one.kind == "misconception" and not one.problem)

    @property
    def dear(self) -> tuple[Seen, ...]:
        """Those of them that cost more than they may."""
        most = max(SILENT_POINTS, SILENT_SHARE * self.points)
        return tuple(one for one in self.silent if one.cost > most)

    @property
    def faults(self) -> Iterator[str]:
        """What there is to fix, one sentence each."""
        cell = f"the visible cell of {self.exercise}"
        for one in self.stopped:
            yield f"{one.where}: {cell} stops the {one.kind} {one.name}: {one.problem}".lstrip(": ")
        for one in self.dear:
            yield f"{one.where}: {cell} lets {one.name} pass, which costs {one.cost:g} points"


def look_at_cells(
    assignment: Assignment, proofs: Sequence[Proof], jobs: int, tell: Tell
) -> tuple[CellTable, ...]:
    """Run every wrong and every right version through the visible cells of its exercise.

    Args:
        assignment: which is measured; () where it has no notebook, or no such cells.
        proofs: of its versions.
        jobs: how many processors to use.
        tell: told how many are done, and how many there are.
    """
    cells = _cells(assignment)
    wanted = list(_versions(assignment, proofs, cells)) if cells else []
    if not wanted:
        return ()
    job = {
        "modules": {module: assignment.source(module) for module in assignment.modules},
        "cells": cells,
        "versions": [
            {"exercise": seen.exercise, "module": module, "text": text}
            for seen, module, text in wanted
        ],
        "jobs": jobs,
        "seconds": SECONDS,
    }
    problems: dict[int, str] = {}
    for number, problem in _answers(assignment, job):
        problems[number] = problem
        tell(len(problems), len(wanted))
    lost = "the process that ran it ended"
    seen = [
        Seen(s.exercise, s.kind, s.name, problems.get(i, lost), s.cost, s.where)
        for i, (s, _, _) in enumerate(wanted)
    ]
    return tuple(
        CellTable(e.name, e.points, tuple(one for one in seen if one.exercise == e.name))
        for e in assignment.exercises
        if e.name in cells
    )


def _cells(assignment: Assignment) -> dict[str, dict[str, str]]:
    """The cell of each exercise, and what it needs of those above it."""
    masters = [assignment.folder / f"{assignment.name}{suffix}" for suffix in (".py", ".ipynb")]
    if not any(path.is_file() for path in masters):
        return {}
    from autograder.release.master import find_master, read_master  # jupytext takes a second
    from autograder.release.roles import read_role

    read = read_master(find_master(assignment.folder))
    codes = [Cell(cell.kind, cell.source).code for cell in read]
    names = {exercise.name for exercise in assignment.exercises}
    found = {}
    for index, cell in enumerate(read):
        role = read_role(cell)
        if role and role.kind == "grade" and role.grade_id in names:
            above = needed(codes[:index], codes[index], names)
            found[role.grade_id] = {"above": above, "source": codes[index]}
    return found


def _versions(
    assignment: Assignment, proofs: Sequence[Proof], cells: Mapping[str, object]
) -> Iterator[tuple[Seen, str, str]]:
    """Every version that a cell is asked about, with its module and that module's text."""
    cost = {proof.name: proof.cost for proof in proofs if proof.kind == "misconception"}
    for exercise in assignment.exercises:
        name, module = exercise.name, exercise.module
        if name not in cells:
            continue
        yield Seen(name, "reference", ""), module, assignment.source(module)
        for wrong in exercise.misconceptions:
            price = cost.get(f"{name}/{wrong.name}", 0.0)
            seen = Seen(name, "misconception", wrong.name, "", price, wrong.where)
            yield seen, module, version_source(assignment, wrong)
        for right in assignment.variants:
            if right.module == module:
                seen = Seen(name, "variant", right.name, "", 0.0, right.where)
                yield seen, module, version_source(assignment, right)


def _answers(assignment: Assignment, job: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """The number of each version and what its cell said, as they come."""
    engine = str(Path(coursework.__file__).parents[1])
    environment = {**os.environ, **dict.fromkeys(_THREADS, "1"), "MPLBACKEND": "Agg"}
    environment["PYTHONPATH"] = engine
    environment.pop("PYTHONSAFEPATH", None)
    with tempfile.TemporaryDirectory(prefix="cells-") as folder:
        library = Path(assignment.settings.library)
        brought = {library / path: data for path, data in assignment.library().items()}
        for path, data in (brought | notebook_kit()).items():
            target = Path(folder) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        with subprocess.Popen(  # noqa: S603 - this Python, with a program of ours
            [sys.executable, "-c", _WORKER],
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as process:
            if process.stdin is None or process.stdout is None:
                raise RuntimeError("a process with pipes has them")
            with process.stdin as stdin:
                json.dump(job, stdin)
            for line in process.stdout:
                answer = json.loads(line)
                yield answer["number"], answer["problem"]
