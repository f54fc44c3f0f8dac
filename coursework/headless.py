"""Runs the visible checks where nobody looks on, such as after a push, and writes a summary.

The checks are those of the release, whatever became of the student's notebook, and run under the
rules of the hand-in cell.
"""

import html
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from coursework import inspection, notebook
from coursework.allowed import allowed_imports
from coursework.inspection import Assignment
from coursework.rehearsal import rehearse

ABOUT = "assignment.json"
SUMMARY = "GITHUB_STEP_SUMMARY"  # the file that GitHub shows as the summary of a run

_SECONDS = 300.0  # for all visible checks
_PASSED, _NOT_PASSED, _USAGE = 0, 1, 2


def check(kit: Path, folder: Path, seconds: float = _SECONDS) -> tuple[bool, str]:
    """Run the visible checks on a student's files.

    Args:
        kit: the folder that the instructor gave: the release's notebook, the library, and what the
            assignment asks for.
        folder: of the student's files.
        seconds: after which the checks are stopped.

    Returns:
        Whether all passed, and a summary in Markdown.
    """
    about = json.loads((kit / ABOUT).read_text(encoding="utf-8"))
    assignment = Assignment(about["name"], about["functions"], about["packages"])
    released = notebook.parse((kit / f"{assignment.name}.ipynb").read_bytes())
    files = inspection.handed_in(assignment, folder, released)
    allowed = allowed_imports(assignment.packages)
    outcome = rehearse(assignment, folder, released, files, allowed, seconds, kit)
    lost = {name: outcome.checks.get(name, "its checks were not run") for name in assignment.home}
    remarks = [*outcome.problems, *inspection.surprises(assignment, folder, None, files, allowed)]
    passed = not any(lost.values())
    return passed, "\n".join(_summary(assignment, lost, remarks)) + "\n"


def _summary(assignment: Assignment, lost: dict[str, str], remarks: Sequence[str]) -> Iterator[str]:
    done = sum(not problem for problem in lost.values())
    yield f"## {assignment.name}: the visible checks of {done} of {len(lost)} pass"
    yield ""
    yield "| | | what to look at |"
    yield "|---|---|---|"
    for name, problem in lost.items():
        yield f"| {'not yet' if problem else 'passed'} | `{name}` | {_plain(problem)} |"
    yield ""
    if remarks:
        yield from (f"- {_plain(remark)}" for remark in dict.fromkeys(remarks))
        yield ""
    yield "These are the checks of the notebook. The grader looks at more, and gives the points."


def _plain(text: str) -> str:
    """A text that Markdown and HTML leave as it is, on one line."""
    shown = "".join(
        c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text
    )
    escaped = html.escape(shown, quote=False)
    for mark in "\\`*_[]|~!#":
        escaped = escaped.replace(mark, f"\\{mark}" if mark != "#" else "&#35;")
    return "<br>".join(escaped.splitlines())


def main(kit: Path, words: Sequence[str]) -> int:
    """Check the folder that is named, write the summary, and return the exit code.

    It is 0 where all visible checks pass, 1 where one does not, 2 where there is no such folder.
    """
    folder = Path(*words[:1]).resolve()
    if not folder.is_dir():
        print(f"{folder} is no folder", file=sys.stderr)
        return _USAGE
    passed, summary = check(kit, folder)
    print(summary, end="")
    if target := os.environ.get(SUMMARY):
        with Path(target).open("a", encoding="utf-8") as file:
            file.write(summary)
    return _PASSED if passed else _NOT_PASSED
