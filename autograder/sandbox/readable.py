"""The files of this machine that a submission may read, apart from installed packages.

Those are in ``allowed``.
"""

import os
import sys
import sysconfig
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

# Which processors there are, random bytes, and where to throw things away. Without the first torch
# takes kernels for an old processor, which for the same seed may draw other numbers; without random
# bytes it does not start.
_MACHINE = (
    "/dev/null",
    "/dev/urandom",
    "/proc/cpuinfo",
    "/sys/devices/system/cpu/kernel_max",
    "/sys/devices/system/cpu/possible",
    "/sys/devices/system/cpu/present",
)

_KINDS = ("site-packages", "dist-packages")


def machine_files() -> tuple[Path, ...]:
    """Files about the machine that tell no secret, and that packages read."""
    return tuple(path for path in map(Path, _MACHINE) if path.exists())


@cache
def interpreter() -> Path:
    """The interpreter, as it is named; without ".." and not from here, if it was called so."""
    called = Path(sys.executable)
    return _straight(str(called.parent)) / called.name


def _straight(path: str) -> Path:
    """A path as it is, or, if it goes through ".." or starts from here, without links."""
    named = Path(path)
    return named if named.is_absolute() and ".." not in named.parts else named.resolve()


@cache
def system_folders() -> tuple[Path, ...]:
    """The interpreter, its standard library and the system's libraries, shallowest first.

    Packages are installed in folders within them: see package_folders. Not the whole prefix is
    shown, because /usr/local also holds nbgrader's exchange.
    """
    prefixes = {_straight(sys.base_prefix), _straight(sys.prefix)}
    names = ("bin", "lib", "lib64", "pyvenv.cfg")
    python = {prefix / name for prefix in prefixes for name in names}
    python |= standard_library()
    system = {Path(p) for p in ("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/etc/ld.so.cache")}
    present = sorted(p for p in python | system if p.exists())
    return tuple(p for p in present if not any(q in present for q in p.parents))


@cache
def package_folders() -> frozenset[Path]:
    """The folders within system_folders that packages are installed in, with links resolved.

    These are the folders of every Python there, every other folder that this Python imports from,
    and the folder that holds the engine.
    """
    system = system_folders()
    named = {path for folder in system for kind in _KINDS for path in folder.glob(f"*/{kind}")}
    imported = {Path(entry) for entry in sys.path} | {Path(__file__).parents[2]}
    python = {Path(path).resolve() for path in (sys.prefix, sys.base_prefix)} | standard_library()
    needed = python | {parent for folder in python for parent in folder.parents}
    needed |= {folder / "lib-dynload" for folder in standard_library()}
    present = (path for path in named | imported if os.path.isdir(path))  # noqa: PTH112 - it does not raise
    found = {path.resolve() for path in present} - needed
    shown = {folder.resolve() for folder in system}
    found = {path for path in found if not shown.isdisjoint(path.parents)}
    return frozenset(path for path in found if found.isdisjoint(path.parents))


def standard_library() -> frozenset[Path]:
    """The folders of the standard library, with links resolved."""
    base = {"platbase": sys.base_exec_prefix}  # not that of a virtual environment, which has none
    found = sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib", vars=base)
    return frozenset(Path(path).resolve() for path in found)


@cache
def _named() -> tuple[tuple[Path, Path], ...]:
    """The system folders that are no links themselves: with links resolved, and as named."""
    return tuple((path.resolve(), path) for path in system_folders() if not path.is_symlink())


def place(path: Path) -> Path:
    """The path of a file or folder below a system folder as that is named; or without links."""
    real = path.resolve()
    above = set(real.parents)
    for folder, name in _named():
        if folder in above:
            return name / real.relative_to(folder)
    return real


def package_places() -> list[Path]:
    """The package folders by every path below a system folder, for links may lead to those."""
    return [
        name / path.relative_to(folder)
        for path in sorted(package_folders())
        for folder, name in _named()
        if path.is_relative_to(folder)
    ]


def without(folder: Path, hidden: Collection[Path]) -> Iterator[Path]:
    """The outermost files and folders below a folder that are not hidden and hold nothing hidden.

    Links are left out: to follow one, a process needs permission for the file that it leads to.

    Args:
        folder: may itself be reached by links.
        hidden: folders, with links resolved.
    """
    above = {parent for path in hidden for parent in path.parents}
    start = folder.resolve()
    waiting = [] if any(start.is_relative_to(path) for path in hidden) else [start]
    while waiting:
        path = waiting.pop()
        if path in above:
            inner = (Path(entry.path) for entry in os.scandir(path) if not entry.is_symlink())
            waiting += [found for found in inner if found not in hidden]
        else:
            yield path
