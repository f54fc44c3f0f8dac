"""What is installed, what is missing, and what is in the way: each is said in a sentence."""

import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from demo_course import REPOSITORY, hand_in

from autograder.assignments import installation
from autograder.authoring.starting import StarterNames, start

FORBIDS = """
import sys


class Forbidden:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {names}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)


sys.meta_path.insert(0, Forbidden())
sys.argv = ["autograder", *{words}]
"""
GRADE = ["grade", "demo", "course/submitted/student-01/demo"]
RUN = "from autograder.__main__ import main\nmain()\n"


def python(text, folder, *path):
    """Run a script in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", text],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (REPOSITORY, *path)))},
        capture_output=True,
        text=True,
        check=False,
    )


def without(names, words, folder, script=RUN):
    """Run the command, or a script, where the packages cannot be imported."""
    return python(FORBIDS.format(names=names, words=words) + script, folder)


@pytest.mark.parametrize("missing", ["typer", "rich"])
def test_without_the_extra_one_sentence_says_what_to_install(tmp_path, missing):
    done = without([missing], ["doctor"], tmp_path)
    assert done.returncode == 2
    (sentence,) = done.stderr.splitlines()
    assert missing in sentence
    assert sentence.endswith('run pip install "reglab[grader]"')
    assert done.stdout == ""


def test_a_command_that_needs_nbgrader_says_so_where_the_others_work(layout):
    done = without(["nbgrader"], ["release"], layout.root)
    assert done.returncode == 2
    (sentence,) = done.stderr.splitlines()
    assert "needs nbgrader" in sentence
    assert '"reglab[grader]"' in sentence


def test_a_missing_file_of_ours_is_no_matter_of_installing(tmp_path):
    script = FORBIDS.replace('name.partition(".")[0] in', "name in")
    done = python(
        script.format(names=["autograder.commands.app"], words=["doctor"]) + RUN, tmp_path
    )
    assert "ModuleNotFoundError: No module named 'autograder.commands.app'" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["zip", "--help"],
        ["doctor"],
        GRADE,
        ["verify", "another"],
        ["new", "a_third"],
        ["init", "elsewhere"],
    ],
    ids=" ".join,
)
def test_what_needs_no_nbgrader_does_not_import_it(layout, words):
    hand_in(layout, "student-01")
    start(layout, StarterNames("another"))
    packages = ["nbgrader", "nbconvert", "nbclient"]
    packages += [] if "verify" in words else ["jupytext"]  # verify runs the notebook's cells
    done = without(packages, words, layout.root)
    assert done.returncode == 0, done.stderr


def test_authors_need_numpy_alone(tmp_path):
    others = ["matplotlib", "tqdm", "typer", "rich", "nbgrader", "nbformat", "traitlets"]
    done = without(others, [], tmp_path, "import autograder\nprint(autograder.Exercise.__name__)")
    assert done.stdout == "Exercise\n", done.stderr


@pytest.mark.parametrize("words", [["doctor"], GRADE])
def test_windows_is_told_where_grading_works(layout, words):
    hand_in(layout, "student-01")
    blind = "import sys\nsys.modules |= dict.fromkeys(('resource', 'fcntl'))\n"
    done = python(f"{blind}sys.argv = ['autograder', *{words}]\n{RUN}", layout.root)
    assert done.returncode == 3
    said = " ".join(done.stderr.split())
    assert "Traceback" not in said
    for way in ("Docker", "WSL2", "docs/confinement.md"):
        assert way in said


def test_our_own_distribution_is_known_by_its_command():
    assert installation.own_distribution().name == "reglab"
    assert installation.requirement("numpy") == "numpy>=2.0"
    assert installation.requirement("nbgrader") in (
        "nbgrader>=0.9.6,<0.10",
        "nbgrader<0.10,>=0.9.6",
    )
    assert installation.requirement("no_such_package") == "no_such_package"
    assert installation.install("torch") == 'pip install "reglab[torch]"'
    assert installation.install("no_such_package") == "pip install no_such_package"
    assert installation.page("authoring").endswith("docs/authoring.md")


def foreign(folder, name="autograder", tops="autograder\n"):
    """Metadata as pip leaves it of another project's distribution."""
    info = folder / f"{name}-9.1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 9.1\n")
    (info / "RECORD").write_text("autograder/__init__.py,,\n" if tops else "other.py,,\n")
    return info


def test_another_distribution_of_the_name_is_named_with_the_way_out(tmp_path, monkeypatch):
    foreign(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    (sentence,) = installation.rivals()
    assert "autograder 9.1 also installs a package autograder" in sentence
    assert "pip uninstall autograder" in sentence
    assert 'pip install --force-reinstall --no-deps "reglab"' in sentence


def test_a_distribution_that_has_only_our_name_is_in_nobodys_way(tmp_path, monkeypatch):
    foreign(tmp_path, tops="")
    monkeypatch.syspath_prepend(tmp_path)
    assert installation.rivals() == ()


@pytest.mark.parametrize("file", ["autograder.py", "autograder/__init__.py"])
@pytest.mark.parametrize("on_the_path", [True, False])
def test_a_package_of_the_name_on_the_path_or_here_is_found(
    tmp_path, monkeypatch, file, on_the_path
):
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).touch()
    if on_the_path:
        monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    else:
        monkeypatch.chdir(tmp_path)
    (sentence,) = installation.rivals()
    assert str(tmp_path / file) in sentence
    assert "comes first" in sentence


def test_doctor_tells_of_it_and_fails(tmp_path):
    foreign(tmp_path)
    path = f"import sys\nsys.path.append({str(tmp_path)!r})\n"
    done = python(f"{path}sys.argv = ['autograder', 'doctor']\n{RUN}", tmp_path)
    assert done.returncode == 1, done.stderr
    assert "another autograder: The distribution autograder 9.1" in done.stdout
    assert "held" in done.stdout


def test_an_engine_that_was_never_installed_says_so_in_what_it_says(monkeypatch):
    monkeypatch.setattr(metadata, "distributions", lambda: iter(()))
    installation.own_distribution.cache_clear()
    try:
        assert installation.install("grader") == 'pip install ".[grader]"'
        assert installation.page("authoring") == "docs/authoring.md"
        assert installation.requirement("numpy") == "numpy"
        assert installation.is_required("typer")
        assert not installation.is_required("autograder")
        assert Path(installation.page("authoring")).parts[0] == "docs"
    finally:
        installation.own_distribution.cache_clear()
