"""A checkout with one small assignment, and a class that hands in whatever a test says."""

import io
import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from demo_masters import CHECKS, MISCONCEPTIONS, MODULE, NOTEBOOK, SAMPLE
from nbgrader.api import Gradebook
from nbgrader.converters.generate_feedback import GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from release_steps import release
from traitlets.config import Config

from autograder.assignments.layout import Layout
from autograder.gradebook.autograde import CheckedAutograde
from autograder.gradebook.config import configure
from autograder.gradebook.feedback_pages import Pages

REPOSITORY = Path(__file__).resolve().parent.parent

CORRECT = "def double(x):\n    return 2 * x\n\n\ndef halve(x):\n    return x / 2\n"
ADDS_TWO = CORRECT.replace("2 * x", "x + 2")
FULL = {"double": 3.0, "halve": 1.0}


def write_masters(root: Path) -> Layout:
    """A checkout whose assignment has not been released."""
    folder = root / "solutions" / "demo"
    folder.mkdir(parents=True)
    for name, text in {
        "shapes": MODULE,
        "checks": CHECKS,
        "misconceptions": MISCONCEPTIONS,
        "demo": NOTEBOOK,
        "sample_class": SAMPLE,
    }.items():
        (folder / f"{name}.py").write_text(text)
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    (root / "course.toml").write_text("variants = 0\n")
    return Layout(root)


def released(root: Path) -> Layout:
    """A checkout whose assignment has been released."""
    layout = write_masters(root)
    release(layout, "demo")
    return layout


def released_notebook(layout: Layout) -> nbformat.NotebookNode:
    """What students get."""
    return nbformat.read(layout.course / "release/demo/demo.ipynb", as_version=4)


def cell_of(notebook: nbformat.NotebookNode, name: str) -> nbformat.NotebookNode:
    """The cell of that grade_id."""
    return next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)


def hand_in(
    layout: Layout,
    student: str,
    module: str | None = CORRECT,
    notebook: nbformat.NotebookNode | None = None,
) -> Path:
    """Write a submission; returns its folder."""
    folder = layout.submitted(student, "demo")
    folder.mkdir(parents=True, exist_ok=True)
    if module is not None:
        (folder / "shapes.py").write_text(module)
    nbformat.write(notebook or released_notebook(layout), folder / "demo.ipynb")
    return folder


def nbgrader(layout: Layout, student: str = "*", *, force: bool = False, exclude: str = "") -> str:
    """Autograde in this process, set up as for the command line; returns nbgrader's log."""
    config, course, log, text = _setting(layout, student)
    course.student_id_exclude = exclude
    try:
        CheckedAutograde(coursedir=course, config=config, log=log, force=force).start()
    except Exception as error:
        error.add_note(text.getvalue())
        raise
    return text.getvalue()


def feedback(layout: Layout, student: str) -> str:
    """Write a feedback page; returns its HTML."""
    config, course, log, _ = _setting(layout, student)
    GenerateFeedback(coursedir=course, config=config, log=log, force=True).start()
    return (layout.feedback(student, "demo") / "demo.html").read_text()


def update(layout: Layout) -> None:
    """Run both steps in this process, without force."""
    for converter in (CheckedAutograde, Pages):
        config, course, log, _ = _setting(layout, "*")
        converter(coursedir=course, config=config, log=log).start()


def command(layout: Layout, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run nbgrader's own command from the checkout."""
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=layout.root,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def scores(layout: Layout, student: str, assignment: str = "demo") -> dict[str, float | None]:
    """What the gradebook holds for a student; None where a person has to decide."""
    with Gradebook(layout.database, layout.settings.id) as gradebook:
        submission = gradebook.find_submission(assignment, student)
        grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
        return {g.name: None if g.needs_manual_grade else g.score for g in grades}


def exercise_scores(layout: Layout, student: str) -> dict[str, float | None]:
    """The same without written answers."""
    return {name: score for name, score in scores(layout, student).items() if name != "why"}


def autograded(layout: Layout, student: str) -> nbformat.NotebookNode:
    """The notebook that formgrader shows."""
    return nbformat.read(layout.course / "autograded" / student / "demo/demo.ipynb", as_version=4)


def _setting(
    layout: Layout, student: str
) -> tuple[Config, CourseDirectory, logging.Logger, io.StringIO]:
    text = io.StringIO()
    log = logging.Logger("nbgrader", logging.INFO)
    log.addHandler(logging.StreamHandler(text))
    config = Config()
    configure(config, layout.root)
    config.CourseDirectory.student_id = student
    config.CourseDirectory.assignment_id = "demo"
    return config, CourseDirectory(config=config, log=log), log, text
