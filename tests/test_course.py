"""A run over a whole course, from empty to graded, and again."""

import base64
import html
import io
import json
import shutil
from pathlib import Path

import nbformat
import pytest
from demo_course import (
    ADDS_TWO,
    CORRECT,
    FULL,
    cell_of,
    command,
    exercise_scores,
    hand_in,
    nbgrader,
    released_notebook,
    write_masters,
)
from rich.console import Console

from autograder.assignments.layout import Layout
from autograder.commands import terminal
from autograder.course.run import CourseRun, run_course
from autograder.gradebook import recording
from autograder.grading import grader as grading
from autograder.sandbox import self_test as isolation
from autograder.sandbox.channel import Worker
from autograder.sandbox.self_test import PROPERTIES, Isolation, IsolationRefusedError
from autograder.sandbox.worker_errors import WorkerLostError


def by_student(run):
    return {row.student: row for row in run.rows}


def test_an_empty_checkout_is_released_filled_with_a_sample_class_and_graded(tmp_path):
    run = run_course(write_masters(tmp_path))
    assert run.released == ("demo",)
    assert run.sample == ("student-01", "student-02", "student-03")
    rows = by_student(run)
    assert {row.status for row in run.rows} == {"graded"}
    assert [row.total for row in run.rows] == [4.0, 1.0, 0.0]
    assert {row.points for row in run.rows} == {6.0}
    assert rows["student-01"].scores == FULL
    assert [row.to_mark for row in run.rows] == [1, 0, 0]
    assert rows["student-01"].finding == ""
    assert rows["student-02"].finding == "Two is added where x should be multiplied by it."
    assert rows["student-03"].finding == "double is not written yet."
    assert run.feedback == tmp_path / "course/feedback/student-02/demo/demo.html"
    assert "Two is added" in run.feedback.read_text()


def test_nobody_else_on_the_machine_may_read_a_new_gradebook(tmp_path):
    layout = write_masters(tmp_path)
    run_course(layout)
    assert layout.gradebook.stat().st_mode & 0o077 == 0


def test_a_second_run_finds_nothing_to_do_and_says_so(layout):
    hand_in(layout, "student-01")
    run_course(layout)
    page = layout.feedback("student-01", "demo") / "demo.html"
    written = page.stat().st_mtime_ns
    run = run_course(layout)
    assert run.released == run.sample == ()
    assert [row.status for row in run.rows] == ["unchanged"]
    assert run.rows[0].total == 4.0
    assert page.stat().st_mtime_ns == written


def test_a_run_grades_what_is_new_or_has_changed(layout):
    hand_in(layout, "student-01")
    hand_in(layout, "student-02", ADDS_TWO)
    run_course(layout)
    hand_in(layout, "student-02", CORRECT)
    hand_in(layout, "student-03", ADDS_TWO)
    rows = by_student(run_course(layout))
    assert {s: row.status for s, row in rows.items()} == {
        "student-01": "unchanged",
        "student-02": "graded",
        "student-03": "graded",
    }
    assert exercise_scores(layout, "student-02") == FULL


def test_a_score_that_the_machine_spoilt_is_put_right_by_the_next_run(layout, monkeypatch):
    hand_in(layout, "student-01")
    isolation.probe()  # the machine itself is in order

    def killed(self, *args, **kwargs):
        self.end()
        raise WorkerLostError("it was ended by SIGKILL", by_machine=True)

    with monkeypatch.context() as patch:
        patch.setattr(Worker, "frames", killed)
        assert by_student(run_course(layout))["student-01"].total == 0
    row = by_student(run_course(layout))["student-01"]
    assert (row.status, row.total) == ("graded", sum(FULL.values()))
    assert by_student(run_course(layout))["student-01"].status == "unchanged"


