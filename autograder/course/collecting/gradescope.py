"""Reads Gradescope's export: a folder for each submission, and submission_metadata.yml.

The metadata says, by folder, who the submitters are (several hand in together), and when it was.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from autograder.course.collecting.hand_ins import CollectError, Entry, HandIn, Person, named

METADATA = "submission_metadata.yml"


def is_gradescope(entries: Sequence[Entry]) -> bool:
    """True if the metadata is there."""
    return any(entry.name == METADATA for entry in entries)


def read_gradescope(entries: Sequence[Entry]) -> list[HandIn]:
    """The submissions of an export, one for each submitter.

    Raises:
        CollectError: the metadata is not there, or cannot be read.
    """
    found = sorted(
        (entry for entry in entries if entry.name == METADATA), key=lambda e: len(e.parts)
    )
    if not found:
        raise CollectError(f"no {METADATA} in it, which says whose each folder is; export it again")
    root = found[0].path.removesuffix(METADATA)
    return [
        hand_in
        for key, value in _metadata(found[0]).items()
        for hand_in in _hand_ins(str(key), value, entries, f"{root}{key}")
    ]


def _hand_ins(key: str, value: Any, entries: Sequence[Entry], place: str) -> Iterator[HandIn]:
    if not isinstance(value, Mapping):
        return
    inside = {
        e.path.removeprefix(f"{place}/"): e for e in entries if e.path.startswith(f"{place}/")
    }
    alone = {e.name: e for e in entries if e.path == place}  # a submission of one file
    files, notes = named(inside or alone)
    submitters = [s for s in value.get(":submitters") or () if isinstance(s, Mapping)]
    for submitter in submitters or [{}]:
        yield HandIn(
            _person(submitter, key),
            source=key,
            files=files,
            time=_time(value.get(":created_at")),
            receipt={"submission": key, "email": _text(submitter, ":email")},
            notes=notes,
        )


def _person(submitter: Mapping[str, Any], key: str) -> Person:
    sid, email, name = (_text(submitter, field) for field in (":sid", ":email", ":name"))
    return Person(id=sid, email=email, name=name, label=sid or email or name or key)


def _text(submitter: Mapping[str, Any], field: str) -> str:
    value = submitter.get(field)
    return "" if value is None else str(value).strip()


def _time(value: Any) -> datetime | None:
    """A time that knows its zone; None for anything else."""
    return value if isinstance(value, datetime) and value.tzinfo is not None else None


def _metadata(entry: Entry) -> Mapping[Any, Any]:
    import yaml  # nothing else of the engine needs it

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        """Reads Ruby's own kinds of mappings as plain ones."""

    Loader.add_multi_constructor("!ruby/", _plain)
    try:
        document = yaml.load(entry.read(), Loader)  # noqa: S506 - a safe one
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise CollectError(f"{entry.path} cannot be read: {error}") from None
    if not isinstance(document, Mapping):
        raise CollectError(f"{entry.path} does not say whose each folder is")
    return document


def _plain(loader: Any, suffix: str, node: Any) -> Any:
    if node.id == "mapping":
        return loader.construct_mapping(node, deep=True)
    return loader.construct_sequence(node, deep=True) if node.id == "sequence" else str(node.value)
