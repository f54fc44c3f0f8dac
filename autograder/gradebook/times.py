"""Reads the times that systems, phones and people write, and none that could be another time.

nbgrader's parse_utc reads "20:00 KST" as 20:00 UTC and takes "+0900" for 15 minutes. So it is
only ever given what normalized_timestamp returns.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_LONGEST = 100  # characters
_YEARS = range(2000, 2100)
_FARTHEST = 14  # hours from UTC that a zone is
Groups = dict[str, str]
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    "(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_KOREAN_DAYS = "월화수목금토일"
_HALF = r"(?:(?P<{0}>[ap])\.?m\.?(?![a-z])|(?P<{0}_korean>오전|오후))"

# Hours before or after UTC. Only names that mean one offset wherever they are written; IST, CST,
# BST, MST, AST, SST, GST and their like mean several, and count in a course of such a zone only.
_ZONES = {
    **dict.fromkeys(("KST", "JST"), 9),
    **dict.fromkeys(("HKT", "SGT", "AWST"), 8),
    **{"AEST": 10, "AEDT": 11, "ACST": 9.5, "ACDT": 10.5, "NZST": 12, "NZDT": 13},
    **{"WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3},
    **{"EST": -5, "EDT": -4, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10},
}

_PATTERNS = {
    "filler": r"[\s,]+|(?:at|on)\b|(?<=\d)t(?=\d)",
    "week": r"(?P<year>\d{4})(?P<dash>-?)w(?P<week>\d\d)(?P=dash)(?P<day>[1-7])(?!\d)",
    "ordinal": r"(?P<year>\d{4})-(?P<day>\d{3})(?!\d)",
    "date": r"(?P<year>\d{4})(?:(?P<dash>[-/])(?P<month>\d\d?)(?P=dash)(?P<day>\d\d?)(?!\d)"
    r"|\.\s?(?P<month_2>\d\d?)\.\s?(?P<day_2>\d\d?)(?:\.|(?!\d))"
    r"|[년年]\s?(?P<month_3>\d\d?)[월月]\s?(?P<day_3>\d\d?)[일日]"
    r"|(?P<month_4>\d\d)(?P<day_4>\d\d)(?=t|\s|$))",
    "year_last": r"(?P<a>\d\d?)(?P<dash>[-/.])(?P<b>\d\d?)(?P=dash)(?P<year>\d{4})(?!\d)",
    "day_first": rf"(?P<day>\d\d?)(?:st|nd|rd|th)?[\s.-]*{_MONTH}(?:[\s,.-]*(?P<year>\d{{4}}))?"
    r"(?![\d:a-z])",
    "month_first": rf"{_MONTH}[\s-]*(?P<day>\d\d?)(?:st|nd|rd|th)?(?![\d:a-z])"
    r"(?:[\s,-]+(?P<year>\d{4})(?![\d:]))?",
    "clock": rf"(?:{_HALF.format('before')}\s*)?(?P<hour>\d\d?)"
    r"(?::(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d+))?)?"
    r"|시(?:\s*(?P<minute_2>\d\d?)분)?(?:\s*(?P<second_2>\d\d?)초)?"
    r"|(?=\s*[ap]\.?m))(?![\d:])"
    rf"(?:\s*{_HALF.format('after')})?",
    "clock_without_colons": r"(?<=\dt)(?P<hour>\d\d)(?:(?P<minute>\d\d)"
    r"(?:(?P<second>\d\d)(?:[.,](?P<fraction>\d+))?)?)?(?![\d:])",
    "year": r"(?P<year>\d{4})(?![\d:])",
    "weekday": r"(?P<english>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"\.?(?![a-z])"
    r"|(?P<korean>[월화수목금토일])요일|\((?P<korean_2>[월화수목금토일])\)",
    "zone": r"(?:(?:utc|gmt)\s?)?(?P<sign>[+-])"
    r"(?:(?P<hours>\d\d?)(?::(?P<minutes>\d\d))?|(?P<hours_2>\d\d)(?P<minutes_2>\d\d))(?![\d:])"
    r"|(?P<name>[a-z]+(?:/[\w+-]+)+|[a-z]{1,5})(?![\w/])"
    r"|[(\[](?P<name_2>[a-z]+(?:/[\w+-]+)+|[a-z]{3,5})[)\]]",
    "remark": r"\([^()]*\)",
}
_PIECES = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _PATTERNS.items()}


def read_time(text: str, zone: ZoneInfo) -> datetime | None:
    """The moment that a text names, in UTC; None where it cannot be read for certain.

    Not certain are a day and a month of which either may be the other, a name that several zones
    of the world bear, an hour that a clock showed twice or never, and a weekday that is wrong.

    Args:
        text: as it stands in timestamp.txt.
        zone: of times that name none.
    """
    try:
        pieces = _pieces(unicodedata.normalize("NFKC", text).replace("\N{MINUS SIGN}", "-").strip())
        local = datetime.combine(_date(pieces), time()) + _clock(pieces)
        offsets = {_offset(match, local, zone) for match in pieces.get("zone", ())}
        (offset,) = offsets or {_offset_in(zone, local)}  # of two that differ none is certain
        return (local - offset).replace(tzinfo=UTC)
    except ValueError:
        return None


def normalized_timestamp(text: str, zone: ZoneInfo) -> str | None:
    """The time in a text as nbgrader itself writes it and reads it rightly, in UTC.

    Args:
        text: as it stands in timestamp.txt.
        zone: of times that name none.

    Returns:
        None where the text cannot be read for certain.
    """
    moment = read_time(text, zone)
    return None if moment is None else f"{moment:%Y-%m-%d %H:%M:%S.%f} UTC"


def _pieces(text: str) -> dict[str, list[re.Match[str]]]:
    """The pieces of a text by their kind.

    Raises:
        ValueError: a part of the text is none, or something is said twice.
    """
    if len(text) > _LONGEST:
        raise ValueError("too long for a time")
    pieces: dict[str, list[re.Match[str]]] = {}
    place = 0
    while place < len(text):
        tried = ((kind, piece.match(text, place)) for kind, piece in _PIECES.items())
        kind, match = next((found for found in tried if found[1]), ("", None))
        if match is None:
            raise ValueError(f"nothing known begins at {text[place:]}")
        pieces.setdefault(kind, []).append(match)
        place = match.end()
    if any(len(found) > 1 for kind, found in pieces.items() if kind not in ("filler", "zone")):
        raise ValueError("said twice")
    if "remark" in pieces and not any(match["sign"] for match in pieces.get("zone", ())):
        raise ValueError("what stands in brackets may be a zone")
    return pieces


def _only(pieces: Mapping[str, Sequence[re.Match[str]]], *kinds: str) -> tuple[str, Groups]:
    """The one kind that there is of several, and what its groups matched."""
    ((kind, match),) = ((kind, pieces[kind][0]) for kind in kinds if kind in pieces)
    return kind, _said(match)


def _said(match: re.Match[str]) -> Groups:
    """What groups matched, by their names; month_2 is another place for month."""
    return {n.rstrip("_0123456789"): text for n, text in match.groupdict().items() if text}


def _date(pieces: Mapping[str, Sequence[re.Match[str]]]) -> date:
    kind, said = _only(pieces, "week", "ordinal", "date", "year_last", "day_first", "month_first")
    if "year" in pieces and "year" not in said:
        said["year"] = pieces["year"][0]["year"]
    elif "year" in pieces or "year" not in said:
        raise ValueError("no year, or two")
    day = _DATES[kind](said)
    if day.year not in _YEARS:
        raise ValueError("a clock that was not set")
    for match in pieces.get("weekday", ()):
        name = _said(match)
        own = name["korean"] if "korean" in name else name["english"][:3].lower()
        if own not in (_DAYS[day.weekday()], _KOREAN_DAYS[day.weekday()]):
            raise ValueError("another day of the week")
    return day


def _plain_date(said: Groups) -> date:
    return date(int(said["year"]), int(said["month"]), int(said["day"]))


def _numbered_day(said: Groups) -> date:
    day = date(int(said["year"]), 1, 1) + timedelta(days=int(said["day"]) - 1)
    if day.year != int(said["year"]):
        raise ValueError("the year has no such day")
    return day


def _named_date(said: Groups) -> date:
    return date(int(said["year"]), _MONTHS.index(said["month"][:3].lower()) + 1, int(said["day"]))


def _date_with_its_year_last(said: Groups) -> date:
    """A date of which a number above 12, or twice the same, tells the day from the month."""
    low, high = sorted((int(said["a"]), int(said["b"])))
    if low != high <= 12:
        raise ValueError("either may be the month")
    return date(int(said["year"]), low, high)


_DATES: Mapping[str, Callable[[Groups], date]] = {
    "week": lambda said: date.fromisocalendar(*(int(said[n]) for n in ("year", "week", "day"))),
    "ordinal": _numbered_day,
    "date": _plain_date,
    "year_last": _date_with_its_year_last,
    "day_first": _named_date,
    "month_first": _named_date,
}


def _clock(pieces: Mapping[str, Sequence[re.Match[str]]]) -> timedelta:
    _, said = _only(pieces, "clock", "clock_without_colons")
    hour, minute, second = (int(said.get(name, 0)) for name in ("hour", "minute", "second"))
    halves = {half.lower() for name, half in said.items() if name.startswith(("before", "after"))}
    if halves:
        (half,) = halves
        if not 1 <= hour <= 12:
            raise ValueError("no such hour in half a day")
        hour = hour % 12 + 12 * (half in ("p", "오후"))
    past = timedelta(hours=hour, minutes=minute, seconds=second)
    if minute > 59 or second > 59 or past > timedelta(days=1):
        raise ValueError("no such time of day")
    return past + timedelta(microseconds=int(said.get("fraction", "0")[:6].ljust(6, "0")))


def _offset(match: re.Match[str], local: datetime, own: ZoneInfo) -> timedelta:
    """How far the zone that a text names is from UTC at a moment of its own clocks."""
    said = _said(match)
    if "sign" in said:
        hours, minutes = int(said["hours"]), int(said.get("minutes", 0))
        if minutes > 59 or hours > _FARTHEST:
            raise ValueError("no such zone")
        return timedelta(hours=hours, minutes=minutes) * (-1 if said["sign"] == "-" else 1)
    name = said["name"]
    if "/" in name:
        if name.lower().startswith("etc/"):
            raise ValueError("its sign is the reverse of what most people think")
        return _offset_in(_zone(name), local)
    name = name.upper()
    if name in ("Z", "UTC", "UT", "GMT"):
        return timedelta(0)
    moments = [local.replace(tzinfo=own, fold=fold) for fold in (0, 1)]
    if meant := {moment.utcoffset() for moment in moments if moment.tzname() == name}:
        (offset,) = meant
        return offset or timedelta(0)
    if name not in _ZONES or name in {
        local.replace(month=m, day=1, tzinfo=own).tzname() for m in (1, 7)
    }:
        raise ValueError("it names several zones, or the wrong half of the year")
    return timedelta(hours=_ZONES[name])


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, OSError) as error:
        raise ValueError(f"no zone is called {name}") from error


def _offset_in(zone: ZoneInfo, local: datetime) -> timedelta:
    """The same for a zone; an hour that its clocks showed twice, or never, is not certain."""
    (offset,) = {local.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1)}
    return offset or timedelta(0)
