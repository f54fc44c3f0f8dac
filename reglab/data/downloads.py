"""Downloads of data sets, each checked against its published hash and kept in a cache.

The package pooch downloads and checks a file. It asks one address, and starts again when a
connection breaks. The code here adds mirrors, and goes on from the bytes that came before.
"""

import os
import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from reglab.progress import byte_bar

CACHE_VARIABLE = "REGLAB_CACHE"
TIMEOUT = 30  # seconds without a byte
TRIES = 2  # for each address
BLOCK = 1 << 16  # bytes that are written at once


class DownloadError(OSError):
    """A failed download, with its reasons and what to do."""


@dataclass(frozen=True)
class RemoteFile:
    """A file that is published with a known hash.

    Attributes:
        name: of the file in the cache.
        urls: addresses of the file, the first choice first.
        sha256: hash of the file, in hexadecimal.
        size: in bytes.
    """

    name: str
    urls: tuple[str, ...]
    sha256: str
    size: int


def cache_folder(cache: str | os.PathLike[str] | None = None) -> Path:
    """The folder given, else $REGLAB_CACHE, else the cache of the system."""
    folder = cache or os.environ.get(CACHE_VARIABLE)
    return Path(folder) if folder else Path(_pooch().os_cache("reglab"))


def fetch(
    file: RemoteFile, cache: str | os.PathLike[str] | None = None, *, progress: bool = True
) -> Path:
    """The path of a file in the cache, after a download if it is not there yet.

    Args:
        file: the file.
        cache: a folder; see cache_folder.
        progress: True shows a progress bar.

    Raises:
        DownloadError: no address sent the file, or pooch is not installed.
    """
    pooch, folder = _pooch(), cache_folder(cache)
    failures: dict[str, Exception] = {}
    for url in file.urls * TRIES:
        if isinstance(failures.get(url), ValueError):
            continue  # the hash is wrong, and will be wrong again
        try:
            return _retrieve(pooch, file, url, folder, progress)
        except (ValueError, OSError) as error:
            failures[url] = error
    raise DownloadError(_explanation(file, folder, failures)) from failures[file.urls[-1]]


def _retrieve(pooch: Any, file: RemoteFile, url: str, folder: Path, progress: bool) -> Path:
    part = _part_of(folder / file.name)

    def retrieved() -> Path:
        known = f"sha256:{file.sha256}"
        add_rest = partial(_add_rest, part, file, progress)
        return Path(pooch.retrieve(url, known, fname=file.name, path=folder, downloader=add_rest))

    if part.exists() and part.stat().st_size < file.size:
        try:
            return retrieved()
        except ValueError:
            pass  # the old bytes are wrong, or the server sent all bytes again
    part.unlink(missing_ok=True)
    return retrieved()


def _add_rest(
    part: Path, file: RemoteFile, progress: bool, url: str, output_file: str, _: Any
) -> None:
    """Add the missing bytes to the part; move it to where pooch checks the hash."""
    start = part.stat().st_size if part.exists() else 0
    # Bytes must come as they are published, not compressed once more.
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={start}-"} if start else {})
    with (
        ExitStack() as stack,
        part.open("ab") as out,
        byte_bar(file.size - start, file.name, visible=progress) as bar,
    ):
        # After an error, pooch does not close the response.
        hooks = {"response": lambda response, **_: stack.enter_context(response)}
        options = {"timeout": TIMEOUT, "headers": headers, "hooks": hooks}
        _pooch().HTTPDownloader(bar, BLOCK, **options)(url, out, None)
    if (size := part.stat().st_size) < file.size:
        raise OSError(f"the connection ended after {size} of {file.size} bytes")
    shutil.move(part, output_file)


def _part_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")


def _pooch() -> Any:
    try:
        import pooch  # type: ignore[import-untyped] # optional: downloads alone need it
    except ImportError as error:
        raise DownloadError("Downloads need the package pooch: pip install pooch") from error
    pooch.get_logger().setLevel("WARNING")  # notebooks show its other messages in red
    return pooch


def _explanation(file: RemoteFile, folder: Path, failures: dict[str, Exception]) -> str:
    reasons = "".join(
        f"\n  {url}\n    {type(error).__name__}: {error}" for url, error in failures.items()
    )
    part = _part_of(folder / file.name)
    kept = f" The next try continues after {_size(part.stat().st_size)}." if part.exists() else ""
    return (
        f"The download of {file.name} ({_size(file.size)}) failed:{reasons}\n"
        f"Is this machine offline?{kept}\n"
        f"You can also put the file into {folder} yourself, or set {CACHE_VARIABLE} to a folder "
        "that contains it. load_digits() needs no network."
    )


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e5 else f"{count / 1e3:.1f} kB"
