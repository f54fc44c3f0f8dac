"""The whole of `make grade` against stock nbgrader with its own Execute, side by side.

Both grade the same released notebook and the same honest submissions, in turn, and write
gradebook and feedback pages. Run with `python -m tests.benchmarks.course`, or for one of the two
notebooks with its name after it.
"""

import logging
import os
import shutil
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
import numpy as np
from nbgrader.api import Gradebook
from nbgrader.converters.autograde import Autograde
from nbgrader.converters.generate_feedback import GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from rich.console import Console
from rich.table import Table
from traitlets.config import Config

sys.path.insert(0, str(Path(__file__).parents[1]))  # where pytest finds it too

from demo_course import write_masters

from autograder.assignments.layout import Layout
from autograder.assignments.loading import load_assignment
from autograder.course.run import run_course
from autograder.course.sample_class import Sample, module_text

REPOSITORY = Path(__file__).parents[2]
HONEST = Sample("the reference without its markers")


@dataclass(frozen=True)
class Case:
    """What is graded.

    Attributes:
        name: of the assignment.
        what: what is special about it, in a few words.
        students: submissions of a class.
        rounds: classes graded by each, in turn.
        write: makes the checkout.
    """

    name: str
    what: str
    students: int
    rounds: int
    write: Callable[[Path], Layout]


def dropout(root: Path) -> Layout:
    shutil.copytree(REPOSITORY / "solutions" / "dropout", root / "solutions" / "dropout")
    for name in ("nbgrader_config.py", "course.toml"):
        shutil.copy(REPOSITORY / name, root)
    return Layout(root)


CASES = (
    Case("demo", "no experiments", students=8, rounds=3, write=write_masters),
    Case("dropout", "trains networks", students=1, rounds=1, write=dropout),
)


def class_of(layout: Layout, case: Case) -> None:
    """Everybody hands in a right answer."""
    assignment = load_assignment(layout.solutions / case.name)
    published = layout.course / "release" / case.name
    for number in range(case.students):
        folder = layout.submitted(f"student-{number:02}", case.name)
        shutil.copytree(published, folder)
        for module in assignment.modules:
            text = module_text(HONEST, assignment, published, module)
            (folder / f"{module}.py").write_text(text)
        path = folder / f"{case.name}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        solve(notebook, layout.solutions / case.name / f"{case.name}.py")
        nbformat.write(notebook, path)


def solve(notebook: nbformat.NotebookNode, master: Path) -> None:
    """Where cells to be filled in stop a kernel, an honest student has filled them in."""
    import jupytext

    answers = jupytext.read(master).cells
    by_name = {cell.metadata.get("answer"): cell.source for cell in answers}
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = by_name[name]


def stock(layout: Layout, case: Case) -> None:
    """nbgrader as it comes: but for the modules, which it would replace by the skeletons."""
    config = Config()
    config.CourseDirectory.root = str(layout.course)
    config.CourseDirectory.assignment_id = case.name
    modules = [path.name for path in (layout.course / "source" / case.name).glob("*.py")]
    config.Autograde.exclude_overwriting = {case.name: modules}
    config.ExecutePreprocessor.timeout = config.Execute.timeout = 600
    log = logging.Logger("nbgrader", logging.ERROR)
    course = CourseDirectory(config=config, log=log)
    Autograde(coursedir=course, config=config, log=log).start()
    GenerateFeedback(coursedir=course, config=config, log=log).start()


def ours(layout: Layout, case: Case) -> None:
    run_course(layout, [case.name])


def full_marks(layout: Layout, case: Case) -> bool:
    """Whether every exercise of every student has all its points in the gradebook."""
    exercises = {e.name: e.points for e in load_assignment(layout.solutions / case.name).exercises}
    with Gradebook(f"sqlite:///{layout.gradebook}") as gradebook:
        submissions = gradebook.assignment_submissions(case.name)
        grades = [g for s in submissions for n in s.notebooks for g in n.grades]
        earned = [g.score == exercises[g.name] for g in grades if g.name in exercises]
    return len(earned) == case.students * len(exercises) and all(earned)


def clock() -> np.ndarray:
    """Seconds by the clock, and of processors: ours, and those of children that have ended."""
    used = os.times()
    return np.array([time.perf_counter(), sum(used[:4])])


def measure(case: Case) -> tuple[np.ndarray, np.ndarray]:
    """Median seconds a submission of ours and of stock nbgrader: by the clock, of processors."""
    taken: dict[Callable[[Layout, Case], None], list[np.ndarray]] = {ours: [], stock: []}
    with tempfile.TemporaryDirectory() as folder:
        run_course(write_masters(Path(folder) / "warm"))  # imports, and the look at the machine
        released = case.write(Path(folder) / "released")
        (released.course / "submitted" / "nobody").mkdir(parents=True)  # and so no sample class
        run_course(released, [case.name])
        for number in range(case.rounds):
            for run, seconds in taken.items():
                layout = Layout(Path(folder) / f"{run.__name__}-{number}")
                shutil.copytree(released.root, layout.root)
                class_of(layout, case)
                start = clock()
                run(layout, case)
                seconds.append((clock() - start) / case.students)
                if not full_marks(layout, case):
                    raise SystemExit(f"{run.__name__} did not give {case.name} full marks")
    return np.median(taken[ours], axis=0), np.median(taken[stock], axis=0)


def main() -> None:
    warnings.simplefilter("ignore")  # of nbgrader's dependencies, about each other
    table = Table("assignment", "seconds a submission", "ours", "stock nbgrader", "ratio")
    wanted = sys.argv[1:] or [case.name for case in CASES]
    for case in (case for case in CASES if case.name in wanted):
        size = f"{case.name} ({case.what}), {case.students} submissions x {case.rounds}"
        for what, mine, theirs in zip(("clock", "processors"), *measure(case), strict=True):
            table.add_row(size, what, f"{mine:.3f}", f"{theirs:.3f}", f"{theirs / mine:.1f}")
    Console().print(table)


if __name__ == "__main__":
    main()
