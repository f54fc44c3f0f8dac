"""Packs for Gradescope: results by submission, and an autograder that gives each its own.

Gradescope takes no scores from a file. It runs an autograder for each submission, so this one
looks up what was graded here; it runs nothing that a student wrote. “Regrade all submissions”
then shows the results.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.assignments.layout import Layout
from autograder.course.returning.returned import Returned, ReturnedClass
from autograder.course.returning.tables import number, plain
from autograder.course.returning.zips import zip_of

_SETUP = """\
#!/usr/bin/env bash
command -v python3 || (apt-get update && apt-get install -y python3)
"""
_RUN = '''\
#!/usr/bin/env python3
"""Gives a submission the result that it was graded with elsewhere."""

import json
import pathlib
import shutil
import sys

ROOT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "/autograder")

submission = json.loads((ROOT / "submission_metadata.json").read_text())["id"]
result = ROOT / "source" / "results" / f"submission_{submission}.json"
if not result.is_file():
    sys.exit("This submission has not been graded yet. It keeps whatever score it has.")
(ROOT / "results").mkdir(exist_ok=True)
shutil.copy(result, ROOT / "results" / "results.json")
'''


def pack_gradescope(layout: Layout, class_: ReturnedClass) -> dict[str, bytes]:
    """The files for Gradescope, by name."""
    results: dict[str, bytes] = {}
    for each in class_.students:
        if each.marks and (name := each.receipt_of("gradescope").get("submission")):
            document = _result(class_, each, _texts(layout, each.student.id, class_.assignment))
            text = json.dumps(document, indent=1, ensure_ascii=False)
            results[f"results/{name}.json"] = text.encode("utf-8")
    programs = {"setup.sh": _SETUP.encode(), "run_autograder": _RUN.encode()}
    autograder = zip_of({**programs, **results}, frozenset(programs))
    return {"autograder.zip": autograder, "grades.csv": plain(class_), **results}


def can_get_page(each: Returned) -> bool:
    """True if Gradescope can tell whose a result is."""
    return bool(each.receipt_of("gradescope").get("submission"))


def _result(class_: ReturnedClass, each: Returned, texts: Mapping[str, str]) -> dict[str, Any]:
    """A results.json; the total stands in it, since the late penalty belongs to no exercise."""
    marks = each.marks
    assert marks is not None  # noqa: S101 - only those with marks get a result
    said = [f"{number(marks.total)} of {number(class_.whole)} points."]
    if marks.penalty:
        said.append(f"Late: {number(marks.score - marks.total)} points were taken off.")
    if marks.waits:
        said.append(f"Provisional: a person has to look at {', '.join(marks.waits)}.")
    return {
        "score": round(marks.total, 4),
        "output": "\n".join(said),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [
            {
                "name": name,
                "score": round(marks.scores.get(name, 0.0), 4),
                "max_score": points,
                "output": texts.get(name, ""),
                "output_format": "text",
            }
            for name, points in class_.points.items()
        ],
    }


def _texts(layout: Layout, student: str, assignment: str) -> Mapping[str, str]:
    """The feedback of each exercise in words, as the graded notebooks hold it."""
    texts: dict[str, str] = {}
    for path in sorted((layout.course / "autograded" / student / assignment).glob("*.ipynb")):
        texts |= _texts_in(path)
    return texts


def _texts_in(path: Path) -> Mapping[str, str]:
    texts: dict[str, str] = {}
    for cell in json.loads(path.read_text(encoding="utf-8")).get("cells", ()):
        name = cell.get("metadata", {}).get("nbgrader", {}).get("grade_id")
        for output in cell.get("outputs", ())[:1]:
            text = output.get("data", {}).get("text/plain", "")
            texts[str(name)] = "".join(text)
    return texts
