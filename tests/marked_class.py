"""A class of any size whose answers wait for a mark: one is graded, the others are copied."""

import os
import shutil
import subprocess
import sys
from contextlib import ExitStack

import nbformat
from demo_course import REPOSITORY, cell_of, nbgrader
from marking import answer
from nbgrader.api import Gradebook

from autograder.course.marking.questions import questions_of

SECONDS = 120  # within which everything must have happened, on a busy machine too


def written_class(layout, texts):
    """Answers to the demo's question by student, as they are after grading."""
    first, *others = texts
    answer(layout, first, texts[first])
    nbgrader(layout)
    folder = layout.course / "autograded"
    with Gradebook(layout.database, layout.settings.id) as gradebook:
        for student in others:
            shutil.copytree(folder / first, folder / student)
            gradebook.update_or_create_student(student)
            with gradebook.db.no_autoflush:  # nbgrader builds it outside of the session
                gradebook.update_or_create_submission("demo", student)
        for student, text in texts.items():
            path = folder / student / "demo/demo.ipynb"
            notebook = nbformat.read(path, as_version=4)
            if text is not None:
                cell_of(notebook, "why").source = text
            nbformat.write(notebook, path)


def why(layout):
    """The question."""
    (question,) = questions_of(layout, "demo")
    return question


MARKER = """
import sys
from pathlib import Path

from autograder.assignments.layout import Layout
from autograder.course.marking.book import Book, ConflictError, Wanted, version
from autograder.course.marking.questions import questions_of

layout, name = Layout(Path.cwd()), sys.argv[1]
book, (question,) = Book(layout, "demo"), questions_of(layout, "demo")
seen = {s: version(x, book.written(question, s)) for s, x in book.states(question).items()}
print("ready", flush=True)
input()
try:
    book.write(question, name, {s: Wanted(x, 1.0, f"By {name}.") for s, x in seen.items()})
    print("wrote")
except ConflictError:
    print("conflict")
"""


def _marker(layout, name):
    """A process that writes what it saw at its start, as soon as it is told to."""
    return subprocess.Popen(
        [sys.executable, "-c", MARKER, name],
        cwd=layout.root,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(REPOSITORY), *sys.path])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def the_one_who_wrote(layout, *names):
    """Have markers write at once what all saw; who of them wrote, while all others were told."""
    with ExitStack() as stack:
        markers = [stack.enter_context(_marker(layout, name)) for name in names]
        for each in markers:
            assert each.stdout.readline() == "ready\n"
        for each in markers:
            each.stdin.write("go\n")
            each.stdin.flush()
        said = [each.communicate(timeout=SECONDS)[0] for each in markers]
    assert sorted(said) == ["conflict\n"] * (len(names) - 1) + ["wrote\n"]
    return names[said.index("wrote\n")]
