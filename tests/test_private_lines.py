"""What counts as private, and what says too little or is open anyway."""

from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from release_steps import copy_of_demo, edit

import coursework
from autograder.assignments import settings
from autograder.assignments.loading import load_assignment
from autograder.release.leak_scan import scan
from autograder.release.private_lines import collect_private_lines

CODE = "dx = dout * cache"
SOLUTIONS = Path(__file__).parents[1] / "solutions"


@pytest.fixture
def layout(tmp_path_factory, tmp_path):
    return copy_of_demo(tmp_path_factory, tmp_path / "checkout")


def private_lines(layout):
    return collect_private_lines(load_assignment(layout.solutions / "demo"))


def leaks_in(layout, target=None):
    return scan(target or layout.assignments / "demo", private_lines(layout))


def plant_in_module(layout, text):
    with (layout.assignments / "demo" / "scaling.py").open("a") as file:
        file.write(text)


def test_hidden_tests_and_answers_without_regions_are_private(layout):
    edit(
        layout,
        "demo.py",
        "assert np.all(out == 2)\n",
        "assert np.all(out == 2)\n"
        "### BEGIN HIDDEN TESTS\nassert np.ptp(out) == 0\n### END HIDDEN TESTS\n",
    )
    edit(layout, "demo.py", "### BEGIN SOLUTION\nvalues", "values")
    edit(layout, "demo.py", "17)\n### END SOLUTION\n", "17)\n")
    texts = {line.text for line in private_lines(layout)}
    assert {"assert np.ptp(out) == 0", "values = np.linspace(0.0, 1.0, 17)"} <= texts
    assert "assert np.all(out == 2)" not in texts


def test_the_lines_of_a_notebook_master_are_private_too(layout):
    folder = layout.solutions / "demo"
    cell = nbformat.v4.new_code_cell("a = 1\n### BEGIN SOLUTION\nsecret = 42 + a\n### END SOLUTION")
    whole = nbformat.v4.new_markdown_cell(
        "The secret is that there is none at all.", metadata={"nbgrader": {"solution": True}}
    )
    nbformat.write(nbformat.v4.new_notebook(cells=[cell, whole]), folder / "demo.ipynb")
    (folder / "demo.py").unlink()
    origins = {line.text: line.origin for line in private_lines(layout)}
    assert origins["secret = 42 + a"] == f"{folder / 'demo.ipynb'}: cell 1"
    assert origins["The secret is that there is none at all."].endswith("cell 2")
    assert "a = 1" not in origins


def test_whatever_else_an_author_keeps_is_private(layout):
    (layout.solutions / "demo" / "notes").mkdir()
    (layout.solutions / "demo" / "notes" / "exam.md").write_text("Next year ask for the inverse.\n")
    plant_in_module(layout, "# Next year ask for the inverse.\n")
    assert [leak.where for leak in leaks_in(layout)] == ["scaling.py:22"]


@pytest.mark.parametrize(
    "text",
    [
        "import numpy as np\n",
        "from autograder.authors.exercise import Exercise\n",
        "out = x\n",
        "return out, factor\n",
        "def scale_backward(dout, cache):\n",
        '    """x times factor, and a cache."""\n',
        "else:\n    pass\n",
        "MISCONCEPTIONS\n",
    ],
)
def test_a_line_that_says_nothing_or_is_open_anyway_is_no_leak(layout, text):
    plant_in_module(layout, text)
    assert leaks_in(layout) == ()


def test_what_a_probe_shares_with_the_package_that_hands_in_is_no_leak(layout):
    kit = Path(coursework.__file__).with_name("module.py").read_text()
    probes = layout.solutions / "demo" / "probes"
    probes.mkdir(exist_ok=True)
    (probes / "scaling.py").write_text(kit)
    (layout.assignments / "demo" / "kit.py").write_text(kit)
    assert leaks_in(layout) == ()


def test_a_solution_that_is_open_elsewhere_is_still_private(layout):
    edit(layout, "demo.py", "# The end.", f"# The end.\n\n# %%\n{CODE}")
    edit(layout, "scaling.py", "    # TODO: the forward pass.", f"    # TODO: not {CODE}")
    assert CODE in {line.text for line in private_lines(layout)}


def test_one_line_that_a_check_shares_with_the_notebook_is_coincidence_and_three_are_not(layout):
    loop = ["for factor in (2.0, 3.0, 5.0):", "    x = rng.uniform(1, 2, 17)", "    y = x * factor"]
    body = "".join(f"    {line}\n" for line in loop)
    edit(layout, "checks.py", '"""Matrices are scaled as well."""\n', f'"""Matrices."""\n{body}')
    edit(layout, "demo.py", "# The end.", "# The end.\n\n# %%\n" + "\n".join(loop[:2]))
    assert "x = rng.uniform(1, 2, 17)" not in {line.text for line in private_lines(layout)}
    edit(layout, "demo.py", loop[1], "\n".join(loop[1:]))
    assert {line.strip() for line in loop} <= {line.text for line in private_lines(layout)}


LAYER = """\
def scale_forward(x, factor):
    \"\"\"Return x times factor, and what the backward pass needs.\"\"\"
    out = np.outer(x, factor)[:, 0]  # of one column
    stored_for_later = (factor, x.shape)
    assert out.shape == stored_for_later[1]
    return out, stored_for_later
"""


@pytest.fixture
def library(tmp_path, monkeypatch):
    """A library of one layer that the demo assignment asks for."""
    folder = tmp_path / "reglab"
    (folder / "layers").mkdir(parents=True)
    (folder / "__init__.py").write_text("def relative_error(x, y): ...\n")
    (folder / "layers" / "scaling.py").write_text(LAYER)
    found = SimpleNamespace(submodule_search_locations=[str(folder)])
    monkeypatch.setattr(settings, "find_spec", lambda name: found)
    return folder


def test_the_code_of_a_layer_that_students_write_is_private(layout, library):
    hidden = library / "layers" / "scaling.py"
    found = [line.text for line in private_lines(layout) if line.origin.startswith(str(hidden))]
    assert {line.strip() for line in LAYER.splitlines()[2:5]} <= set(found)
    assert not any("backward pass needs" in text for text in found)
    plant_in_module(layout, LAYER)
    assert f"{hidden}:3" in {leak.origin for leak in leaks_in(layout)}


def test_the_code_of_a_layer_that_students_do_not_write_is_open(layout, library):
    other = library / "layers" / "scaling.py"
    other.write_text(LAYER.replace("scale_forward", "zoom_forward"))
    assert not any(line.origin.startswith(str(other)) for line in private_lines(layout))
    plant_in_module(layout, LAYER.partition("needs")[2])
    assert leaks_in(layout) == ()


def test_two_lines_that_a_hidden_layer_shares_with_the_notebook_are_coincidence(layout, library):
    lines = [line.strip() for line in LAYER.splitlines()[2:5]]
    edit(layout, "demo.py", "# The end.", "# The end.\n\n# %%\n" + "\n".join(lines[1:]))
    assert lines[2] not in {line.text for line in private_lines(layout)}
    edit(layout, "demo.py", lines[1], "\n".join(lines[:2]))
    assert set(lines) <= {line.text for line in private_lines(layout)}


def test_the_dropout_of_the_library_is_private_in_the_dropout_assignment():
    private = collect_private_lines(load_assignment(SOLUTIONS / "dropout"))
    files = {line.origin.rpartition(":")[0] for line in private}
    assert "dropout.py" in {Path(file).name for file in files if "reglab/layers" in file}