def test_a_changed_notebook_alone_is_recorded_again(layout):
    folder = hand_in(layout, "student-01")
    run_course(layout)
    notebook = nbformat.read(folder / "demo.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "why":
            cell.source = "Because I say so."
    nbformat.write(notebook, folder / "demo.ipynb")
    run = run_course(layout)
    assert run.rows[0].status == "graded"
    assert run.rows[0].to_mark == 1


def test_changed_checks_release_and_grade_everything_again(layout):
    hand_in(layout, "student-01", ADDS_TWO)
    run_course(layout)
    checks = layout.solutions / "demo/checks.py"
    once, twice = "np.array([1.0])), np.array([2.0])", "np.array([2.0])), np.array([4.0])"
    checks.write_text(checks.read_text().replace(once, twice))
    run = run_course(layout)
    assert run.released == ("demo",)
    assert run.rows[0].scores["double"] == 1.0


def test_a_run_that_was_stopped_is_taken_up_by_the_next(layout):
    hand_in(layout, "student-01")
    hand_in(layout, "student-02")

    def stop(step):
        if step.stage == "Recording demo":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_course(layout, progress=stop)
    statuses = [row.status for row in run_course(layout).rows]
    assert statuses == ["unchanged", "graded"]
    assert exercise_scores(layout, "student-02") == FULL


def test_a_page_that_is_older_than_its_scores_is_written_again(layout):
    hand_in(layout, "student-01", ADDS_TWO)
    run_course(layout)
    hand_in(layout, "student-01", CORRECT)
    nbgrader(layout)  # which writes no pages
    page = layout.feedback("student-01", "demo") / "demo.html"
    assert "Two is added" in page.read_text()
    assert [row.status for row in run_course(layout).rows] == ["unchanged"]
    assert "Two is added" not in page.read_text()


def test_a_submission_that_nbgrader_cannot_record_is_one_row_and_stops_nobody(layout, monkeypatch):
    hand_in(layout, "student-01")
    hand_in(layout, "student-02")
    start = recording.CheckedAutograde.init_assignment

    def fail_for_one(self, assignment, student):
        if student == "student-01":
            raise PermissionError("the disk is full")
        start(self, assignment, student)

    monkeypatch.setattr(recording.CheckedAutograde, "init_assignment", fail_for_one)
    rows = by_student(run_course(layout))
    assert rows["student-01"].status == "problem"
    assert "the disk is full" in rows["student-01"].problem
    assert rows["student-02"].total == 4.0


def test_a_name_that_nbgrader_takes_for_a_pattern_is_a_name(layout):
    hand_in(layout, "student [1]")
    hand_in(layout, "student 1", ADDS_TWO)
    rows = by_student(run_course(layout))
    assert rows["student [1]"].total == 4.0
    assert rows["student 1"].total == 1.0
    assert (layout.feedback("student [1]", "demo") / "demo.html").is_file()


def test_no_cache_grades_everything_anew(layout):
    hand_in(layout, "student-01")
    run_course(layout)
    (result,) = layout.results("demo").iterdir()
    result.write_text(result.read_text().replace('"score": 4', '"score": 0'))
    before = result.read_text()
    assert [row.status for row in run_course(layout).rows] == ["unchanged"]
    assert result.read_text() == before
    assert [row.status for row in run_course(layout, no_cache=True).rows] == ["graded"]
    assert result.read_text() != before


def test_what_was_graded_before_the_run_was_stopped_is_not_graded_again(layout, monkeypatch):
    for number in range(4):
        hand_in(layout, f"student-{number}", f"{CORRECT}\n# {number}\n")

    def stop(step):
        if step.stage == "Grading demo":
            raise KeyboardInterrupt

    monkeypatch.setattr(grading.Grader, "at_once", lambda self, jobs: 1)
    with pytest.raises(KeyboardInterrupt):
        run_course(layout, progress=stop)
    on_file = len(list(layout.results("demo").iterdir()))
    graded = []
    grade_files = grading.Grader.grade_files

    def spy(self, files, path=""):
        graded.append(Path(path))
        return grade_files(self, files, path)

    monkeypatch.setattr(grading.Grader, "grade_files", spy)
    run_course(layout)
    assert 1 <= on_file < 4
    assert len(graded) == 4 - on_file


def test_progress_counts_every_student_of_every_stage(layout):
    for number in (1, 2, 3):
        hand_in(layout, f"student-{number:02}")
    steps = []
    run_course(layout, progress=steps.append)
    for stage in ("Grading demo", "Recording demo"):
        counted = [(step.done, step.total) for step in steps if step.stage == stage]
        assert counted == [(1, 3), (2, 3), (3, 3)]


def test_submissions_that_are_there_are_never_joined_by_a_sample_class(layout):
    hand_in(layout, "student-07")
    run = run_course(layout)
    assert [row.student for row in run.rows] == ["student-07"]


def test_nbgraders_own_commands_give_the_scores_of_a_course_run(layout, tmp_path_factory):
    other = Layout(tmp_path_factory.mktemp("other"))
    hand_in(layout, "student-01")
    hand_in(layout, "student-02", ADDS_TWO)
    shutil.copytree(layout.root, other.root, dirs_exist_ok=True)
    run = run_course(layout)
    for name in ("autograde", "generate_feedback"):
        plain = command(other, name, "demo")
        assert plain.returncode == 0, plain.stderr
    assert [exercise_scores(other, row.student) for row in run.rows] == [
        {"double": 3.0, "halve": 1.0},
        {"double": 0.0, "halve": 1.0},
    ]
    assert [row.scores for row in run.rows] == [exercise_scores(other, r.student) for r in run.rows]
    page = (other.feedback("student-02", "demo") / "demo.html").read_text()
    assert "Two is added where x should be multiplied by it." in page


@pytest.fixture
def open_machine(monkeypatch):
    weak = Isolation(False, {name: name != "network" for name in PROPERTIES})
    monkeypatch.setattr(isolation, "probe", lambda: weak)


def test_the_sample_class_is_graded_on_any_machine_under_a_warning(layout, open_machine):
    run = run_course(layout)
    assert {row.status for row in run.rows} == {"graded"}
    assert run.accepted_weaker == ("network",)
    assert run_course(layout).accepted_weaker == ("network",)


def test_a_class_with_one_module_that_is_not_ours_needs_isolation(layout, open_machine):
    run = run_course(layout)
    module = layout.submitted(run.sample[0], "demo") / "shapes.py"
    module.write_text(module.read_text() + "\n")
    with pytest.raises(IsolationRefusedError, match="network"):
        run_course(layout)


def test_what_a_result_went_without_is_on_the_feedback_and_is_not_taken_for_more(
    layout, monkeypatch
):
    hand_in(layout, "student-01", ADDS_TWO)
    strong = isolation.probe()
    weak = Isolation(False, {name: name != "network" for name in PROPERTIES})
    monkeypatch.setattr(isolation, "probe", lambda: weak)
    run = run_course(layout, accept_weaker=["network"])
    assert run.accepted_weaker == ("network",)
    page = layout.feedback("student-01", "demo") / "demo.html"
    assert "lacks the isolation property 'network'" in html.unescape(page.read_text())
    (file,) = layout.results("demo").iterdir()
    assert json.loads(file.read_text())["isolation"]["accepted_weaker"] == ["network"]
    assert [r.status for r in run_course(layout, accept_weaker=["network"]).rows] == ["unchanged"]
    monkeypatch.setattr(isolation, "probe", lambda: strong)
    assert [row.status for row in run_course(layout).rows] == ["graded"]
    assert "isolation property" not in page.read_text()
    (other,) = set(layout.results("demo").iterdir()) - {file}
    assert json.loads(other.read_text())["isolation"]["accepted_weaker"] == []


def test_what_was_odd_about_the_files_is_in_the_table(layout):
    (hand_in(layout, "student-01") / "gone").symlink_to("nowhere")
    run = run_course(layout)
    output = io.StringIO()
    terminal.show_course(Console(file=output, width=200), layout, run)
    assert "Files: gone was not read: it is a link." in output.getvalue()


def test_what_lies_in_the_wrong_place_is_said(layout):
    hand_in(layout, "student-01")
    submitted = layout.course / "submitted"
    (submitted / "student-02.zip").touch()
    (submitted / "student-03" / "Demo").mkdir(parents=True)
    strays = run_course(layout).strays
    assert [path.relative_to(submitted).as_posix() for path in strays] == [
        "student-02.zip",
        "student-03/Demo",
    ]


def test_a_photograph_in_an_answer_stands_on_the_page(layout):
    pixels = b"\x89PNG\r\n\x1a\n and so on"
    notebook = released_notebook(layout)
    cell_of(notebook, "why").source = "As I have drawn it: ![](photo.png)"
    folder = hand_in(layout, "student-01", notebook=notebook)
    (folder / "photo.png").write_bytes(pixels)
    run_course(layout)
    page = (layout.feedback("student-01", "demo") / "demo.html").read_text()
    assert f"data:image/png;base64,{base64.b64encode(pixels).decode()}" in page


@pytest.mark.parametrize(
    ("waits", "told"),
    [("2 files that differ may be meant as a.py: a person must choose.", True), ("A time.", False)],
)
def test_the_table_names_the_command_that_settles_a_choice(layout, waits, told):
    rows = (recording.Row("student-01", "demo", "graded", waits=waits),)
    output = io.StringIO()
    terminal.show_course(Console(file=output), layout, CourseRun((), (), rows, (), (), (), None))
    assert ("autograder choose STUDENT ASSIGNMENT FILE" in output.getvalue()) == told
