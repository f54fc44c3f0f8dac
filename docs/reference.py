"""Writes the reference for authors, docs/authors-reference.md, from the docstrings.

``python docs/reference.py`` writes it anew.
"""

import inspect
import re
import textwrap
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any

import autograder

PAGE = Path(__file__).parent / "authors-reference.md"

GROUPS = {
    "What is asked": ("Exercise",),
    "What a student reads": ("Failed", "Message", "listed"),
    "Expectations of values": (
        "expect",
        "expect_close",
        "expect_array",
        "expect_number",
        "expect_unchanged",
        "constant",
        "kind_of",
    ),
    "Expectations of chance": (
        "expect_rate",
        "expect_coin_for_each",
        "is_rate",
        "is_same_rate",
        "coins_needed",
        "measured_rate",
        "Measured",
        "FALSE_FAILURE",
    ),
    "The sample class": ("Sample",),
}
METHODS = {"Exercise": ("check", "misconception", "variant", "equivalent", "pair")}
CONSTANTS = {"FALSE_FAILURE": "How often, at most, a statistical check may fail a correct answer."}

HEAD = """\
# Reference for authors

Every name that a `checks.py`, a `misconceptions.py` or a `sample_class.py` imports:
`from autograder import Exercise, expect_close, …`. `docs/reference.py` writes this page from the
docstrings. [How do I write an assignment?](authoring.md) says how the names are used together.

A `message`, a `hint` or a `what` may be a text or a `Message`. Write a `Message` wherever values
stand in the sentence; its template is what a translation is looked up by.
"""

_SECTION = re.compile(r"(Args|Attributes|Returns|Raises|Source):(.*)")
_ITEM = re.compile(r"([\w, ]+?):\s+(.*)", re.DOTALL)


def page() -> str:
    """The whole page."""
    shown = [name for names in GROUPS.values() for name in names]
    if sorted(shown) != sorted(autograder.__all__):
        raise ValueError(
            f"GROUPS and autograder.__all__ differ: {set(shown) ^ {*autograder.__all__}}"
        )
    parts = [HEAD]
    for title, names in GROUPS.items():
        parts.append(f"## {title}\n")
        parts += [block for name in names for block in _entry(name)]
    return "\n".join(parts)


def _entry(name: str) -> Iterator[str]:
    thing = getattr(autograder, name)
    if name in CONSTANTS:
        yield f"### {name}\n\n```python\n{name} = {thing!r}\n```\n\n{CONSTANTS[name]}\n"
        return
    yield _described(name, thing)
    for method in METHODS.get(name, ()):
        yield _described(f"{name}.{method}", getattr(thing, method))


def _described(name: str, thing: Any) -> str:
    doc = inspect.getdoc(thing) or ""
    decorator = "@exercise.check" if name == "Exercise.check" else ""
    called = decorator or name.replace("Exercise.", "exercise.")
    return f"### {name}\n\n```python\n{called}{_signature(thing)}\n```\n\n{_markdown(doc)}\n"


def _signature(thing: Any) -> str:
    """Names and defaults, without types: the docstring says more than they do."""
    signature = inspect.signature(thing)
    made = _made_defaults(thing)
    shown = [
        p.replace(annotation=p.empty, default=made.get(p.name, p.default))
        for p in signature.parameters.values()
        if p.name != "self"
    ]
    text = str(signature.replace(parameters=shown, return_annotation=signature.empty))
    if len(text) >= 75:
        named = next((i for i, p in enumerate(shown) if p.kind is p.KEYWORD_ONLY), None)
        lines = list(map(str, shown))
        if named is not None:
            lines.insert(named, "*")
        text = "(\n" + "".join(f"    {line},\n" for line in lines) + ")"
    return text.replace("'", '"')


def _made_defaults(thing: Any) -> dict[str, Any]:
    """Defaults of a dataclass that are made anew for each of its objects: {} or []."""
    if not is_dataclass(thing):
        return {}
    return {f.name: f.default_factory() for f in fields(thing) if f.default_factory is not MISSING}


def _markdown(doc: str) -> str:
    """A docstring in Google's style as markdown: text, and a list for each section."""
    blocks: list[str] = []
    section, lines = "", []
    for line in [*doc.splitlines(), "Source:"]:
        if found := _SECTION.fullmatch(line):
            blocks.append(_block(section, textwrap.dedent("\n".join(lines)).strip()))
            section, lines = found[1], [found[2].strip()] if found[2].strip() else []
        else:
            lines.append(line)
    return "\n\n".join(block for block in blocks if block)


def _block(section: str, text: str) -> str:
    if not text or not section:
        return text
    if section == "Source":
        return f"Source: {text}"
    if section == "Returns":
        return f"Returns: {' '.join(text.split())}"
    heads = {"Args": "Arguments", "Attributes": "Attributes", "Raises": "Errors"}
    items = re.split(r"\n(?=\S)", text)
    return "\n".join([f"{heads[section]}:", "", *map(_item, items)])


def _item(text: str) -> str:
    found = _ITEM.fullmatch(" ".join(text.split()))
    return f"- `{found[1]}`: {found[2]}" if found else f"- {' '.join(text.split())}"


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE.relative_to(PAGE.parents[1]))


if __name__ == "__main__":
    main()
