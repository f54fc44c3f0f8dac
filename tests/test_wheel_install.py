"""Where reglab was installed from a wheel, its files are as far from submissions as elsewhere."""

import json
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from autograder.assignments.loading import load_assignment
from autograder.sandbox.allowed import allowed_packages
from autograder.sandbox.namespaces import has_bwrap

ROOT = Path(__file__).parents[1]
PACKAGES = ("reglab", "coursework", "autograder")  # as pyproject.toml has them
FULL = load_assignment(ROOT / "solutions" / "dropout").points

# Three lines that take the reference from where pip has put it.
BY_PATH = """
path = "{site}/reglab/layers/dropout.py"
exec(compile(open(path).read(), path, "exec"))
"""
BY_SEARCH = """
import os, sys
paths = [folder + "/reglab/layers/dropout.py" for folder in (*sys.path, "{site}")]
exec(open([path for path in paths if os.path.exists(path)][-1]).read())
"""
BY_IMPORT = """
from reglab.layers.dropout import *
"""
BY_ENGINE = """
import autograder.grading.grader
from reglab.layers.dropout import *
"""
ATTACKS = {
    "path": BY_PATH,
    "resolved_path": BY_PATH.replace("{site}", "{real}"),
    "search": BY_SEARCH,
    "import": BY_IMPORT,
    "engine": BY_ENGINE,
}

GRADE = """
import json, sys
from pathlib import Path
from unittest import mock

import autograder, reglab
from autograder.assignments.loading import load_assignment
from autograder.grading.grader import Grader
from autograder.sandbox import self_test
from autograder.submissions.reading import SubmittedFiles

bwrap, site, course, texts = json.load(sys.stdin)
assert Path(autograder.__file__).is_relative_to(site), autograder
assert Path(reglab.__file__).is_relative_to(site), reglab
assignment = load_assignment(Path(course) / "solutions" / "dropout")
own = {name: assignment.source(name) for name in assignment.modules}
has_bwrap = self_test.has_bwrap
with mock.patch.object(self_test, "has_bwrap", lambda: bwrap and has_bwrap()):
    with Grader(assignment) as grader:
        for name, text in texts.items():
            sources = own | ({"layers": text} if text else {})
            files = {module: source.encode() for module, source in sources.items()}
            result = grader.grade_files(SubmittedFiles(files, assignment.modules))
            scores = {e.exercise: e.score for e in result.exercises}
            why = [f.message for e in result.exercises for f in e.findings if f.message]
            print(json.dumps([name, scores, [*why, *result.notes]]))
"""


@pytest.fixture(scope="module", params=["as_it_is", "by_a_link"])
def installed(request, tmp_path_factory):
    """An environment of numpy and of this project as a wheel would install it; and a course."""
    folder = tmp_path_factory.mktemp("installed")
    if request.param == "by_a_link":
        (folder / "real").mkdir()
        (folder / "link").symlink_to("real")
        folder = folder / "link"
    venv.create(folder / "venv", symlinks=True)
    (site,) = folder.glob("venv/lib/python*/site-packages")
    for name, path in allowed_packages(("numpy",)).items():
        shutil.copytree(path, site / name) if path.is_dir() else shutil.copy(path, site / name)
    for name in PACKAGES:
        shutil.copytree(ROOT / name, site / name, ignore=shutil.ignore_patterns("__pycache__"))
    info = site / "reglab-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: reglab\nVersion: 0.1.0\n")
    files = (path for name in PACKAGES for path in (site / name).rglob("*"))
    (info / "RECORD").write_text("".join(f"{path.relative_to(site)},,\n" for path in files))
    course = folder / "course"
    shutil.copytree(ROOT / "solutions" / "dropout", course / "solutions" / "dropout")
    shutil.copy(ROOT / "course.toml", course)
    return site, course


@pytest.fixture(scope="module", params=[True, False], ids=["with_bwrap", "without_bwrap"])
def graded(request, installed):
    """What each attack gets there, and what honest work does: scores, and the words beside them."""
    if sys.platform != "linux" or (request.param and not has_bwrap()):
        pytest.skip("this machine cannot confine in this way")
    site, course = installed
    texts = {name: text.format(site=site, real=site.resolve()) for name, text in ATTACKS.items()}
    ran = subprocess.run(
        [site.parents[2] / "bin" / "python", "-I", "-c", GRADE],
        input=json.dumps([request.param, str(site), str(course), {"honest": "", **texts}]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return {name: (scores, why) for name, scores, why in map(json.loads, ran.stdout.splitlines())}


def test_honest_work_gets_full_marks_there(graded):
    scores, why = graded["honest"]
    assert (sum(scores.values()), why) == (FULL, [])


@pytest.mark.parametrize(
    ("attack", "words"),
    [
        ("path", ("FileNotFoundError", "PermissionError")),
        ("resolved_path", ("FileNotFoundError", "PermissionError")),
        ("search", ("IndexError", "PermissionError")),
        ("import", ("this assignment asks you to write", "ModuleNotFoundError")),
        ("engine", ("ModuleNotFoundError",)),
    ],
)
def test_the_installed_reference_earns_nothing(graded, attack, words):
    scores, why = graded[attack]
    assert (scores["dropout_forward"], scores["dropout_backward"]) == (0, 0)
    assert any(word in " ".join(why) for word in words), why
