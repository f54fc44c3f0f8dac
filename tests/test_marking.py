"""Marking by question: equal answers, conflicts, undo, and what formgrader shows of it."""

import nbformat
import pytest
from demo_course import nbgrader
from marked_class import the_one_who_wrote, why, written_class
from marking import comment_on, mark, marks, open_gradebook
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.course.marking.answers import grouped, written
from autograder.course.marking.book import (
    Book,
    ConflictError,
    NothingToUndoError,
    Wanted,
    version,
)
from autograder.course.marking.questions import Point, Question, read_scheme
from autograder.course.marking.record import State
from autograder.gradebook.config import configure

SCHEME = """Be generous.

1 point: the two cases, and
what they give.

- 1.5 points for a reason
half a point: a sketch"""


@pytest.fixture
def course(layout):
    written_class(
        layout,
        {
            "student-01": "Because  it\nis so.",
            "student-02": "Because it is so.",
            "student-03": "Why not?",
        },
    )
    return layout


def seen(layout, student):
    """The version of what a marker sees now."""
    book, question = Book(layout, "demo"), why(layout)
    return version(book.states(question)[student], book.written(question, student))


def give(layout, mark, *students, marker="marker-1", comment="", versions=None):
    """Mark as a page does that has just been loaded, or as one that saw other versions."""
    versions = versions or {student: seen(layout, student) for student in students}
    wanted = {student: Wanted(versions[student], mark, comment) for student in students}
    Book(layout, "demo").write(why(layout), marker, wanted)


def undo(layout, marker="marker-1"):
    return Book(layout, "demo").undo(why(layout), marker)


def test_the_points_of_a_scheme_are_told_apart():
    assert read_scheme(SCHEME) == (
        (
            Point(1.0, "the two cases, and\nwhat they give."),
            Point(1.5, "a reason"),
            Point(0.5, "a sketch"),
        ),
        "Be generous.",
    )


def test_a_scheme_that_is_prose_has_no_points():
    assert read_scheme("The more the better.") == ((), "The more the better.")


def test_a_question_has_its_model_answer_and_points(course):
    question = why(course)
    assert (question.name, question.points, question.model) == ("why", 2.0, "Because it is so.")


def test_equal_answers_are_one_group_and_space_does_not_count(course):
    answers = {
        f"student-0{n}": written(course, "demo", why(course), f"student-0{n}") for n in (1, 2, 3)
    }
    same = dict.fromkeys(answers, State())
    assert grouped(answers, same) == [["student-01", "student-02"], ["student-03"]]
    one_is_marked = same | {"student-02": State(1.0, "", asked=False)}
    assert len(grouped(answers, one_is_marked)) == 3


def test_what_a_student_writes_does_not_run(layout):
    written_class(layout, {"student-01": "<script>alert(1)</script><img src=x onerror=alert(1)>"})
    shown = written(layout, "demo", why(layout), "student-01").html
    assert "<script" not in shown
    assert "onerror" not in shown


def test_an_answer_as_it_was_released_is_blank(layout):
    written_class(layout, {"student-01": "*Your answer here.*"})
    assert written(layout, "demo", why(layout), "student-01").blank


def test_equal_answers_are_marked_together_as_formgrader_does_it(course):
    give(course, 1.5, "student-01", "student-02", comment="Say more.")
    for student in ("student-01", "student-02"):
        assert marks(course, student) == (1.5, False)
        assert comment_on(course, student) == "Say more."
    assert marks(course, "student-03") == (None, True)


def test_formgrader_counts_what_was_marked(course):
    config = Config()
    configure(config, course.root)
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    assert api.get_submission("demo", "student-01")["needs_manual_grade"]
    give(course, 1.5, "student-01")
    submission = api.get_submission("demo", "student-01")
    assert not submission["needs_manual_grade"]
    with open_gradebook(course) as gradebook:
        (notebook,) = gradebook.find_submission("demo", "student-01").notebooks
        assert notebook.written_score == 1.5


def test_a_mark_that_another_gave_meanwhile_stays_and_is_shown(course):
    versions = {student: seen(course, student) for student in ("student-01", "student-02")}
    mark(course, "student-02", 2.0, comment="Fine.")
    with pytest.raises(ConflictError) as conflict:
        give(course, 1.0, *versions, versions=versions)
    assert conflict.value.states == {"student-02": State(2.0, "Fine.", asked=False)}
    assert marks(course, "student-01") == (None, True)
    assert marks(course, "student-02") == (2.0, False)
    give(course, 1.0, "student-02", versions=conflict.value.versions)
    assert marks(course, "student-02") == (1.0, False)


