"""What goes wrong with one assignment, which is no reason to stop the others."""

from collections.abc import Iterator
from contextlib import contextmanager

from autograder.authors.exercise import AuthorError
from autograder.grading.grader import CheckBugError


class Failures:
    """Keeps what goes wrong with one thing from the others.

    Attributes:
        why: by name, what its author is to be told.
    """

    def __init__(self) -> None:
        self.why: dict[str, str] = {}

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        """Do something for the thing of that name, which may fail."""
        try:
            yield
        except (AuthorError, CheckBugError) as error:
            self.why[name] = str(error)
