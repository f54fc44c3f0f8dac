"""What is handed in is kept first, and filed when the course is free."""

import shutil
import threading
from datetime import UTC, datetime, timedelta

import pytest
from serving import RIGHT, SQUARES

from autograder.assignments.course_lock import alone
from autograder.assignments.layout import Layout
from autograder.course.serving.handing_in import file_waiting, receive

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
MODULE = "numbers_of_two.py"


@pytest.fixture
def layout(tmp_path):
    return Layout(tmp_path)


def hand_in(layout, text, minutes=0, student="student-01"):
    files = {MODULE: text.encode()}
    return receive(layout, student, "toy", files, NOON + timedelta(minutes=minutes))


def submitted(layout, student="student-01"):
    return (layout.submitted(student, "toy") / MODULE).read_text()


def test_the_last_one_counts_and_those_before_are_kept(layout):
    hand_in(layout, SQUARES)
    hand_in(layout, RIGHT, minutes=1)
    assert file_waiting(layout) == 0
    assert submitted(layout) == RIGHT
    stamp = layout.submitted("student-01", "toy") / "timestamp.txt"
    assert stamp.read_text() == "2026-12-01 12:01:00.000000 UTC"
    (before,) = layout.collected.glob(f"before/student-01/toy/*/{MODULE}")
    assert before.read_text() == SQUARES


def test_a_receipt_does_not_depend_on_a_run_at_work_in_the_course(layout):
    done, working = threading.Event(), threading.Event()

    def work():
        with alone(layout.course, "autograder course"):
            working.set()
            done.wait()

    run = threading.Thread(target=work)
    run.start()
    working.wait()
    try:
        receipt = hand_in(layout, RIGHT)
        assert file_waiting(layout) == 1
        assert not layout.submitted("student-01", "toy").exists()
    finally:
        done.set()
        run.join()
    assert receipt.time == "2026-12-01 12:00:00 UTC"
    assert file_waiting(layout) == 0
    assert submitted(layout) == RIGHT


def test_two_students_at_the_same_moment_lose_nothing(layout):
    hand_in(layout, RIGHT)
    hand_in(layout, SQUARES, student="student-02")
    assert file_waiting(layout) == 0
    assert submitted(layout) == RIGHT
    assert submitted(layout, "student-02") == SQUARES
    assert list((layout.serve / "handed-in").iterdir()) == []


def test_what_was_filed_when_the_machine_stopped_is_not_filed_twice(layout, tmp_path):
    hand_in(layout, RIGHT)
    waiting = layout.serve / "handed-in"
    shutil.copytree(waiting, tmp_path / "as it was")
    assert file_waiting(layout) == 0
    shutil.copytree(tmp_path / "as it was", waiting, dirs_exist_ok=True)
    assert file_waiting(layout) == 0
    assert submitted(layout) == RIGHT
    assert not (layout.collected / "before").exists()


def test_a_time_of_ones_own_does_not_count(layout):
    receive(layout, "student-01", "toy", {MODULE: b"", "timestamp.txt": b"2001-01-01"}, NOON)
    file_waiting(layout)
    folder = layout.submitted("student-01", "toy")
    assert (folder / "timestamp.txt").read_text().startswith("2026-12-01 12:00")
    assert (folder / "timestamp (as handed in).txt").read_text() == "2001-01-01"


def test_a_zip_that_cannot_be_opened_is_taken_and_told(layout):
    receipt = receive(layout, "student-01", "toy", {"mine.zip": b"no zip"}, NOON)
    assert receipt.notes == ("mine.zip: it is not a zip that can be opened (BadZipFile)",)
