"""Answers among code: nobody can tell them from remarks, so a person looks."""

from pathlib import Path

from nbformat.v4 import new_markdown_cell

from .contents import add_cell, blank, edit
from .course import cell_of
from .situation import situation

ANSWERS = "Written answers in another place"
ELSEWHERE = "in another cell of this notebook"


@situation(ANSWERS, answer=ELSEWHERE)
def as_a_comment_among_code(folder: Path) -> None:
    """In a comment of a code cell that also computes something."""
    blank(folder, "demo.ipynb")
    add_cell(folder, "# Because twice a number is the sum\nx = 3\nprint(2 * x == x + x)")


@situation(ANSWERS, answer=ELSEWHERE)
def as_a_text_with_a_name(folder: Path) -> None:
    """As `answer = "..."` in a code cell."""
    blank(folder, "demo.ipynb")
    add_cell(folder, 'answer = """Because 2x = x + x."""')


@situation(ANSWERS, answer=ELSEWHERE)
def below_an_assertion(folder: Path) -> None:
    """In a comment below the assertion of a checked cell."""
    blank(folder, "demo.ipynb")

    def change(notebook):
        cell_of(notebook, "halve").source += "\n# Because 2x is always x + x."

    edit(folder, change)


@situation(ANSWERS, "stood in another cell", answer="# Because twice a number")
def in_large_letters(folder: Path) -> None:
    """In a new cell below the untouched one, as a heading of one line."""
    blank(folder, "demo.ipynb")
    text = "# Because twice a number is the sum"

    def change(notebook):
        below = notebook.cells.index(cell_of(notebook, "why")) + 1
        notebook.cells.insert(below, new_markdown_cell(text))

    edit(folder, change)


@situation(ANSWERS, to_mark=False, answer="*Your answer here.*")
def titles_and_short_remarks(folder: Path) -> None:
    """Nowhere: a new cell holds a title, and another code with a remark of two words."""
    blank(folder, "demo.ipynb")
    edit(folder, lambda notebook: notebook.cells.append(new_markdown_cell("## My own tries")))
    add_cell(folder, "x = 3  # a try\nmode = 'train'\nprint(double(x))")
