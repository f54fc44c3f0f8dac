"""Fetches a published file once, checks it against its known hash, and keeps it.

What came before a connection broke is kept as well, and the next try goes on from there.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from requests import Response

CACHE_VARIABLE = "REGLAB_CACHE"
TIMEOUT = 30  # seconds without a byte
BLOCK = 1 << 16
TRIES = 2  # of each address; the second one goes on where the first one broke off


class DownloadError(OSError):
    """A data set could not be fetched; the message says why, and the way out."""


@dataclass(frozen=True)
class RemoteFile:
    """A file that is published under a known hash.

    Attributes:
        name: in the cache.
        urls: where it is to be had, the first choice first.
        sha256: of its bytes, in hexadecimal.
        size: in bytes.
    """

    name: str
    urls: tuple[str, ...]
    sha256: str
    size: int


def cache_folder(cache: str | os.PathLike[str] | None = None) -> Path:
    """Where files are kept: the folder given, else $REGLAB_CACHE, else the system's cache."""
    if cache is None:
        cache = os.environ.get(CACHE_VARIABLE)
    return Path(cache) if cache else Path(_pooch().os_cache("reglab"))


def fetch(
    file: RemoteFile, cache: str | os.PathLike[str] | None = None, *, progress: bool = True
) -> Path:
    """The path of the file in the cache, downloaded if it is not there yet.

    Args:
        file: what to fetch.
        cache: a folder; see cache_folder.
        progress: whether to show a bar while bytes come in.

    Raises:
        DownloadError: no address gave the file, or what came is not the published file.
    """
    folder = cache_folder(cache)
    failures: dict[str, Exception] = {}
    for url in file.urls * TRIES:
        if isinstance(failures.get(url), ValueError):
            continue  # it gave another file than the published one, and would again
        try:
            return _retrieve(file, url, folder, progress)
        except (ValueError, OSError) as error:
            failures[url] = error
    raise DownloadError(_explanation(file, folder, failures)) from failures[file.urls[-1]]


def _retrieve(file: RemoteFile, url: str, folder: Path, progress: bool) -> Path:
    pooch, part = _pooch(), _part_of(folder / file.name)
    downloader, known = _Resuming(part, file, progress), f"sha256:{file.sha256}"

    def retrieved() -> Path:
        return Path(pooch.retrieve(url, known, fname=file.name, path=folder, downloader=downloader))

    resumed = part.exists()
    try:
        return retrieved()
    except ValueError:
        if not resumed:
            raise
    return retrieved()  # from the start, since the earlier bytes may be to blame


@dataclass(frozen=True)
class _Resuming:
    """A downloader for pooch that collects bytes in a file of its own until all are there."""

    part: Path
    file: RemoteFile
    progress: bool

    def __call__(self, url: str, output_file: str, pooch: Any) -> None:
        """Complete the part and move it to the output file, where pooch checks its hash."""
        import requests  # only when something is downloaded

        start = self.part.stat().st_size if self.part.exists() else 0
        headers = {"Accept-Encoding": "identity"}  # bytes as they are published
        if 0 < start < self.file.size:
            headers["Range"] = f"bytes={start}-"
        with requests.get(url, headers=headers, stream=True, timeout=TIMEOUT) as response:
            response.raise_for_status()
            self._receive(response, start)
        if (came := self.part.stat().st_size) < self.file.size:
            raise OSError(f"the connection ended after {came} of {self.file.size} bytes")
        shutil.move(self.part, output_file)

    def _receive(self, response: "Response", start: int) -> None:
        """Append the answer to the part, or begin anew where the server sends everything."""
        if not response.headers.get("Content-Range", "").startswith(f"bytes {start}-"):
            start = 0
        with (
            self.part.open("ab" if start else "wb") as out,
            _bar(self.file, start, visible=self.progress) as bar,
        ):
            for block in response.iter_content(BLOCK):
                out.write(block)
                bar.update(len(block))


class _NoBar:
    def update(self, count: int) -> None:
        """Show nothing."""


@contextmanager
def _bar(file: RemoteFile, start: int, *, visible: bool) -> Iterator[Any]:
    """A bar that counts bytes where tqdm is installed, else nothing."""
    try:
        # Optional, because the students' zip runs without it; it ships no types.
        from tqdm import tqdm  # type: ignore[import-untyped]
    except ImportError:
        visible = False
    if not visible:
        yield _NoBar()
        return
    # On stderr, which is the default, Jupyter would show the bar as a warning.
    with tqdm(
        desc=file.name,
        total=file.size,
        initial=start,
        unit="B",
        unit_scale=True,
        leave=False,
        file=sys.stdout,
    ) as bar:
        yield bar


def _part_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")


def _pooch() -> Any:
    try:
        import pooch  # type: ignore[import-untyped] # only when a data set is fetched
    except ImportError as error:
        raise DownloadError(
            "fetching data sets needs the package pooch: run `pip install pooch`. The data that "
            "ship with reglab (load_digits, make_moons, ...) need nothing"
        ) from error
    pooch.get_logger().setLevel("WARNING")  # its news go to stderr, which Jupyter shows in red
    return pooch


def _explanation(file: RemoteFile, folder: Path, failures: dict[str, Exception]) -> str:
    reasons = "".join(
        f"\n  {url}\n    {type(error).__name__}: {error}" for url, error in failures.items()
    )
    part = _part_of(folder / file.name)
    kept = ""
    if part.exists():
        came = _size(part.stat().st_size)
        kept = f" The {came} that came are kept, and the next try goes on from there."
    return (
        f"{file.name} ({_size(file.size)}) could not be fetched:{reasons}\n"
        f"Is this machine offline?{kept}\n"
        f"You can also get the file by other means and put it into {folder}, or set "
        f"{CACHE_VARIABLE} to a folder that has it. load_digits() needs no network."
    )


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e5 else f"{count / 1e3:.1f} kB"
