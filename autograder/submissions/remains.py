"""What was handed in and could not be understood, so that work may be in it."""

from collections.abc import Collection, Mapping
from pathlib import PurePosixPath

from autograder.submissions.asked import Asked
from autograder.submissions.handed_in import PACKED_TIMESTAMP, TIMESTAMP, HandedIn
from autograder.submissions.notebook_cells import Cells
from autograder.submissions.reading import REST, short
from autograder.submissions.sources import Source, imported_by, is_checkpoint, is_code

MAX_NAMED = 5

# What a program wrote, what nobody writes code or answers into, and what is read elsewhere.
_NO_WORK = frozenset(
    {".npz", ".npy", ".csv", ".pkl", ".pt", ".pth", ".log", ".gz", ".pyc", ".toml", ".yml", ".cfg"}
)
_ARCHIVES = (".tar.gz", ".tgz")
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".heic"})
_KNOWN = frozenset({TIMESTAMP, PACKED_TIMESTAMP, "license", "makefile"})
_KNOWN |= {"readme.md", "readme.txt", "requirements.txt"}


def work_may_be_in(
    handed: HandedIn,
    notebooks: Mapping[str, Cells],
    asked: Asked,
    sources: Collection[Source],
) -> tuple[str, ...]:
    """The paths of archives, documents and files that could not be read, a few of them.

    Args:
        handed: all that was handed in.
        notebooks: those that could be read.
        asked: what the assignment asks for.
        sources: texts that were looked through.
    """
    understood = {source.file for source in sources} | set(notebooks)
    modules = imported_by(list(sources))
    found = [path for path in handed.unread if _may_hold_work(path, handed, asked)]
    for path, data in handed.files.items():
        if path in understood or not data.strip() or not _may_hold_work(path, handed, asked):
            continue
        code = PurePosixPath(path).suffix.lower() == ".py"
        first = PurePosixPath(path).parts[0].removesuffix(".py")
        if not code or (is_code(path, data) and first not in modules):
            found.append(path)
    return tuple(found[:MAX_NAMED])


def notes_on_unread(handed: HandedIn, asked: Asked) -> list[str]:
    """What is to be said of files that were not read: a few sentences, however many there are.

    Of those that were asked for it is said elsewhere.
    """
    rest = handed.unread.get(REST)
    paths = [path for path in handed.unread if path not in (REST, *asked.files)]
    said = [f"{short(path)} was not read: {handed.unread[path]}." for path in paths[:MAX_NAMED]]
    if more := len(paths) - len(said):
        said.append(f"{more} more files were not read.")
    return [*said, *([f"Not all was read: {rest}."] if rest else [])]


def pictures_in(handed: HandedIn) -> tuple[str, ...]:
    """The paths of pictures, which may be photographs of an answer."""
    return tuple(p for p in handed.files if PurePosixPath(p).suffix.lower() in _PICTURES)


def _may_hold_work(path: str, handed: HandedIn, asked: Asked) -> bool:
    """True for a file that is neither the library's nor what a program or an editor wrote."""
    pure = PurePosixPath(path)
    name = pure.name.lower()
    if asked.is_brought(path, handed.files) or is_checkpoint(path):
        return False
    if name in _KNOWN or name.startswith("."):
        return False
    return name.endswith(_ARCHIVES) or pure.suffix.lower() not in _NO_WORK | _PICTURES
