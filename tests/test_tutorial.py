"""The tutorial for authors works: its files are written and its commands run, in their order."""

import contextlib
import re
import shlex
import shutil

import pytest
from demo_course import REPOSITORY
from release_steps import share_gradebook
from typer.testing import CliRunner

from autograder.assignments.layout import Layout
from autograder.commands import app as cli

TUTORIAL = REPOSITORY / "docs" / "tutorial-first-exercise.md"
BLOCK = re.compile(r"^```(python title=\"|console)(.*?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A course without assignments."""
    root = tmp_path_factory.mktemp("tutorial")
    (root / "solutions").mkdir()
    for file in ("nbgrader_config.py", "pyproject.toml", "course.toml"):
        shutil.copy(REPOSITORY / file, root)
    share_gradebook(tmp_path_factory, Layout(root))
    return root


def write(root, about, text):
    name, _, how = about.partition('"')
    path = root / name
    assert path.is_file(), f"{name} replaces a file that autograder new wrote"
    before = path.read_text(encoding="utf-8") if how.strip() == "append" else ""
    path.write_text(before + text, encoding="utf-8")


def run(about, text):
    """Run the commands of a block; each line below one must stand in what it printed."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, *expected = part.splitlines()
        program, *words = shlex.split(command)
        assert program == "autograder"
        result = CliRunner().invoke(cli.app, words)
        printed = " ".join(result.output.split())
        assert result.exit_code == (1 if "exit=1" in about else 0), result.output
        for line in expected:
            assert " ".join(line.split()) in printed, f"{command}: {line}\n\n{result.output}"


def test_every_file_and_command_of_the_tutorial_works(root):
    blocks = BLOCK.findall(TUTORIAL.read_text(encoding="utf-8"))
    assert {kind for kind, *_ in blocks} == {'python title="', "console"}
    with contextlib.chdir(root):
        for kind, about, text in blocks:
            if kind == "console":
                run(about, text)
            else:
                write(root, about, text)
    assert (root / "dist" / "max_norm.zip").is_file()
    released = (root / "assignments" / "max_norm" / "constraints.py").read_text(encoding="utf-8")
    assert "NotImplementedError" in released
    assert "np.maximum" not in released
