"""Where things are: the one place that knows the folders of a checkout."""

from dataclasses import dataclass
from pathlib import Path


class NoCheckoutError(Exception):
    """The working directory is not inside a checkout of the kit."""


@dataclass(frozen=True)
class Layout:
    """The folders of a checkout.

    Attributes:
        root: the folder that holds nbgrader_config.py.
    """

    root: Path

    @property
    def solutions(self) -> Path:
        """Masters, references, checks: for instructors only."""
        return self.root / "solutions"

    @property
    def assignments(self) -> Path:
        """What students get; generated."""
        return self.root / "assignments"

    @property
    def course(self) -> Path:
        """The working state of nbgrader; ignored by git."""
        return self.root / "course"

    @property
    def gradebook(self) -> Path:
        """The gradebook, an SQLite file."""
        return self.course / "gradebook.db"

    def submitted(self, student: str, assignment: str) -> Path:
        """What a student handed in."""
        return self.course / "submitted" / student / assignment

    def results(self, assignment: str) -> Path:
        """The folder of an assignment's results, each named by its cache key."""
        return self.course / "results" / assignment

    def recorded(self, assignment: str) -> Path:
        """The folder of stamps: what was released, and what the gradebook holds of each student."""
        return self.course / "recorded" / assignment

    def feedback(self, student: str, assignment: str) -> Path:
        """The folder of a student's feedback pages."""
        return self.course / "feedback" / student / assignment


def find_layout(start: Path | None = None) -> Layout:
    """The checkout around a folder (the working directory when None).

    Raises:
        NoCheckoutError: no folder from there upwards holds nbgrader_config.py and solutions/.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "nbgrader_config.py").is_file() and (folder / "solutions").is_dir():
            return Layout(folder)
    raise NoCheckoutError(
        f"{here} is not inside a checkout: no folder from here upwards holds both"
        " nbgrader_config.py and solutions/. Change into the checkout and try again."
    )
