"""The files of this machine that a submission may read, apart from installed packages.

Those are in ``allowed``.
"""

import sys
import sysconfig
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

# Which processors there are, and random bytes. Without the first torch takes kernels for an old
# processor, which for the same seed may draw other numbers; without the last it does not start.
_MACHINE = (
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
def system_folders() -> tuple[Path, ...]:
    """The interpreter, its standard library and the system's libraries, shallowest first.

    Packages are installed in folders within them: see package_folders. Not the whole prefix is
    shown, because /usr/local also holds nbgrader's exchange.
    """
    prefixes = {Path(sys.base_prefix), Path(sys.prefix)}
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
    found = {path.resolve() for path in named | imported if path.is_dir()} - needed
    shown = {folder.resolve() for folder in system}
    found = {path for path in found if not shown.isdisjoint(path.parents)}
    return frozenset(path for path in found if found.isdisjoint(path.parents))


def standard_library() -> frozenset[Path]:
    """The folders of the standard library, with links resolved."""
    base = {"platbase": sys.base_exec_prefix}  # not that of a virtual environment, which has none
    found = sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib", vars=base)
    return frozenset(Path(path).resolve() for path in found)


def place(path: Path, folder: Path) -> Path | None:
    """The name of a resolved path below a folder that links may lead to; None outside of it."""
    real = folder.resolve()
    return folder / path.relative_to(real) if path.is_relative_to(real) else None


def without(folder: Path, hidden: Collection[Path]) -> Iterator[Path]:
    """The outermost files and folders below a folder that are not hidden and hold nothing hidden.

    Links are left out: to follow one, a process needs permission for the file that it leads to.

    Args:
        folder: may itself be reached by links.
        hidden: folders, with links resolved.
    """
    above = {parent for path in hidden for parent in path.parents}
    waiting = [folder.resolve()]
    while waiting:
        path = waiting.pop()
        if path in above:
            waiting += [inner for inner in path.iterdir() if not inner.is_symlink()]
        elif not any(path.is_relative_to(secret) for secret in hidden):
            yield path
