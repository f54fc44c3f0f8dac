"""A class of any size whose answers wait for a mark: one is graded, the others are copied."""

import shutil

import nbformat
from demo_course import cell_of, nbgrader
from marking import answer, open_gradebook

from autograder.course.marking.questions import questions_of


def written_class(layout, texts):
    """Answers to the demo's question by student, as they are after grading."""
    first, *others = texts
    answer(layout, first, texts[first])
    nbgrader(layout)
    folder = layout.course / "autograded"
    with open_gradebook(layout) as gradebook:
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
