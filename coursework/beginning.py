"""Finds the files of an assignment wherever its notebook is opened, and makes them importable."""

import importlib.util
import io
import os
import shutil
import sys
import urllib.request
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from coursework.places import nearby
from coursework.watching import watch

_LINK = 0o120000
_PATIENCE = 60  # seconds without an answer


class FilesNotFoundError(FileNotFoundError):
    """Files of the assignment lie nowhere, and there is nowhere to fetch them."""


def begin(name: str, files: Sequence[str], library: str = "", address: str = "") -> None:
    """Find the files of an assignment, go there, and follow what is saved in them.

    What is missing is taken from a zip nearby, or fetched. A file that is there already is
    never written.

    Args:
        name: of the assignment.
        files: what the student works on, such as "layers.py".
        library: package that the notebook imports and the zip brings; "" for none.
        address: where the assignment's zip is to be had; "" for nowhere.

    Raises:
        FilesNotFoundError: something is missing; it says what to upload where.
    """
    sys.path[:] = [entry for entry in sys.path if not _is_kit(entry)]  # of the first cell
    folder = _complete_folder(name, files)
    if folder is None or not _has_library(folder, library):
        folder = _unpack(name, files, library, folder, address)
    if not os.access(folder, os.W_OK):
        folder = _copy(folder, Path.cwd() / name)
    if folder != Path.cwd():
        print(f"Your files are in {folder}.")
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    watch(*(file.removesuffix(".py") for file in files), folder=folder)
    _use_copy_of(folder)


def _is_kit(entry: str) -> bool:
    """True for the folder or the zip of an assignment, which the first cell may have added."""
    place = Path(entry)
    if place.parent.suffix == ".zip":
        return True
    inside = (place / __name__.partition(".")[0]).is_dir()
    return bool(entry) and inside and next(place.glob("*.ipynb"), None) is not None


def _complete_folder(name: str, files: Sequence[str]) -> Path | None:
    """The nearest folder with all the files, if possible with the notebook as well."""
    found = [path.parent.resolve() for path in nearby(files[0]) if _has_all(path.parent, files)]
    found = [f for f in found if os.access(f, os.W_OK)] or found
    with_notebook = [folder for folder in found if (folder / f"{name}.ipynb").is_file()]
    return next(iter(with_notebook or found), None)


def _has_all(folder: Path, files: Sequence[str]) -> bool:
    return all((folder / file).is_file() for file in files)


def _has_library(folder: Path, library: str) -> bool:
    inside = (folder / library / "__init__.py").is_file()
    return not library or inside or importlib.util.find_spec(library) is not None


def _unpack(
    name: str, files: Sequence[str], library: str, folder: Path | None, address: str
) -> Path:
    """Put what is missing beside what is there, from zips nearby or from the address."""
    here = Path.cwd()
    if folder is None or not os.access(folder, os.W_OK):
        folder = here if any((here / file).is_file() for file in files) else here / name
    for archive in _zips(name, address):
        for path, data in _members(archive, name):
            _write_new(folder / path, data)
        if _has_all(folder, files) and _has_library(folder, library):
            return folder
    missing = [file for file in files if not (folder / file).is_file()] or [library]
    raise FilesNotFoundError(
        f"{' and '.join(missing)} cannot be found: upload {name}.zip, as your course gave it to"
        f" you, to {here}, and run this cell again."
    )


def _zips(name: str, address: str) -> Iterator[zipfile.ZipFile]:
    """The zips nearby that hold the assignment, what was handed in first; then the address's."""
    patterns = ("-handin*.zip", ".zip", " (*.zip", "-[0-9]*.zip")
    for path in (path for pattern in patterns for path in nearby(f"{name}{pattern}")):
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                yield archive
    if address:
        with zipfile.ZipFile(io.BytesIO(fetch(address))) as archive:
            yield archive


def fetch(address: str) -> bytes:
    """Download a zip.

    Raises:
        FilesNotFoundError: what is there is no zip, or nothing is there.
    """
    try:
        # The address is the instructor's, and its scheme was looked at when it was set.
        with urllib.request.urlopen(address, timeout=_PATIENCE) as answer:  # noqa: S310
            data: bytes = answer.read()
    except OSError as error:
        raise FilesNotFoundError(f"{address} cannot be fetched: {error}.") from None
    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise FilesNotFoundError(
            f"{address} gave no zip: open it in a browser, and upload what it gives."
        )
    return data


def _members(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The files of a zip by path, without the folder that holds them all; never one outside."""
    for info in archive.infolist():
        path = PurePosixPath(info.filename.replace("\\", "/"))
        inner = path.relative_to(name) if path.parts[:1] == (name,) else path
        odd = path.is_absolute() or ".." in path.parts or ":" in info.filename
        if not odd and not info.is_dir() and info.external_attr >> 16 & 0o170000 != _LINK:
            yield inner, archive.read(info)


def _write_new(path: Path, data: bytes) -> None:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _copy(source: Path, target: Path) -> Path:
    """Copy a folder that cannot be written, without what is there already."""
    for path in _files(source):
        place = target / path.relative_to(source)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)  # the data alone: what is read-only there is not here
    return target


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())


def _use_copy_of(folder: Path) -> None:
    """Have this package imported from the folder from now on, and not from a zip or elsewhere."""
    package = __name__.partition(".")[0]
    copy = folder / package
    if (copy / "__init__.py").is_file() and Path(__file__).parent != copy:
        for name in [name for name in sys.modules if name.partition(".")[0] == package]:
            del sys.modules[name]
        importlib.invalidate_caches()
