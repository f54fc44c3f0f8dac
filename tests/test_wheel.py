"""From the wheel, in an empty folder outside of the repository, everything works.

.ci/wheel builds the wheel and makes two environments: one with the wheel, one with the grader too.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from gradescope_format import run as run_as_gradescope
from gradescope_format import unpack

BARE, GRADER = os.environ.get("REGLAB_BARE", ""), os.environ.get("REGLAB_WHEEL", "")

pytestmark = [
    pytest.mark.wheel,
    pytest.mark.skipif(not (BARE and GRADER), reason="run .ci/wheel, which installs the wheel"),
]

ROOT = Path(__file__).parents[1]
LIBRARY = {
    "__init__.py": '"""What students import."""\n',
    "sums.py": '"""Sums."""\n\n\ndef rows(x):\n    return x.sum(axis=1, keepdims=True)\n',
    "answers.py": "def smooth_labels(y, eps):\n    part = eps / len(y[0])\n"
    "    return y - y * eps + part\n",
}


def run(python, *words, folder, path=""):
    """Run an environment's own command, with nothing of ours on Python's path."""
    hidden = ("PYTHONPATH", "VIRTUAL_ENV", "PYTEST_CURRENT_TEST")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [str(Path(python).with_name(words[0])), *words[1:]],
        cwd=folder,
        env=environment | ({"PYTHONPATH": str(path)} if path else {}),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


def packages(python):
    done = run(python, "python", "-m", "pip", "list", "--format", "json", folder="/")
    return {package["name"] for package in json.loads(done.stdout)} - {"pip", "setuptools"}


def test_a_student_needs_few_packages(tmp_path):
    found = packages(BARE)
    assert {"reglab", "numpy", "matplotlib", "tqdm"} <= found
    assert len(found) <= 15, found
    asked = "import reglab, reglab.plots, reglab.training; print(reglab.__file__)"
    done = run(BARE, "python", "-W", "error", "-c", asked, folder=tmp_path)
    assert "site-packages" in done.stdout, done.stderr


def test_the_command_without_the_extra_says_what_to_install(tmp_path):
    done = run(BARE, "autograder", "doctor", folder=tmp_path)
    assert done.returncode == 2
    (sentence,) = done.stderr.splitlines()
    assert sentence.endswith('run pip install "reglab[grader]"')


def test_outside_of_a_course_init_is_named(tmp_path):
    done = run(GRADER, "autograder", "course", folder=tmp_path)
    assert done.returncode == 2
    assert "autograder init" in done.stderr


@pytest.fixture(scope="module", params=["no library", "a library"])
def course(request, tmp_path_factory):
    """A course from the wheel, with what each command did; and where its library lies, if any."""
    root = tmp_path_factory.mktemp("course")
    library = request.param == "a library"
    outside = tmp_path_factory.mktemp("outside") if library else ""
    if library:
        (outside / "mylib").mkdir()
        for name, text in LIBRARY.items():
            (outside / "mylib" / name).write_text(text)
    student = root / "course/submitted/student-02/label_smoothing"
    lines = [
        ["init", *(["--library", "mylib"] if library else [])],
        ["new", "second", "--module", "parts", "--function", "split_evenly"],
        ["verify", "--all"],
        ["notebooks"],
        ["release"],
        ["release", "--check"],
        ["zip"],
        ["gradescope", "label_smoothing"],
        ["course"],
        ["grade", "label_smoothing", str(student), "--json", "-"],
        ["doctor"],
    ]
    done = {
        " ".join(w[:2]): run(GRADER, "autograder", *w, folder=root, path=outside) for w in lines
    }
    return root, outside, done


def test_every_command_succeeds(course):
    _, _, done = course
    for words, one in done.items():
        assert one.returncode == 0, f"{words}: {one.stdout}\n{one.stderr}"


def test_the_gradebook_has_the_scores_of_the_sample_class(course):
    root, _, _ = course
    with closing(sqlite3.connect(root / "course/gradebook.db")) as gradebook:
        asked = """
            SELECT assignment.name, submitted_assignment.student_id, grade.auto_score,
                   assignment.course_id
            FROM grade
            JOIN base_cell ON base_cell.id = grade.cell_id
            JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id
            JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id
            JOIN assignment ON submitted_assignment.assignment_id = assignment.id
            WHERE base_cell.name IN ('smooth_labels', 'split_evenly')
        """
        rows = gradebook.execute(asked).fetchall()
    expected = {"student-01": 2, "student-02": 0, "student-03": 0}
    assert {(a, s): score for a, s, score, _ in rows} == {
        (name, student): score
        for name in ("label_smoothing", "second")
        for student, score in expected.items()
    }
    assert {course for *_, course in rows} == {root.name}


def test_feedback_names_the_mistake(course):
    root, _, done = course
    page = root / "course/feedback/student-02/label_smoothing/label_smoothing.html"
    assert "the label is not made smaller" in page.read_text()
    (submission,) = json.loads(done["grade label_smoothing"].stdout)["submissions"]
    assert "adds_and_takes_nothing" in json.dumps(submission)


def test_the_zips_hold_what_a_student_needs_and_no_answer(course):
    root, outside, _ = course
    library = bool(outside)
    for name, module, function in (
        ("label_smoothing", "labels", "smooth_labels"),
        ("second", "parts", "split_evenly"),
    ):
        with zipfile.ZipFile(root / f"dist/{name}.zip") as archive:
            files = {
                path.split("/", 1)[1]: archive.read(path).decode() for path in archive.namelist()
            }
        own = {f"{name}.ipynb", f"{module}.py", "README.md", "requirements.txt"}
        own |= {f"coursework/{path.name}" for path in (ROOT / "coursework").glob("*.*")}
        # The library without what the assignment asks for, and that of another is there.
        ours = {"mylib/__init__.py", "mylib/sums.py"} if library else set()
        ours |= {"mylib/answers.py"} if library and function != "smooth_labels" else set()
        assert set(files) == own | ours
        assert "NotImplementedError" in files[f"{module}.py"]
        assert "1 - eps" not in files[f"{module}.py"].split('"""')[-1]
        asked = [line.split(">")[0] for line in files["requirements.txt"].split()]
        assert asked == ["numpy", "matplotlib", "jupyter"]
        assert ">=2.0" in files["requirements.txt"], "the bounds of the wheel's own metadata"
        assert ("mylib" in files["README.md"]) == library
        assert "reglab" not in "".join(files.values())


def test_nbgraders_own_command_gives_the_same_scores(course, tmp_path):
    root, outside, _ = course
    copy = tmp_path / root.name
    shutil.copytree(root, copy)
    done = run(GRADER, "nbgrader", "autograde", "second", "--force", folder=copy, path=outside)
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(copy / "course/gradebook.db")) as gradebook:
        assert gradebook.execute("SELECT SUM(auto_score) FROM grade").fetchone() == (4,)


def test_setup_on_gradescope_installs_what_grades_a_submission(course, tmp_path):
    root, _, _ = course
    unpack(tmp_path, root / "course/gradescope/label_smoothing.zip")
    hidden = ("PYTHONPATH", "VIRTUAL_ENV")
    clean = {name: value for name, value in os.environ.items() if name not in hidden}
    script = tmp_path / "source/setup.sh"
    done = subprocess.run(
        ["bash", str(script)], env=clean, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the reference earns all points here" in done.stdout
    for module in (tmp_path / "source/solutions/label_smoothing").glob("labels.py"):
        shutil.copy(module, tmp_path / "submission")
    found, graded = run_as_gradescope(tmp_path, PYTHONPATH="")
    assert found["tests"], graded.stdout
    assert all(test["score"] == test["max_score"] for test in found["tests"])