def test_an_answer_that_changed_meanwhile_is_a_conflict(course):
    versions = {"student-03": seen(course, "student-03")}
    path = course.course / "autograded/student-03/demo/demo.ipynb"
    path.write_text(path.read_text().replace("Why not?", "Why ever?"))
    with pytest.raises(ConflictError):
        give(course, 1.0, "student-03", versions=versions)


def test_of_many_who_write_at_once_one_wins_and_the_others_are_told(course):
    winner = the_one_who_wrote(course, "marker-1", "marker-2", "marker-3")
    book = Book(course, "demo")
    assert set(book.states(why(course)).values()) == {State(1.0, f"By {winner}.", asked=False)}
    assert [line.marker for line in book.record.lines()] == [winner] * 3


def test_undo_takes_back_the_last_and_then_the_one_before(course):
    give(course, 1.0, "student-01", "student-02", comment="Once.")
    give(course, 2.0, "student-01", comment="Twice.")
    assert undo(course) == ("student-01",)
    assert (marks(course, "student-01"), comment_on(course, "student-01")) == (
        (1.0, False),
        "Once.",
    )
    assert undo(course) == ("student-01", "student-02")
    assert marks(course, "student-01") == marks(course, "student-02") == (None, True)
    with pytest.raises(NothingToUndoError, match="marker-1 has nothing to take back"):
        undo(course)


def test_undo_takes_back_nothing_of_another_marker(course):
    give(course, 1.0, "student-01", marker="marker-1")
    give(course, 2.0, "student-01", marker="marker-2")
    with pytest.raises(ConflictError):
        undo(course, "marker-1")
    assert marks(course, "student-01") == (2.0, False)


def test_a_comment_is_kept_where_nbgrader_made_no_row_for_it(course):
    with open_gradebook(course) as gradebook:
        gradebook.db.delete(gradebook.find_comment("why", "demo", "demo", "student-01"))
        gradebook.db.commit()
    give(course, 1.0, "student-01", comment="Fine.")
    assert comment_on(course, "student-01") == "Fine."


def test_who_marked_what_is_kept_and_nothing_of_it_is_rewritten(course):
    give(course, 1.0, "student-01", marker="marker-1")
    path = course.marked("demo")
    before = path.read_bytes()
    with path.open("ab") as file:
        file.write(b'{"cut sho')
    give(course, 2.0, "student-01", marker="marker-2")
    assert path.read_bytes().startswith(before)
    told = [(x.marker, x.before.mark, x.after.mark) for x in Book(course, "demo").record.lines()]
    assert told == [("marker-1", None, 1.0), ("marker-2", 1.0, 2.0)]


def test_a_mark_that_the_gradebook_did_not_take_is_not_told(course):
    record = Book(course, "demo").record
    give(course, 1.0, "student-01")
    (line,) = record.lines()
    record.add_failed(line.batch)
    assert record.lines() == ()


def test_a_mark_stays_when_nothing_of_the_answer_changed(course):
    give(course, 1.5, "student-01")
    nbgrader(course, "student-01", force=True)
    assert marks(course, "student-01")[0] == 1.5


def test_a_task_is_answered_in_the_cells_that_follow_it(layout):
    cells = [
        new_markdown_cell("Write an essay.", metadata={"nbgrader": {"grade_id": "essay"}}),
        new_markdown_cell("My **essay**."),
        new_code_cell("1 < 2", outputs=[new_output("stream", text="<b>True")]),
        new_markdown_cell("Asked.", metadata={"nbgrader": {"grade_id": "next"}}),
        new_markdown_cell("Not of the essay."),
    ]
    path = layout.course / "autograded/student-01/demo/demo.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(new_notebook(cells=cells), path)
    question = Question("essay", "demo", 3.0, task=True)
    answer = written(layout, "demo", question, "student-01")
    assert "<strong>essay</strong>" in answer.html
    assert answer.html.endswith("<pre>1 &lt; 2</pre><pre>&lt;b&gt;True</pre>")
    assert not answer.blank


def test_an_answer_that_is_not_there_is_told(layout):
    answer = written(layout, "demo", why(layout), "student-01")
    assert answer.blank
    assert "There is no such cell" in answer.html
