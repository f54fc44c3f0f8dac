"""The output of the commands for instructors."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.assignments.assignment import way_out
from autograder.assignments.installation import page
from autograder.assignments.layout import Layout
from autograder.commands.options import MOST_IN_WORDS
from autograder.commands.score_table import table_of_scores
from autograder.grading.feedback import describe, first_finding, printable, to_text
from autograder.grading.results import Report, Result
from autograder.sandbox.self_test import PROPERTIES, Isolation, layers
from autograder.submissions.finding import MUST_CHOOSE

if TYPE_CHECKING:  # this imports nbgrader, which takes two seconds
    from autograder.course.run import CourseRun


def show_results(console: Console, report: Report, words: bool | None = None) -> None:
    """The feedback in words, and a table of scores below it.

    Args:
        console: where to print.
        report: of the submissions.
        words: whether the feedback is told in words; by default for MOST_IN_WORDS submissions or
            fewer, and more of them are told the option.
    """
    told = {result.path: result for result in report.submissions}
    if words or (words is None and len(told) <= MOST_IN_WORDS):
        for result in told.values():
            _show_words(console, result, heading=len(told) > 1)
    names = list(dict.fromkeys(e.exercise for s in report.submissions for e in s.exercises))
    table = table_of_scores("submission", names, console.width)
    for result in report.submissions:
        scores = {e.exercise: f"{e.score:g}/{e.points:g}" for e in result.exercises}
        finding = result.error or next(filter(None, map(first_finding, result.exercises)), "")
        finding = _with_notes(finding, result.notes)
        total = f"{result.score:g}/{result.points:g}"
        row = [escape(result.path), *(scores.get(name, "") for name in names), total]
        table.add_row(*row, finding)
    console.print(table)
    for result in report.submissions:
        _tell_of_waiting(console, result.path, result.waits)
    if words is None and len(told) > MOST_IN_WORDS:
        console.print(f"With --words, the feedback of these {len(told)} is printed in words, too.")
    _warn_of_weaker(console, report.isolation.get("accepted_weaker", ()))


def _show_words(console: Console, result: Result, heading: bool) -> None:
    """The feedback on each exercise of one submission, below its path if that is asked for."""
    if heading:
        path = " ".join(printable(result.path).splitlines())
        title = f"{path}: {result.score:g} of {result.points:g} points"
        text = "" if result.error is None else printable(result.error) + "\n"
        console.print(f"{title}\n{'=' * len(title)}\n{text}", markup=False, soft_wrap=True)
    for exercise in result.exercises:
        console.print(to_text(describe(exercise)) + "\n", markup=False, soft_wrap=True)


def show_rivals(console: Console, others: Sequence[str]) -> None:
    """Other packages of the engine's name, a sentence each."""
    for sentence in others:
        console.print(f"[red]another autograder[/]: {escape(sentence)}", soft_wrap=True)


def show_isolation(console: Console, isolation: Isolation) -> None:
    """Print what submissions are kept from, property by property."""
    table = Table("property", "", "what to do", box=box.SIMPLE)
    for name in PROPERTIES:
        held = isolation.held[name]
        table.add_row(
            name,
            "[green]held[/]" if held else "[red]missing[/]",
            "" if held else isolation.fix(name),
        )
    console.print(table)
    alone = "as many as it likes, so submissions are graded one at a time"
    threads = alone if isolation.threads is None else f"{isolation.threads} at most"
    console.print(f"Threads that a submission can have: {threads}.", soft_wrap=True)
    walls = Table("layer", "", "", box=box.SIMPLE)
    for layer in layers():
        walls.add_row(
            layer.name, "[green]there[/]" if layer.there else "none", escape(layer.detail)
        )
    console.print(walls)
    more = page("confinement")
    console.print(f"What a layer is, and how to get one that is missing: {more}", soft_wrap=True)


