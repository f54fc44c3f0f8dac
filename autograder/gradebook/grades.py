"""Reads the gradebook into the notebook that becomes a feedback page."""

import re
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors.getgrades import GetGrades
from nbgrader.utils import is_locked

from autograder.gradebook.lookups import comments_of, grades_of

_PRIVATE = re.compile(
    r"^[^\n]*BEGIN (HIDDEN TESTS|MARK SCHEME).*?(END \1[^\n]*\n?|\Z)", re.DOTALL | re.MULTILINE
)


class Grades(GetGrades):  # type: ignore[misc] # nbgrader is not typed
    """nbgrader's own stage, with two things that it leaves out.

    What waits for a person is said to wait; nbgrader says 0. Hidden tests and marking schemes,
    which the gradebook puts back into locked cells for the person who marks, are taken out.
    """

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Write scores and comments into the cells; resources say whether any is to come."""
        about = resources["nbgrader"]
        about["waiting"] = False
        whose = (about["assignment"], about["student"], about["notebook"])
        with Gradebook(about["db_url"]) as gradebook:
            self._grades = {
                name: (grade.score, grade.max_score, bool(grade.needs_manual_grade))
                for name, grade in grades_of(gradebook, *whose).items()
            }
            self._comments = {
                name: comment.comment for name, comment in comments_of(gradebook, *whose).items()
            }
        nb, resources = super().preprocess(nb, resources)
        resources["nbgrader"]["score"] = max(0.0, resources["nbgrader"]["score"])
        for cell in nb.cells:
            if is_locked(cell):
                cell.source = _PRIVATE.sub("", cell.source)
        return nb, resources

    def _get_score(self, cell: NotebookNode, resources: dict[str, Any]) -> None:
        score, points, waiting = self._grades[cell.metadata.nbgrader["grade_id"]]
        cell.metadata.nbgrader.update(score=score, points=points, waiting=waiting)
        resources["nbgrader"]["waiting"] |= waiting

    def _get_comment(self, cell: NotebookNode, resources: dict[str, Any]) -> None:
        cell.metadata.nbgrader["comment"] = self._comments[cell.metadata.nbgrader["grade_id"]]
