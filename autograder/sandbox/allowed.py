"""The installed packages that a submission may import: from their names to their files.

Everything else that is installed is not shown to a submission, the engine and the students'
library as installed among it.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from importlib.metadata import (
    Distribution,
    PackageNotFoundError,
    distribution,
    packages_distributions,
)
from pathlib import Path

_REQUIREMENT = re.compile(r"\s*([\w.-]+)\s*(?:\[([^]]*)\])?")
_INIT = re.compile(r"\w+/__init__\.py")
_EXTRA = re.compile(r"""\bextra\s*==\s*['"]([^'"]+)['"]""")


@cache
def allowed_packages(
    names: tuple[str, ...], without: frozenset[str] = frozenset()
) -> dict[str, Path]:
    """The files and folders of some packages and of all that these require.

    Args:
        names: of the packages, as they are imported. One that is not installed is left out.
        without: top-level names that are never allowed, whoever requires them.

    Returns:
        Where each lies, by its path within the folder of installed packages: "numpy",
        "numpy.libs", "six.py". What several distributions may share, such as ``__pycache__`` and
        namespace packages, is given by the paths within it.
    """
    found: dict[str, Path] = {}
    for installed in with_requirements(names):
        root = Path(str(installed.locate_file("")))
        for entry in sorted(entries(_files(installed))):
            if entry.partition("/")[0] not in without and (root / entry).exists():
                found.setdefault(entry, root / entry)
    inner = {entry for entry in found if entry.partition("/")[0] in found and "/" in entry}
    return {entry: path for entry, path in found.items() if entry not in inner}


def entries(files: Iterable[str]) -> set[str]:
    """The outermost paths that belong to one distribution alone.

    Args:
        files: of the distribution, relative to the folder of installed packages.
    """
    own = {file for file in files if file[:1] != "/" and ".." not in file.split("/")}
    packages = {file.partition("/")[0] for file in own if _INIT.fullmatch(file)}
    found = set()
    for file in own:
        top, *rest = file.split("/", 2)
        if rest and top.isidentifier() and top not in packages:
            top = f"{top}/{rest[0]}"  # others may have files in a folder that is no package
        if not top.endswith(".pth"):
            found.add(top)
    return found


def requirement(text: str, extras: Collection[str]) -> tuple[str, frozenset[str]] | None:
    """The distribution that a line of metadata requires, and which of its extras.

    Other conditions than extras are not evaluated: what they exclude is mostly not installed,
    and harmless where it is.

    Returns:
        None for a requirement of an extra that nobody asked for.
    """
    wanted, _, condition = text.partition(";")
    of = {_normal(extra) for extra in _EXTRA.findall(condition)}
    match = _REQUIREMENT.match(wanted)
    if match is None or (of and of.isdisjoint(extras)):
        return None
    more = (match[2] or "").split(",")
    return _normal(match[1]), frozenset(_normal(extra) for extra in more if extra.strip())


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.strip()).lower()


def with_requirements(names: Iterable[str]) -> Iterator[Distribution]:
    """The installed distributions that some packages come from, and all that these require.

    Args:
        names: of the packages, as they are imported.
    """
    waiting = [(name, frozenset[str]()) for wanted in names for name in _providers(wanted)]
    seen = set(waiting)
    found: dict[str, Distribution] = {}
    while waiting:
        name, extras = waiting.pop(0)
        try:
            found[name] = found.get(name) or distribution(name)
        except PackageNotFoundError:
            continue
        required = {requirement(text, extras) for text in found[name].requires or ()}
        new = {wanted for wanted in required if wanted is not None} - seen
        seen |= new
        waiting += sorted(new, key=lambda wanted: wanted[0])
    yield from found.values()


def _providers(package: str) -> list[str]:
    """Names of the distributions that a package comes from, mostly its own name."""
    top = package.partition(".")[0]
    try:
        files = _files(distribution(top))
    except (PackageNotFoundError, ValueError):  # the latter for no name at all
        files = []
    if any(file.startswith((f"{top}/", f"{top}.")) for file in files):
        return [_normal(top)]
    return [_normal(name) for name in packages_distributions().get(top, [])]


def _files(installed: Distribution) -> list[str]:
    """Paths of a distribution's files; where no list of them was kept, of its top level."""
    record = installed.read_text("RECORD")
    if record:  # path, hash and size, as CSV
        return [line.rsplit(",", 2)[0].strip('"') for line in record.splitlines()]
    tops = (installed.read_text("top_level.txt") or "").split()
    tops = tops or [installed.metadata["Name"].replace("-", "_")]
    root = Path(str(installed.locate_file("")))
    found = [path.name for top in tops for path in root.glob(f"{top}.*") if path.is_file()]
    return found + [f"{top}/__init__.py" for top in tops]