def show_course(console: Console, layout: Layout, run: "CourseRun") -> None:
    """The class: a row a student, and where to look next."""
    for name in run.released:
        console.print(f"[green]released[/] {name}")
        for change in run.changes.get(name, ()):
            console.print(f"[yellow]{name}[/]: {escape(str(change))}", soft_wrap=True)
    if run.sample:
        console.print(f"course/submitted was empty: wrote a sample class of {len(run.sample)}.")
    for assignment in dict.fromkeys(row.assignment for row in run.rows):
        rows = [row for row in run.rows if row.assignment == assignment]
        names = list(dict.fromkeys(name for row in rows for name in row.scores))
        table = table_of_scores("student", names, console.width, assignment)
        for row in rows:
            scores = [f"{row.scores[name]:g}" if name in row.scores else "" for name in names]
            left = row.status == "withdrawn"
            total = "" if left else f"{row.total:g}/{row.points:g}"
            style = "dim" if left or row.status == "unchanged" else ""
            finding = _with_notes(_LEFT if left else row.problem or row.finding, row.notes)
            late = f"[yellow]Late:[/] {row.late_penalty:g} taken off" if row.late_penalty else ""
            finding = "\n".join(filter(None, [finding, late]))
            table.add_row(escape(printable(row.student)), *scores, total, finding, style=style)
        console.print(table)
    for waiting in run.waiting:
        table = table_of_scores("student", (), console.width, waiting.assignment)
        table.add_row(f"all {waiting.students}", "", f"[yellow]{escape(way_out(waiting.missing))}")
        console.print(table)
    to_mark = sum(row.to_mark for row in run.rows)
    counts = {status: sum(row.status == status for row in run.rows) for status in _STATUSES}
    summary = ", ".join(f"{count} {_STATUSES[s]}" for s, count in counts.items() if count)
    console.print(summary or "Nothing was handed in.")
    _warn_of_weaker(console, run.accepted_weaker)
    for row in run.rows:
        if row.problem:  # whole, where the table cuts it
            told = f"{row.student}, {row.assignment}: {row.problem}"
            console.print(f"[red]Problem[/]: {escape(printable(told))}", soft_wrap=True)
        _tell_of_waiting(console, f"{row.student}, {row.assignment}", row.waits)
    if any(MUST_CHOOSE in row.waits for row in run.rows):
        console.print(
            "Where files differ, name the right one: autograder choose STUDENT ASSIGNMENT FILE",
            soft_wrap=True,
        )
    _show_people(console, run)
    for path in run.strays:
        place = "course/submitted/STUDENT/ASSIGNMENT/"
        console.print(f"[yellow]Not graded[/]: {escape(str(path))} is not in a folder {place}")
    if to_mark:
        console.print(f"Answers and exercises that wait for a mark: {to_mark}")
    if run.feedback is not None:
        console.print(f"A feedback page: {run.feedback.relative_to(layout.root)}", soft_wrap=True)
    for name, why in run.failed.items():
        console.print(f"[red]Not graded[/]: {name}: {escape(why)}", soft_wrap=True)
    console.print(
        f"Formgrader, for the written answers: {_here(layout)}{run.formgrader}", soft_wrap=True
    )


def _show_people(console: Console, run: "CourseRun") -> None:
    """Whose folders are nobody's, and who left the course."""
    for stranger in run.people.strangers:
        console.print(f"[yellow]Unknown[/]: {escape(printable(str(stranger)))}", soft_wrap=True)
    if run.people.withdrawn:
        left = escape(printable(", ".join(run.people.withdrawn)))
        console.print(
            f"[yellow]Withdrawn[/]: {left}: {_LEFT}, and exports leave it out", soft_wrap=True
        )


_LEFT = "no longer in the roster, so not graded; the gradebook keeps what was recorded"
_TOLD = 3  # notes about a student's files in the table
_STATUSES = {
    "graded": "graded",
    "unchanged": "unchanged",
    "problem": "with a problem",
    "withdrawn": "withdrawn",
}


def _here(layout: Layout) -> str:
    """The folder of this environment's commands, where it is not activated; "" where it is."""
    own = Path(sys.prefix)
    inside = own != Path(sys.base_prefix) and own.is_relative_to(layout.root)
    return f"{own.relative_to(layout.root) / 'bin'}/" if inside else ""


def _with_notes(finding: str, notes: Sequence[str]) -> str:
    """The first finding, and below it the notes about the files, ready to print."""
    told = [f"[yellow]Files:[/] {escape(printable(note))}" for note in notes[:_TOLD]]
    told += [f"and {len(notes) - _TOLD} more; see the feedback page"] if notes[_TOLD:] else []
    return "\n".join([*filter(None, [escape(finding)]), *told])


def _tell_of_waiting(console: Console, whose: str, waits: str) -> None:
    if waits:
        told = escape(printable(f"{whose}: {waits}"))
        console.print(f"[yellow]Waits for a person[/]: {told}", soft_wrap=True)


def _warn_of_weaker(console: Console, accepted: Sequence[str]) -> None:
    if accepted:
        console.print(
            f"[yellow]Graded on a machine that lacks {', '.join(accepted)}; see autograder doctor."
        )
