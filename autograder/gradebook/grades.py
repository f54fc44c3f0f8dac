"""Reads the gradebook into the notebook that becomes a feedback page."""

import re
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors.getgrades import GetGrades
from nbgrader.utils import is_locked

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
        resources["nbgrader"]["waiting"] = False
        nb, resources = super().preprocess(nb, resources)
        resources["nbgrader"]["score"] = max(0.0, resources["nbgrader"]["score"])
        for cell in nb.cells:
            if is_locked(cell):
                cell.source = _PRIVATE.sub("", cell.source)
        return nb, resources

    def _get_score(self, cell: NotebookNode, resources: dict[str, Any]) -> None:
        super()._get_score(cell, resources)
        grade = self.gradebook.find_grade(
            cell.metadata["nbgrader"]["grade_id"],
            self.notebook_id,
            self.assignment_id,
            self.student_id,
        )
        waiting = bool(grade.needs_manual_grade)
        cell.metadata.nbgrader["waiting"] = waiting
        resources["nbgrader"]["waiting"] |= waiting
