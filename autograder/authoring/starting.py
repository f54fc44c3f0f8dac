"""Starts an assignment: a small one that works, to be changed into the one that is meant."""

import importlib.util
import keyword
import re
import tempfile
from pathlib import Path

from autograder.assignments.layout import Layout
from autograder.authors.exercise import AuthorError

STARTER = Path(__file__).parent / "starter"

# The files of the starter, and what each is for.
PARTS = {
    "starter.py": "the notebook",
    "labels.py": "the reference; students get it without its solution",
    "checks.py": "what is asked, and for how many points",
    "misconceptions.py": "the wrong versions that students write, each with its hint",
    "variants/labels/one.py": "a right version in another style",
    "sample_class.py": "what the made-up class hands in",
}


def start(layout: Layout, name: str) -> dict[Path, str]:
    """Write solutions/NAME/: one exercise, one check, one misconception, a notebook.

    Nothing else of the checkout is touched.

    Args:
        layout: the checkout.
        name: of the assignment, of its folder and of its notebook.

    Returns:
        What was written, and what it is for.

    Raises:
        AuthorError: the name is taken, or cannot be that of an assignment.
    """
    _require_name(layout, name)
    folder = layout.solutions / name
    with tempfile.TemporaryDirectory(prefix=".new-", dir=layout.solutions) as outer:
        fresh = Path(outer) / name
        for part in PARTS:
            target = fresh / _named(part, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            text = (STARTER / part).read_text(encoding="utf-8")
            target.write_text(_named(text, name), encoding="utf-8")
        fresh.rename(folder)  # in one step: there is all of it or nothing
    return {folder / _named(part, name): what for part, what in PARTS.items()}


def _named(text: str, name: str) -> str:
    """A text of the starter, with the name of the assignment where that of the starter stands."""
    title = name.replace("_", " ").capitalize()
    return text.replace("Starter", title).replace("starter", name)


def _require_name(layout: Layout, name: str) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or keyword.iskeyword(name):
        raise AuthorError(
            f"{name!r} cannot be the name of an assignment: write it in small letters, digits and"
            " _, beginning with a letter, as in weight_decay"
        )
    for folder in (layout.solutions, layout.assignments, layout.course / "source"):
        if (folder / name).exists():
            raise AuthorError(f"{folder / name} is there already; choose another name")
    spec = importlib.util.find_spec(name)
    if f"{name}.py" in PARTS or (spec is not None and spec.origin):
        raise AuthorError(
            f"{name} is also the name of a module, which the notebook {name}.py would hide; choose"
            " another name"
        )
