"""Reads Canvas's “Download Submissions”: one flat zip, names say whose each file is.

A name is NAME[_LATE]_USER_FILE_ORIGINAL, NAME being the sortable name without blanks and in small
letters; an anonymous one begins with anon_CODE, a text entry ends with USER_text.html. The zip
holds no time of hand-in: its entries bear the time of the download.
"""

import re
from collections.abc import Collection, Sequence

from autograder.course.collecting.hand_ins import Entry, HandIn, Person, named

_NAME = re.compile(
    r"(?P<name>.*?)_?(?P<late>LATE_)?(?:anon_(?P<code>\w+?)|(?<=_)(?P<user>\d+))"
    r"_(?:(?P<file>\d+)_(?P<original>.+)|(?P<typed>(?:text|link)\.html))"
)
_AGAIN = re.compile(r"(?P<stem>.+)-\d{1,3}(?P<suffix>\.\w+)")  # what Canvas adds to a second upload


def is_canvas(entries: Sequence[Entry]) -> bool:
    """True if nearly every name is one of Canvas's."""
    matches = sum(_NAME.fullmatch(entry.name) is not None for entry in entries)
    return bool(entries) and matches >= 0.8 * len(entries)


def read_canvas(entries: Sequence[Entry], wanted: Collection[str]) -> list[HandIn]:
    """The submissions of a download.

    Args:
        entries: all of them.
        wanted: names of the assignment's files: layers-1.py gets its name layers.py back.
    """
    by_person: dict[str, list[tuple[re.Match[str], Entry]]] = {}
    for entry in entries:
        if match := _NAME.fullmatch(entry.name):
            key = match["user"] or f"anon_{match['code']}"
            by_person.setdefault(key, []).append((match, entry))
    return [_hand_in(key, found, wanted) for key, found in by_person.items()]


def _hand_in(
    key: str, found: Sequence[tuple[re.Match[str], Entry]], wanted: Collection[str]
) -> HandIn:
    match, _ = found[0]
    names = [each["original"] or each["typed"] for each, _ in found]
    back = _names_back(names, wanted)
    files, notes = named({back[n]: entry for n, (_, entry) in zip(names, found, strict=True)})
    name = match["name"] or ""
    return HandIn(
        Person(
            lms_user_id=match["user"] or "",
            name="" if match["code"] else name,
            label=f"{name}_{key}" if name else key,
        ),
        source=key if match["code"] else f"{name}_{key}",
        files=files,
        late=any(each["late"] for each, _ in found),
        receipt={file: entry.name for file, entry in files.items()},
        notes=(*notes, *(f"{new} was called {old}" for old, new in back.items() if old != new)),
    )


def _names_back(names: Sequence[str], wanted: Collection[str]) -> dict[str, str]:
    """Names as they were before Canvas numbered them, where there is no doubt about it."""
    plain = {name: name for name in names}
    for name in names:
        again = _AGAIN.fullmatch(name)
        if again and (first := again["stem"] + again["suffix"]) in wanted:
            rivals = [n for n in names if (m := _AGAIN.fullmatch(n)) and m["stem"] == again["stem"]]
            if first not in names and rivals == [name]:
                plain[name] = first
    return plain


def user_in(name: str) -> str:
    """The student's number in a name of Canvas's that is a file's; "" in any other."""
    match = _NAME.fullmatch(name)
    return match["user"] or "" if match and match["file"] else ""
