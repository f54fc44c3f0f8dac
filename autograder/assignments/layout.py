"""The folders of a course."""

from dataclasses import dataclass
from pathlib import Path

from autograder.assignments.settings import FILE, SQLITE, Settings, find_settings


class NoCourseError(Exception):
    """The working directory is not inside a course."""


@dataclass(frozen=True)
class Layout:
    """The folders of a course.

    Attributes:
        root: the folder that holds course.toml.
    """

    root: Path

    @property
    def settings(self) -> Settings:
        """The choices of the course; read anew each time.

        Raises:
            AuthorError: course.toml cannot be read.
        """
        return find_settings(self.root)

    @property
    def solutions(self) -> Path:
        """Masters, references, checks: for instructors only."""
        return self.root / "solutions"

    @property
    def assignments(self) -> Path:
        """The released assignments; generated."""
        return self.root / "assignments"

    @property
    def course(self) -> Path:
        """The working state of nbgrader; ignored by git."""
        return self.root / "course"

    @property
    def database(self) -> str:
        """The URL of the gradebook; an SQLite file of a relative path lies in the course."""
        url = self.settings.database
        if url.startswith(SQLITE):
            return f"{SQLITE}{self.root / url.removeprefix(SQLITE)}"
        return url or f"{SQLITE}{self.course / 'gradebook.db'}"

    @property
    def gradebook(self) -> Path | None:
        """The gradebook as an SQLite file; None where a database server keeps it."""
        url = self.database
        return Path(url.removeprefix(SQLITE)) if url.startswith(SQLITE) else None

    @property
    def roster(self) -> Path | None:
        """The CSV file of those who take the course; None where everybody does who hands in."""
        name = self.settings.roster
        return self.root / name if name else None

    def submitted(self, student: str, assignment: str) -> Path:
        """The folder of a student's submission."""
        return self.course / "submitted" / student / assignment

    def intake(self, student: str, assignment: str) -> Path:
        """The folder that is written from a submission, and that nbgrader grades."""
        return self.course / "intake" / student / assignment

    def choice(self, student: str, assignment: str) -> Path:
        """The file that says which of a student's files a person chose."""
        return self.course / "chosen" / assignment / f"{student}.json"

    def results(self, assignment: str) -> Path:
        """The folder of an assignment's results, each named by its cache key."""
        return self.course / "results" / assignment

    @property
    def all_known(self) -> Path:
        """The folder of what was found on known wrong versions; it can be found again."""
        return self.course / "known"

    def known(self, assignment: str) -> Path:
        """The folder of the findings on an assignment's known wrong versions."""
        return self.all_known / assignment

    def recorded(self, assignment: str) -> Path:
        """The folder of stamps: what was released, and what the gradebook holds of each student."""
        return self.course / "recorded" / assignment

    @property
    def histories(self) -> Path:
        """The folder that holds the histories of scores of each assignment."""
        return self.course / "history"

    def history(self, assignment: str) -> Path:
        """The folder of the histories of an assignment's scores, with a file for each student."""
        return self.histories / assignment

    def marked(self, assignment: str) -> Path:
        """The file of who gave which mark, to which lines are only ever added."""
        return self.course / "marked" / f"{assignment}.jsonl"

    @property
    def report(self) -> Path:
        """What the report on the class is written to."""
        return self.course / "report"

    @property
    def collected(self) -> Path:
        """What collecting found and did, and all that it put nowhere else."""
        return self.course / "collected"

    def returned(self, assignment: str) -> Path:
        """The folder of what is packed for the system of the course."""
        return self.course / "returned" / assignment

    @property
    def serve(self) -> Path:
        """What the check service keeps."""
        return self.course / "serve"

    def feedback(self, student: str, assignment: str) -> Path:
        """The folder of a student's feedback pages."""
        return self.course / "feedback" / student / assignment


def find_layout(start: Path | None = None) -> Layout:
    """The course around a folder (the working directory when None).

    Raises:
        NoCourseError: no folder from there upwards holds course.toml and solutions/.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / FILE).is_file() and (folder / "solutions").is_dir():
            return Layout(folder)
    raise NoCourseError(
        f"{here} is not inside a course: no folder from here upwards holds both {FILE} and"
        " solutions/. Change into your course, or run `autograder init` to start one here."
    )


def make_private(file: Path) -> None:
    """See that a file is there; a new one can be read by its owner only."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        file.touch(mode=0o600)
