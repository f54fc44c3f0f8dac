"""nbgrader's feedback step, which writes a page anew when it is not what it should be."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.converters.generate_feedback import GenerateFeedback
from traitlets import Type, Unicode

from autograder.assignments.layout import Layout
from autograder.gradebook.database import Transaction
from autograder.gradebook.folders import notebooks_in, submissions
from autograder.gradebook.lateness import settle_penalties
from autograder.gradebook.page_exporter import PageExporter
from autograder.gradebook.recorded import load_recorded, save_recorded
from autograder.gradebook.stamps import gradebook_stamps, pages_stamp
from autograder.gradebook.turns import turn

_END = b"</html>"


class Pages(GenerateFeedback):  # type: ignore[misc] # nbgrader is not typed
    """GenerateFeedback that sees which pages are missing, old or cut off.

    A page is old when anything that it shows has changed: the notebook, a score, a mark, a
    comment, what is taken off for being late, or how pages are written.

    Attributes:
        at: the pair of student and assignment that is being worked on.
        progress: told "Writing", and the student who is through with it.
        waits: whether it waits while another run is at work in the course.
    """

    course_folder = Unicode(help="The folder that holds course.toml.").tag(config=True)
    exporter_class = Type(PageExporter)
    at: tuple[str, str] = ("", "")
    progress: Callable[[str, str], None] = staticmethod(lambda stage, student: None)
    waits = True

    def start(self) -> None:
        """Write the pages of the submissions that the course directory's ids name."""
        with turn(self, "nbgrader generate_feedback"):
            super().start()

    def init_notebooks(self) -> None:
        """Find the autograded notebooks; nbgrader's own search takes names for patterns."""
        folders = submissions(self.coursedir, self.coursedir.autograded_directory)
        found = {str(f): notebooks_in(f, self.coursedir.notebook_id) for f in folders}
        self.assignments = {folder: notebooks for folder, notebooks in found.items() if notebooks}
        if not self.assignments:
            super().init_notebooks()  # which says what it looked for

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """True if pages are to be written for a submission."""
        self._through()
        self.at = (student_id, assignment_id)
        source = Path(self._format_source(assignment_id, student_id))
        pages = Path(self._format_dest(assignment_id, student_id))
        notebooks = [Path(path) for path in notebooks_in(source, "*")]
        held = self._gradebook[assignment_id].get(student_id, "")
        self._stamp = pages_stamp(notebooks, held)
        if pages.is_dir() and self._all and student_id not in self._excluded:
            current = load_recorded(self._record()).pages == self._stamp
            if not (current and all(_is_whole(pages / f"{n.stem}.html") for n in notebooks)):
                shutil.rmtree(pages)
        return bool(super().init_destination(assignment_id, student_id))

    def convert_notebooks(self) -> None:
        """Write the pages, once the penalties that they show are up to date."""
        folders = [Path(folder) for folder in self.assignments]
        self._gradebook: dict[str, dict[str, str]] = {}
        with Transaction(self.coursedir.db_url) as transaction:
            transaction.begin()
            for assignment in sorted({folder.name for folder in folders}):
                students = {f.parent.name for f in folders if f.name == assignment}
                settle_penalties(self, assignment, students - self._excluded)
                with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
                    self._gradebook[assignment] = gradebook_stamps(gradebook, assignment)
            transaction.commit()
            transaction.begin()  # for the speed of it: nothing is written
            super().convert_notebooks()
        self._through()

    def set_permissions(self, assignment_id: str, student_id: str) -> None:
        """The last step for a submission: from here on its pages are up to date."""
        super().set_permissions(assignment_id, student_id)
        if self._all:
            path = self._record()
            save_recorded(path, replace(load_recorded(path), pages=self._stamp))

    def _through(self) -> None:
        if self.at[0]:
            self.progress("Writing", self.at[0])
        self.at = ("", "")

    def _record(self) -> Path:
        student, assignment = self.at
        return Layout(Path(self.course_folder)).recorded(assignment) / f"{student}.json"

    @property
    def _all(self) -> bool:
        """True unless the command names a notebook."""
        return bool(self.coursedir.notebook_id == "*")

    @property
    def _excluded(self) -> set[str]:
        return set(self.coursedir.student_id_exclude.split(","))


def _is_whole(page: Path) -> bool:
    """True if a page was written to its end."""
    try:
        with page.open("rb") as file:
            file.seek(-min(page.stat().st_size, 100), os.SEEK_END)
            return file.read().rstrip().endswith(_END)
    except OSError:
        return False
