"""Hands in: looks at the saved files as the grader will, and packs them into one zip."""

import sys
import time
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from coursework import inspection, notebook
from coursework.allowed import allowed_imports
from coursework.inspection import Assignment
from coursework.notebook import Notebook
from coursework.places import notebook_history
from coursework.rehearsal import Outcome, rehearse

_SECONDS = 300.0  # for all visible checks


def hand_in(
    name: str,
    functions: Mapping[str, str],
    packages: Sequence[str],
    *,
    seconds: float = _SECONDS,
    processes: bool = sys.platform != "emscripten",
) -> None:
    """Check the saved files as the grader will read them, and write one zip to hand in.

    The zip is always written: what is found is said, and may be what a student wants to hand in.

    Args:
        name: of the assignment.
        functions: the file of each function and class to write.
        packages: what the files may import, beside Python's standard library and each other.
        seconds: after which the checks are stopped.
        processes: False where Python cannot start another Python, as in a browser.
    """
    assignment, folder = Assignment(name, functions, packages), Path.cwd()
    saved = notebook.find(name, folder)
    packed = inspection.handed_in(assignment, folder, saved)
    allowed = allowed_imports(packages)
    outcome = rehearse(assignment, folder, saved, packed, allowed, seconds if processes else None)
    missing = [file for file in assignment.files if not (folder / file).is_file()]
    known = {f"{file} is missing." for file in missing}
    remarks = [
        *(f"{file} is missing in {folder}." for file in missing),
        *([] if saved else [_no_notebook(assignment)]),
        *(problem for problem in outcome.problems if problem not in known),
        *inspection.surprises(assignment, folder, saved, packed, allowed),
        *(_unsaved(saved) if saved else []),
    ]
    zipped = folder / f"{name}-handin.zip"
    names = _pack(zipped, assignment, folder, saved, packed)
    read = [*([_age(assignment, saved)] if saved else []), *assignment.files]
    print(
        f"Read anew, as they are saved: {_listed([file for file in read if file not in missing])}"
    )
    print(_report(assignment, saved, outcome, remarks))
    beside = saved is not None and saved.path is not None and saved.path.parent == folder
    where = "beside the notebook" if beside else f"in {folder}"
    then = "Hand in this one file." if saved else "Hand in this file and the notebook."
    print(f"\n{zipped.name} is written {where}, with {_listed(names)}. {then}")


def _report(
    assignment: Assignment, saved: Notebook | None, outcome: Outcome, remarks: Sequence[str]
) -> str:
    lines = [""]
    for name in assignment.home:
        problem = outcome.checks.get(name, "its checks were not run")
        lines.append(f"  {'not yet' if problem else 'passed ':<9} {name}")
        lines += [f"            {line}" for line in problem.splitlines()]
    for cell in saved.cells if saved else ():
        if cell.is_answer:
            lines.append(f"  {'not yet' if cell.is_empty else 'answered':<9} {cell.name}")
    if remarks:
        lines += ["", "Look at this before you hand in:", *(f"- {text}" for text in remarks)]
    return "\n".join(lines)


def _age(assignment: Assignment, saved: Notebook) -> str:
    named = f"{assignment.name}.ipynb"
    if saved.path is None:
        return named
    minutes = (time.time() - saved.path.stat().st_mtime) / 60
    return f"{named} (saved {minutes:.0f} minutes ago)" if minutes >= 1 else named


def _no_notebook(assignment: Assignment) -> str:
    return (
        f"The notebook cannot be found here, so your answers are not in the zip. Download it as"
        f" {assignment.name}.ipynb, and hand it in as well."
    )


def _unsaved(saved: Notebook) -> list[str]:
    """What the history of the running notebook tells of cells that were not saved."""
    sources = {_plain(cell.source) for cell in saved.cells}
    run = [_plain(text) for text in notebook_history()]
    if not run or run[-1] in sources:
        run = run[-2:-1]  # the cell before this one
    if saved.path is None or not run or run[-1] in sources:
        return []
    return [
        "The cell that you ran last is not in the saved notebook: save it, and run this cell again."
    ]


def _plain(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def _pack(
    target: Path,
    assignment: Assignment,
    folder: Path,
    saved: Notebook | None,
    packed: Sequence[Path],
) -> list[str]:
    """Write the zip, in one step; returns the names in it."""
    contents = {f"{assignment.name}.ipynb": saved.data} if saved else {}
    contents |= {path.relative_to(folder).as_posix(): path.read_bytes() for path in packed}
    fresh = target.with_suffix(".part")
    with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    fresh.replace(target)
    return list(contents)


def _listed(names: Sequence[str]) -> str:
    *most, last = names or ["nothing"]
    return f"{', '.join(most)} and {last}" if most else last
