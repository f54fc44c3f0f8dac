"""Right work under another name, in another place, or in an archive."""

import io
import shutil
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

from .course import DOUBLE, HALVE
from .situation import BOTH, add, situation

NAMES = "Renamed on the way"
PLACES = "In folders and archives"

FILES = ("layers.py", "net.py", "demo.ipynb")

# How systems and people rename a file; {} is its name and {.} its ending.
FORMS = {
    "canvas_again": "{}-1{.}",
    "canvas_third": "{}-2{.}",
    "canvas_bulk": "student01_123456_7891011_{}{.}",
    "canvas_bulk_late": "student01_LATE_123456_7891011_{}-1{.}",
    "moodle_bulk": "Student One_123456_assignsubmission_file_{}{.}",
    "browser": "{} (1){.}",
    "browser_without_a_space": "{}(2){.}",
    "drive": "Copy of {}{.}",
    "windows_explorer": "{} - Copy{.}",
    "finder": "{} copy{.}",
    "jupyter": "{}-Copy1{.}",
    "korean_explorer": "{} - 복사본{.}",
    "korean_drive": "{}의 사본{.}",
    "korean_drive_before": "사본 {}{.}",
    "german": "Kopie von {}{.}",
    "german_explorer": "{} - Kopie{.}",
    "spanish": "copia de {}{.}",
    "french": "Copie de {}{.}",
    "japanese": "{} のコピー{.}",
    "chinese": "{} - 副本{.}",
    "russian": "Копия {}{.}",
    "final": "{}_final_v2{.}",
    "student_number": "20231234_{}{.}",
    "own_name": "{}_김학생{.}",
    "capital": "{C}{.}",
    "all_capitals": "{CC}{.CC}",
    "notepad": "{}{.}.txt",
    "safari": "{}{.}.json",
    "twice": "{}{.}{.}",
    "spaces": " {} {.}",
    "other_words": "homework 3 of {CC}, mine{.}",
    "backup": "{}{.}.bak",
    "without_an_ending": "{}",
}


def renamed(form: str, name: str) -> str:
    """The name that a form makes of one."""
    stem, dot, ending = name.partition(".")
    parts = {"{}": stem, "{.}": dot + ending, "{C}": stem.title(), "{CC}": stem.upper()}
    for sign, part in {**parts, "{.CC}": (dot + ending).upper()}.items():
        form = form.replace(sign, part)
    return form


