"""Notebooks that are damaged or gone."""

import json
from pathlib import Path

import nbformat
from nbformat.v4 import new_markdown_cell

from .contents import edit
from .course import ANSWER
from .situation import situation

NOTEBOOKS = "The notebook is damaged or gone"


def text_of(folder: Path) -> str:
    """The notebook's JSON, a line for each key."""
    return json.dumps(json.loads((folder / "demo.ipynb").read_text()), indent=1)


@situation(NOTEBOOKS, "demo.ipynb was not handed in", answer="was not handed in")
def no_notebook(folder: Path) -> None:
    """The modules alone."""
    (folder / "demo.ipynb").unlink()


@situation(NOTEBOOKS, "damaged", answer="")
def cut_off(folder: Path) -> None:
    """A notebook of which the last tenth is missing."""
    text = text_of(folder)
    (folder / "demo.ipynb").write_text(text[: len(text) * 9 // 10])


@situation(NOTEBOOKS, "damaged", answer="The answer may be in what is lost")
def cut_off_before_the_answer(folder: Path) -> None:
    """A notebook of which the second half is missing, with the answer."""
    text = text_of(folder)
    (folder / "demo.ipynb").write_text(text[: text.index("Because")])


@situation(NOTEBOOKS, "damaged")
def broken_json(folder: Path) -> None:
    """A comma too many in the notebook's file."""
    (folder / "demo.ipynb").write_text(text_of(folder).replace('"cells": [', '"cells": [,', 1))


@situation(NOTEBOOKS, "damaged", answer="The answer may be in what is lost")
def broken_json_in_the_answer(folder: Path) -> None:
    """A quotation mark of the answer's cell is missing."""
    text = text_of(folder).replace(f'"{ANSWER}"', ANSWER, 1)
    (folder / "demo.ipynb").write_text(text)


@situation(NOTEBOOKS, "unfinished merge")
def a_merge_of_notebooks(folder: Path) -> None:
    """The markers of an unfinished merge, with one answer on each side."""
    text = text_of(folder)
    (line,) = [line for line in text.splitlines() if ANSWER in line]
    other = line.replace("Because", "Since")
    both = f"<<<<<<< HEAD\n{line}\n=======\n{other}\n>>>>>>> main"
    (folder / "demo.ipynb").write_text(text.replace(line, both))


@situation(NOTEBOOKS, "could not be read", answer="could not be read")
def a_web_page(folder: Path) -> None:
    """A web page saved as `demo.ipynb`, instead of the notebook."""
    (folder / "demo.ipynb").write_text("<!DOCTYPE html><title>demo</title>")


@situation(NOTEBOOKS, "could not be read", answer="could not be read")
def zero_length(folder: Path) -> None:
    """An empty file `demo.ipynb`."""
    (folder / "demo.ipynb").write_text("")


@situation(NOTEBOOKS, "no cells", answer="no cells")
def all_cells_deleted(folder: Path) -> None:
    """A notebook without cells."""
    edit(folder, lambda notebook: notebook.cells.clear())


@situation(NOTEBOOKS)
def format_3(folder: Path) -> None:
    """A notebook in the format of IPython 2."""
    notebook = nbformat.read(folder / "demo.ipynb", as_version=4)
    old = nbformat.writes(nbformat.convert(notebook, 3), version=3)
    (folder / "demo.ipynb").write_text(old)


@situation(NOTEBOOKS)
def metadata_stripped(folder: Path) -> None:
    """Colab's notebook: no metadata of nbgrader, other ids, the text in lines."""

    def change(notebook):
        for number, cell in enumerate(notebook.cells):
            cell.metadata, cell.id = {"id": f"c{number}", "colab": {}}, f"colab-{number}"

    edit(folder, change)


@situation(NOTEBOOKS)
def cells_in_another_order(folder: Path) -> None:
    """All cells in reverse order."""
    edit(folder, lambda notebook: notebook.cells.reverse())


@situation(NOTEBOOKS)
def cells_doubled(folder: Path) -> None:
    """Each cell twice, with the same name, the copy of the answer blank."""

    def change(notebook):
        copies = json.loads(json.dumps(notebook.cells))
        for copy in copies:
            copy["id"] += "x"
            copy["source"] = copy["source"].replace(ANSWER, "*Your answer here.*")
        notebook.cells[:0] = nbformat.from_dict(copies)

    edit(folder, change)


@situation(NOTEBOOKS, "it is too long")
def a_million_parts(folder: Path) -> None:
    """A notebook with three thousand further cells."""
    more = [new_markdown_cell("x") for _ in range(3000)]
    edit(folder, lambda notebook: notebook.cells.extend(more))


@situation(NOTEBOOKS, "could not be read", answer="could not be read")
def a_million_brackets(folder: Path) -> None:
    """A notebook of a million lists, which would take a hundred times its size in memory."""
    (folder / "demo.ipynb").write_text('{"cells": [' + "[]," * 1_000_000 + "{}]}")
