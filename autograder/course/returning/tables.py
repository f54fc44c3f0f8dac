"""Tables of scores as CSV, a row for each student, as each system takes them."""

import csv
import io
from collections.abc import Iterable, Sequence

from autograder.course.returning.returned import Returned, ReturnedClass

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NOTHING = "-"  # what Moodle writes where there is no date


def plain(class_: ReturnedClass) -> bytes:
    """All that the gradebook says, for a spreadsheet."""
    head = ["id", "last_name", "first_name", "email", *class_.points]
    head += ["score", "late_penalty", "total", "points", "waits_for_a_person"]
    rows = []
    for each in class_.students:
        who, marks = each.student, each.marks
        row = [who.id, who.last_name, who.first_name, who.email, *scores(each, class_.points)]
        if marks is None:
            rows.append([*row, "", "", "", number(class_.whole), ""])
        else:
            sums = map(number, (marks.score, marks.penalty, marks.total, class_.whole))
            rows.append([*row, *sums, " ".join(marks.waits)])
    return b"\xef\xbb\xbf" + table([head, *rows])  # the mark lets spreadsheets read UTF-8


def scores(each: Returned, names: Iterable[str]) -> list[str]:
    """A student's scores by exercise; empty where there is none."""
    found = each.marks.scores if each.marks else {}
    return [number(found[name]) if name in found else "" for name in names]


def total(each: Returned) -> str:
    """A student's total, late penalty included; empty where nothing was handed in."""
    return number(each.marks.total) if each.marks else ""


def number(value: float) -> str:
    """A number without digits that say nothing."""
    return f"{round(value, 4):.10g}"


def table(rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as CSV; no cell is a formula to a spreadsheet."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([[_tame(cell) for cell in r] for r in rows])
    return text.getvalue().encode("utf-8")


def _tame(cell: str) -> str:
    try:
        float(cell)
    except ValueError:
        return f"'{cell}" if cell.startswith(_FORMULA) and cell != _NOTHING else cell
    return cell
