"""The record of what was collected for an assignment: course/collected/ASSIGNMENT.json.

It keeps what submitted/ has no place for: late flags, and the names that the system gave to
files, which it wants to see again when feedback is returned.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from autograder.assignments.layout import Layout
from autograder.course.collecting.hand_ins import CollectError
from autograder.grading.store import replace_text

SCHEMA = 1


@dataclass(frozen=True)
class Receipt:
    """What is known of one student's submission beside its files.

    Attributes:
        system: where it came from.
        source: its place in the download.
        time: of the hand-in, as ISO 8601 in UTC; "" where the system does not say.
        late: whether the system calls it late; None where it does not say.
        receipt: what the system needs to see when feedback is returned.
    """

    system: str
    source: str
    time: str = ""
    late: bool | None = None
    receipt: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Record:
    """All that collecting knows of an assignment.

    Attributes:
        students: receipts by student, of all runs.
        last: the report of the last run, for a person to read.
    """

    students: Mapping[str, Receipt] = field(default_factory=dict)
    last: Mapping[str, Any] = field(default_factory=dict)


def read_record(layout: Layout, assignment: str) -> Record:
    """The record of an assignment; an empty one where nothing was collected.

    Raises:
        CollectError: it is damaged.
    """
    path = layout.collected / f"{assignment}.json"
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        students = {name: Receipt(**value) for name, value in document["students"].items()}
        return Record(students, document["last"])
    except FileNotFoundError:
        return Record()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CollectError(
            f"{path} is damaged ({error}): move it away, and collect again"
        ) from None


def write_record(layout: Layout, assignment: str, record: Record) -> None:
    """Write the record of an assignment."""
    document = {
        "schema": SCHEMA,
        "assignment": assignment,
        "students": {name: asdict(record.students[name]) for name in sorted(record.students)},
        "last": record.last,
    }
    text = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    replace_text(layout.collected / f"{assignment}.json", text)
