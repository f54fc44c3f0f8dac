"""The zip runs with numpy, matplotlib and jupyter alone: nothing else of ours or anybody's."""

import shutil
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import matplotlib
import pytest
from packaging.requirements import Requirement
from release_steps import bundle, release, share_gradebook

from autograder.assignments import assignment
from autograder.assignments.layout import Layout
from autograder.assignments.library import files_of
from autograder.authors.exercise import AuthorError

PROJECT = Path(__file__).parents[1]


def distributions(*names):
    """The named distributions and all that they require here."""
    found, wanted = {}, list(names)
    while wanted:
        name = wanted.pop().lower().replace("_", "-")
        if name not in found:
            found[name] = metadata.distribution(name)
            requirements = [Requirement(line) for line in found[name].requires or ()]
            wanted += [
                r.name for r in requirements if not r.marker or r.marker.evaluate({"extra": ""})
            ]
    return found.values()


@pytest.fixture(scope="module")
def students_packages(tmp_path_factory):
    """A folder of links to numpy, matplotlib, jupyter and what these require; to nothing else."""
    folder = tmp_path_factory.mktemp("students-packages")
    for distribution in distributions("numpy", "matplotlib", "jupyter"):
        tops = {file.parts[0] for file in distribution.files or () if file.parts[0] != ".."}
        for top in tops - {"__pycache__"}:
            link = folder / top
            if not link.exists() and Path(distribution.locate_file(top)).exists():
                link.symlink_to(distribution.locate_file(top))
    return folder


START = """
import importlib.util, pathlib, sys
packages, folder = sys.argv[1:]
sys.path.insert(0, folder)
sys.path.append(packages)
for foreign in ("autograder", "nbgrader", "jupytext", "tqdm", "scipy", "sklearn", "typer"):
    assert importlib.util.find_spec(foreign) is None, foreign
for needed in ("numpy", "matplotlib", "IPython", "ipykernel", "notebook"):
    assert importlib.util.find_spec(needed), needed
import reglab
assert pathlib.Path(reglab.__file__).parent == pathlib.Path(folder, "reglab")
"""

USE = """
import matplotlib
matplotlib.use("Agg")
import numpy as np
import reglab.plots, reglab.training.solver
from fc_net import fc_net_loss
from layers import dropout_backward, dropout_forward

rng = np.random.default_rng(0)
x, dout = rng.uniform(1, 2, (40, 50)), rng.standard_normal((40, 50))
param = {"p": 0.8, "mode": "train", "seed": 1}  # p keeps
out, cache = dropout_forward(x, param)
assert abs(np.mean(out != 0) - 0.8) < 0.05
dx = dropout_backward(dout, cache)
for gradient, right in ((dx, True), (2 * dx, False)):
    report = reglab.check_gradient(lambda x: dropout_forward(x, param)[0], x, dout, gradient)
    assert report.ok == right, report

params = {"W1": rng.normal(size=(50, 6)), "b1": np.zeros(6)}
params |= {"W2": rng.normal(size=(6, 3)), "b2": np.zeros(3)}
y = rng.integers(3, size=40)
assert fc_net_loss(params, x, None, param, 0.1).shape == (40, 3)
loss, grads = fc_net_loss(params, x, y, param, 0.1)
reports = reglab.check_gradients(lambda p: fc_net_loss(p, x, y, param, 0.1)[0], params, grads)
assert reports, reports
print("done")
"""


def run_as_student(folder, packages, script):
    """Run a script in a Python without site-packages, with the folder and the packages alone."""
    return subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", START + script, packages, folder],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={"MPLCONFIGDIR": matplotlib.get_cachedir()},  # its list of fonts takes a while to make
    )


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """A checkout with the real dropout assignment, released."""
    root = tmp_path_factory.mktemp("project")
    layout = Layout(root)
    shutil.copytree(PROJECT / "solutions" / "dropout", layout.solutions / "dropout")
    shutil.copy(PROJECT / "course.toml", root)
    share_gradebook(tmp_path_factory, layout)
    release(layout, "dropout")
    return layout


@pytest.fixture(scope="module")
def unpacked(released):
    """Its zip, unpacked."""
    with zipfile.ZipFile(bundle(released, "dropout")) as archive:
        archive.extractall(released.root / "student")
    return released.root / "student" / "dropout"


def test_the_reference_runs_in_the_zip_with_numpy_matplotlib_and_jupyter_alone(
    unpacked, students_packages, tmp_path
):
    folder = Path(shutil.copytree(unpacked, tmp_path / "dropout"))
    for module in ("layers.py", "fc_net.py"):
        shutil.copy(PROJECT / "solutions" / "dropout" / module, folder)
    done = run_as_student(folder, students_packages, USE)
    assert (done.returncode, done.stdout) == (0, "done\n"), done.stderr


def test_the_skeleton_in_the_zip_says_that_it_is_not_written_yet(unpacked, students_packages):
    done = run_as_student(unpacked, students_packages, USE)
    last = done.stderr.splitlines()[-1]
    assert last == "NotImplementedError: dropout_forward: this part is still to be written"


def test_the_layers_that_students_write_are_left_out(unpacked, students_packages):
    layers = {path.name for path in (unpacked / "reglab" / "layers").iterdir()}
    assert {"affine.py", "activations.py", "losses.py"} <= layers
    assert "dropout.py" not in layers
    done = run_as_student(unpacked, students_packages, "from reglab.layers import dropout_forward")
    last = done.stderr.splitlines()[-1]
    assert last.startswith("ImportError: dropout_forward is not in this copy of reglab")


def test_a_zip_that_holds_a_layer_which_students_write_is_not_written(released, monkeypatch):
    monkeypatch.setattr(assignment, "students_library", lambda folder, _: files_of(folder))
    with pytest.raises(AuthorError, match=r"reglab/layers/dropout\.py:\d+: def dropout_forward"):
        bundle(released, "dropout")
