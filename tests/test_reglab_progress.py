"""The progress bar, in a terminal and in a notebook."""

import subprocess
import sys

import nbformat
import pytest
from nbclient import NotebookClient

from reglab.progress import steps

pytest.importorskip("tqdm")

CELL = """
import numpy as np
from reglab import Dataset, FullyConnectedNet, Solver
X, y = np.zeros((20, 4)), np.arange(20) % 3
Solver(FullyConnectedNet((), 4, 3), Dataset(X, y, X, y)).train(2)
None
"""


def test_the_bar_shows_steps_and_a_note_and_is_gone_at_the_end(capsys):
    with steps(3, "training") as advance:
        for number in range(3):
            advance(f"epoch {number}")
    out, err = capsys.readouterr()
    assert "training:   0%" in out
    assert "0/3" in out
    assert out.rpartition("\r")[2].strip() == ""
    assert err == ""


def test_the_bar_is_gone_after_an_error_too(capsys):
    with pytest.raises(ZeroDivisionError), steps(3, "training"):
        1 / 0  # noqa: B018  for its error
    out, _ = capsys.readouterr()
    assert out.rpartition("\r")[2].strip() == ""


def test_an_invisible_bar_is_silent(capsys):
    with steps(3, "training", visible=False) as advance:
        advance("note")
    assert capsys.readouterr() == ("", "")


def test_a_notebook_gets_a_bar_of_text_and_no_warning():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)])
    NotebookClient(notebook).execute(stderr=subprocess.DEVNULL)  # it warns of its own transport
    outputs = notebook.cells[0].outputs
    assert {(output.output_type, output.get("name")) for output in outputs} == {
        ("stream", "stdout")
    }
    assert "training" in "".join(output.text for output in outputs)


def test_a_terminal_gets_a_bar_on_stdout():
    run = subprocess.run([sys.executable, "-c", CELL], capture_output=True, text=True, check=True)
    assert "training" in run.stdout
    assert run.stderr == ""
