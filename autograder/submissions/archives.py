"""Reads a zip of unknown origin: no link, no path out of it, no bomb."""

import contextlib
import io
import stat
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from autograder.submissions.reading import MAX_ENTRIES, REST, TOO_MANY, IntakeError

MAX_LISTED = 10_000  # in a zip's table of contents
MAX_BYTES = 100 << 20  # of all files, unpacked
MAX_RATIO = 200  # of unpacked to packed, beyond the first MiB
MAX_DEPTH = 10

# The others unpack a few bytes into any number, in one piece.
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENTRY = b"PK\x01\x02"  # begins each line of a zip's table of contents

_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1


@dataclass(frozen=True)
class Unpacked:
    """The contents of a zip.

    Attributes:
        files: bytes by path.
        unread: why an entry was left out, by its path.
        thrown_away: how many bytes were unpacked and left out.
    """

    files: Mapping[str, bytes]
    unread: Mapping[str, str]
    thrown_away: int = 0


def read_zip(data: bytes, most: int = MAX_BYTES, first: Collection[str] = ()) -> Unpacked:
    """Read the files of a zip into memory, within limits.

    Args:
        data: the zip.
        most: how many bytes may be unpacked in all.
        first: names of files that are looked for before anything else.

    Raises:
        IntakeError: it is no zip, or a monstrous one.
    """
    if data.count(_ENTRY) > MAX_LISTED:
        raise IntakeError(f"it holds more than {MAX_LISTED} files")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            entries.sort(key=lambda entry: PurePosixPath(entry_name(entry)).name not in first)
            found = _read_all(archive, entries[:MAX_ENTRIES], min(most, MAX_BYTES))
    except Exception as error:  # whatever zipfile raises over a file that is none
        raise IntakeError(f"it is not a zip that can be opened ({type(error).__name__})") from None
    if len(entries) > MAX_ENTRIES:
        return replace(found, unread={**found.unread, REST: TOO_MANY})
    return found


def _read_all(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], room: int) -> Unpacked:
    files: dict[str, bytes] = {}
    unread: dict[str, str] = {}
    thrown_away = 0
    for entry in entries:
        name = entry_name(entry)
        try:
            allowed = _allowed(entry, room)
            data = _unpack(archive, entry, allowed)
        except IntakeError as error:
            unread[name] = str(error)
            continue
        room -= len(data)
        if len(data) > allowed:
            thrown_away += len(data)
            unread[name] = "it unpacks to far more than it should"
        else:
            files[name] = data
    return Unpacked(files, unread, thrown_away)


def entry_name(entry: zipfile.ZipInfo) -> str:
    """The path of an entry, relative to the zip."""
    whole = name_of(entry).replace("\\", "/")
    parts = [part for part in whole.split("/") if part not in ("", ".", "..")]
    return PurePosixPath(*parts).as_posix()


def name_of(entry: zipfile.ZipInfo) -> str:
    """The name of an entry as it was meant.

    A name without the flag for UTF-8 is read as cp437 by zipfile. Macs write UTF-8 there, and
    Windows its own encoding, so UTF-8 and Korean are tried first.
    """
    name = entry.filename
    if entry.flag_bits & _UTF8_FLAG or name.isascii():
        return name
    raw = name.encode("cp437", "replace")
    for encoding, is_right in (("utf-8", bool), ("cp949", _is_korean)):
        with contextlib.suppress(UnicodeDecodeError):
            if is_right(text := raw.decode(encoding)):
                return text
    return name


def _is_korean(text: str) -> bool:
    """True if what is not ASCII is Hangul, and half of it in daily use."""
    foreign = [letter for letter in text if not letter.isascii()]
    daily = sum(len(letter.encode("euc_kr", "ignore")) == 2 for letter in foreign)
    return all("가" <= letter <= "힣" for letter in foreign) and 2 * daily >= len(foreign)


def _allowed(entry: zipfile.ZipInfo, room: int) -> int:
    """How many bytes an entry may unpack to; raises an IntakeError where it is not to be read."""
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise IntakeError("it is a link")
    if entry.flag_bits & _ENCRYPTED_FLAG:
        raise IntakeError("it is encrypted")
    if entry.compress_type not in _PACKINGS:
        raise IntakeError("it is packed in a way that is not read here")
    if entry_name(entry).count("/") > MAX_DEPTH:
        raise IntakeError("its folders are nested too deep")
    if room <= 0:
        raise IntakeError("the zip unpacks to far more than it should")
    return min(room, (1 << 20) + MAX_RATIO * entry.compress_size)


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, allowed: int) -> bytes:
    try:
        with archive.open(entry) as file:
            return file.read(allowed + 1)
    except Exception as error:  # whatever zipfile and zlib raise over a damaged entry
        raise IntakeError(f"it cannot be unpacked ({type(error).__name__})") from None
