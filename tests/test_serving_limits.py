"""Limits on what one student may ask, by a clock that the test turns."""

import pytest

from autograder.course.serving.limits import HOUR, Limits, Try
from autograder.course.serving.tries import TriesFile
from autograder.course.web.refused import RefusedError


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def kept():
    return []


@pytest.fixture
def limits(clock, kept):
    return Limits(clock, kept.append, minute_bytes=1000)


def test_tries_are_counted_by_student_and_assignment(limits):
    assert limits.count_try("student-01", "toy", 2) == 1
    assert limits.count_try("student-01", "toy", 2) == 0
    assert limits.count_try("student-02", "toy", 2) == 1
    assert limits.count_try("student-01", "other", 2) == 1
    with pytest.raises(RefusedError, match="2 times within an hour already, and 2 are allowed"):
        limits.count_try("student-01", "toy", 2)


def test_an_hour_after_the_first_try_there_is_one_more(limits, clock):
    limits.count_try("student-01", "toy", 2)
    clock.now += 600
    limits.count_try("student-01", "toy", 2)
    with pytest.raises(RefusedError, match="in 50 minutes") as refused:
        limits.count_try("student-01", "toy", 2)
    assert (refused.value.status, refused.value.wait) == (429, 3000)
    clock.now += 3000
    assert limits.count_try("student-01", "toy", 2) == 0


def test_a_refused_try_is_neither_counted_nor_kept(limits, clock, kept):
    limits.count_try("student-01", "toy", 1)
    for _ in range(3):
        with pytest.raises(RefusedError):
            limits.count_try("student-01", "toy", 1)
    assert kept == [Try(1000.0, "student-01", "toy")]
    clock.now += HOUR
    assert limits.count_try("student-01", "toy", 1) == 0


def test_one_at_a_time_a_student(limits):
    limits.begin("student-01")
    limits.begin("student-02")
    with pytest.raises(RefusedError, match="still being looked at"):
        limits.begin("student-01")
    limits.end("student-01")
    limits.begin("student-01")


def test_bytes_are_counted_a_minute(limits, clock):
    limits.count_bytes("student-01", 600)
    with pytest.raises(RefusedError, match="within a minute"):
        limits.count_bytes("student-01", 600)
    limits.count_bytes("student-02", 600)
    clock.now += 60
    limits.count_bytes("student-01", 600)


def test_tries_are_known_after_a_restart(tmp_path, clock):
    file = tmp_path / "serve" / "tries.jsonl"
    before = Limits(clock, TriesFile(file, clock.now).add, 1000)
    before.count_try("student-01", "toy", 2)
    clock.now += 60
    before.count_try("student-01", "toy", 2)

    again = TriesFile(file, clock.now)
    after = Limits(clock, again.add, 1000)
    after.remember(again.tries)
    with pytest.raises(RefusedError):
        after.count_try("student-01", "toy", 2)
    assert file.stat().st_mode & 0o777 == 0o600


def test_old_tries_and_torn_lines_are_dropped_at_a_restart(tmp_path, clock):
    file = tmp_path / "tries.jsonl"
    TriesFile(file, clock.now).add(Try(clock.now, "student-01", "toy"))
    with file.open("a") as torn:
        torn.write('{"at": 1000.0, "stu')
    assert TriesFile(file, clock.now).tries == (Try(1000.0, "student-01", "toy"),)
    assert TriesFile(file, clock.now + HOUR).tries == ()
    assert file.read_text() == ""
