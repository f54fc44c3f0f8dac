"""The last cell of a notebook says what would go wrong at grading, and packs one zip."""

import json
import shutil
import sys
import zipfile
from pathlib import Path

import pytest
from handed_out import hand_out, unpack
from notebook_kernel import kernel
from release_demo import MODULE
from typer.testing import CliRunner

from autograder.commands import app as cli
from coursework.handing_in import hand_in
from coursework.inspection import Assignment
from coursework.needed import needed
from coursework.rehearsal import rehearse

ROOT = Path(__file__).parents[1]
FUNCTIONS = {"scale_forward": "scaling.py", "scale_backward": "scaling.py"}
PACKAGES = ["numpy", "matplotlib", "reglab"]
RIGHT = "\n".join(line for line in MODULE.splitlines() if "###" not in line)
NAMES = ["demo.ipynb", "scaling.py"]


@pytest.fixture(scope="module")
def zipped(tmp_path_factory):
    """The demo's zip."""
    return hand_out(tmp_path_factory, tmp_path_factory.mktemp("out") / "checkout")[1]


class Work:
    """A student's folder, all solved."""

    def __init__(self, folder, capsys):
        self.folder, self._capsys = folder, capsys
        self.save("scaling.py", RIGHT)
        self.edit(lambda cells: [c.update(source="Mine.") for c in self.answers(cells)])

    def save(self, name, text):
        (self.folder / name).parent.mkdir(exist_ok=True)
        (self.folder / name).write_text(text)

    def answers(self, cells):
        return [cell for cell in cells if cell["metadata"].get("nbgrader", {}).get("solution")]

    def edit(self, change):
        path = self.folder / "demo.ipynb"
        document = json.loads(path.read_text())
        change(document["cells"])
        path.write_text(json.dumps(document))

    def hand_in(self, **options):
        """What is said, and the names in the zip."""
        hand_in("demo", FUNCTIONS, PACKAGES, **options)
        with zipfile.ZipFile(self.folder / "demo-handin.zip") as archive:
            return self._capsys.readouterr().out, archive.namelist()


