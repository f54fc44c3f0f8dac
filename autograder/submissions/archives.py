"""Reads a zip of unknown origin: no link, no path out of it, no bomb."""

import contextlib
import io
import stat
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from autograder.submissions.reading import IntakeError

MAX_ENTRIES = 1000
MAX_BYTES = 100 << 20  # of all files, unpacked
MAX_RATIO = 200  # of unpacked to packed, beyond the first MiB
MAX_DEPTH = 10

_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1


@dataclass(frozen=True)
class Unpacked:
    """The contents of a zip.

    Attributes:
        files: bytes by path.
        unread: why an entry was left out, by its path.
    """

    files: Mapping[str, bytes]
    unread: Mapping[str, str]


def read_zip(data: bytes) -> Unpacked:
    """Read all files of a zip into memory, within limits.

    Raises:
        IntakeError: it is no zip, or holds far too much.
    """
    files: dict[str, bytes] = {}
    unread: dict[str, str] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES:
                raise IntakeError(f"it holds more than {MAX_ENTRIES} files")
            room = MAX_BYTES
            for entry in entries:
                if entry.is_dir():
                    continue
                name = entry_name(entry)
                try:
                    files[name] = _read(archive, entry, room)
                    room -= len(files[name])
                except IntakeError as error:
                    unread[name] = str(error)
    except IntakeError:
        raise
    except Exception as error:  # whatever zipfile raises over a file that is none
        raise IntakeError(f"it is not a zip that can be opened ({type(error).__name__})") from None
    return Unpacked(files, unread)


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


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> bytes:
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise IntakeError("it is a link")
    if entry.flag_bits & _ENCRYPTED_FLAG:
        raise IntakeError("it is encrypted")
    if entry_name(entry).count("/") > MAX_DEPTH:
        raise IntakeError("its folders are nested too deep")
    allowed = min(room, (1 << 20) + MAX_RATIO * entry.compress_size)
    try:
        with archive.open(entry) as file:
            data = file.read(allowed + 1)
    except Exception as error:  # whatever zipfile and zlib raise over a damaged entry
        raise IntakeError(f"it cannot be unpacked ({type(error).__name__})") from None
    if len(data) > allowed:
        raise IntakeError("it unpacks to far more than it should")
    return data
