"""The check says what is stale, missing, extra or leaking, and writes nothing."""

import pytest
from release_demo import write_demo
from release_steps import (
    check,
    copy_of_demo,
    edit,
    snapshot,
)

from autograder.assignments.settings import Settings


@pytest.fixture
def layout(tmp_path_factory, tmp_path):
    return copy_of_demo(tmp_path_factory, tmp_path / "checkout")


def test_a_fresh_release_is_current(layout):
    compared = check(layout, "demo")
    assert compared.ok
    assert compared.current


def test_the_check_names_stale_missing_and_extra_files(layout):
    folder = layout.assignments / "demo"
    (folder / "demo.ipynb").write_text("{}")
    (folder / "scaling.py").unlink()
    (folder / "notes.txt").write_text("mine")
    compared = check(layout, "demo")
    assert [str(path) for path in compared.stale] == ["demo.ipynb"]
    assert [str(path) for path in compared.missing] == ["scaling.py"]
    assert [str(path) for path in compared.extra] == ["notes.txt"]
    assert not compared.current


def test_the_check_sees_that_points_changed(layout):
    edit(layout, "checks.py", "points=3)", "points=5)")
    assert [str(path) for path in check(layout, "demo").stale] == ["demo.ipynb"]


def test_the_check_finds_everything_missing_where_nothing_was_released(tmp_path):
    layout = write_demo(tmp_path)
    assert [str(path) for path in check(layout, "demo").missing] == ["demo.ipynb", "scaling.py"]
    assert not layout.course.exists()
    assert not layout.assignments.exists()


def test_the_check_reports_a_leak_in_what_is_published(layout):
    with (layout.assignments / "demo" / "scaling.py").open("a") as file:
        file.write("scaled = np.multiply(x, factor)\n")
    compared = check(layout, "demo")
    assert {leak.where for leak in compared.leaks} == {"scaling.py:22"}
    assert not compared.ok


def test_the_check_reports_a_leak_in_the_library_that_students_get(layout, tmp_path, monkeypatch):
    library = tmp_path / "reglab"
    library.mkdir()
    (library / "__init__.py").write_text("scaled = np.multiply(x, factor)\n")
    monkeypatch.setattr(Settings, "library_folder", library)
    compared = check(layout, "demo")
    assert {leak.where for leak in compared.leaks} == {"reglab/__init__.py:1"}
    assert not compared.ok


def test_the_check_writes_nothing_and_does_not_mind_what_jupyter_leaves(layout):
    (layout.assignments / "demo" / "__pycache__").mkdir()
    (layout.assignments / "demo" / "__pycache__" / "scaling.cpython-311.pyc").write_bytes(b"\0")
    before = snapshot(layout.root)
    assert check(layout, "demo").ok
    assert snapshot(layout.root) == before
