"""A notebook is built from the release; of the student's, text and pixels are put in."""

import base64
import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from autograder.gradebook.fresh_notebook import CHANGED, ELSEWHERE, fresh_notebook
from autograder.gradebook.outputs import MAX_COLOURS, MAX_TEXT, MAX_TEXTS, Outputs
from autograder.submissions.asked import Asked
from autograder.submissions.intake import take_in

PIXELS = b"\x89PNG\r\n\x1a\n and so on"
PNG = base64.b64encode(PIXELS).decode()
BLANK = "*Your answer here.*"
ASKED = Asked({"shapes": ("double",)}, {"shapes": "x = 1\n"}, notebooks=("demo.ipynb",))


def graded(name, source, make=new_code_cell, *, solution=False):
    claim = {"grade_id": name, "grade": True, "solution": solution, "locked": not solution}
    return make(source, metadata={"nbgrader": {**claim, "points": 2.0, "schema_version": 3}})


def release():
    return [
        new_markdown_cell("# A demonstration"),
        graded("first", "assert True"),
        new_markdown_cell("Why?"),
        graded("why", BLANK, new_markdown_cell, solution=True),
        graded("second", "assert 1"),
        new_markdown_cell("And when?"),
        graded("when", BLANK, new_markdown_cell, solution=True),
    ]


RELEASED = new_notebook(cells=release())


def names(cells):
    return [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in cells]


def texts(cells):
    return [cell.source for cell in cells]


def as_released():
    return nbformat.from_dict(json.loads(json.dumps(RELEASED.cells)))


@pytest.fixture
def build(tmp_path):
    """The notebook that is built from a student's cells, and what is said."""

    def build(cells, **files):
        (tmp_path / "shapes.py").write_text("x = 1\n")
        for name, data in files.items():
            (tmp_path / f"{name}.png").write_bytes(data)
        if cells is not None:
            document = new_notebook(cells=cells, metadata={"title": "<script>"})
            (tmp_path / "demo.ipynb").write_text(json.dumps(document))
        found = fresh_notebook("demo.ipynb", RELEASED, take_in(tmp_path, ASKED))
        nbformat.validate(found.notebook)
        return found

    return build


def cell(found, name):
    return next(c for c in found.notebook.cells if names([c]) == [name])


def test_an_honest_notebook_keeps_its_cells_in_their_order(build):
    cells = [new_markdown_cell("# Mine"), *as_released(), new_code_cell("x = 1")]
    found = build(cells)
    assert texts(found.notebook.cells) == texts(cells)
    assert names(found.notebook.cells)[1:-1] == names(RELEASED.cells)
    assert found.notes == ()


def test_metadata_are_those_of_the_release_whatever_the_submission_says(build):
    cells = as_released()
    for one in cells:
        one.metadata = {"tags": ["hide"], "nbgrader": {**one.metadata.get("nbgrader", {})}}
        one.metadata["nbgrader"] |= {"points": 99, "solution": True}
    found = build(cells)
    assert [c.metadata for c in found.notebook.cells] == [c.metadata for c in RELEASED.cells]
    assert "title" not in found.notebook.metadata


@pytest.mark.parametrize(
    "claim", [7, "first", ["first"], {"grade_id": 7}, {"grade_id": "none"}, {}]
)
def test_nonsense_in_metadata_makes_a_plain_cell(build, claim):
    found = build([new_code_cell("x = 1", metadata={"nbgrader": claim}), *as_released()])
    assert found.notebook.cells[0].metadata == {}
    assert found.notebook.cells[0].source == "x = 1"


def test_of_two_copies_of_a_grade_cell_the_other_keeps_its_text(build):
    cells = as_released()
    cells.insert(2, graded("first", "print('my own')"))
    assert "print('my own')" in texts(build(cells).notebook.cells)
    assert names(build(cells).notebook.cells).count("first") == 1


def test_of_two_copies_of_an_answer_the_one_that_was_written_in_counts(build):
    cells = [*as_released(), graded("why", "My answer.", new_markdown_cell, solution=True)]
    assert cell(build(cells), "why").source == "My answer."


def test_the_cells_of_a_notebook_are_those_of_the_release_in_its_order(build):
    for cells in ([], as_released()[::-1], as_released()[2:4]):
        found = build(cells)
        assert [name for name in names(found.notebook.cells) if name] == [
            name for name in names(RELEASED.cells) if name
        ]


def test_without_a_notebook_every_answer_says_so_and_waits(build):
    found = build(None)
    assert found.notes == ("demo.ipynb was not handed in.",)
    for name in ("why", "when"):
        assert "demo.ipynb was not handed in." in cell(found, name).source


@pytest.mark.parametrize("make", [new_raw_cell, new_code_cell])
def test_a_retyped_answer_is_markdown_again_with_its_text(build, make):
    cells = as_released()
    cells[3] = graded("why", "My answer.", make, solution=True)
    found = cell(build(cells), "why")
    assert (found.cell_type, found.source) == ("markdown", "My answer.")


