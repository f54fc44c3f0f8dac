"""Results in the grade cells, in the one form that nbgrader reads safely.

nbgrader takes the first output that decides: an error or any stderr is 0, a number is that many
points, more than the maximum raises, and no output at all is full marks. So every grade cell gets
exactly one number, between 0 and its points, whatever happens.
"""

import re
from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode, v4
from nbgrader.preprocessors.base import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution
from traitlets import Instance

from autograder.gradebook.course_grader import CourseGrader
from autograder.gradebook.feedback_html import alarm, to_html
from autograder.grading.feedback import describe, printable, to_text
from autograder.grading.results import Result

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~$&-])")


class Checks(NbGraderPreprocessor):  # type: ignore[misc] # nbgrader is not typed
    """Gives each grade cell its score and its feedback.

    Attributes:
        grader: gives the results; set by the converter that runs this.
    """

    grader = Instance(CourseGrader)

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Write the result into a notebook; resources say whose and which."""
        student = resources["nbgrader"]["student"]
        assignment = resources["nbgrader"]["assignment"]
        result = Result("", (), error="This assignment has no checks of its own.")
        if self.grader.knows(assignment):
            result = self.grader.result(student, assignment)
        for cell in nb.cells:
            if cell.cell_type == "code" and is_grade(cell) and not is_solution(cell):
                score_cell(cell, result)
        nb.cells[:0] = _about(
            {
                "About the files that were handed in": (
                    *self.grader.notes(student, assignment),
                    *result.notes,
                ),
                "About the time of hand-in": _told(self.grader.time(student, assignment).waits),
                "About this grading": tuple(map(_went_without, result.accepted_weaker)),
            }
        )
        return nb, resources


def score_cell(cell: NotebookNode, result: Result) -> None:
    """Replace the outputs of a grade cell by its exercise's feedback and one number."""
    name, points = cell.metadata.nbgrader["grade_id"], float(cell.metadata.nbgrader["points"])
    score, text, page = 0.0, "", ""
    try:
        exercise = result.exercise(name)
    except KeyError:
        why = result.error or f"No exercise is called {name}: this cell was not graded."
        warning = f"{printable(why)} The score is 0 until a person grades it."
    else:
        warning = f"Waits for a person. {printable(exercise.waits)}" if exercise.waits else ""
        score = min(max(exercise.score, 0.0), points) if exercise.score == exercise.score else 0.0
        feedback = describe(exercise)
        text, page = to_text(feedback), to_html(feedback)
        if exercise.points != points:
            warning = (
                f"The checks are worth {exercise.points:g} points, but this cell is worth"
                f" {points:g}: release the assignment again."
            )
    if warning:
        text, page = f"{warning}\n{text}".strip(), alarm(warning) + page
    report = v4.new_output("display_data", data={"text/html": page, "text/plain": text})
    recorded = f"<span style='color: #666'>Recorded: {score:g} of {points:g}</span>"
    number = {"text/html": recorded, "text/plain": repr(score)}
    cell.outputs = [report, v4.new_output("execute_result", data=number)]
    cell.execution_count = None


def _told(sentence: str) -> tuple[str, ...]:
    return (sentence,) if sentence else ()


def _went_without(name: str) -> str:
    return (
        f"The machine that graded this lacks the isolation property {name!r}, and your instructor"
        " accepted that. So the score is right only if the submission does not cheat."
    )


def _about(said: Mapping[str, tuple[str, ...]]) -> list[NotebookNode]:
    """A cell of sentences for each title that has any."""
    cells: list[NotebookNode] = []
    for title, sentences in said.items():
        if sentences:
            lines = "\n".join(f"- {_plain(' '.join(text.split()))}" for text in sentences)
            name = title.lower().replace(" ", "-")
            cells.append(v4.new_markdown_cell(f"**{title}**\n\n{lines}", id=name))
    return cells


def _plain(text: str) -> str:
    """A sentence with its markdown escaped, since it may hold names of a student's files."""
    return _MARKUP.sub(r"\\\1", printable(text))
