"""Written answers in other places."""

import base64
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell

from .contents import blank, edit
from .course import ANSWER, cell_of
from .situation import situation

ANSWERS = "Written answers in another place"

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PHOTO = {"image/png": base64.b64encode(PIXEL).decode()}


def instead(folder: Path, change) -> None:
    """Give the blank notebook another change than an answer in its cell."""
    blank(folder, "demo.ipynb")
    edit(folder, lambda notebook: change(notebook, notebook.cells.index(cell_of(notebook, "why"))))


# Answers


@situation(ANSWERS, "stood in another cell")
def in_a_new_cell_below(folder: Path) -> None:
    """In a new markdown cell below the untouched one."""
    instead(folder, lambda nb, at: nb.cells.insert(at + 1, new_markdown_cell(ANSWER)))


@situation(ANSWERS, "stood in another cell")
def in_a_new_cell_above(folder: Path) -> None:
    """In a new markdown cell between the question and the untouched cell."""
    instead(folder, lambda nb, at: nb.cells.insert(at, new_markdown_cell(ANSWER)))


@situation(ANSWERS, "stood in another cell")
def as_prose_in_a_code_cell(folder: Path) -> None:
    """As plain text in a new code cell (a new cell is one at first)."""
    instead(folder, lambda nb, at: nb.cells.insert(at + 1, new_code_cell(ANSWER)))


@situation(ANSWERS, "stood in another cell")
def as_prose_with_a_formula_in_a_code_cell(folder: Path) -> None:
    """As plain text with a formula in a new code cell that was run, with its SyntaxError."""
    error = nbformat.v4.new_output("error", ename="SyntaxError", evalue="", traceback=[])
    cell = new_code_cell(f"{ANSWER} So f(x) = 2 x (which is clear).", outputs=[error])
    instead(folder, lambda nb, at: nb.cells.insert(at + 1, cell))


@situation(ANSWERS, "stood in another cell")
def as_a_formula_in_a_code_cell_that_was_not_run(folder: Path) -> None:
    """As plain text with a formula in a new code cell that was not run."""
    cell = new_code_cell(f"{ANSWER} So f(x) = 2 x (which is clear).")
    instead(folder, lambda nb, at: nb.cells.insert(at + 1, cell))


@situation(ANSWERS, "stood in another cell")
def as_comments_in_a_code_cell(folder: Path) -> None:
    """As comments in a new code cell."""
    instead(folder, lambda nb, at: nb.cells.insert(at + 1, new_code_cell(f"# {ANSWER}\n# Yes.")))


@situation(ANSWERS, "stood in another cell")
def as_a_string_in_a_code_cell(folder: Path) -> None:
    """As a string in a new code cell."""
    instead(folder, lambda nb, at: nb.cells.insert(at + 1, new_code_cell(f'"""\n{ANSWER}\n"""')))


@situation(ANSWERS, "stood in another cell")
def printed_in_a_code_cell(folder: Path) -> None:
    """In a call of `print`, in a new code cell."""
    cell = new_code_cell(f'print("{ANSWER}")')
    instead(folder, lambda nb, at: nb.cells.insert(at + 1, cell))


@situation(ANSWERS, "stood in another cell")
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


@situation(ANSWERS, "stood in another cell", answer="attachment:", picture=True)
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
