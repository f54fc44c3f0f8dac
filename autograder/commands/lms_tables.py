"""The output of collecting and returning."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.assignments.layout import Layout
from autograder.grading.feedback import printable

if TYPE_CHECKING:  # the commands import these when they run
    from autograder.course.collecting.run import Collected, Filed, Unknown
    from autograder.course.returning.run import Packed

_DONE = {
    "new": "new",
    "unchanged": "unchanged",
    "replaced": "replaced; the earlier one is in course/collected/before/",
    "older": "older than the one that is there; moved to course/collected/before/",
    "damaged": "damaged; what could be read was filed",
    "kept": "damaged; the earlier one stays, and this one is in course/collected/before/",
    "": "not filed",
}


def show_collected(console: Console, assignment: str, collected: "Collected") -> None:
    """A row for each student, and below it whom or what a person has to look at."""
    for path, system, guessed in collected.origins:
        how = "looks like a download of" if guessed else "was read as a download of"
        then = " If it is not, name the system with --from." if guessed else ""
        console.print(f"{_safe(path)} {how} {system}.{then}", soft_wrap=True)
    console.print(_table(assignment, collected.filed))
    counts = Counter(row.done for row in collected.filed)
    told = ", ".join(f"{count} {_DONE[done].partition(';')[0]}" for done, count in counts.items())
    console.print(f"Submissions: {told}" if told else "Nothing was filed.")
    for unknown in collected.unknown:
        console.print(
            f"[yellow]Unknown[/]: {_safe(_told_once(unknown))}. The files are in"
            f" {_safe(unknown.kept)}",
            soft_wrap=True,
        )
    for double in collected.doubles:
        taken = f"{_safe(double.taken)} was taken" if double.taken else "none was taken"
        console.print(
            f"[yellow]Double[/]: {_safe(double.student)} handed in {len(double.sources)} times:"
            f" {taken}: {_safe(double.why)}",
            soft_wrap=True,
        )
    for problem in collected.problems:
        console.print(f"[yellow]Left out[/]: {_safe(problem)}", soft_wrap=True)
    if collected.missing:
        console.print(f"Missing: {', '.join(map(_safe, collected.missing))}", soft_wrap=True)
    if not collected.roster:
        console.print("course.toml names no roster, so nobody can be reported as missing.")


def _told_once(unknown: "Unknown") -> str:
    """The place of a submission and the reason, which may begin with the same words."""
    known = unknown.why.startswith(unknown.source)
    return unknown.why if known else f"{unknown.source}: {unknown.why}"


def _table(assignment: str, filed: Sequence["Filed"]) -> Table:
    table = Table(title=assignment, title_justify="left", box=box.SIMPLE, padding=(0, 1, 0, 0))
    for heading in ("student", "from", "handed in (UTC)", "", ""):
        table.add_column(heading, overflow="fold")
    for row in filed:
        notes = "\n".join([_DONE[row.done], *row.notes])
        time = f"{row.time.astimezone(UTC):%Y-%m-%d %H:%M:%S}" if row.time else "unknown"
        late = "[yellow]late[/]" if row.late else ""
        table.add_row(_safe(row.student), _safe(row.source), time, late, _safe(notes))
    return table


def _safe(text: str) -> str:
    """Text that may hold names of students' files, ready to print."""
    return escape(printable(text))


_UPLOADS = {
    "canvas": {
        "feedback.zip": "“Upload Submissions” of the assignment",
        "grades.csv": "Grades, Import: the total",
        "grades-by-exercise.csv": "the same; it makes an assignment of each exercise",
    },
    "moodle": {
        "feedback.zip": "“Upload multiple feedback files in a zip”",
        "grading-worksheet.csv": "“Upload grading worksheet”",
        "grades.csv": "Grades, Import, CSV file: mapped by email address",
    },
    "gradescope": {
        "autograder.zip": "Configure Autograder; then regrade all submissions",
        "grades.csv": "for a spreadsheet; Gradescope imports no scores",
    },
    "csv": {"grades.csv": "for a spreadsheet", "feedback.zip": "a folder for each student"},
}
_NAMED = {
    "missing": "No score, so the cell is empty (nothing was handed in)",
    "withdrawn": "Left out (in the gradebook, but not in the roster)",
    "provisional": "Provisional (a person has to mark or settle something)",
    "without_page": "No feedback page (autograder course writes it)",
    "old_page": "Old feedback page (run autograder course, then return again)",
    "not_addressed": "No feedback in this system (the work was not collected from it)",
}


def show_packed(console: Console, layout: Layout, target: str, packed: "Packed") -> None:
    """The files, where each is uploaded, and whom they do not reach."""
    folder = packed.folder.relative_to(layout.root)
    console.print(f"[green]packed[/] {packed.students} students into {folder}/", soft_wrap=True)
    for name in packed.files:
        console.print(f"  {name:<22} [dim]{_UPLOADS[target][name]}[/]", soft_wrap=True)
    for field, sentence in _NAMED.items():
        if names := getattr(packed, field):
            told = ", ".join(map(_safe, names))
            console.print(f"[yellow]{sentence}[/]: {told}", soft_wrap=True)
