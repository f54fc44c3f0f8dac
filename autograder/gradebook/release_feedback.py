"""nbgrader's step that releases feedback through the exchange, for a class of all kinds."""

import contextlib
from pathlib import Path

from nbgrader.exchange.default import ExchangeReleaseFeedback

from autograder.gradebook.folders import submissions
from autograder.submissions.reading import IntakeError, read_file

_SECRET = "submission_secret.txt"  # noqa: S105 - a file's name
_FILES = ("timestamp.txt", _SECRET)
_LONGEST = 1000  # bytes of such a file


class ReleaseFeedback(ExchangeReleaseFeedback):  # type: ignore[misc] # nbgrader is not typed
    """ExchangeReleaseFeedback that one student's missing file does not stop.

    nbgrader looks for two files beside the pages: the time of hand-in, which it only logs, and
    the secret by which the student's own machine finds the page. They are brought there from what
    was handed in. Who did not hand in through the exchange has no secret, and is left out.
    """

    def copy_files(self) -> None:
        """Release the pages of everybody who can fetch them."""
        excluded = self.coursedir.student_id_exclude
        without: list[str] = []
        for pages in submissions(self.coursedir, self.coursedir.feedback_directory):
            student = pages.parent.name
            self._bring_files(student, pages)
            if not (pages / _SECRET).is_file():
                without.append(student)
                self.log.warning(
                    "%s did not hand in through the exchange, so feedback cannot be fetched there",
                    student,
                )
        try:
            self.coursedir.student_id_exclude = ",".join([*filter(None, [excluded]), *without])
            super().copy_files()
        finally:
            self.coursedir.student_id_exclude = excluded

    def _bring_files(self, student: str, pages: Path) -> None:
        course = self.coursedir
        place = Path(course.format_path(course.submitted_directory, student, course.assignment_id))
        (pages / _FILES[0]).touch()
        for name in _FILES:
            with contextlib.suppress(IntakeError):
                (pages / name).write_bytes(read_file(place / name, _LONGEST))
