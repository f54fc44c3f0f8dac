"""nbgrader's feedback step, which writes a page anew when it is not what it should be."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from nbgrader.converters.generate_feedback import GenerateFeedback

from autograder.gradebook.database import Transaction
from autograder.gradebook.folders import notebooks_in, submissions

_END = b"</html>"


class Pages(GenerateFeedback):  # type: ignore[misc] # nbgrader is not typed
    """GenerateFeedback that sees which pages are missing, old or cut off.

    Attributes:
        at: the pair of student and assignment that is being worked on.
        progress: told "Writing", and the student who is through with it.
    """

    at: tuple[str, str] = ("", "")
    progress: Callable[[str, str], None] = staticmethod(lambda stage, student: None)

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
        excluded = student_id in self.coursedir.student_id_exclude.split(",")
        if pages.is_dir() and not excluded and self.coursedir.notebook_id == "*":
            notebooks = [Path(path) for path in notebooks_in(source, "*")]
            if not all(_is_current(pages / f"{path.stem}.html", path) for path in notebooks):
                shutil.rmtree(pages)
        return bool(super().init_destination(assignment_id, student_id))

    def convert_notebooks(self) -> None:
        """Write the pages."""
        with Transaction(self.coursedir.db_url) as reading:
            reading.begin()  # for the speed of it: nothing is written
            super().convert_notebooks()
        self._through()

    def _through(self) -> None:
        if self.at[0]:
            self.progress("Writing", self.at[0])
        self.at = ("", "")


def _is_current(page: Path, notebook: Path) -> bool:
    """True if a page is no older than its notebook, and was written to its end."""
    try:
        if page.stat().st_mtime_ns < notebook.stat().st_mtime_ns:
            return False
        with page.open("rb") as file:
            file.seek(-min(page.stat().st_size, 100), os.SEEK_END)
            return file.read().rstrip().endswith(_END)
    except OSError:
        return False
