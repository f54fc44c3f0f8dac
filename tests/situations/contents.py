"""Work written in another encoding, in another file, twice, or not at all."""

import json
import shutil
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell

from .course import DOUBLE, HALVE, cell_of
from .situation import situation

ENCODINGS = "Written by another editor"
CELLS = "Code in the notebook"
TWO = "More than one file that may be meant"

DOUBLE_CELL = "def double(x):\n    return 2 * x"
WRONG = DOUBLE.replace("2 * x", "3 * x")
LOSES = ("halve",)


def blank(folder: Path, *names: str) -> None:
    """Make files as they were released."""
    release = folder.parents[2] / "release" / "demo"
    for name in names or ("layers.py", "net.py", "demo.ipynb"):
        shutil.copy(release / name, folder / name)


def edit(folder: Path, change) -> None:
    """Change the notebook."""
    notebook = nbformat.read(folder / "demo.ipynb", as_version=4)
    change(notebook)
    (folder / "demo.ipynb").write_text(json.dumps(notebook))


def add_cell(folder: Path, source: str) -> None:
    """Put a code cell below the imports."""
    edit(folder, lambda notebook: notebook.cells.insert(2, new_code_cell(source)))


# Encodings


@situation(ENCODINGS)
def carriage_returns(folder: Path) -> None:
    """Lines that end in CR, or CR LF."""
    (folder / "layers.py").write_bytes(DOUBLE.replace("\n", "\r").encode())
    (folder / "net.py").write_bytes(HALVE.replace("\n", "\r\n").encode())


@situation(ENCODINGS)
def carriage_returns_doubled(folder: Path) -> None:
    """Lines that end in CR CR LF, as a transfer as text makes them."""
    (folder / "layers.py").write_bytes(DOUBLE.replace("\n", "\r\r\n").encode())


@situation(ENCODINGS, "demo.ipynb was read, but it is written as utf-8-sig")
def byte_order_marks(folder: Path) -> None:
    """Notepad's mark at the beginning of every file."""
    for path in folder.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())


@situation(
    ENCODINGS, "layers.py was read as utf-16", "demo.ipynb was read, but it is written as utf"
)
def utf_16(folder: Path) -> None:
    """Everything in UTF-16, as PowerShell writes it."""
    for path in folder.iterdir():
        path.write_bytes(path.read_text().encode("utf-16"))


@situation(ENCODINGS, "layers.py was read as Latin-1")
def latin_1(folder: Path) -> None:
    """A comment with an umlaut in Latin-1."""
    (folder / "layers.py").write_bytes(("# für mich\n" + DOUBLE).encode("latin-1"))


@situation(ENCODINGS, "layers.py was read as cp949")
def cp949(folder: Path) -> None:
    """A Korean comment and text in cp949, as Korean Windows writes them."""
    korean = DOUBLE.replace("    return", "    # 두 배로 만든다\n    return")
    (folder / "layers.py").write_bytes(korean.encode("cp949"))


@situation(ENCODINGS, "zero bytes")
def zero_bytes(folder: Path) -> None:
    """Zero bytes at the end, from a full disk."""
    (folder / "layers.py").write_bytes(DOUBLE.encode() + bytes(512))


@situation(ENCODINGS)
def tabs_and_no_final_newline(folder: Path) -> None:
    """Tabs in place of spaces, and no line end at the end."""
    (folder / "layers.py").write_text(DOUBLE.replace("    ", "\t").rstrip("\n"))


# Code in cells

IN_CELL = ("double: taken from a cell of demo.ipynb; write it into layers.py",)


@situation(CELLS, *IN_CELL)
def in_a_cell(folder: Path) -> None:
    """`layers.py` untouched, `double` in a cell."""
    blank(folder, "layers.py")
    add_cell(folder, DOUBLE_CELL)


@situation(CELLS, *IN_CELL)
def in_a_cell_without_the_module(folder: Path) -> None:
    """No `layers.py`; `double` in a cell, with a helper, a constant and magics."""
    (folder / "layers.py").unlink()
    helper = "%matplotlib inline\nimport numpy as np\n!pip install x\nTWO = 2\n"
    add_cell(folder, f"{helper}def times(x, n):\n    return n * np.asarray(x)")
    add_cell(folder, "def double(x):\n    return times(x, TWO)\n\nprint(double(3))")


@situation(CELLS, "(layers.py) was graded as layers.py")
def in_a_cell_that_writes_the_file(folder: Path) -> None:
    """`layers.py` untouched, and a cell `%%writefile layers.py`."""
    blank(folder, "layers.py")
    add_cell(folder, f"%%writefile layers.py\n{DOUBLE}")


@situation(CELLS, *IN_CELL)
def in_the_grade_cell(folder: Path) -> None:
    """`double` written above the assertion in the checked cell."""
    blank(folder, "layers.py")

    def change(notebook):
        cell = cell_of(notebook, "double")
        cell.source = f"{DOUBLE_CELL}\n\n{cell.source}"

    edit(folder, change)


