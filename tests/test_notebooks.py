"""Masters are run with the reference, and what is wrong with one is said where it is."""

import re

import pytest
from demo_masters import CHECKS, MISCONCEPTIONS, MODULE, NOTEBOOK
from typer.testing import CliRunner

from autograder.assignments.assignment import Assignment
from autograder.assignments.layout import Layout
from autograder.authoring.notebooks.notebook_run import NotebookLimits
from autograder.authoring.notebooks.running import run_notebooks
from autograder.commands import app as cli

PICTURE = """
# %% [markdown]
# ## A picture
#
# Its formula is $x_1 < \\frac{1}{2}$, and
# $$\\begin{aligned} y &= 2x \\end{aligned}$$

# %%
import matplotlib.pyplot as plt
from reglab import plots
plots.bands([0, 1], {"loss": [[1.0, 0.5], [1.1, 0.4]]}, xlabel="epoch", ylabel="loss")
plt.show()
print("\\rhalf\\rdone")
"""

BUSY = """
# %% [markdown]
# ## A long way

# %%
import time
end = time.process_time() + 0.2
while time.process_time() < end:
    pass
"""

CLAIMS = "assert double(2) == 4\nassert halve(2) == 2, 'halving does nothing'\n"

ADDED = {  # what stands at the end of each master
    "good": PICTURE,
    "raises": "\n# %% [markdown]\n# ## The end\n\n# %%\nhalve('a')\n\n# %%\nprint('not reached')\n",
    "expects": '\n# %% tags=["raises-exception"]\nhalve("a")\n',
    "warns": "\n# %%\nimport numpy as np\nnp.log(np.zeros(2))\n",
    "deprecates": "\n# %%\nimport shapes\nshapes.old()\n",
    "writes": "\n# %%\nimport os\nx = os.write(2, b'an old library says hello\\n')\n",
    "shows_an_address": "\n# %%\nclass Thing:\n    pass\n\n\nThing()\n",
    "claimed": PICTURE,
    "dies": "\n# %%\nimport os\nos._exit(3)\n",
}


def write(root, name, added, checks=CHECKS, module=MODULE):
    folder = root / "solutions" / name
    folder.mkdir(parents=True)
    old = "import warnings\n\n\ndef old():\n    warnings.warn('use new', DeprecationWarning)\n"
    for file, text in {
        "shapes": f"{module}\n\n{old}",
        "checks": checks,
        "misconceptions": MISCONCEPTIONS,
        name: NOTEBOOK + added,
    }.items():
        (folder / f"{file}.py").write_text(text)


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """The checkout, and what was found of each of its masters."""
    root = tmp_path_factory.mktemp("masters")
    for name, added in ADDED.items():
        write(root, name, added)
    (root / "solutions/claimed/claims.py").write_text(CLAIMS)
    steps = []
    runs = run_notebooks(
        Layout(root), list(ADDED), jobs=2, progress=lambda *step: steps.append(step)
    )
    return root, {run.name: run for run in runs}, steps


def only_fault(run):
    ((place, fault),) = run.told()
    return place, fault


def test_a_good_notebook_has_no_faults_and_is_counted(ran):
    _, runs, steps = ran
    good = runs["good"]
    assert list(good.told()) == []
    assert good.ok
    assert (len(good.cells), good.total, good.pictures) == (4, 4, 1)
    assert [step for step in steps if step[0] == "good"] == [("good", n, 4) for n in range(5)]


def test_the_page_has_the_picture_its_words_and_the_formulas_and_fetches_nothing(ran):
    root, runs, _ = ran
    assert runs["good"].page == root / "dist/notebooks/good.html"
    page = runs["good"].page.read_text()
    assert re.search(r'<img alt="Lines of loss against epoch[^"]*" [^>]*src="data:image/png', page)
    assert page.count("<math ") == 2
    assert "<mfrac>" in page
    assert "<mi>&</mi>" not in page
    assert not re.search(r"""(src|href)=["']?(https?:|//)|@import|<script""", page)
    assert "<pre>done" in page


def test_the_page_shows_the_authors_answers(ran):
    _, runs, _ = ran
    assert "Because it is so." in runs["good"].page.read_text()


def test_an_error_is_told_with_its_cell_and_ends_the_run(ran):
    root, runs, _ = ran
    place, fault = only_fault(runs["raises"])
    line = (root / "solutions/raises/raises.py").read_text().splitlines().index("halve('a')")
    assert place == (
        f"cell 7 (solutions/raises/raises.py:{line}), in the section 'The end': halve('a')"
    )
    assert fault.startswith("it raised TypeError: unsupported operand")
    assert (len(runs["raises"].cells), runs["raises"].total) == (4, 5)
    assert "TypeError" in runs["raises"].page.read_text()


