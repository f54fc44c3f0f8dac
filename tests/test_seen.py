"""What did not change is not read again; what did, always is."""

import os
import shutil

import pytest
from demo_course import ADDS_TWO, CORRECT, hand_in, scores

from autograder.assignments.layout import Layout
from autograder.course.run import run_course
from autograder.gradebook import course_grader, seen
from autograder.grading.grader import Grader


@pytest.fixture
def course(layout, monkeypatch):
    """Two students, graded; what was handed in counts as settled at once."""
    monkeypatch.setattr(seen, "SETTLED", -3600.0)
    hand_in(layout, "student-01")
    hand_in(layout, "student-02", ADDS_TWO)
    run_course(layout)
    return layout


@pytest.fixture
def read(monkeypatch):
    """The students whose submissions are read."""
    students = []
    take = course_grader.take_submission

    def noted(layout, folder, student, asked):
        students.append(student)
        return take(layout, folder, student, asked)

    monkeypatch.setattr(course_grader, "take_submission", noted)
    return students


@pytest.fixture
def no_grader(monkeypatch):
    def refuse(*args, **options):
        raise AssertionError("a grader was opened")

    monkeypatch.setattr(Grader, "__init__", refuse)


def module_of(layout, student):
    (path,) = layout.submitted(student, "demo").glob("*.py")
    return path


def same_size_and_time(layout):
    path = module_of(layout, "student-01")
    before = path.stat()
    text = path.read_text()
    path.write_text(text.replace("2 * x", "3 * x", 1))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size


def another_file_in_its_place(layout):
    path = module_of(layout, "student-01")
    new = path.with_name("new")
    new.write_text(ADDS_TWO)
    new.replace(path)


def a_file_more(layout):
    module_of(layout, "student-01").with_name("more.py").write_text("x = 1\n")


def a_file_less(layout):
    module_of(layout, "student-01").unlink()


def in_a_folder_further_down(layout):
    folder = layout.submitted("student-01", "demo") / "below"
    folder.mkdir()
    (folder / "a.txt").write_text("a")


def what_was_written_is_gone(layout):
    shutil.rmtree(layout.intake("student-01", "demo"))


def a_choice(layout):
    path = layout.choice("student-01", "demo")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{}")


def test_what_did_not_change_is_neither_read_nor_given_to_a_grader(course, read, no_grader):
    before = scores(course, "student-02")
    run = run_course(course)
    assert read == []
    assert {row.status for row in run.rows} == {"unchanged"}
    assert scores(course, "student-02") == before


def test_the_table_of_the_class_is_the_same_when_nothing_is_read(course, read):
    whole = run_course(course, no_cache=True).rows
    kept = run_course(course).rows
    assert read == ["student-01", "student-02"]
    assert [row.__dict__ | {"status": ""} for row in kept] == [
        row.__dict__ | {"status": ""} for row in whole
    ]


@pytest.mark.parametrize(
    "change",
    [
        same_size_and_time,
        another_file_in_its_place,
        a_file_more,
        a_file_less,
        in_a_folder_further_down,
        what_was_written_is_gone,
        a_choice,
    ],
)
def test_a_change_of_any_kind_is_read_and_nobody_else_is(course, read, change):
    change(course)
    run_course(course)
    assert read == ["student-01"]


def test_a_change_that_keeps_size_and_time_is_graded(course):
    before = scores(course, "student-01")["double"]
    same_size_and_time(course)
    run_course(course)
    assert scores(course, "student-01")["double"] < before


def test_what_changed_just_before_it_was_read_is_read_again(layout, read):
    hand_in(layout, "student-01")
    run_course(layout)
    run_course(layout)
    assert read == ["student-01", "student-01"]


def test_what_changes_while_it_is_read_is_read_again(layout, monkeypatch, read):
    monkeypatch.setattr(seen, "SETTLED", 0.0)
    hand_in(layout, "student-01", CORRECT)
    take = course_grader.take_submission

    def meanwhile(layout, folder, student, asked):
        taken = take(layout, folder, student, asked)
        module_of(layout, student).write_text(ADDS_TWO)
        return taken

    with monkeypatch.context() as patch:
        patch.setattr(course_grader, "take_submission", meanwhile)
        run_course(layout)
    assert run_course(layout).rows[0].status == "graded"
    assert scores(layout, "student-01")["double"] == 0.0


def test_other_files_of_the_same_content_are_graded_once_and_then_not_read(course, read):
    path = module_of(course, "student-01")
    path.write_bytes(path.read_bytes())
    assert {row.status for row in run_course(course).rows} == {"unchanged"}
    assert {row.status for row in run_course(course).rows} == {"unchanged"}
    assert read == ["student-01"]


def test_a_lost_result_is_found_again(course, read):
    for path in course.results("demo").glob("*.json"):
        path.unlink()
    assert {row.status for row in run_course(course).rows} == {"unchanged"}
    assert sorted(read) == ["student-01", "student-02"]


def test_a_folder_that_is_a_link_is_always_read(course, read):
    folder = course.submitted("student-01", "demo")
    elsewhere = course.root / "elsewhere"
    folder.rename(elsewhere)
    folder.symlink_to(elsewhere)
    for _ in range(2):
        run_course(Layout(course.root))
    assert read == ["student-01", "student-01"]
