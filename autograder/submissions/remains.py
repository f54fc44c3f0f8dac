"""What was handed in and could not be understood, so that work may be in it."""

from collections.abc import Collection, Mapping
from pathlib import PurePosixPath

from autograder.submissions.asked import Asked
from autograder.submissions.handed_in import HandedIn
from autograder.submissions.notebook_cells import Cells

MAX_NAMED = 5

# What a program wrote, what nobody writes code or answers into, and what is read elsewhere.
_NO_WORK = frozenset(
    {".npz", ".npy", ".csv", ".pkl", ".pt", ".pth", ".log", ".gz", ".pyc", ".toml", ".yml", ".cfg"}
)
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".heic"})
_KNOWN = frozenset({"timestamp.txt", "readme.md", "readme.txt", "requirements.txt"})


def work_may_be_in(
    handed: HandedIn,
    notebooks: Mapping[str, Cells],
    asked: Asked,
    understood: Collection[str],
) -> tuple[str, ...]:
    """The paths of archives, documents and files that could not be read, a few of them.

    Args:
        handed: all that was handed in.
        notebooks: those that could be read.
        asked: what the assignment asks for.
        understood: paths of files that were read as modules.
    """
    unread = [path for path in handed.unread if _may_hold_work(path, asked)]
    texts = [
        path
        for path, data in handed.files.items()
        if path not in notebooks and data.strip() and path not in understood
        if _may_hold_work(path, asked) and not path.lower().endswith(".py")
    ]
    return tuple((unread + texts)[:MAX_NAMED])


def pictures_in(handed: HandedIn) -> tuple[str, ...]:
    """The paths of pictures, which may be photographs of an answer."""
    return tuple(p for p in handed.files if PurePosixPath(p).suffix.lower() in _PICTURES)


def _may_hold_work(path: str, asked: Asked) -> bool:
    """True for a file that is neither the library's nor what a program wrote."""
    pure = PurePosixPath(path)
    if asked.library and asked.library in pure.parts:
        return False
    known = pure.name.lower() in _KNOWN
    return not known and pure.suffix.lower() not in _NO_WORK | _PICTURES
