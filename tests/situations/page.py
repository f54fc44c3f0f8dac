"""The page for instructors: every situation, and what comes out."""

from itertools import groupby
from pathlib import Path

from . import answers, contents, imports, lacking, names, notebooks
from .situation import BOTH, SITUATIONS, Situation

PAGE = Path(__file__).resolve().parents[2] / "docs" / "what-comes-in.md"

_HEAD = """\
# What comes in, and what becomes of it

Students hand in files of every name, from every editor, in every folder. This page lists what was
tried, and what comes out: the same through `make grade`, nbgrader's commands, formgrader and
`autograder grade`. What was handed in is only read: nothing in `course/submitted/` is changed.

Three rules stand behind the table.

- **No 0 unless it is certain.** If the work may be in a file that could not be read or
  understood, the 0 *waits*: it is provisional until a person has looked. The table of the class,
  the page and the JSON say why.
- **A file of the right name is taken if the student has changed it.** If it is missing or as it
  was released, any other file that defines what is asked for is taken; if there is none, the cells
  of the notebook. If several files differ, all are graded and none counts. A person names the right
  one: `autograder choose STUDENT ASSIGNMENT FILE`.
- **An answer waits for a person** who marks it, unless it is certain that nothing was written.

The assignment of the examples has two modules, `layers.py` with `double` and `net.py` with
`halve`, and one written answer. Unless a line says otherwise, the work is right and stands in the
right place. *Full* means that both exercises get full marks. *To mark* means that nbgrader asks a
person for the mark of the answer.

This page is made from `tests/situations/`, which are handed in to a course of nbgrader's and
graded whenever the tests run: `PYTHONPATH=.:tests python -m situations` writes it.
"""


def page() -> str:
    """The text of the page."""
    parts = [_HEAD]
    for title, some in groupby(
        sorted(SITUATIONS, key=lambda s: _GROUPS.index(s.group)), key=lambda s: s.group
    ):
        rows = [_row(situation) for situation in some]
        head = "| handed in | code | answer | what is said |\n|---|---|---|---|"
        parts.append("\n".join([f"## {title}\n", head, *rows]) + "\n")
    return "\n".join(parts)


_GROUPS = [names.NAMES, names.PLACES, contents.ENCODINGS, contents.CELLS, contents.TWO]
_GROUPS += [imports.IMPORTS, notebooks.NOTEBOOKS, answers.ANSWERS]
_GROUPS += [lacking.NOTHING, lacking.BESIDE]


def _row(situation: Situation) -> str:
    said = "; ".join(_plain(words) for words in situation.said)
    answer = "to mark" if situation.to_mark else "0"
    return f"| {_plain(situation.handed_in)} | {_code(situation)} | {answer} | {said} |"


def _code(situation: Situation) -> str:
    lost = [name for name in situation.lost if name not in situation.waits]
    parts = [f"`{name}` waits" for name in situation.waits] + [f"`{name}` 0" for name in lost]
    if len(parts) == len(BOTH) and not (lost and situation.waits):
        return "waits" if situation.waits else "0"
    return ", ".join(parts) or "full"


def _plain(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
