"""One look at a submission, from which it is graded and its notebook is built."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.submissions.asked import Asked
from autograder.submissions.finding import find_in_file, find_work
from autograder.submissions.handed_in import (
    TIMESTAMP,
    HandedIn,
    hand_in_of,
    read_handed_in,
)
from autograder.submissions.notebook_cells import Cells
from autograder.submissions.reading import SubmittedFiles
from autograder.submissions.sources import notebooks_in


@dataclass(frozen=True)
class Choice:
    """What a person chose where several files may be meant.

    Attributes:
        of: digest of the submission as it was then; it holds for no other.
        files: path of the file, by module.
    """

    of: str
    files: Mapping[str, str]


@dataclass(frozen=True)
class Intake:
    """A submission as it was read.

    Attributes:
        handed: all that was handed in.
        notebooks: the cells of every notebook in it, by its path.
        files: the modules that are graded.
    """

    handed: HandedIn
    notebooks: Mapping[str, Cells]
    files: SubmittedFiles


def take_in(path: Path, asked: Asked, chosen: Choice | None = None) -> Intake:
    """Read a submission: a folder, a zip, a notebook or a single module.

    Args:
        path: where it lies; nothing there is changed.
        asked: what the assignment asks for.
        chosen: what a person chose where several files may be meant, if it was asked.

    Raises:
        IntakeError: there is no such folder or file, or it cannot be read.
    """
    handed = read_handed_in(path, (TIMESTAMP, *asked.files), asked.private)
    notebooks = notebooks_in(handed, asked)
    alone = list(handed.files) == [path.name] and not handed.unread and not notebooks
    if alone and path.is_file():
        return Intake(handed, notebooks, find_in_file(handed, asked))
    files = chosen.files if chosen and chosen.of == handed.digest else {}
    return Intake(handed, notebooks, find_work(handed, notebooks, asked, files))


def take_in_bytes(files: Mapping[str, bytes], asked: Asked, most: int) -> Intake:
    """Read what came as bytes: modules, notebooks, zips of them or a single module.

    Args:
        files: bytes by name.
        asked: what the assignment asks for.
        most: how many bytes there may be in all, those in zips included.
    """
    handed = hand_in_of(files, asked.files, most)
    notebooks = notebooks_in(handed, asked)
    alone = len(files) == 1 and list(handed.files) == list(files) and not notebooks
    if alone and all(name.endswith(".py") for name in files):
        return Intake(handed, notebooks, find_in_file(handed, asked))
    return Intake(handed, notebooks, find_work(handed, notebooks, asked))
