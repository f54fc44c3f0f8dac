"""The zip that Gradescope wants for one assignment: all that it takes to grade it there."""

import json
import re
import sys
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from autograder.assignments.assignment import Assignment, way_out
from autograder.assignments.installation import own_distribution, plain_name
from autograder.assignments.layout import Layout
from autograder.assignments.library import files_of
from autograder.assignments.settings import FILE as COURSE
from autograder.assignments.settings import Settings
from autograder.authors.exercise import AuthorError
from autograder.course.elsewhere import about
from autograder.course.elsewhere.about import About
from autograder.course.elsewhere.gradescope_results import not_graded
from autograder.course.elsewhere.own_wheel import own_wheel
from autograder.release.plain_zip import plain_zip
from autograder.release.publishing import require_current
from autograder.sandbox.allowed import with_requirements

RUN = "autograder.course.elsewhere.gradescope_run"

_TEMPLATES = Path(__file__).parent / "templates"


def gradescope_files(
    layout: Layout, assignment: Assignment, *, seed: int, accept_weaker: Sequence[str]
) -> dict[str, bytes]:
    """The files of the zip by path: those of this assignment, and of no other.

    Raises:
        AuthorError: the assignment is not released, or its release is stale.
            Or a package that it needs is not installed, so its version is not known.
    """
    if assignment.missing:
        raise AuthorError(f"{assignment.name} {way_out(assignment.missing)}")
    require_current(layout, assignment)
    name, settings = assignment.name, assignment.settings
    wheel, data = own_wheel()
    written = written_points(assignment)
    choices = About(name, seed, tuple(accept_weaker), written)
    texts = {
        "setup.sh": _script("setup.sh"),
        "run_autograder": _script("run_autograder"),
        "requirements.txt": "".join(f"{line}\n" for line in requirements(assignment)),
        "not_graded.json": json.dumps(not_graded(), indent=1) + "\n",
        about.FILE: choices.to_json(),
        COURSE: _settings(settings),
    }
    files = {path: text.encode() for path, text in texts.items()} | {wheel: data}
    folders = {f"solutions/{name}": assignment.folder, f"assignments/{name}": assignment.released}
    if settings.library_folder is not None:
        folders[f"library/{settings.library}"] = settings.library_folder
    for inside, folder in folders.items():
        files |= {f"{inside}/{path.as_posix()}": data for path, data in files_of(folder).items()}
    return files


def write_gradescope(
    layout: Layout,
    assignment: Assignment,
    place: Path,
    *,
    seed: int,
    accept_weaker: Sequence[str],
) -> None:
    """Write the zip; only its owner can read it, for it holds the solutions.

    Raises:
        AuthorError: as gradescope_files.
    """
    files = gradescope_files(layout, assignment, seed=seed, accept_weaker=accept_weaker)
    data = plain_zip(files, ("setup.sh", "run_autograder"))
    place.parent.mkdir(parents=True, exist_ok=True)
    partial = place.with_name(f".{place.name}.partial")
    try:
        partial.touch(mode=0o600)
        partial.write_bytes(data)
        partial.replace(place)
    finally:
        partial.unlink(missing_ok=True)


def requirements(assignment: Assignment) -> list[str]:
    """The packages that grading takes, with the versions that are installed here.

    They are what the engine needs to grade, what submissions may import, what the library needs,
    and what these require.
    """
    own = own_distribution()
    names = dict.fromkeys(["numpy", "tzdata", *assignment.settings.packages, *assignment.needs])
    library = assignment.settings.library
    for home in metadata.packages_distributions().get(library, []) if library else ():
        names |= dict.fromkeys(_plain_requirements(metadata.distribution(home)))
    ours = plain_name(own.name) if own else ""
    return sorted(
        f"{found.name}=={found.version.partition('+')[0]}"  # an index has no local versions
        for found in with_requirements(names)
        if plain_name(found.name) != ours
    )


def written_points(assignment: Assignment) -> float:
    """Points that a person gives, from the released notebooks."""
    notebooks = [json.loads(path.read_bytes()) for path in assignment.released.glob("*.ipynb")]
    roles = [cell["metadata"].get("nbgrader", {}) for one in notebooks for cell in one["cells"]]
    by_hand = [role for role in roles if role.get("solution") or role.get("task")]
    return float(sum(role.get("points", 0) for role in by_hand))


def _plain_requirements(found: metadata.Distribution) -> list[str]:
    lines = [line for line in found.requires or () if ";" not in line]
    return [match[0] for match in map(re.compile(r"[\w.-]+").match, lines) if match]


def _script(name: str) -> str:
    text = (_TEMPLATES / name).read_text(encoding="utf-8")
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return text.replace("@MODULE@", RUN).replace("@PYTHON@", python)


def _settings(settings: Settings) -> str:
    """A course.toml with what grading reads, and not, say, the password of a database."""
    kept = {"id": settings.id, "library": settings.library, "packages": list(settings.packages)}
    kept["timezone"] = settings.timezone
    return "".join(f"{name} = {json.dumps(value)}\n" for name, value in kept.items())
