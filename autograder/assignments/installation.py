"""Facts about this installation: its name on the package index, its extras, its documents.

All of it is read from the metadata of the distribution that the engine came with; the engine's
own code knows no name but autograder. A working copy that was never installed has no metadata.
"""

import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

PACKAGE = "autograder"
HERE = Path(__file__).resolve().parents[1]

_COMMAND = metadata.EntryPoint(PACKAGE, f"{PACKAGE}.__main__:main", "console_scripts")
_LINE = re.compile(r"([\w.-]+)\s*(?:\[[^\]]*\])?\s*([^;]*?)\s*(?:;.*)?")


@cache
def own_distribution() -> metadata.Distribution | None:
    """The distribution that the engine came with; None where it was not installed."""
    return next(filter(_is_ours, metadata.distributions()), None)


def requirement(package: str) -> str:
    """A line of requirements.txt that installs a package.

    Args:
        package: the name it is imported by.

    Returns:
        Its name on the package index, with the bounds that the engine's own distribution puts on
        it, if any.
    """
    name = _distribution_of(package)
    return _required().get(plain_name(name), name)


def is_required(package: str) -> bool:
    """True if a package is asked for by the engine's own distribution, or by an extra of it.

    Where the engine was never installed nobody knows, and every package but itself counts.
    """
    if own_distribution() is None:
        return package != PACKAGE
    return plain_name(package) in _required()


def install(extra: str) -> str:
    """The command that installs what belongs to an extra, or the package of that name."""
    own = own_distribution()
    if own is None:
        return f'pip install ".[{extra}]"'
    if extra not in (own.metadata.get_all("Provides-Extra") or ()):
        return f"pip install {extra}"
    return f'pip install "{own.name}[{extra}]"'


def page(name: str) -> str:
    """The address of a page of the documents, such as "authoring"."""
    own = own_distribution()
    urls = (own.metadata.get_all("Project-URL") or ()) if own else ()
    known = dict(url.split(", ", 1) for url in urls)
    return f"{known.get('Documentation', 'docs')}/{name}.md"


def rivals() -> tuple[str, ...]:
    """Whatever else is called autograder here and could be imported or run in the engine's place.

    Returns:
        A sentence each, with the way out.
    """
    return (*_distributions_beside(), *_packages_on_the_path())


def plain_name(name: str) -> str:
    """The name of a distribution as package indices compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _distribution_of(package: str) -> str:
    """The name on the package index: that of scikit-learn, say, for sklearn."""
    try:
        return metadata.distribution(package).name
    except metadata.PackageNotFoundError:
        return metadata.packages_distributions().get(package, [package])[0]


def _required() -> dict[str, str]:
    """The name and bounds of all that is asked for, by plain name."""
    own = own_distribution()
    lines = (own.requires or ()) if own else ()
    found = filter(None, map(_LINE.fullmatch, lines))
    return {plain_name(line[1]): line[1] + line[2] for line in found}


def _is_ours(distribution: metadata.Distribution) -> bool:
    return _COMMAND in distribution.entry_points


def _distributions_beside() -> Iterator[str]:
    own = own_distribution()
    seen = {plain_name(own.name)} if own else set()
    for distribution in metadata.distributions():
        if not _owns_the_package(distribution) or plain_name(distribution.name) in seen:
            continue
        seen.add(plain_name(distribution.name))
        again = f' and then pip install --force-reinstall --no-deps "{own.name}"' if own else ""
        yield (
            f"The distribution {distribution.name} {distribution.version} also installs a package"
            f" {PACKAGE}, and the one that was installed last has written over the other: run"
            f" pip uninstall {distribution.name}{again}."
        )


def _owns_the_package(distribution: metadata.Distribution) -> bool:
    tops = (distribution.read_text("top_level.txt") or "").split()
    listed = distribution.read_text("RECORD") or ""  # .files leaves out what was removed since
    ours = (f"{PACKAGE}/", f"{PACKAGE}.py,")
    return PACKAGE in tops or any(line.startswith(ours) for line in listed.splitlines())


def _packages_on_the_path() -> Iterator[str]:
    """Packages and modules of the name in the working directory and on Python's path."""
    folders = dict.fromkeys(Path(entry or os.curdir).resolve() for entry in ("", *sys.path))
    for folder in folders:
        for place in (folder / PACKAGE / "__init__.py", folder / f"{PACKAGE}.py"):
            if place.is_file() and place.parent.resolve() != HERE:
                yield (
                    f"{place} has the name of the engine, which is {HERE}: Python takes the one"
                    " that comes first on its path. Rename it, or leave the folder out of"
                    " PYTHONPATH."
                )
