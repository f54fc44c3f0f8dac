"""A release registers its cells, and no score is lost when it is made again."""

import warnings

import pytest
from release_steps import (
    cells_by_name,
    copy_of_demo,
    edit,
    gradebook_of,
    notebook_of,
    release,
    snapshot,
)

from autograder.release.generate import ReleaseError


@pytest.fixture
def layout(tmp_path_factory, tmp_path):
    return copy_of_demo(tmp_path_factory, tmp_path / "checkout")


def test_the_gradebook_knows_every_cell(layout):
    with gradebook_of(layout) as gradebook:
        notebook = gradebook.find_notebook("demo", "demo")
        assert {cell.name: cell.max_score for cell in notebook.grade_cells} == {
            "scale_forward": 3.5,
            "scale_backward": 3,
            "why_scale": 2,
            "own_plot": 1.5,
        }
        assert {cell.name for cell in notebook.source_cells} == {
            *("scale_forward", "scale_backward", "why_scale", "own_plot", "the_rules")
        }
        assert "sizes" not in gradebook.find_source_cell("why_scale", "demo", "demo").source


def hand_in(layout):
    with gradebook_of(layout) as gradebook, warnings.catch_warnings():
        gradebook.add_student("student-01")
        # nbgrader 0.9.6 fills a submission before it is in the session, which SQLAlchemy mentions.
        warnings.filterwarnings("ignore", "Object of type <Submitted")
        gradebook.add_submission("demo", "student-01")
        grade = gradebook.find_grade("scale_forward", "demo", "demo", "student-01")
        grade.auto_score = 2.5
        gradebook.db.commit()


def test_new_points_and_texts_reach_the_gradebook_and_no_score_is_lost(layout):
    hand_in(layout)
    edit(layout, "checks.py", "points=1.5, hidden", "points=4, hidden")
    edit(layout, "demo.py", "# Ask before you share.", "# Ask first, then share.")
    edit(layout, "demo.py", "assert np.all(out == 2)", "assert np.all(out == 2.0)")
    assert [str(path) for path in release(layout, "demo").changed] == ["demo.ipynb"]
    with gradebook_of(layout) as gradebook:
        grade = gradebook.find_grade("scale_forward", "demo", "demo", "student-01")
        assert (grade.auto_score, grade.max_score) == (2.5, 6)
        rules = gradebook.find_source_cell("the_rules", "demo", "demo")
        assert rules.source == "Ask first, then share."
    assert cells_by_name(notebook_of(layout))["scale_forward"].metadata.nbgrader.points == 6


def test_a_broken_gradebook_stops_the_release_and_is_left_as_it_is(layout):
    layout.gradebook.write_bytes(b"not a database at all" * 100)
    edit(layout, "demo.py", "# The end.", "# The very end.")
    before = snapshot(layout.course, layout.assignments)
    with pytest.raises(ReleaseError, match=r"gradebook\.db: SQLite cannot read this gradebook"):
        release(layout, "demo")
    assert snapshot(layout.course, layout.assignments) == before
