"""Files for a student's repository, which run the visible checks after each push.

They hold what students have already, and are searched for private lines like a student's zip.
"""

import json
from pathlib import Path

from autograder.assignments.assignment import Assignment
from autograder.assignments.installation import requirement
from autograder.assignments.layout import Layout
from autograder.assignments.library import notebook_kit
from autograder.authors.exercise import AuthorError
from autograder.release.leak_scan import scan_files
from autograder.release.private_lines import collect_private_lines
from autograder.release.publishing import require_current
from coursework.headless import ABOUT

KIT = ".github/check"
WORKFLOW = ".github/workflows/check.yml"

_TEMPLATES = Path(__file__).parent / "templates"


def ci_files(layout: Layout, assignment: Assignment) -> dict[str, bytes]:
    """The files by path within the repository.

    Raises:
        AuthorError: the assignment is not released, its release is stale, or a file would show what
            students must not see.
    """
    require_current(layout, assignment)
    notebook = f"{assignment.name}.ipynb"
    about = {
        "name": assignment.name,
        "functions": {e.name: f"{e.module}.py" for e in assignment.exercises},
        "packages": list(assignment.imports),
    }
    names = dict.fromkeys((*assignment.settings.packages, "numpy", *assignment.needs))
    kit = {
        "check.py": (_TEMPLATES / "check.py").read_bytes(),
        "requirements.txt": "".join(f"{requirement(name)}\n" for name in names).encode(),
        ABOUT: f"{json.dumps(about, indent=1)}\n".encode(),
        notebook: (assignment.released / notebook).read_bytes(),
    }
    library = assignment.settings.library
    kit |= {f"{library}/{path.as_posix()}": data for path, data in assignment.library().items()}
    kit |= {path.as_posix(): data for path, data in notebook_kit().items()}
    files = {f"{KIT}/{path}": data for path, data in kit.items()}
    files[WORKFLOW] = (_TEMPLATES / "check.yml").read_bytes()
    if leaks := scan_files(files, collect_private_lines(assignment)):
        found = "\n".join(f"  {leak}" for leak in leaks)
        raise AuthorError(f"{leaks[0].origin}: the files would show private lines:\n{found}")
    return files


def write_ci(layout: Layout, assignment: Assignment, folder: Path) -> None:
    """Write the files into a folder, beside whatever lies there.

    Raises:
        AuthorError: as ci_files.
    """
    for path, data in ci_files(layout, assignment).items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