def test_the_text_of_a_changed_locked_cell_stands_below_it(build):
    cells = as_released()
    cells[1] = graded("first", "assert 1 == 1  # mine")
    found = build(cells).notebook.cells
    assert texts(found[1:3]) == ["assert True", f"# {CHANGED}\n\nassert 1 == 1  # mine"]
    assert names(found[1:3]) == ["first", None]


@pytest.mark.parametrize("where", [3, 4])
@pytest.mark.parametrize("make", [new_markdown_cell, new_raw_cell, new_code_cell])
def test_an_answer_in_a_new_cell_beside_an_untouched_one_is_put_into_it(build, make, where):
    cells = as_released()
    cells.insert(where, make("Because it is so."))
    found = build(cells)
    assert cell(found, "why").source == f"{ELSEWHERE}\n\nBecause it is so."
    assert cell(found, "when").source == BLANK
    assert found.notes == ("The answer to “why” stood in another cell, beside the one for it.",)


def test_an_answer_below_its_question_is_found(build):
    cells = as_released()
    cells[2].source += "\n\nBecause it is so."
    assert cell(build(cells), "why").source == f"{ELSEWHERE}\n\nBecause it is so."


def test_an_answer_without_metadata_and_ids_is_found_by_its_place(build):
    cells = as_released()
    cells[3].source = "Because."
    for number, one in enumerate(cells):
        one.metadata, one.id = {}, f"colab-{number}"
    assert cell(build(cells), "why").source == "Because."


def test_an_attached_photograph_is_the_answer(build):
    cells = as_released()
    cells[3].attachments = {"a.png": {"image/png": PNG}, "b.svg": {"image/svg+xml": "<svg>"}}
    cells[3].source = "![](attachment:a.png)"
    assert cell(build(cells), "why").attachments == {"a.png": {"image/png": PNG}}


def test_a_picture_that_an_answer_refers_to_is_shown_in_it(build):
    cells = as_released()
    cells[3].source = "![see](proof.png)"
    found = cell(build(cells, proof=PIXELS), "why")
    assert found.source == "![see](attachment:proof.png)"
    assert found.attachments == {"proof.png": {"image/png": PNG}}


def test_a_photograph_beside_a_notebook_without_answers_is_for_a_person(build):
    found = cell(build(as_released(), photo=PIXELS), "why")
    assert "The answer may be in photo.png" in found.source
    assert found.attachments == {"photo.png": {"image/png": PNG}}


def test_characters_that_cannot_be_written_do_not_stop_the_rest(build):
    found = build([*as_released(), new_code_cell("x = '\ud800'")])
    assert found.notebook.cells[-1].source.encode() == b"x = '?'"


def test_of_outputs_text_and_png_stay():
    rich = {"text/html": "<script>", "text/plain": "7", "image/png": PNG, "image/svg+xml": "<svg>"}
    kept = Outputs().tidy(
        [
            new_output("execute_result", data=rich, metadata={"isolated": True}, execution_count=1),
            new_output("display_data", data={"application/javascript": "alert(1)"}),
            new_output("stream", name="stderr", text="careful"),
            new_output("error", ename="E", evalue="v", traceback=["a", "b\nc"]),
        ]
    )
    assert [output.output_type for output in kept] == ["display_data", "stream", "error"]
    assert kept[0].data == {"text/plain": "7", "image/png": PNG}
    assert kept[0].metadata == {}
    assert kept[2].traceback == ["a", "b", "c"]


@pytest.mark.parametrize("claimed", ["!!", base64.b64encode(b"<script>").decode(), 'x" onload="y'])
def test_a_picture_that_is_none_is_dropped(claimed):
    assert Outputs().tidy([new_output("display_data", data={"image/png": claimed})]) == []


def test_endless_output_is_cut():
    (output,) = Outputs().tidy([new_output("stream", name="stdout", text="x" * 10**6)])
    assert output.text == "x" * MAX_TEXT + "\n(cut here)"


def test_the_outputs_of_a_notebook_are_cut_together():
    outputs = Outputs()
    printed = [new_output("stream", name="stdout", text="x" * MAX_TEXT)] * 50
    assert sum(len(one.text) for one in outputs.tidy(printed)) < MAX_TEXTS + 50 * 20


def test_so_many_colours_that_a_page_would_hold_little_else_are_left_out():
    few, many = ("\x1b[31mred\x1b[0m" * n for n in (2, MAX_COLOURS))
    shown = Outputs().tidy([new_output("stream", name="stdout", text=t) for t in (few, many)])
    assert [one.text for one in shown] == [few, "red" * MAX_COLOURS]


def test_an_answer_stays_whole_beside_however_much_else(build):
    cells = as_released()
    cells[3].source = "x" * 40_000
    more = [new_code_cell("y" * 40_000) for _ in range(100)]
    found = build([*cells, *more])
    assert cell(found, "why").source == "x" * 40_000
    assert sum(len(one.source) for one in found.notebook.cells) < 500_000
