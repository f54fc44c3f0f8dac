"""The last cell of every notebook runs each check by itself, and the reference passes them all."""

from pathlib import Path

import nbformat
import pytest

from autograder.assignments.loading import find_assignments, load_assignment
from autograder.authoring.notebooks.kit import read_notebook, write_kit
from autograder.release.generated import allowed_packages
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
    hand_in(name, functions, allowed_packages(assignment))
    said = capsys.readouterr().out
    assert "not yet" not in said, said
    assert "Look at this" not in said, said
    for exercise in assignment.exercises:
        assert f"  passed    {exercise.name}\n" in said