def test_a_claim_that_does_not_hold_is_told_and_is_not_on_the_page(ran):
    _, runs, _ = ran
    place, fault = only_fault(runs["claimed"])
    assert place.endswith("(solutions/claimed/claims.py): what the notebook claims")
    assert fault == "it raised AssertionError: halving does nothing"
    assert "halving does nothing" not in runs["claimed"].page.read_text()


def test_an_error_that_the_author_announced_is_none(ran):
    assert ran[1]["expects"].ok


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("warns", "line 2: RuntimeWarning: divide by zero encountered in log"),
        ("deprecates", "shapes.py:22: DeprecationWarning: use new"),
        ("writes", "an old library says hello"),
    ],
)
def test_what_reaches_stderr_is_a_fault(ran, name, said):
    _, runs, _ = ran
    _, fault = only_fault(runs[name])
    assert fault.startswith("it wrote to stderr: ")
    assert said in fault
    assert "/tmp" not in fault


def test_an_object_shown_by_its_address_is_a_fault(ran):
    _, fault = only_fault(ran[1]["shows_an_address"])
    assert fault.startswith("it shows an address in place of a value: <__main__.Thing at 0x")


def test_a_kernel_that_dies_is_a_fault_of_its_cell(ran):
    place, fault = only_fault(ran[1]["dies"])
    assert place.endswith("import os")
    assert fault.startswith("its kernel died")


def test_a_slow_cell_and_a_slow_notebook_are_faults(tmp_path):
    write(tmp_path, "busy", BUSY)
    limits = NotebookLimits(cell=0.15, notebook=0.1)
    (run,) = run_notebooks(Layout(tmp_path), ["busy"], limits=limits)
    told = dict(run.told())
    slow = [place for place in told if "'A long way'" in place]
    assert "more than 0.15 s" in told[slow[0]]
    assert run.slowest.seconds > 0.15
    assert "more than 0.1 s" in told["the notebook"]


def test_on_a_slower_machine_cells_have_more_time():
    limits = NotebookLimits().on_a_machine(2.0)
    assert (limits.cell, limits.notebook) == (40.0, 480.0)


def test_a_cell_that_does_not_end_is_stopped(tmp_path):
    write(tmp_path, "endless", "\n# %%\nwhile True:\n    pass\n")
    (run,) = run_notebooks(Layout(tmp_path), ["endless"], limits=NotebookLimits(patience=1))
    _, fault = only_fault(run)
    assert re.fullmatch(r"it was stopped after 1 s, [\d.]+ s of them computing", fault)


LAYER = "def dropout_forward(x):\n    ### BEGIN SOLUTION\n    return x\n    ### END SOLUTION\n"
HIDES = """
# %%
from pathlib import Path
import reglab
here = Path(reglab.__file__).parent
assert here.parent == Path.cwd(), "reglab is the students' copy"
assert not (here / "layers/dropout.py").exists()
assert (here / "layers/affine.py").exists()
"""


def test_a_notebook_gets_the_reglab_that_its_students_get(tmp_path):
    checks = CHECKS.replace('"halve"', '"dropout_forward"').replace("submission.halve(", "abs(")
    (tmp_path / "course.toml").write_text('library = "reglab"')
    write(tmp_path, "hides", HIDES, checks, f"{MODULE}\n\n{LAYER}")
    path = tmp_path / "solutions/hides/hides.py"
    path.write_text(path.read_text().replace('grade="halve"', 'grade="dropout_forward"'))
    (run,) = run_notebooks(Layout(tmp_path), ["hides"])
    assert list(run.told()) == []


def test_the_command_tells_of_all_and_fails_with_one(tmp_path, monkeypatch):
    (tmp_path / "course.toml").touch()
    write(tmp_path, "good", "")
    write(tmp_path, "odd", "\n# %% grade='nothing'\n")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli.app, ["notebooks"])
    assert result.exit_code == 1
    lines = [line.split() for line in result.stdout.splitlines()]
    (good,) = (line for line in lines if line[:1] == ["good"])
    assert good[1:3] == ["3", "0"]
    assert good[-1] == "ok"
    assert "odd: the notebook" in result.stdout
    assert "checks.py has no exercise nothing" in result.stdout
    assert "dist/notebooks/" in result.stdout


def test_an_assignment_whose_packages_are_missing_is_listed_and_costs_nothing(
    tmp_path, monkeypatch
):
    (tmp_path / "course.toml").touch()
    write(tmp_path, "deep", "")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Assignment, "missing", ("torch",), raising=False)
    result = CliRunner().invoke(cli.app, ["notebooks", "deep"])
    assert result.exit_code == 0
    assert "needs torch" in result.stdout
