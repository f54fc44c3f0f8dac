"""A release gives students what is theirs, and says so the same way each time."""

import nbformat
import pytest
from nbgrader.utils import compute_checksum
from release_demo import write_demo
from release_steps import (
    cells_by_name,
    copy_of_demo,
    edit,
    notebook_of,
    release,
    released_demo,
    share_gradebook,
    snapshot,
)


@pytest.fixture
def first_release(tmp_path_factory):
    return released_demo(tmp_path_factory)


@pytest.fixture
def layout(tmp_path_factory, tmp_path):
    return copy_of_demo(tmp_path_factory, tmp_path / "checkout")


def test_students_get_the_notebook_and_the_modules_and_nothing_else(first_release):
    layout, released = first_release
    assert released.folder == layout.assignments / "demo"
    assert [str(path) for path in released.files] == ["demo.ipynb", "scaling.py"]
    assert released.changed == released.files
    assert sorted(p.name for p in released.folder.iterdir()) == ["demo.ipynb", "scaling.py"]


def test_the_release_says_what_it_is_worth(first_release):
    _, released = first_release
    assert (released.points, released.written_points) == (6.5, 3.5)


def test_a_region_becomes_one_calm_line_and_the_rest_stays(layout):
    text = (layout.assignments / "demo" / "scaling.py").read_text()
    line = 'raise NotImplementedError("{}: this part is still to be written")'
    assert f"    # TODO: the forward pass.\n    {line.format('scale_forward')}\n    return" in text
    assert text.count(f"        {line.format('scale_backward')}\n") == 2
    assert "SOLUTION" not in text


def test_the_skeleton_is_python_that_raises_not_implemented(layout):
    namespace = {}
    exec((layout.assignments / "demo" / "scaling.py").read_text(), namespace)
    with pytest.raises(NotImplementedError, match="scale_backward: "):
        namespace["scale_backward"](1.0, 2.0)


def test_nbgrader_gets_solutions_in_the_notebook_and_stripped_modules(layout):
    source = layout.course / "source" / "demo"
    assert sorted(p.name for p in source.iterdir()) == ["demo.ipynb", "scaling.py"]
    skeleton = (layout.assignments / "demo" / "scaling.py").read_bytes()
    assert (source / "scaling.py").read_bytes() == skeleton
    answer = cells_by_name(notebook_of(layout, "course/source"))["why_scale"].source
    assert "comparable sizes." in answer
    assert answer.index("BEGIN SOLUTION") < answer.index("1 point each")
    assert answer.index("1 point each") < answer.index("END SOLUTION")


def test_a_copy_for_nbgrader_is_what_students_get(layout):
    course = layout.course / "release" / "demo"
    for path in (layout.assignments / "demo").iterdir():
        assert (course / path.name).read_bytes() == path.read_bytes()


def test_answers_and_marking_schemes_give_way_to_a_placeholder(layout):
    cells = cells_by_name(notebook_of(layout))
    assert cells["why_scale"].source == "Why would one scale at all?\n\n*Your answer here.*"
    assert cells["own_plot"].source == 'raise NotImplementedError("Write your answer here.")'


def test_exercises_get_their_points_from_the_checks(layout):
    cells = cells_by_name(notebook_of(layout))
    data = cells["scale_forward"].metadata.nbgrader
    assert data.points == 3.5
    assert (data.grade, data.solution, data.locked, data.schema_version) == (True, False, True, 3)
    points = cells["scale_backward"].metadata.nbgrader.points
    assert points == 3
    assert isinstance(points, int)
    assert "points" not in cells["the_rules"].metadata.nbgrader


def test_locked_and_graded_cells_cannot_be_edited_and_answers_can(layout):
    cells = cells_by_name(notebook_of(layout))
    for name in ("the_rules", "scale_forward"):
        assert cells[name].metadata.editable is False
    for name in ("why_scale", "own_plot"):
        assert "editable" not in cells[name].metadata
        assert cells[name].metadata.nbgrader.solution is True


def test_checksums_are_nbgraders_own(layout):
    for cell in cells_by_name(notebook_of(layout)).values():
        assert cell.metadata.nbgrader.checksum == compute_checksum(cell)


def test_nothing_of_the_authors_session_stays_in_the_notebook(layout):
    notebook = notebook_of(layout)
    nbformat.validate(notebook)
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    for cell in notebook.cells:
        assert cell.get("execution_count") is None
        assert not cell.get("outputs")
        assert set(cell.metadata) <= {"nbgrader", "deletable", "editable"}
    assert notebook.cells[1].source.startswith("%matplotlib inline\n")


def test_the_same_masters_give_the_same_bytes_anywhere(layout, tmp_path, tmp_path_factory):
    other = write_demo(tmp_path / "elsewhere")
    share_gradebook(tmp_path_factory, other)
    release(other, "demo")
    for step in ("assignments", "course/source", "course/release"):
        ours, theirs = layout.root / step, other.root / step
        assert {p.relative_to(ours): data for p, data in snapshot(ours).items()} == {
            p.relative_to(theirs): data for p, data in snapshot(theirs).items()
        }


def test_a_second_release_changes_nothing(layout):
    folders = [layout.assignments, layout.course / "source", layout.course / "release"]
    before = snapshot(*folders)
    assert release(layout, "demo").changed == ()
    assert snapshot(*folders) == before


def test_a_cell_keeps_its_id_when_another_is_put_before_it(layout):
    before = {cell.source: cell.id for cell in notebook_of(layout).cells}
    edit(layout, "demo.py", "# %% Imports\n", "# %%\npass\n\n# %% Imports\n")
    release(layout, "demo")
    after = {cell.source: cell.id for cell in notebook_of(layout).cells}
    assert before.items() <= after.items()
    assert len(after) == len(before) + 1


def test_two_cells_with_the_same_text_have_different_ids(layout):
    edit(layout, "demo.py", "# %% Imports\n", "# %%\npass\n\n# %%\npass\n\n# %% Imports\n")
    release(layout, "demo")
    ids = [cell.id for cell in notebook_of(layout).cells]
    assert len(set(ids)) == len(ids)
