"""One zip an assignment, for students who have what it asks for and nothing of ours."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from autograder.assignments.assignment import Assignment
from autograder.assignments.installation import requirement
from autograder.assignments.layout import Layout
from autograder.assignments.library import files_of, notebook_kit
from autograder.authors.exercise import AuthorError
from autograder.release.generated import listed
from autograder.release.leak_scan import scan
from autograder.release.plain_zip import plain_zip
from autograder.release.private_lines import collect_private_lines
from autograder.release.publishing import require_current

_README = """\
# {name}

You need Python 3.11 or newer. In this folder, once:

    python -m venv .venv
    . .venv/bin/activate            # on Windows: .venv\\Scripts\\activate
    python -m pip install -r requirements.txt

Then, each time:

    jupyter lab {name}.ipynb

The notebook leads you from exercise to exercise. You write your code in

{modules}

in place of each line that says `raise NotImplementedError`. They may import Python's standard
library, each other, {imports}.{library}

{hand_in}

{handed_in}

In the notebook do not delete or copy the cells that cannot be edited: they hold your score.
"""

_HAND_IN = """\
The last cell of the notebook looks at your work as the grader will, and packs it into
`{name}-handin.zip`: hand in that one file. It holds, under the names that they have now:"""

_BY_NAME = "Hand in, under the names that they have now:"

_LIBRARY = """ `{library}/` is
the library that the notebook uses; you need not change it."""


def write_zip(layout: Layout, assignment: Assignment) -> Path:
    """Write dist/<name>.zip: the released assignment in one folder that needs nothing of ours.

    The same release gives the same bytes. The zip is scanned for private lines before it is
    moved into place.

    Returns:
        Its path.

    Raises:
        AuthorError: the assignment is not released, or its release is stale or leaks.
    """
    name = assignment.name
    require_current(layout, assignment)
    target = layout.root / "dist" / f"{name}.zip"
    target.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".zip-", dir=target.parent) as folder:
        fresh = Path(folder) / target.name
        files = _contents(layout, assignment)
        fresh.write_bytes(plain_zip({f"{name}/{path}": data for path, data in files.items()}))
        if leaks := scan(fresh, collect_private_lines(assignment)):
            found = "\n".join(f"  {leak}" for leak in leaks)
            raise AuthorError(f"{leaks[0].origin}: the zip would show private lines:\n{found}")
        fresh.replace(target)
    return target


def _contents(layout: Layout, assignment: Assignment) -> dict[str, bytes]:
    """The files of the zip by path within its folder."""
    released = files_of(layout.assignments / assignment.name)
    files = {path.as_posix(): data for path, data in released.items()}
    packs = b"coursework.hand_in" in files[f"{assignment.name}.ipynb"]
    files["README.md"] = _readme(assignment, list(files), packs=packs).encode()
    files["requirements.txt"] = _requirements(assignment).encode()
    files |= {
        f"{assignment.settings.library}/{path.as_posix()}": data
        for path, data in assignment.library().items()
    }
    files |= {path.as_posix(): data for path, data in notebook_kit().items()}
    licence = layout.root / "LICENSE"
    if licence.is_file():
        files["LICENSE"] = licence.read_bytes()
    return files


def _requirements(assignment: Assignment) -> str:
    """The requirements of students' code, and of the notebook."""
    names = dict.fromkeys((*assignment.settings.packages, "jupyter", *assignment.needs))
    return "".join(f"{requirement(name)}\n" for name in names)


def _readme(assignment: Assignment, files: Iterable[str], *, packs: bool) -> str:
    name = assignment.name
    written: dict[str, list[str]] = {}
    for exercise in assignment.exercises:
        written.setdefault(exercise.module, []).append(f"`{exercise.name}`")
    library = assignment.settings.library
    return _README.format(
        name=name,
        imports=listed(f"`{package}`" for package in assignment.imports),
        library=_LIBRARY.format(library=library) if library else "",
        modules="\n".join(f"- `{module}.py`: {', '.join(written[module])}" for module in written),
        hand_in=_HAND_IN.format(name=name) if packs else _BY_NAME,
        handed_in="\n".join(f"- `{file}`" for file in files),
    )
