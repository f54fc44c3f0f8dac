"""Reads what was sent: files of a form, or modules in JSON."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from tornado.httputil import HTTPFile, HTTPInputError, parse_body_arguments

from autograder.course.web.refused import RefusedError

MOST_FILES = 50
LONGEST_NAME = 100  # characters

_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


@dataclass(frozen=True)
class Sent:
    """What was sent.

    Attributes:
        files: bytes by name, without folders.
        fields: of a form, as they came.
    """

    files: Mapping[str, bytes]
    fields: Mapping[str, list[bytes]] = field(default_factory=dict)


def read_sent(content_type: str, body: bytes) -> Sent:
    """Read the body of a request.

    Raises:
        RefusedError: it is neither a form nor such JSON, or its files are too many.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/json":
        return Sent(_files(_modules(body)))
    if kind not in _FORMS:
        raise RefusedError(
            'Send a form with files, or JSON such as {"modules": {"layers": "..."}}, and say so in'
            " the header Content-Type.",
            415,
        )
    fields: dict[str, list[bytes]] = {}
    files: dict[str, list[HTTPFile]] = {}
    try:
        parse_body_arguments(content_type, body, fields, files)
    except HTTPInputError as error:
        raise RefusedError(f"The form cannot be read: {error}.") from None
    each = (file for some in files.values() for file in some)
    return Sent(_files((file.filename, file.body) for file in each), fields)


def _modules(body: bytes) -> Iterable[tuple[str, bytes]]:
    try:
        document = json.loads(body)
        modules = dict(document["modules"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise RefusedError('The JSON must be {"modules": {NAME: TEXT, ...}}.') from None
    for name, text in modules.items():
        if not isinstance(text, str):
            raise RefusedError(
                f"What you sent as the module {name[:LONGEST_NAME]!a} is not a text."
            )
        yield f"{name.removesuffix('.py')}.py", text.encode("utf-8", "replace")


def _files(some: Iterable[tuple[str, bytes]]) -> Mapping[str, bytes]:
    files: dict[str, bytes] = {}
    for whole, data in some:
        name = PurePosixPath(whole.replace("\\", "/")).name
        if not name or name.startswith(".") or not name.isprintable() or len(name) > LONGEST_NAME:
            raise RefusedError(f"A file cannot be called {whole[:LONGEST_NAME]!a}. Rename it.")
        if name in files:
            raise RefusedError(f"Two files are called {name}. Send one of them.")
        if len(files) == MOST_FILES:
            raise RefusedError(f"There are more than {MOST_FILES} files. Send a zip.")
        files[name] = data
    return files