@pytest.fixture
def work(zipped, tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    folder = unpack(zipped, tmp_path)
    monkeypatch.chdir(folder)
    return Work(folder, capsys)


def test_good_work_passes_and_is_packed(work):
    said, names = work.hand_in()
    assert said.splitlines() == [
        "Read anew, as they are saved: demo.ipynb and scaling.py",
        "",
        "  passed    scale_forward",
        "  passed    scale_backward",
        "  answered  why_scale",
        "  answered  own_plot",
        "",
        "demo-handin.zip is written beside the notebook, with demo.ipynb and scaling.py."
        " Hand in this one file.",
    ]
    assert names == NAMES


def test_without_processes_the_same_is_found_and_nothing_is_left(work, monkeypatch):
    monkeypatch.setitem(sys.modules, "scaling", "what the notebook has loaded")
    path = list(sys.path)
    said, names = work.hand_in(processes=False)
    assert said.count("passed") == 2
    assert names == NAMES
    assert sys.modules["scaling"] == "what the notebook has loaded"
    assert sys.path == path
    assert Path.cwd() == work.folder
    work.save("scaling.py", RIGHT.replace("multiply", "divide"))
    said, _ = work.hand_in(processes=False)
    assert "not yet   scale_forward" in said


WRONG = {
    "a mistake": (RIGHT.replace("multiply", "divide"), ["not yet   scale_forward", "out == 2"]),
    "a syntax error": (RIGHT + "\ndef x(:", ["scaling.py cannot be loaded: line", "SyntaxError"]),
    "one = for two": (
        RIGHT.replace("    scaled", "    if x = 1: pass\n    scaled", 1),
        ["SyntaxError: invalid syntax. Maybe you meant '==' or ':=' instead of '='.\n"],
    ),
    "a name that is not there": (
        RIGHT.replace("np.multiply", "nq.multiply"),
        ["not yet   scale_forward", "name 'nq' is not defined", "(scaling.py, line"],
    ),
    "a function that is missing": (
        RIGHT.partition("def scale_backward")[0],
        ["scaling.py does not define scale_backward.", "passed    scale_forward"],
    ),
    "a file that is not handed in": (
        RIGHT.replace("    scaled", "    open('mine.txt').read()\n    scaled", 1),
        ["not yet   scale_forward", "No such file"],
    ),
    "the end of Python": (
        RIGHT.replace("    scaled", "    import os; os._exit(3)\n    scaled", 1),
        ["Python ended with code 3 in those of scale_forward."],
    ),
    "an import that is not there": (
        "import yaml\n" + RIGHT.replace("    scaled", "    yaml.dump(x)\n    scaled", 1),
        [
            "not yet   scale_forward\n            yaml is not there when this is graded.",
            "- scaling.py imports yaml, which is not there when it is graded. It can import"
            " Python's standard library, your own files, numpy, matplotlib, reglab.",
        ],
    ),
    "an import that nobody uses": (
        "from yaml import dump\nimport PIL, json\nimport numpy.linalg\n" + RIGHT,
        ["passed    scale_forward", "- scaling.py imports yaml, which is not there"],
    ),
    "a file that it writes": (
        RIGHT.replace("    scaled", "    open('log', 'w').write('!')\n    scaled", 1),
        ["passed    scale_forward"],
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_would_go_wrong_is_said(work, what):
    text, told = WRONG[what]
    work.save("scaling.py", text)
    work.save("mine.txt", "data")
    said, names = work.hand_in()
    for sentence in told:
        assert sentence in said, said
    assert names == NAMES
    assert not (work.folder / "log").exists()


def test_what_is_untouched_is_not_yet_written(work, zipped):
    unpack(zipped, work.folder.parent)
    said, names = work.hand_in()
    for name in ("scale_forward", "scale_backward", "why_scale", "own_plot"):
        assert f"not yet   {name}\n" in said
    assert said.count("this part is still to be written") == 2
    assert names == NAMES


def test_what_is_in_the_file_counts_and_not_what_is_loaded(work, monkeypatch):
    right = type(sys)("scaling")
    exec(RIGHT, right.__dict__)
    monkeypatch.setitem(sys.modules, "scaling", right)
    work.save("scaling.py", RIGHT.replace("multiply", "divide"))
    assert "not yet   scale_forward" in work.hand_in()[0]


def test_a_missing_file_is_said(work):
    (work.folder / "scaling.py").unlink()
    said, names = work.hand_in()
    assert said.startswith("Read anew, as they are saved: demo.ipynb\n")
    assert f"- scaling.py is missing in {work.folder}." in said
    assert "- scaling.py is missing.\n" not in said
    assert names == ["demo.ipynb"]


def test_a_missing_notebook_is_said(work):
    (work.folder / "demo.ipynb").unlink()
    said, names = work.hand_in()
    assert "- The notebook cannot be found here, so your answers are not in the zip" in said
    assert "its checks were not run" in said
    assert said.endswith("with scaling.py. Hand in this file and the notebook.\n")
    assert names == ["scaling.py"]


def test_checks_that_do_not_end_are_stopped(work):
    work.save("scaling.py", RIGHT.replace("    scaled", "    while True: pass\n    scaled", 1))
    said, names = work.hand_in(seconds=3)
    assert "The checks took more than 3 seconds and were stopped in those of scale_forward." in said
    assert names == NAMES


def code_cell(source):
    return {
        "cell_type": "code",
        "id": f"own-{abs(hash(source))}",
        "metadata": {},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def test_a_function_in_a_cell_is_said_and_does_not_count(work):
    work.save("scaling.py", "def scale_forward(x, f):\n    return 0 * x, f\n")
    work.edit(lambda cells: cells.insert(4, code_cell(f"%matplotlib inline\n{RIGHT}")))
    said, _ = work.hand_in()
    assert "not yet   scale_forward" in said
    assert "- scale_forward is defined in a cell of the notebook: only scaling.py counts." in said


def test_a_check_cell_that_is_gone_or_changed_is_said(work):
    def change(cells):
        graded = [c for c in cells if c["metadata"].get("nbgrader", {}).get("points") == 3]
        for cell in graded:
            cell["source"] = "pass"
        cells[:] = [c for c in cells if "scale_forward(np.ones(3)" not in "".join(c["source"])]

    work.edit(change)
    said, _ = work.hand_in()
    assert "- The cell with the checks of scale_forward is not in the notebook any more." in said
    assert "- The checks of scale_backward were changed: they are graded as they were." in said


@pytest.mark.parametrize(
    "copy", ["scaling (1).py", "scaling-1.py", "Copy of scaling.py", "scaling.py.txt"]
)
def test_another_version_of_a_file_is_said_and_left_out(work, copy):
    work.save(copy, RIGHT)
    said, names = work.hand_in()
    assert f"- {copy} defines scale_forward as well: only scaling.py is handed in." in said
    assert names == NAMES


def test_a_renamed_notebook_gets_its_name_back(work):
    (work.folder / "demo.ipynb").rename(work.folder / "demo (1).ipynb")
    said, names = work.hand_in()
    assert "- The notebook is named demo (1).ipynb: it goes into the zip as demo.ipynb." in said
    assert said.count("passed") == 2
    assert names == NAMES


def test_another_copy_of_the_notebook_is_said(work):
    shutil.copy(work.folder / "demo.ipynb", work.folder / "demo-Copy1.ipynb")
    said, names = work.hand_in()
    assert "- demo-Copy1.ipynb is another copy of the notebook, and is not handed in." in said
    assert names == NAMES


def test_own_modules_and_pictures_go_with_it_and_nothing_else(work):
    work.save("scaling.py", f"import helper\n{RIGHT}")
    work.save("helper.py", "from tools.more import one\n")
    work.save("tools/__init__.py", "")
    work.save("tools/more.py", "one = 1\n")
    work.save("stray.py", "x = 1\n")
    for name in ("photo.png", "unused.png", "secret.txt"):
        work.save(name, "data")
    shown = "![a](photo.png) ![b](../../outside.png) <img src='secret.txt'> ![c](http://x/y.png)"
    work.edit(lambda cells: work.answers(cells)[0].update(source=shown))
    said, names = work.hand_in()
    assert sorted(names) == sorted(
        [*NAMES, "helper.py", "tools/__init__.py", "tools/more.py", "photo.png"]
    )
    assert "Look at this" not in said


def test_a_second_zip_replaces_the_first(work):
    work.hand_in()
    work.save("scaling.py", RIGHT + "\n# later\n")
    work.hand_in()
    with zipfile.ZipFile(work.folder / "demo-handin.zip") as archive:
        assert archive.read("scaling.py").endswith(b"# later\n")
    assert not list(work.folder.glob("*.part"))


def test_in_a_notebook_what_was_not_saved_is_said(work):
    call = f"import coursework\ncoursework.hand_in('demo', {FUNCTIONS!r}, {PACKAGES!r})"
    saved = "np.ones(3)\nprint('saved')"
    work.edit(lambda cells: cells.extend([code_cell(saved), code_cell(call)]))
    with kernel(work.folder) as session:
        session.run("import numpy as np")
        session.run(saved)
        assert "Look at this" not in session.run(call)[0]
        session.run("print('not saved')")
        assert "- The cell that you ran last is not in the saved notebook" in session.run(call)[0]


def test_the_zip_of_the_reference_gets_full_marks(tmp_path, monkeypatch, capsys):
    folder = tmp_path / "dropout"
    shutil.copytree(ROOT / "assignments" / "dropout", folder)
    for module in ("layers.py", "fc_net.py"):
        shutil.copy(ROOT / "solutions" / "dropout" / module, folder)
    functions = {"dropout_forward": "layers.py", "dropout_backward": "layers.py"}
    monkeypatch.chdir(folder)
    hand_in("dropout", functions | {"fc_net_loss": "fc_net.py"}, ["numpy", "reglab"])
    assert capsys.readouterr().out.count("passed") == 3
    monkeypatch.chdir(ROOT)
    handed_in = tmp_path / "handed-in"
    handed_in.mkdir()
    shutil.copy(folder / "dropout-handin.zip", handed_in)
    words = ["grade", "dropout", str(handed_in), "--json", "-"]
    (graded,) = json.loads(CliRunner().invoke(cli.app, words).stdout)["submissions"]
    assert graded["score"] == graded["points"] > 0, graded


def test_a_broken_module_does_not_cost_those_that_import_it(work):
    work.save(
        "other.py", "from scaling import scale_forward\n\n\ndef twice(x):\n    return 2 * x\n"
    )
    work.save("scaling.py", "def scale_forward(x:\n")
    assignment = Assignment("demo", {"twice": "other.py", **FUNCTIONS}, PACKAGES)
    own = [work.folder / name for name in assignment.files]
    outcome = rehearse(assignment, work.folder, None, own, {"numpy"}, 60)
    (problem,) = outcome.problems
    assert problem.startswith("scaling.py cannot be loaded: line 1: SyntaxError")


def test_the_name_of_a_caught_exception_is_not_looked_for_above_its_check():
    above = ["error = relative_error(1, 2)", "limit = 3"]
    check = "try:\n    f()\nexcept ValueError as error:\n    assert len(str(error)) < limit"
    assert needed(above, check, ["f"]) == "limit = 3"