def _rename_all(form: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        for name in FILES:
            (folder / name).rename(folder / unicodedata.normalize("NFC", renamed(form, name)))

    return make


for _name, _form in FORMS.items():
    _shown = ", ".join(f"`{renamed(_form, name)}`" for name in ("layers.py", "demo.ipynb"))
    _said = (
        f"{renamed(_form, 'layers.py')} was graded as layers.py",
        f"{renamed(_form, 'net.py')} was graded as net.py",
    )
    _right = (BOTH, (), tuple(" ".join(s.split()) for s in _said), True, "Because $2x", False)
    add(f"renamed_{_name}", f"All files renamed: {_shown}", _rename_all(_form), NAMES, *_right)


@situation(NAMES, "layers_김학생.py was graded as layers.py")
def renamed_on_a_mac(folder: Path) -> None:
    """A name with Korean letters as a Mac writes them (NFD): `layers_김학생.py`."""
    name = unicodedata.normalize("NFD", "layers_김학생.py")
    (folder / "layers.py").rename(folder / name)


@situation(NAMES, "assignment.py was graded as layers.py", "assignment.py was graded as net.py")
def both_modules_in_one_file(folder: Path) -> None:
    """Both functions in one file `assignment.py`, and no `layers.py` or `net.py`."""
    (folder / "assignment.py").write_text(DOUBLE + HALVE)
    (folder / "layers.py").unlink()
    (folder / "net.py").unlink()


@situation(PLACES)
def in_a_folder(folder: Path) -> None:
    """Everything in a folder of its own."""
    inner = folder / "homework 3" / "demo"
    inner.mkdir(parents=True)
    for name in FILES:
        (folder / name).rename(inner / name)


@situation(PLACES, "src/layers.py was graded as layers.py")
def modules_in_a_folder(folder: Path) -> None:
    """The notebook at the top, the modules in a folder `src`."""
    (folder / "src").mkdir()
    for name in ("layers.py", "net.py"):
        (folder / name).rename(folder / "src" / name)


def zipped(folder: Path, names: dict[str, str]) -> bytes:
    """A zip of files of a folder, by the names that they have in it."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inner in names.items():
            archive.writestr(inner, (folder / name).read_bytes())
    return data.getvalue()


def _replace_by(folder: Path, name: str, data: bytes) -> None:
    for old in FILES:
        (folder / old).unlink()
    (folder / name).write_bytes(data)


@situation(PLACES)
def a_zip(folder: Path) -> None:
    """One zip with everything in it."""
    _replace_by(folder, "demo.zip", zipped(folder, dict(zip(FILES, FILES, strict=True))))


@situation(PLACES)
def a_zip_of_a_mac(folder: Path) -> None:
    """A Mac's zip: a folder, `__MACOSX` and `._layers.py` beside it."""
    data = io.BytesIO(zipped(folder, {name: f"demo/{name}" for name in FILES}))
    with zipfile.ZipFile(data, "a") as archive:
        for name in FILES:
            archive.writestr(f"__MACOSX/demo/._{name}", b"\0\5\26\7" + bytes(100))
    _replace_by(folder, "Archive.zip", data.getvalue())


@situation(PLACES)
def a_zip_in_a_zip(folder: Path) -> None:
    """A zip within a zip."""
    inner = zipped(folder, {name: f"demo/{name}" for name in FILES})
    (folder / "inner.zip").write_bytes(inner)
    outer = zipped(folder, {"inner.zip": "inner.zip"})
    (folder / "inner.zip").unlink()
    _replace_by(folder, "outer.zip", outer)


@situation(PLACES, "code.zip/layers.py was graded as layers.py")
def a_zip_beside_the_notebook(folder: Path) -> None:
    """The notebook, and a zip with the modules."""
    data = zipped(folder, {"layers.py": "layers.py", "net.py": "net.py"})
    (folder / "code.zip").write_bytes(data)
    (folder / "layers.py").unlink()
    (folder / "net.py").unlink()


@situation(PLACES)
def apple_doubles(folder: Path) -> None:
    """`._layers.py`, `.DS_Store`, `__pycache__` and saved checkpoints beside the files."""
    (folder / "._layers.py").write_bytes(b"\0\5\26\7" + bytes(100))
    (folder / ".DS_Store").write_bytes(bytes(100))
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "layers.cpython-312.pyc").write_bytes(bytes(100))
    (folder / ".ipynb_checkpoints").mkdir()
    old = DOUBLE.replace("2 * x", "3 * x")
    (folder / ".ipynb_checkpoints" / "layers-checkpoint.py").write_text(old)
    shutil.copy(folder / "demo.ipynb", folder / ".ipynb_checkpoints" / "demo-checkpoint.ipynb")


UNREAD = {"earns": (), "waits": BOTH}


@situation(PLACES, "layers.py could not be read (it is encrypted)", **UNREAD, answer="encrypted")
def an_encrypted_zip(folder: Path) -> None:
    """A zip with a password."""
    data = bytearray(zipped(folder, dict(zip(FILES, FILES, strict=True))))
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + place] |= 1
            start = data.find(mark, start + 4)
    _replace_by(folder, "demo.zip", bytes(data))


@situation(PLACES, "demo.zip", "not a zip", **UNREAD, answer="demo.zip")
def a_zip_that_was_cut(folder: Path) -> None:
    """A zip of which the end is missing."""
    data = zipped(folder, dict(zip(FILES, FILES, strict=True)))
    _replace_by(folder, "demo.zip", data[:-60])


@situation(PLACES, "demo.rar", **UNREAD, answer="demo.rar")
def a_rar(folder: Path) -> None:
    """An archive that only other programs open."""
    _replace_by(folder, "demo.rar", b"Rar!\x1a\x07\x01\x00" + bytes(range(256)) * 20)


@situation(PLACES, "demo.tar.gz", **UNREAD, answer="demo.tar.gz")
def a_tar(folder: Path) -> None:
    """A `.tar.gz`."""
    _replace_by(folder, "demo.tar.gz", b"\x1f\x8b\x08\x00" + bytes(range(256)) * 20)


@situation(PLACES, "bomb.zip")
def a_bomb_beside_the_files(folder: Path) -> None:
    """A zip that unpacks to a gigabyte, beside right files."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.py", bytes(64 << 20))
    (folder / "bomb.zip").write_bytes(data.getvalue())
