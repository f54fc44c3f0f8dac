"""Notebooks that are damaged, and written answers in other places."""

import base64
import json
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell

from .contents import blank, edit
from .course import ANSWER, cell_of
from .situation import situation

NOTEBOOKS = "The notebook is damaged or gone"
ANSWERS = "Written answers in another place"

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PHOTO = {"image/png": base64.b64encode(PIXEL).decode()}


def instead(folder: Path, change) -> None:
    """Give the blank notebook another change than an answer in its cell."""
    blank(folder, "demo.ipynb")
    edit(folder, lambda notebook: change(notebook, notebook.cells.index(cell_of(notebook, "why"))))


def text_of(folder: Path) -> str:
    """The notebook's JSON, a line for each key."""
    return json.dumps(json.loads((folder / "demo.ipynb").read_text()), indent=1)


# Notebooks


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


# Answers


@situation(ANSWERS, "beside its cell")
def in_a_new_cell_below(folder: Path) -> None:
    """In a new markdown cell below the untouched one."""
    instead(folder, lambda nb, at: nb.cells.insert(at + 1, new_markdown_cell(ANSWER)))


@situation(ANSWERS, "beside its cell")
def in_a_new_cell_above(folder: Path) -> None:
    """In a new markdown cell between the question and the untouched cell."""
    instead(folder, lambda nb, at: nb.cells.insert(at, new_markdown_cell(ANSWER)))


@situation(ANSWERS, "beside its cell")
def as_prose_in_a_code_cell(folder: Path) -> None:
    """As plain text in a new code cell (a new cell is one at first)."""
    instead(folder, lambda nb, at: nb.cells.insert(at + 1, new_code_cell(ANSWER)))


@situation(ANSWERS, "beside its cell")
def as_prose_with_a_formula_in_a_code_cell(folder: Path) -> None:
    """As plain text with a formula in a new code cell that was run, with its SyntaxError."""
    error = nbformat.v4.new_output("error", ename="SyntaxError", evalue="", traceback=[])
    cell = new_code_cell(f"{ANSWER} So f(x) = 2 x (which is clear).", outputs=[error])
    instead(folder, lambda nb, at: nb.cells.insert(at + 1, cell))


@situation(ANSWERS, "beside its cell")
def as_a_formula_in_a_code_cell_that_was_not_run(folder: Path) -> None:
    """As plain text with a formula in a new code cell that was not run."""
    cell = new_code_cell(f"{ANSWER} So f(x) = 2 x (which is clear).")
    instead(folder, lambda nb, at: nb.cells.insert(at + 1, cell))


@situation(ANSWERS, "beside its cell")
def as_comments_in_a_code_cell(folder: Path) -> None:
    """As comments in a new code cell."""
    instead(folder, lambda nb, at: nb.cells.insert(at + 1, new_code_cell(f"# {ANSWER}\n# Yes.")))


@situation(ANSWERS, "beside its cell")
def as_a_string_in_a_code_cell(folder: Path) -> None:
    """As a string in a new code cell."""
    instead(folder, lambda nb, at: nb.cells.insert(at + 1, new_code_cell(f'"""\n{ANSWER}\n"""')))


@situation(ANSWERS, "beside its cell")
def printed_in_a_code_cell(folder: Path) -> None:
    """In a call of `print`, in a new code cell."""
    cell = new_code_cell(f'print("{ANSWER}")')
    instead(folder, lambda nb, at: nb.cells.insert(at + 1, cell))


@situation(ANSWERS, "beside its cell")
def in_the_question(folder: Path) -> None:
    """Below the question, in the question's own cell."""

    def change(notebook, at):
        notebook.cells[at - 1].source += f"\n\n{ANSWER}"

    instead(folder, change)


@situation(ANSWERS, answer="in another cell of this notebook")
def at_the_end(folder: Path) -> None:
    """In a new cell at the end of the notebook."""
    instead(folder, lambda nb, at: nb.cells.append(new_markdown_cell(f"Question 1: {ANSWER}")))