@situation(CELLS)
def an_experiment_in_a_cell(folder: Path) -> None:
    """A right `layers.py`, and a wrong `double` left in a cell."""
    add_cell(folder, DOUBLE_CELL.replace("2", "3"))


@situation(CELLS, "demo.py was graded as layers.py", "demo.py was graded as net.py")
def the_notebook_exported(folder: Path) -> None:
    """The notebook with all code in its cells, downloaded as `demo.py`."""
    (folder / "demo.py").write_text(f"# coding: utf-8\n\n# In[1]:\n\n{DOUBLE}\n# In[2]:\n\n{HALVE}")
    blank(folder, "layers.py", "net.py")


# Two files


@situation(TWO, "layers (1).py was graded as layers.py, which is as it was released")
def untouched_beside_a_copy(folder: Path) -> None:
    """`layers.py` untouched, `layers (1).py` worked on."""
    (folder / "layers.py").rename(folder / "layers (1).py")
    blank(folder, "layers.py")


@situation(
    TWO,
    "2 files that differ may be meant as layers.py",
    "layers (1).py: 2 of 2",
    "layers (2).py: 0 of 2",
    earns=LOSES,
    waits=("double",),
)
def two_copies_that_differ(folder: Path) -> None:
    """No `layers.py`; `layers (1).py` and `layers (2).py` differ."""
    (folder / "layers.py").rename(folder / "layers (1).py")
    (folder / "layers (2).py").write_text(WRONG)


@situation(TWO, "7 files that differ may be meant", earns=LOSES, waits=("double",))
def seven_copies_that_differ(folder: Path) -> None:
    """No `layers.py`; seven copies differ, of which five are graded."""
    (folder / "layers.py").unlink()
    for number in range(7):
        (folder / f"layers-{number}.py").write_text(DOUBLE.replace("2 * x", f"{number} * x"))


@situation(TWO)
def identical_copies(folder: Path) -> None:
    """`layers.py`, and two copies of it."""
    for name in ("layers (1).py", "Copy of layers.py"):
        shutil.copy(folder / "layers.py", folder / name)


@situation(TWO, "was graded as layers.py, which was not handed in")
def copies_that_differ_in_comments(folder: Path) -> None:
    """No `layers.py`; two copies that differ in comments and blank lines only."""
    (folder / "layers.py").rename(folder / "layers-1.py")
    (folder / "layers-2.py").write_text(f"# The final one.\n\n\n{DOUBLE}\n\n")


@situation(TWO, "old/layers.py was not graded, because layers.py was handed in")
def an_old_copy(folder: Path) -> None:
    """A right `layers.py`, and an older one in a folder `old`."""
    (folder / "old").mkdir()
    (folder / "old" / "layers.py").write_text(WRONG)


@situation(
    TWO,
    "layers.py earns nothing here",
    "layers.py: 0 of 2; layers-1.py: 2 of 2",
    earns=LOSES,
    waits=("double",),
)
def a_wrong_file_beside_a_right_one(folder: Path) -> None:
    """A `layers.py` that earns nothing, and a right `layers-1.py`."""
    (folder / "layers.py").rename(folder / "layers-1.py")
    (folder / "layers.py").write_text(WRONG)


@situation(TWO, "2 files that differ may be meant", earns=LOSES, waits=("double",))
def two_sides_of_a_merge(folder: Path) -> None:
    """The markers of an unfinished merge in `layers.py`, with a different line on each side."""
    ours, theirs = "    return 2 * x\n", "    return 3 * x\n"
    both = f"<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> main\n"
    (folder / "layers.py").write_text(DOUBLE.replace(ours, both))


@situation(TWO, "which holds the markers of an unfinished merge")
def a_merge_of_comments(folder: Path) -> None:
    """The markers of an unfinished merge around a comment only."""
    both = "<<<<<<< HEAD\n# mine\n=======\n# yours\n>>>>>>> main\n"
    (folder / "layers.py").write_text(both + DOUBLE)


@situation(TWO, "demo (1).ipynb", answer="Because $2x")
def the_answer_in_another_copy_of_the_notebook(folder: Path) -> None:
    """`demo.ipynb` was run without an answer; `demo (1).ipynb` has it."""
    shutil.copy(folder / "demo.ipynb", folder / "demo (1).ipynb")
    blank(folder, "demo.ipynb")
    output = nbformat.v4.new_output("stream", name="stdout", text="6")
    edit(folder, lambda notebook: notebook.cells[2].outputs.append(output))


@situation(TWO, "layers.py was graded as layers.py")
def everything_twice(folder: Path) -> None:
    """A blank copy of the assignment at the top, and the worked-on one in a folder."""
    inner = folder / "mine"
    inner.mkdir()
    for name in ("layers.py", "net.py", "demo.ipynb"):
        (folder / name).rename(inner / name)
    blank(folder)
