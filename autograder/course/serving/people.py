"""Who may ask: students with secret tokens, of which only hashes are kept."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tornado.web import RequestHandler

from autograder.assignments.layout import Layout, make_private
from autograder.authors.exercise import AuthorError
from autograder.grading.store import replace_text

COOKIE = "autograder-token"

_SCHEMES = ("token", "bearer")


@dataclass(frozen=True)
class Person:
    """A student who was recognized.

    Attributes:
        student: the id.
        by_header: whether the request itself names the token. A browser adds a cookie to what
            another page sends, and never such a header.
    """

    student: str
    by_header: bool


class Who(Protocol):
    """Recognizes students."""

    @property
    def login(self) -> str:
        """Address of the login, below that of the service; "" where the page asks for a token."""

    async def person(self, handler: RequestHandler) -> Person | None:
        """The student who sent a request; None where that is nobody."""


@dataclass(frozen=True)
class Tokens:
    """The tokens of a course.

    Attributes:
        path: the file with the hash of each, which only its owner can read.
        login: the page itself asks for a token.
    """

    path: Path
    login: str = ""

    def make(self, students: Iterable[str], *, anew: bool = False) -> dict[str, str]:
        """A token for each student who has none, or for each; an older one of theirs ends."""
        hashes = self._read()
        there = set(hashes.values())
        made = {student: secrets.token_urlsafe(24) for student in students}
        made = {student: token for student, token in made.items() if anew or student not in there}
        kept = {key: student for key, student in hashes.items() if student not in made}
        kept |= {hash_of(token): student for student, token in made.items()}
        make_private(self.path)
        replace_text(self.path, json.dumps(kept, indent=1, ensure_ascii=False) + "\n")
        return made

    def student(self, hashed: str) -> str | None:
        """The student with the token of that hash; None where there is none."""
        return self._read().get(hashed)

    def any(self) -> bool:
        """True if there is a token at all."""
        return bool(self._read())

    async def person(self, handler: RequestHandler) -> Person | None:
        """The student who sent a request, by its header or by the cookie of the login."""
        scheme, _, token = handler.request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() in _SCHEMES:
            student = self.student(hash_of(token.strip()))
            return Person(student, by_header=True) if student else None
        cookie = handler.get_signed_cookie(COOKIE)
        student = self.student(cookie.decode()) if cookie else None
        return Person(student, by_header=False) if student else None

    def _read(self) -> Mapping[str, str]:
        """Students by hash; read anew each time, so that a new token counts at once."""
        try:
            return dict(json.loads(self.path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError) as error:
            raise AuthorError(
                f"{self.path} is damaged ({error}): move it away, and make new tokens"
            ) from error


def tokens_of(layout: Layout) -> Tokens:
    """The tokens of a course."""
    return Tokens(layout.serve / "tokens.json")


def hash_of(token: str) -> str:
    """The hash under which a token is kept; it is long and random, so it needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def kept_secret(layout: Layout, name: str) -> str:
    """A secret of the service by its name; made when it is first asked for."""
    path = layout.serve / name
    make_private(path)
    if not path.read_text(encoding="ascii"):
        replace_text(path, secrets.token_hex(32))
    return path.read_text(encoding="ascii")
