"""Functions in the cells of a notebook that cannot be taken as they stand, or need other cells."""

from pathlib import Path

from nbformat.v4 import new_markdown_cell

from .contents import CELLS, DOUBLE_CELL, LOSES, add_cell, blank, edit
from .course import DOUBLE
from .situation import situation

SEEMS = "A cell of demo.ipynb seems to define it"
BETTER = "layers.py: 0 of 2; demo.ipynb, cells: 2 of 2"


@situation(CELLS, "halve: taken from a cell of demo.ipynb")
def a_cell_that_uses_the_other_module(folder: Path) -> None:
    """`halve` in a cell, which calls the `double` that the released first cell imports."""
    blank(folder, "net.py")
    add_cell(folder, "def halve(x):\n    return double(x) / 4")


@situation(CELLS, "halve: taken from a cell of demo.ipynb")
def a_cell_that_imports_the_other_module(folder: Path) -> None:
    """`halve` in a cell, below an `import layers as L` of the student's."""
    blank(folder, "net.py")
    add_cell(folder, "import layers as L\n\ndef halve(x):\n    return L.double(x) / 4")


@situation(CELLS, "final.py was graded as layers.py, which is as it was released")
def an_import_of_what_is_asked_for(folder: Path) -> None:
    """`layers.py` worked on in a copy, and a cell that imports `double` once more."""
    (folder / "final.py").write_text(DOUBLE)
    blank(folder, "layers.py")
    add_cell(folder, "%load_ext autoreload\nfrom layers import double")


@situation(CELLS, "layers.py earns nothing here", BETTER, earns=LOSES, waits=("double",))
def in_a_cell_with_a_touched_skeleton(folder: Path) -> None:
    """`double` in a cell, and type hints in a `layers.py` that is otherwise as released."""
    blank(folder, "layers.py")
    path = folder / "layers.py"
    path.write_text(path.read_text().replace("double(x)", "double(x: np.ndarray)"))
    add_cell(folder, DOUBLE_CELL)


@situation(CELLS, BETTER, earns=LOSES, waits=("double",))
def in_a_cell_with_an_empty_function(folder: Path) -> None:
    """`double` in a cell, and `pass` in that of `layers.py`."""
    (folder / "layers.py").write_text(DOUBLE.replace("return 2 * x", "pass"))
    add_cell(folder, DOUBLE_CELL)


@situation(CELLS, "what else it needs may stand there", earns=LOSES, waits=("double",))
def in_a_cell_that_needs_an_experiment(folder: Path) -> None:
    """`double` in a cell, with a factor that another statement computes."""
    blank(folder, "layers.py")
    add_cell(folder, f"N = np.array([2])[0]\n\n{DOUBLE_CELL.replace('2 *', 'N *')}")


@situation(CELLS, SEEMS, earns=LOSES, waits=("double",))
def in_a_block_of_a_cell(folder: Path) -> None:
    """`double` below an `if` in a cell."""
    blank(folder, "layers.py")
    add_cell(folder, "if True:\n    def double(x):\n        return 2 * x")


@situation(CELLS, SEEMS, earns=LOSES, waits=("double",))
def in_a_cell_of_text(folder: Path) -> None:
    """`double` in a code block of a markdown cell."""
    blank(folder, "layers.py")
    text = f"```python\n{DOUBLE_CELL}\n```"
    edit(folder, lambda notebook: notebook.cells.insert(2, new_markdown_cell(text)))


@situation(CELLS, "may hold more than code", earns=LOSES, waits=("double",))
def among_prose(folder: Path) -> None:
    """No `layers.py`, and `double` between sentences in `answers.txt`."""
    (folder / "layers.py").unlink()
    (folder / "answers.txt").write_text(f"My answers:\n\n1.\n{DOUBLE}\n2. It is the same.\n")
