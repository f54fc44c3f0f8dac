"""Every form in which a master may be written gives the same release."""

import json

import jupytext
import nbformat
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


@pytest.fixture
def layout(tmp_path_factory, tmp_path):
    return copy_of_demo(tmp_path_factory, tmp_path / "checkout")


def test_a_notebook_master_gives_the_same_release_as_a_script(layout):
    before = snapshot(layout.assignments)
    folder = layout.solutions / "demo"
    master = jupytext.read(folder / "demo.py", fmt="py:percent")
    for number, cell in enumerate(master.cells):
        cell.id = f"cell-{number}"
        if cell.cell_type == "code":
            cell.execution_count = number
            cell.outputs = [nbformat.v4.new_output("stream", text="printed by the author\n")]
    nbformat.write(master, folder / "demo.ipynb")
    (folder / "demo.py").unlink()
    assert release(layout, "demo").changed == ()
    assert snapshot(layout.assignments) == before


def test_the_metadata_of_nbgraders_toolbar_works_too(layout):
    before = snapshot(layout.assignments)
    graded = {"grade": True, "solution": False, "locked": True, "task": False, "points": 99}
    answer = {"grade": True, "solution": True, "locked": False, "task": False, "points": 2}
    for short, data in {
        'grade="scale_forward"': graded | {"grade_id": "scale_forward"},
        'answer="why_scale" points=2': answer | {"grade_id": "why_scale"},
    }.items():
        long = f"nbgrader={json.dumps(data | {'schema_version': 3})}"
        edit(layout, "demo.py", short, long)
    release(layout, "demo")
    assert snapshot(layout.assignments) == before


def test_a_task_keeps_its_marking_scheme_for_formgrader(layout):
    edit(layout, "demo.py", 'answer="why_scale"', 'task="why_scale"')
    edit(layout, "demo.py", "# ### BEGIN SOLUTION\n# So that", "# So that")
    edit(layout, "demo.py", "sizes.\n# ### END SOLUTION\n", "sizes.\n")
    release(layout, "demo")
    assert "1 point each" not in cells_by_name(notebook_of(layout))["why_scale"].source
    with gradebook_of(layout) as gradebook:
        assert gradebook.find_task_cell("why_scale", "demo", "demo").max_score == 2
        assert "1 point each" in gradebook.find_source_cell("why_scale", "demo", "demo").source


def test_an_answer_without_a_region_is_hidden_whole(layout):
    edit(layout, "demo.py", "### BEGIN SOLUTION\nvalues", "values")
    edit(layout, "demo.py", "17)\n### END SOLUTION\n", "17)\n")
    assert release(layout, "demo").changed == ()


def test_a_marking_scheme_may_stand_within_the_solution(layout):
    edit(layout, "demo.py", "sizes.\n# ### END SOLUTION\n#\n", "sizes.\n")
    edit(
        layout,
        "demo.py",
        "# === END MARK SCHEME ===\n",
        "# === END MARK SCHEME ===\n# ### END SOLUTION\n",
    )
    assert release(layout, "demo").changed == ()
