"""The time of hand-in, from whatever lies under the name timestamp.txt."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from autograder.gradebook.hand_in_time import HandInTime, hand_in_time
from autograder.submissions.handed_in import read_handed_in

TEXT = "2026-03-04 20:00\r\n"


def time_in(folder):
    return hand_in_time(read_handed_in(folder), ZoneInfo("Asia/Seoul"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_editors_encoding_makes_no_other_time(tmp_path, encoding):
    (tmp_path / "timestamp.txt").write_text(TEXT, encoding=encoding)
    assert time_in(tmp_path) == HandInTime(datetime(2026, 3, 4, 11))


def test_no_file_is_no_time_and_nobody_has_to_look(tmp_path):
    assert time_in(tmp_path) == HandInTime()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "timestamp.txt is empty"),
        (b"late, sorry", "timestamp.txt says 'late, sorry'"),
        (b"\xff\xfe\x00", "timestamp.txt says"),
        (b"0001-01-01 00:00:00 +1400", "timestamp.txt says '0001-01-01 00:00:00 +1400'"),
        (b"1 " * 100_000, "timestamp.txt says '1 1 1"),
    ],
)
def test_what_is_no_time_is_quoted_and_waits_for_a_person(tmp_path, data, said):
    (tmp_path / "timestamp.txt").write_bytes(data)
    time = time_in(tmp_path)
    assert time.at is None
    assert time.waits.startswith(said)
    assert len(time.waits) < 300


def test_a_link_is_not_followed(tmp_path):
    (tmp_path / "timestamp.txt").symlink_to("/dev/zero")
    assert time_in(tmp_path).waits.startswith("timestamp.txt was not read: it is a link")
