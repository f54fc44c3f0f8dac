"""The report's files: a page, tables as CSV, and all of it as JSON."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from autograder.course.reporting.page import page
from autograder.course.reporting.report import ClassReport
from autograder.grading.store import replace_text

PAGE = "report.html"
SCHEMA = 1

_TABLES = ("exercises", "checks", "misconceptions", "unrecognized", "waiting", "similar")
_LEFT_OUT = ("sides",)  # of a table: whole texts


def write_report(folder: Path, report: ClassReport) -> tuple[str, ...]:
    """Write the report, and say which files it has."""
    document = asdict(report)
    files = {
        PAGE: page(report),
        "report.json": json.dumps({"schema": SCHEMA, **document}, indent=1, ensure_ascii=False),
        **{f"{name}.csv": _table(_rows(document, name)) for name in _TABLES},
    }
    for name, text in files.items():
        replace_text(folder / name, text)
    return tuple(files)


def _rows(document: Mapping[str, Any], name: str) -> Iterable[Mapping[str, Any]]:
    for part in document["parts"]:
        yield from part[name]


def _table(rows: Iterable[Mapping[str, Any]]) -> str:
    text = io.StringIO()
    writer: csv.DictWriter[str] | None = None
    for row in rows:
        cells = {key: _cell(value) for key, value in row.items() if key not in _LEFT_OUT}
        if writer is None:
            writer = csv.DictWriter(text, list(cells), lineterminator="\n")
            writer.writeheader()
        writer.writerow(cells)
    return text.getvalue()


def _cell(value: Any) -> Any:
    """A value as a spreadsheet takes it: lists in one cell, and no text that is a formula."""
    if isinstance(value, (list, tuple)):
        value = " ".join(": ".join(v) if isinstance(v, (list, tuple)) else str(v) for v in value)
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@"):
        return f"'{value}"
    return "" if value is None else value
