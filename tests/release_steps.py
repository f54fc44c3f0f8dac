"""What the tests of the release do again and again with the demo assignment."""

import functools
import shutil
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from release_demo import write_demo

from autograder.assignments.layout import Layout
from autograder.assignments.loading import load_assignment
from autograder.authors.exercise import AuthorError
from autograder.release.publishing import Comparison, Released, compare, publish
from autograder.release.students_zip import write_zip


def release(layout: Layout, name: str) -> Released:
    """Release the assignment of that name, read anew."""
    return publish(layout, load_assignment(layout.solutions / name))


def check(layout: Layout, name: str) -> Comparison:
    """Compare the release of the assignment of that name."""
    return compare(layout, load_assignment(layout.solutions / name))


def bundle(layout: Layout, name: str) -> Path:
    """Pack the assignment of that name."""
    return write_zip(layout, load_assignment(layout.solutions / name))


def released_demo(tmp_path_factory) -> tuple[Layout, Released]:
    """A checkout in which the demo is released, made once; tests work on copies of it.

    Registering in a new gradebook is what takes nbgrader time.
    """
    return _released_in(tmp_path_factory.getbasetemp() / "released-demo")


@functools.cache
def _released_in(root: Path) -> tuple[Layout, Released]:
    layout = write_demo(root)
    return layout, release(layout, "demo")


def copy_of_demo(tmp_path_factory, root: Path) -> Layout:
    """A checkout of its own in which the demo is released."""
    layout, _ = released_demo(tmp_path_factory)
    return Layout(Path(shutil.copytree(layout.root, root)))


def share_gradebook(tmp_path_factory, layout: Layout) -> None:
    """Give another checkout a copy of the demo's gradebook."""
    layout.course.mkdir()
    shutil.copy(released_demo(tmp_path_factory)[0].gradebook, layout.gradebook)


def edit(layout: Layout, name: str, old: str, new: str) -> None:
    """Replace a text, which must occur exactly once, in a file of solutions/demo."""
    path = layout.solutions / "demo" / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def snapshot(*folders: Path) -> dict[Path, bytes]:
    """Every file below the folders."""
    return {
        path: path.read_bytes()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def notebook_of(layout, step="assignments"):
    folder = layout.root / step / "demo"
    return nbformat.read(folder / "demo.ipynb", as_version=4)


def cells_by_name(notebook):
    return {
        cell.metadata.nbgrader.grade_id: cell
        for cell in notebook.cells
        if "nbgrader" in cell.metadata
    }


def gradebook_of(layout):
    return Gradebook(f"sqlite:///{layout.gradebook}")


def line_of(text, part):
    """Number of the line on which a text begins that occurs once."""
    assert text.count(part) == 1
    return text[: text.index(part)].count("\n") + 1


def refusal(layout):
    """What release says to a wrong master; the last good release must stay."""
    before = snapshot(layout.course, layout.assignments)
    with pytest.raises(AuthorError) as caught:
        release(layout, "demo")
    assert snapshot(layout.course, layout.assignments) == before
    return str(caught.value)
