"""What students did to their notebook is put right, and what they wrote is kept."""

import base64

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output, new_raw_cell

from autograder.gradebook.cleaning.outputs import MAX_TEXT, tidy_attachments, tidy_outputs
from autograder.gradebook.cleaning.planned import PlannedCell
from autograder.gradebook.cleaning.tidy import CHANGED, MISSING, tidy_cells

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n and so on").decode()


def locked(name, source="assert True"):
    return PlannedCell(name, "code", True, True, False, False, 3.0, "0" * 32, source, source)


def answer(name, kind="markdown"):
    text = "*Your answer here.*"
    return PlannedCell(name, kind, False, True, True, False, 2.0, "1" * 32, text, text)


PLANNED = (locked("first"), answer("why"), locked("second"))


def submitted(plan, source=None, make=None):
    make = make or (new_code_cell if plan.cell_type == "code" else new_markdown_cell)
    metadata = {"nbgrader": {"grade_id": plan.name, "grade": True}}
    return make(plan.released if source is None else source, metadata=metadata)


def as_released():
    return [submitted(plan) for plan in PLANNED]


def names(cells):
    return [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in cells]


def texts(cells):
    return [cell.source for cell in cells]


def test_an_honest_notebook_keeps_its_cells_in_their_order():
    cells = [new_markdown_cell("# Mine"), *as_released(), new_code_cell("x = 1")]
    tidied = tidy_cells(cells, PLANNED)
    assert texts(tidied) == texts(cells)
    assert names(tidied) == [None, "first", "why", "second", None]


def test_metadata_is_rebuilt_from_the_gradebook_whatever_the_submission_says():
    cells = as_released()
    for cell in cells:
        cell.metadata = {"tags": ["hide"], "nbgrader": {**cell.metadata["nbgrader"], "points": 99}}
    first, why, _ = tidy_cells(cells, PLANNED)
    assert first.metadata == {
        "nbgrader": {
            "schema_version": 3,
            "grade_id": "first",
            "grade": True,
            "solution": False,
            "locked": True,
            "task": False,
            "cell_type": "code",
            "checksum": "0" * 32,
            "points": 3.0,
        }
    }
    assert why.metadata["nbgrader"]["solution"] is True


@pytest.mark.parametrize(
    "claim", [7, "first", ["first"], {"grade_id": 7}, {"grade_id": "none"}, {}]
)
def test_nonsense_in_metadata_makes_a_plain_cell(claim):
    cell = new_code_cell("x = 1", metadata={"nbgrader": claim})
    tidied = tidy_cells([cell, *as_released()], PLANNED)
    assert tidied[0].metadata == {}
    assert tidied[0].source == "x = 1"


def test_of_two_copies_of_a_grade_cell_one_counts_and_the_other_keeps_its_text():
    cells = as_released()
    cells.insert(1, submitted(PLANNED[0], "print('my own')"))
    tidied = tidy_cells(cells, PLANNED)
    assert names(tidied) == ["first", None, "why", "second"]
    assert tidied[1].source == "print('my own')"


def test_of_two_copies_of_an_answer_the_one_that_was_written_in_counts():
    cells = [*as_released(), submitted(PLANNED[1], "My answer.")]
    tidied = tidy_cells(cells, PLANNED)
    assert names(tidied) == ["first", None, "second", "why"]
    assert tidied[3].source == "My answer."


def test_a_missing_grade_cell_is_put_back_after_the_one_before_it():
    cells = [new_markdown_cell("# Mine"), submitted(PLANNED[0]), submitted(PLANNED[1], "So.")]
    tidied = tidy_cells(cells, PLANNED)
    assert names(tidied) == [None, "first", "why", "second"]
    assert tidied[3].source == PLANNED[2].source


def test_a_missing_answer_says_so_and_is_left_for_a_person():
    tidied = tidy_cells([submitted(PLANNED[0]), submitted(PLANNED[2])], PLANNED)
    assert names(tidied) == ["first", "why", "second"]
    assert tidied[1].source.startswith(MISSING)


def test_an_empty_notebook_gets_every_cell_in_the_order_of_the_release():
    assert names(tidy_cells([], PLANNED)) == ["first", "why", "second"]


def test_missing_cells_are_put_back_around_those_that_were_moved():
    cells = [submitted(PLANNED[2]), new_markdown_cell("between"), submitted(PLANNED[0])]
    assert names(tidy_cells(cells, PLANNED)) == ["second", None, "first", "why"]


def test_a_retyped_answer_is_markdown_again_with_its_text():
    cells = as_released()
    cells[1] = submitted(PLANNED[1], "My answer.", new_raw_cell)
    tidied = tidy_cells(cells, PLANNED)
    assert (tidied[1].cell_type, tidied[1].source) == ("markdown", "My answer.")


def test_a_retyped_grade_cell_is_code_again():
    cells = as_released()
    cells[0] = submitted(PLANNED[0], make=new_markdown_cell)
    first = tidy_cells(cells, PLANNED)[0]
    assert (first.cell_type, first.source) == ("code", "assert True")


def test_the_text_of_a_changed_locked_cell_stands_below_it():
    cells = as_released()
    cells[0] = submitted(PLANNED[0], "assert 1 == 1  # mine")
    tidied = tidy_cells(cells, PLANNED)
    assert texts(tidied[:2]) == ["assert True", f"# {CHANGED}\nassert 1 == 1  # mine"]
    assert names(tidied) == ["first", None, "why", "second"]


def test_the_marking_scheme_in_the_gradebook_is_not_taken_for_a_change():
    scheme = "A task.\n=== BEGIN MARK SCHEME ===\nOne point.\n=== END MARK SCHEME ==="
    plan = PlannedCell(
        "task", "markdown", True, False, False, True, 2.0, "2" * 32, scheme, "A task."
    )
    (cell,) = tidy_cells([submitted(plan)], (plan,))
    assert cell.source == scheme


def test_a_raw_cell_becomes_markdown_and_every_id_is_valid():
    raw = new_raw_cell("<b>text</b>", metadata={"raw_mimetype": "text/html"})
    twins = [new_code_cell("a"), new_code_cell("b")]
    twins[1].id = twins[0].id
    tidied = tidy_cells([raw, *twins], ())
    assert tidied[0].cell_type == "markdown"
    assert tidied[0].metadata == {}
    nbformat.validate(nbformat.v4.new_notebook(cells=tidied))
    assert len({cell.id for cell in tidied}) == len(tidied)


def test_characters_that_cannot_be_written_do_not_stop_the_rest():
    cell = tidy_cells([new_code_cell("x = '\ud800'")], ())[0]
    assert cell.source.encode() == b"x = '?'"


def test_of_outputs_text_and_png_stay():
    rich = {"text/html": "<script>", "text/plain": "7", "image/png": PNG, "image/svg+xml": "<svg>"}
    kept = tidy_outputs(
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
    assert tidy_outputs([new_output("display_data", data={"image/png": claimed})]) == []


def test_endless_output_is_cut():
    (output,) = tidy_outputs([new_output("stream", name="stdout", text="x" * 10**6)])
    assert output.text == "x" * MAX_TEXT + "\n(cut here)"


def test_attached_pictures_stay_and_other_attachments_go():
    attachments = {"a.png": {"image/png": PNG}, "b.svg": {"image/svg+xml": "<svg>"}}
    assert tidy_attachments(attachments) == {"a.png": {"image/png": PNG}}
