"""Writes a made-up class, so that a new course has something to grade.

What its students hand in is the author's data, solutions/<assignment>/sample_class.py,
because it holds the solution; this package is installed where students see it.
"""

import runpy
import tempfile
from collections.abc import Sequence
from pathlib import Path

import nbformat

from autograder.assignments.assignment import Assignment, version_source
from autograder.assignments.layout import Layout
from autograder.authors.exercise import AuthorError, Misconception, Variant
from autograder.authors.sample import Sample
from autograder.grading.asking import asked_of
from autograder.submissions.intake import take_in


def write_sample_class(layout: Layout, assignments: Sequence[Assignment]) -> tuple[str, ...]:
    """Fill course/submitted/ where it is empty; the assignments must have been released.

    Returns:
        The students' names; () when somebody has handed in already.

    Raises:
        AuthorError: a sample names what does not exist.
    """
    submitted = layout.course / "submitted"
    if submitted.is_dir() and any(submitted.iterdir()):
        return ()
    students: set[str] = set()
    with tempfile.TemporaryDirectory(prefix=".sample-", dir=layout.course) as folder:
        for assignment in assignments:
            name = assignment.name
            release = layout.course / "release" / name
            for number, sample in enumerate(samples_of(assignment), start=1):
                student = f"student-{number:02}"
                _write(sample, assignment, release, Path(folder) / "class" / student / name)
                students.add(student)
        if students:
            # In one step, so that a run that is stopped leaves no half of a class.
            if submitted.is_dir():
                submitted.rmdir()
            (Path(folder) / "class").rename(submitted)
    return tuple(sorted(students))


def samples_of(assignment: Assignment) -> tuple[Sample, ...]:
    """The samples of an assignment, in the order of the students; () when it has none."""
    path = assignment.folder / "sample_class.py"
    return tuple(runpy.run_path(str(path))["STUDENTS"]) if path.is_file() else ()


def is_sample_class(layout: Layout, assignments: Sequence[Assignment]) -> bool:
    """True if every module that was handed in is a sample's, so that no stranger's code runs."""
    for assignment in assignments:
        name, asked = assignment.name, asked_of(assignment)
        release = layout.course / "release" / name
        ours = {
            f"student-{number:02}": {
                module: module_text(sample, assignment, release, module).encode()
                for module in assignment.modules
                if module not in sample.without
            }
            for number, sample in enumerate(samples_of(assignment), start=1)
        }
        for folder in (layout.course / "submitted").glob(f"*/{name}"):
            theirs = take_in(folder, asked).files
            if theirs.choices or theirs.modules != ours.get(folder.parent.name):
                return False
    return True


def _write(sample: Sample, assignment: Assignment, release: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    for module in assignment.modules:
        if module not in sample.without:
            text = module_text(sample, assignment, release, module)
            (folder / f"{module}.py").write_text(text, encoding="utf-8")
    for path in release.glob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        _fill_in(notebook, sample)
        nbformat.write(notebook, folder / path.name)


def module_text(sample: Sample, assignment: Assignment, release: Path, module: str) -> str:
    """The text of one module of a sample.

    Raises:
        AuthorError: it names a misconception or a line of the reference that does not exist.
    """
    if sample.untouched:
        return (release / f"{module}.py").read_text(encoding="utf-8")
    if module in sample.styles:
        return _as_written(version_source(assignment, style_of(assignment, sample, module)))
    edits = dict(sample.edits.get(module, {}))
    for wrong in misconceptions_of(assignment, sample):
        if assignment.exercise(wrong.exercise).module == module:
            edits |= wrong.replace
    text = assignment.source(module)
    for old, new in edits.items():
        if text.count(old) != 1:
            raise AuthorError(f"{assignment.folder / module}.py: {old!r} does not occur once")
        text = text.replace(old, new)
    return _as_written(text)


def _as_written(text: str) -> str:
    """A module without the marks that show its author where the solution stands."""
    return "".join(line for line in text.splitlines(keepends=True) if " SOLUTION\n" not in line)


def style_of(assignment: Assignment, sample: Sample, module: str) -> Variant:
    """The variant that a sample hands in for a module.

    Raises:
        AuthorError: there is none of that name.
    """
    name = sample.styles[module]
    for variant in assignment.variants:
        if (variant.module, variant.name) == (module, name):
            return variant
    where = assignment.folder / "sample_class.py"
    raise AuthorError(f"{where}: {sample.what!r}: {module} has no variant called {name}")


def misconceptions_of(assignment: Assignment, sample: Sample) -> list[Misconception]:
    """The wrong versions that a sample holds; names as Sample has them.

    Raises:
        AuthorError: a name belongs to none of them, or to several.
    """
    found = []
    where = assignment.folder / "sample_class.py"
    for name in sample.wrong:
        called = [
            w for w in assignment.misconceptions if name in (w.name, f"{w.exercise}/{w.name}")
        ]
        if len(called) != 1:
            how_many = "no misconception is" if not called else f"{len(called)} misconceptions are"
            raise AuthorError(f"{where}: {sample.what!r}: {how_many} called {name}")
        found += called
    return found


def _fill_in(notebook: nbformat.NotebookNode, sample: Sample) -> None:
    """Write the answers into a released notebook, and copy the cell that is to be copied."""
    cells = []
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        cell.source = sample.answers.get(name, cell.source)
        cells.append(cell)
        if name and name == sample.copied_cell:
            copy = nbformat.from_dict({**cell, "id": f"{cell.id[:40]}-copy"})
            copy.source += '\n\nprint("my own attempts below")'
            cells.append(copy)
    notebook.cells = cells
