"""The last cell of every notebook runs each check by itself, and the reference passes them all."""

import ast
import re
from pathlib import Path

import nbformat
import pytest

from autograder.assignments.loading import find_assignments, load_assignment
from autograder.authoring.notebooks.kit import read_notebook, write_kit
from autograder.release.master import find_master, read_master
from coursework.handing_in import hand_in

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", find_assignments(ROOT / "solutions"))
def test_the_checks_of_a_notebook_run_by_themselves(name, tmp_path, monkeypatch, capsys):
    assignment = load_assignment(ROOT / "solutions" / name)
    if assignment.missing:
        pytest.skip(f"it needs {assignment.missing[0]}")
    folder = tmp_path / name
    write_kit(assignment, folder)
    notebook, _ = read_notebook(assignment, ROOT)
    nbformat.write(notebook, folder / f"{name}.ipynb")
    monkeypatch.chdir(folder)
    functions = {e.name: f"{e.module}.py" for e in assignment.exercises}
    hand_in(name, functions, assignment.imports)
    said = capsys.readouterr().out
    assert "not yet" not in said, said
    assert "Look at this" not in said, said
    for exercise in assignment.exercises:
        assert f"  passed    {exercise.name}\n" in said


@pytest.mark.parametrize("name", find_assignments(ROOT / "solutions"))
def test_the_cell_that_imports_the_modules_has_them_watched(name):
    assignment = load_assignment(ROOT / "solutions" / name)
    cells = read_master(find_master(assignment.folder))
    marked = [cell.options["cell"] for cell in cells if "cell" in cell.options]
    assert marked == ["begin", "hand_in"]
    assert cells[-1].options["cell"] == "hand_in"
    first = next(cell.source for cell in cells if "\nfrom " in cell.source)
    (watched,) = re.findall(r"^coursework\.watch\((.+?)\)", first, re.MULTILINE)
    imported = re.findall(r"^from (\w+) import", first, re.MULTILINE)
    assert ast.literal_eval(f"[{watched}]") == [m for m in imported if m in assignment.modules]
    assert set(assignment.modules) <= set(imported)