@situation(ANSWERS, answer="in another cell of this notebook")
def at_the_beginning(folder: Path) -> None:
    """In a new cell at the beginning of the notebook."""
    instead(folder, lambda nb, at: nb.cells.insert(0, new_markdown_cell(ANSWER)))


@situation(ANSWERS, answer="pasted", picture=True)
def a_photograph_pasted_in_colab(folder: Path) -> None:
    """A photograph pasted into the answer in Colab, which writes it into the text."""
    data = base64.b64encode(PIXEL + bytes(2 << 20)).decode()

    def change(notebook, at):
        notebook.cells[at].source = f"![photo.png](data:image/png;base64,{data})"

    instead(folder, change)


@situation(ANSWERS)
def in_a_new_cell_instead(folder: Path) -> None:
    """The answer's cell deleted, and a new one in its place."""

    def change(notebook, at):
        notebook.cells[at] = new_markdown_cell(ANSWER)

    instead(folder, change)


@situation(ANSWERS, to_mark=False, answer="*Your answer here.*")
def deleted(folder: Path) -> None:
    """The answer's cell deleted, and no further text anywhere: its 0 is certain."""
    instead(folder, lambda nb, at: nb.cells.pop(at))


@situation(ANSWERS, answer="*Your answer here.*", picture=True)
def a_photograph_attached(folder: Path) -> None:
    """A photograph attached to the answer's cell, with no word changed."""

    def change(notebook, at):
        notebook.cells[at].attachments = {"photo.png": PHOTO}
        notebook.cells[at].source += "\n![](attachment:photo.png)"

    instead(folder, change)


@situation(ANSWERS, "beside its cell", answer="attachment:", picture=True)
def a_photograph_in_a_new_cell(folder: Path) -> None:
    """A photograph in a new cell below the untouched one."""
    cell = new_markdown_cell("![](attachment:photo.png)", attachments={"photo.png": PHOTO})
    instead(folder, lambda nb, at: nb.cells.insert(at + 1, cell))


@situation(ANSWERS, answer="attachment:photo.png", picture=True)
def a_picture_by_its_name(folder: Path) -> None:
    """A picture file `photo.png` that the answer shows by its name."""
    (folder / "photo.png").write_bytes(PIXEL)

    def change(notebook, at):
        notebook.cells[at].source = "![my answer](photo.png)"

    instead(folder, change)


@situation(ANSWERS, answer="may be in", picture=True)
def a_photograph_beside(folder: Path) -> None:
    """A photograph `IMG_1234.png` beside the notebook, whose answer is untouched."""
    (folder / "IMG_1234.png").write_bytes(PIXEL)
    blank(folder, "demo.ipynb")


@situation(ANSWERS, answer="IMG_1234.HEIC")
def a_photograph_that_no_browser_shows(folder: Path) -> None:
    """A photograph `IMG_1234.HEIC` beside the notebook, whose answer is untouched."""
    (folder / "IMG_1234.HEIC").write_bytes(b"\0\0\0\x18ftypheic" + bytes(100))
    blank(folder, "demo.ipynb")


@situation(ANSWERS, answer="answers.pdf")
def a_pdf_beside(folder: Path) -> None:
    """A file `answers.pdf` beside the notebook, whose answer is untouched."""
    (folder / "answers.pdf").write_bytes(b"%PDF-1.4\n" + bytes(range(256)))
    blank(folder, "demo.ipynb")


@situation(ANSWERS, answer="answers.md")
def a_text_beside(folder: Path) -> None:
    """A file `answers.md` beside the notebook, whose answer is untouched."""
    (folder / "answers.md").write_text(ANSWER)
    blank(folder, "demo.ipynb")


@situation(ANSWERS, to_mark=False, answer="*Your answer here.*")
def untouched(folder: Path) -> None:
    """The answer's cell untouched, and no text or file beside it: its 0 is certain."""
    blank(folder, "demo.ipynb")
