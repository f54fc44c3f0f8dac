"""Nothing that can be read, and files beside the right ones."""

import os
from pathlib import Path

import nbformat

from .contents import LOSES, WRONG, blank, edit
from .course import DOUBLE
from .situation import situation

NOTHING = "Nothing, or nothing that can be read"
BESIDE = "Other files beside the right ones"


# Nothing

NO_WORK = {"earns": (), "to_mark": False, "answer": ""}


@situation(NOTHING, "layers.py is as it was released", **NO_WORK)
def the_skeleton(folder: Path) -> None:
    """All files as they were released, and nothing else: the 0 is certain."""
    blank(folder)


@situation(NOTHING, "layers.py is as it was released", **NO_WORK)
def the_skeleton_that_was_run(folder: Path) -> None:
    """All files as released, with outputs, other line ends, and a log and data beside them."""
    blank(folder)
    output = nbformat.v4.new_output("error", ename="NotImplementedError", evalue="", traceback=[])
    edit(folder, lambda notebook: notebook.cells[2].outputs.append(output))
    text = (folder / "layers.py").read_text()
    (folder / "layers.py").write_bytes(text.replace("\n", "\r\n").encode())
    (folder / "train.log").write_text("epoch 1")
    (folder / "data.npz").write_bytes(b"PK\3\4")


@situation(NOTHING, "was not handed in", earns=(), answer="was not handed in")
def an_empty_folder(folder: Path) -> None:
    """Nothing at all: the code's 0 is certain; the answers are for a person to see."""
    for path in folder.iterdir():
        path.unlink()


@situation(NOTHING, "layers.py was not handed in", earns=LOSES)
def one_module_missing(folder: Path) -> None:
    """No `layers.py`, and nothing else that defines `double`."""
    (folder / "layers.py").unlink()


@situation(NOTHING, "layers.py", "it is a link", earns=LOSES, waits=("double",))
def a_link_to_the_reference(folder: Path) -> None:
    """A link in place of `layers.py`, to the solution: it is not followed."""
    (folder / "layers.py").unlink()
    (folder / "layers.py").symlink_to(folder.parents[3] / "solutions" / "demo" / "layers.py")


@situation(NOTHING, "another name of a file", earns=LOSES, waits=("double",))
def a_hard_link_to_the_reference(folder: Path) -> None:
    """A hard link in place of `layers.py`, to the solution: it is not read."""
    (folder / "layers.py").unlink()
    os.link(folder.parents[3] / "solutions" / "demo" / "layers.py", folder / "layers.py")


@situation(NOTHING, "not a regular file", earns=LOSES, waits=("double",))
def a_pipe(folder: Path) -> None:
    """A pipe in place of `layers.py`, which would make a reader wait for ever."""
    (folder / "layers.py").unlink()
    os.mkfifo(folder / "layers.py")


@situation(NOTHING, "larger than 1024 KiB", earns=LOSES, waits=("double",))
def a_module_too_large(folder: Path) -> None:
    """A `layers.py` of more than a MiB."""
    (folder / "layers.py").write_text(DOUBLE + "# x\n" * 300_000)


@situation(NOTHING, "report.pdf", earns=(), waits=("double", "halve"), answer="report.pdf")
def all_in_a_pdf(folder: Path) -> None:
    """Untouched files, and everything in `report.pdf`."""
    blank(folder)
    (folder / "report.pdf").write_bytes(b"%PDF-1.4\n" + bytes(range(256)))


@situation(NOTHING, "report.docx", earns=(), waits=("double", "halve"), answer="report.docx")
def all_in_a_word_file(folder: Path) -> None:
    """Untouched files, and everything in `report.docx`."""
    blank(folder)
    (folder / "report.docx").write_bytes(b"PK\3\4" + bytes(range(256)))


@situation(NOTHING, "notes.txt", earns=(), waits=("double", "halve"), answer="notes.txt")
def a_note_to_the_instructor(folder: Path) -> None:
    """Untouched files, and a `notes.txt` ("my laptop broke")."""
    blank(folder)
    (folder / "notes.txt").write_text("My laptop broke; the work is on the drive.")


@situation(NOTHING, "…", earns=LOSES, waits=("double",))
def too_many_files_to_read(folder: Path) -> None:
    """Two thousand files, and no `layers.py` among those that are read."""
    (folder / "layers.py").unlink()
    for number in range(2000):
        (folder / f"{number:04}.csv").touch()


@situation(NOTHING, "layers.py defines my_double", earns=LOSES, waits=("double",))
def another_function(folder: Path) -> None:
    """`double` renamed to `my_double`, and so missing."""
    (folder / "layers.py").write_text(DOUBLE.replace("double", "my_double"))


# Beside


@situation(BESIDE)
def a_helper_module(folder: Path) -> None:
    """A module and a package of one's own that `layers.py` imports."""
    (folder / "helpers.py").write_text("from parts.numbers import TWO\n")
    (folder / "parts").mkdir()
    (folder / "parts" / "__init__.py").touch()
    (folder / "parts" / "numbers.py").write_text("TWO = 2\n")
    text = DOUBLE.replace("2 * x", "TWO * x")
    (folder / "layers.py").write_text(f"from helpers import TWO\n{text}")


@situation(BESIDE)
def imported_from_elsewhere(folder: Path) -> None:
    """`layers.py` has `from mine import double` and nothing else."""
    (folder / "layers.py").rename(folder / "mine.py")
    (folder / "layers.py").write_text("from mine import double\n")


@situation(BESIDE, "random.py was left out")
def a_file_named_random(folder: Path) -> None:
    """A scratch file `random.py`, which would take Python's place."""
    (folder / "random.py").write_text("print('testing')\n")


@situation(BESIDE)
def a_virtual_environment(folder: Path) -> None:
    """A `venv`, a `.git` and a `node_modules` beside the files."""
    for name in ("venv", ".git", "node_modules"):
        (folder / name / "lib").mkdir(parents=True)
        (folder / name / "lib" / "layers.py").write_text(WRONG)


@situation(BESIDE)
def pages_and_settings(folder: Path) -> None:
    """HTML, SVG, settings of nbgrader and pytest: they stay where they are, and nothing runs."""
    for name in ("demo.html", "a.svg", "a.xpdl", "nbgrader_config.py", "conftest.py"):
        (folder / name).write_text("<script>document.title = 'stolen'</script>")


@situation(BESIDE, "layers.py is as it was released", earns=LOSES)
def the_library_brought_along(folder: Path) -> None:
    """`layers.py` untouched, and a copy of the students' library that has a `double` of its own."""
    blank(folder, "layers.py")
    (folder / "reglab").mkdir()
    (folder / "reglab" / "__init__.py").write_text("from reglab.layers import double\n")
    (folder / "reglab" / "layers.py").write_text(DOUBLE)


@situation(BESIDE, "reglab/layers.py was graded as layers.py", "reglab/net.py was graded as net.py")
def a_folder_named_like_the_library(folder: Path) -> None:
    """The modules in a folder `reglab`, which is named after the library and is no copy of it."""
    (folder / "reglab").mkdir()
    for name in ("layers.py", "net.py"):
        (folder / name).rename(folder / "reglab" / name)


@situation(BESIDE, "gone was not read: it is a link")
def a_link_beside_the_files(folder: Path) -> None:
    """A link that leads nowhere."""
    (folder / "gone").symlink_to("nowhere")


@situation(BESIDE)
def checks_of_ones_own(folder: Path) -> None:
    """A `test_layers.py` that imports `double` and tries it."""
    (folder / "test_layers.py").write_text("from layers import double\nassert double(1) == 2\n")
