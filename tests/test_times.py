"""A time of hand-in is read as it was meant, or not at all."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.utils import parse_utc

from autograder.gradebook.times import normalized_timestamp, read_time

SEOUL, LONDON, CHICAGO, NEW_YORK, KOLKATA, MANILA = map(
    ZoneInfo,
    (
        "Asia/Seoul",
        "Europe/London",
        "America/Chicago",
        "America/New_York",
        "Asia/Kolkata",
        "Asia/Manila",
    ),
)
EIGHT = datetime(2026, 3, 4, 11, 0, tzinfo=UTC)  # in the evening of Seoul

EIGHT_IN_SEOUL = [
    "2026-03-04T20:00:00+09:00",
    "2026-03-04T20:00+0900",
    "2026-03-04T20:00:00.000000+09",
    "2026-03-04T11:00:00Z",
    "2026-03-04t11:00:00.000000000z",
    "2026-03-04 20:00:00,000",
    "20260304T110000Z",
    "20260304T20",
    "2026-W10-3T20:00",
    "2026W103T20:00",
    "2026-063T20:00",
    "2026-03-04T20:00:00+09:00[Asia/Seoul]",
    "2026-03-04 11:00:00.000000 UTC",  # nbgrader's own
    "2026-03-04 20:00:00 KST",
    "2026-03-04 20:00 kst",
    "2026-03-04 20:00 (KST)",
    "2026-03-04 20:00 JST",
    "2026-03-04 06:00 EST",
    "2026-03-04 12:00 CET",
    "2026-03-04 03:00 PST",
    "2026-03-04 08:00 -03",
    "2026-03-04 20:00 +0900",
    "2026-03-04 20:00 +09:00",
    "2026-03-04 20:00 GMT+9",
    "2026-03-04 20:00 UTC+09:00",
    "2026-03-04 06:00 UTC\N{MINUS SIGN}5",
    "2026-03-04 20:00 Asia/Seoul",
    "2026-03-04 12:00 Europe/Paris",
    "2026-03-04 8:00 PM",
    "2026-03-04 8pm",
    "2026-03-04, 8:00 p.m. KST",
    "2026-03-04 PM 8:00",
    "2026-03-04 오후 8:00",
    "2026-03-04 8:00 오후",
    "2026. 3. 4. 오후 8:00:00",
    "2026. 03. 04. (수) 20:00:00 KST",
    "2026.03.04 20:00",
    "2026년 3월 4일 수요일 오후 8시 0분 0초",
    "2026년 3월 4일 20시",
    "2026/3/4 20:00",
    "20:00 2026-03-04",
    "4 March 2026 20:00",
    "04-Mar-2026 20:00",
    "Mar 4, 2026 8:00:00 PM",
    "March 4th, 2026 at 8:00 PM",
    "Wednesday, 4 March 2026, 8:00 PM",
    "Wed, 04 Mar 2026 20:00:00 +0900",
    "Wed, 04 Mar 2026 11:00:00 GMT",
    "Wed Mar  4 20:00:00 2026",
    "Wed Mar  4 20:00:00 2026 +0900",
    "Wed Mar  4 20:00:00 KST 2026",
    "Wed Mar 04 2026 20:00:00 GMT+0900 (Korean Standard Time)",
    "Wed Mar 04 2026 20:00:00 GMT+0900 (한국 표준시)",
    "\ufeff2026-03-04 20:00:00\r\n".strip("\ufeff"),
    "２０２６-０３-０４ ２０:００",
]


@pytest.mark.parametrize("text", EIGHT_IN_SEOUL)
def test_a_time_is_read_whoever_wrote_it(text):
    assert read_time(text, SEOUL) == EIGHT


@pytest.mark.parametrize("text", EIGHT_IN_SEOUL)
def test_nbgrader_reads_what_it_is_given_as_the_same_time(text):
    assert parse_utc(normalized_timestamp(text, SEOUL)) == EIGHT.replace(tzinfo=None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "late",
        "yesterday at 8",
        "2026-03-04",
        "20:00",
        "March 4 at 8pm",
        "03/04/2026 20:00",
        "3.4.2026 20:00",
        "03/04/26 20:00",
        "13/04/26 20:00",
        "2026-03-04 20:00 IST",
        "2026-03-04 20:00 CST",
        "2026-03-04 20:00 BST",
        "2026-03-04 20:00 XYZ",
        "2026-03-04 20:00 Mars/Phobos",
        "2026-03-04 20:00 Etc/GMT+9",
        "2026-03-04 20:00 +900",
        "2026-03-04 20:00 +99:00",
        "2026-03-04 20:00 KST UTC",
        "2026-03-04T20:00+09:00[Europe/Paris]",
        "2026-03-04 20:00 (by the clock of the lab)",
        "2026-03-04 20:00 PM",
        "2026-03-04 0:30 오후",
        "2026-03-04 오전 8:00 PM",
        "2026-03-04 25:00",
        "2026-03-04 20:60",
        "2026-03-04 20:00 21:00",
        "2026-03-04 20:00\n2026-03-05 20:00",
        "2026-13-04 20:00",
        "2026-02-30 20:00",
        "2026-000T20:00",
        "2026-366T20:00",
        "Thu, 04 Mar 2026 20:00:00 +0900",
        "1970-01-01T00:00:00Z",
        "1772622000",
        "2026-03-04 20:00" + " " * 100 + "x",
        "<html>2026-03-04 20:00",
        "2026-03-04 20:00 \0",
    ],
)
def test_what_is_not_certain_is_not_read(text):
    assert read_time(text, SEOUL) is None
    assert normalized_timestamp(text, SEOUL) is None


@pytest.mark.parametrize(
    ("text", "zone", "utc"),
    [
        ("2026-03-04 20:00 CST", CHICAGO, (2026, 3, 5, 2)),
        ("2026-03-04 20:00 IST", KOLKATA, (2026, 3, 4, 14, 30)),
        ("2026-07-04 20:00 BST", LONDON, (2026, 7, 4, 19)),
        ("2026-07-04 20:00 GMT", LONDON, (2026, 7, 4, 20)),
        ("2026-03-04 20:00 PST", MANILA, (2026, 3, 4, 12)),
        ("2026-11-01 01:30 EDT", NEW_YORK, (2026, 11, 1, 5, 30)),
        ("2026-11-01 01:30 EST", NEW_YORK, (2026, 11, 1, 6, 30)),
        ("2026-07-04 20:00", NEW_YORK, (2026, 7, 5)),
    ],
)
def test_a_name_that_the_zone_of_the_course_bears_is_that_zone(text, zone, utc):
    assert read_time(text, zone) == datetime(*utc, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-01 01:30",  # was shown twice
        "2026-03-08 02:30",  # never was
        "2026-07-04 20:00 EST",  # in July it is EDT
        "2026-11-01 01:30 America/Chicago",
    ],
)
def test_a_moment_that_the_clocks_of_a_zone_do_not_tell_is_not_read(text):
    assert read_time(text, NEW_YORK) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [("13/04/2026 20:00", 13), ("04/13/2026 20:00", 13), ("04.04.2026 20:00", 4)],
)
def test_a_day_that_cannot_be_a_month_is_a_day(text, day):
    assert read_time(text, SEOUL) == datetime(2026, 4, day, 11, tzinfo=UTC)


def test_the_end_of_a_day_is_the_beginning_of_the_next():
    assert read_time("2026-03-04T24:00", SEOUL) == datetime(2026, 3, 4, 15, tzinfo=UTC)
    assert read_time("2026-03-04 12:00 AM", SEOUL) == datetime(2026, 3, 3, 15, tzinfo=UTC)
    assert read_time("2026-03-04 오후 12:30", SEOUL) == datetime(2026, 3, 4, 3, 30, tzinfo=UTC)


@given(
    st.lists(st.sampled_from([*" ,:-+./0123456789Tt월(", "PM", "KST", "2026", "Mar"])).map("".join)
)
def test_no_text_stops_the_reader_or_is_given_to_nbgrader_as_another_time(text):
    moment, passed_on = read_time(text, SEOUL), normalized_timestamp(text, SEOUL)
    assert (moment and moment.replace(tzinfo=None)) == parse_utc(passed_on)
