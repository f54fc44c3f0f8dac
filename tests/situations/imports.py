"""Modules that import each other in the ways that work where students work."""

from pathlib import Path

from .course import DOUBLE, HALVE
from .situation import situation

IMPORTS = "Modules that import each other"

FROM_DOUBLE = HALVE.replace("x / 2", "double(x) / 4")


def _net(folder: Path, line: str) -> None:
    (folder / "net.py").write_text(FROM_DOUBLE.replace("import numpy as np", line))


@situation(IMPORTS)
def a_relative_import(folder: Path) -> None:
    """`net.py` has `from .layers import double`, as in a package."""
    _net(folder, "from .layers import double")


@situation(IMPORTS)
def a_relative_import_of_a_module(folder: Path) -> None:
    """`net.py` has `from . import layers`."""
    _net(folder, "from . import layers\ndouble = layers.double")


@situation(IMPORTS)
def an_import_by_the_name_of_the_folder(folder: Path) -> None:
    """`net.py` has `from homework.layers import double`; the folder `homework` was handed in."""
    (folder / "homework").mkdir()
    _net(folder, "from homework.layers import double")
    for path in [p for p in folder.iterdir() if p.is_file()]:
        path.rename(folder / "homework" / path.name)


@situation(IMPORTS)
def an_import_by_the_name_of_a_folder_that_is_gone(folder: Path) -> None:
    """The same, but only the files were handed in, without their folder."""
    _net(folder, "from homework.layers import double")


@situation(IMPORTS)
def a_helper_imported_relatively(folder: Path) -> None:
    """`layers.py` has `from .mine import double` and nothing else."""
    (folder / "mine.py").write_text(DOUBLE)
    (folder / "layers.py").write_text("from .mine import double\n")
