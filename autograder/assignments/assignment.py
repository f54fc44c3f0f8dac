"""An assignment's private half, as the author wrote it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from autograder.assignments.installation import install
from autograder.assignments.library import students_library
from autograder.assignments.overlay import lay_over
from autograder.assignments.probes import Probes, read_probes
from autograder.assignments.settings import Settings
from autograder.authors.exercise import Exercise, Misconception, Variant


class MissingPackageError(Exception):
    """An assignment needs what is not installed here; the message says the way out."""


@dataclass(frozen=True)
class Assignment:
    """An assignment: its exercises and the folder of its files.

    Attributes:
        name: name of the folder.
        folder: solutions/<name>.
        exercises: those of checks.py, then those of each checks_<part>.py.
        files_of_variants: right versions that stand in files of their own.
        settings: of the course that it belongs to.
    """

    name: str
    folder: Path
    exercises: tuple[Exercise, ...]
    files_of_variants: tuple[Variant, ...] = ()
    settings: Settings = field(default_factory=Settings)

    @property
    def released(self) -> Path:
        """assignments/<name>, what students get; not there before the first release."""
        return self.folder.parents[1] / "assignments" / self.name

    @property
    def modules(self) -> tuple[str, ...]:
        """Names of the modules that students write, without ".py"."""
        return tuple(dict.fromkeys(exercise.module for exercise in self.exercises))

    @property
    def misconceptions(self) -> tuple[Misconception, ...]:
        """The wrong versions of all exercises."""
        return tuple(wrong for e in self.exercises for wrong in e.misconceptions)

    @property
    def variants(self) -> tuple[Variant, ...]:
        """The right versions of all modules."""
        declared = (variant for e in self.exercises for variant in e.variants)
        return (*declared, *self.files_of_variants)

    @property
    def needs(self) -> tuple[str, ...]:
        """Packages beyond numpy that any of its modules imports."""
        return tuple(dict.fromkeys(name for e in self.exercises for name in e.needs))

    @property
    def imports(self) -> tuple[str, ...]:
        """Packages that submissions may import, beside the standard library."""
        return tuple(dict.fromkeys(("numpy", *self.settings.imports, *self.needs)))

    @property
    def missing(self) -> tuple[str, ...]:
        """Those of them that are not installed here; they are looked for and not imported."""
        return tuple(name for name in self.needs if find_spec(name) is None)

    @property
    def points(self) -> float:
        """Points of all exercises; written answers are not counted."""
        return sum(exercise.points for exercise in self.exercises)

    @property
    def hides(self) -> tuple[str, ...]:
        """Names that the students' library must not define: see hidden_files."""
        return tuple(
            name for exercise in self.exercises for name in (exercise.name, *exercise.hides)
        )

    def library(self) -> dict[Path, bytes]:
        """The files of the students' library by path within it, without what is asked for."""
        return self._library

    @cached_property
    def _library(self) -> dict[Path, bytes]:
        return students_library(self.settings.library_folder, self.hides)

    def exercise(self, name: str) -> Exercise:
        """The exercise of that name; KeyError when there is none."""
        for exercise in self.exercises:
            if exercise.name == name:
                return exercise
        raise KeyError(name)

    def module_of(self, version: Misconception | Variant) -> str:
        """The module that a wrong or right version is a version of."""
        if isinstance(version, Variant):
            return version.module
        return self.exercise(version.exercise).module

    def source(self, module: str) -> str:
        """The reference text of a module, solution regions included."""
        return (self.folder / f"{module}.py").read_text(encoding="utf-8")

    def stand_in(self, module: str) -> str:
        """The text of the author's stand-in for a module."""
        return (self.folder / "stand_ins" / f"{module}.py").read_text(encoding="utf-8")

    def probes(self, module: str) -> Probes:
        """The author's code that runs beside a module."""
        return read_probes(self.folder, module)


def require_packages(assignment: Assignment) -> None:
    """See that an assignment can be graded here.

    Raises:
        MissingPackageError: a package that it needs is not installed.
    """
    if assignment.missing:
        raise MissingPackageError(f"{assignment.name} {way_out(assignment.missing)}")


def way_out(missing: Sequence[str]) -> str:
    """The missing packages, and how to get them."""
    are = "is" if len(missing) == 1 else "are"
    commands = " and ".join(map(install, missing))
    return f"needs {', '.join(missing)}, which {are} not installed: run {commands}"


def version_source(assignment: Assignment, version: Misconception | Variant) -> str:
    """The text of a wrong or right version: the reference with its lines changed."""
    source = assignment.source(assignment.module_of(version))
    if isinstance(version, Variant) and version.text:
        return lay_over(source, version.text)
    for text, replacement in version.replace.items():
        source = source.replace(text, replacement)
    return source


def combined_source(assignment: Assignment, one: Misconception, other: Misconception) -> str | None:
    """The reference with the edits of two misconceptions; None where they overlap."""
    source = assignment.source(assignment.module_of(one))
    spans = sorted(
        (source.index(text), source.index(text) + len(text), replacement)
        for wrong in (one, other)
        for text, replacement in wrong.replace.items()
    )
    if any(first[1] > second[0] for first, second in pairwise(spans)):
        return None
    for start, end, replacement in reversed(spans):
        source = source[:start] + replacement + source[end:]
    return source
