"""Knows the systems, and guesses which one a download comes from."""

from collections.abc import Collection, Iterable

from autograder.course.collecting.canvas import is_canvas, read_canvas
from autograder.course.collecting.downloads import Download
from autograder.course.collecting.folders import is_nbgrader, read_nbgrader, read_plain, strays
from autograder.course.collecting.git import is_git, read_git
from autograder.course.collecting.gradescope import METADATA, is_gradescope, read_gradescope
from autograder.course.collecting.hand_ins import HandIn
from autograder.course.collecting.moodle import is_moodle, read_moodle

SYSTEMS = ("canvas", "moodle", "gradescope", "git", "nbgrader", "plain")


def guess(download: Download, assignment: str) -> str:
    """The system whose layout a download has; “plain” if it is none of the others'."""
    entries = download.entries
    if is_gradescope(entries):
        return "gradescope"
    if is_moodle(entries):
        return "moodle"
    if is_canvas(entries):
        return "canvas"
    if is_git(download.folder):
        return "git"
    return "nbgrader" if is_nbgrader(entries, assignment) else "plain"


def read(system: str, download: Download, assignment: str, wanted: Collection[str]) -> list[HandIn]:
    """The submissions of a download.

    Args:
        system: one of SYSTEMS.
        download: an open one.
        assignment: its name.
        wanted: the names of its files.

    Raises:
        CollectError: the download is not one of that system.
    """
    entries = download.entries
    match system:
        case "canvas":
            return read_canvas(entries, wanted)
        case "moodle":
            return read_moodle(entries)
        case "gradescope":
            return read_gradescope(entries)
        case "git":
            return read_git(download.folder, entries, assignment)
        case "nbgrader":
            return read_nbgrader(entries, assignment)
        case _:
            return read_plain(entries)


def unclaimed(system: str, download: Download, hand_ins: Iterable[HandIn]) -> list[str]:
    """Files of a download that belong to nobody's submission."""
    if system not in ("canvas", "moodle", "gradescope"):
        return strays(download.entries)
    claimed = {entry.path for hand_in in hand_ins for entry in hand_in.files.values()}
    return [e.path for e in download.entries if e.path not in claimed and e.name != METADATA]
