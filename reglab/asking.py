"""Asks the check service of a course what it may tell of one's work before the deadline."""

import json
import os
import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from reglab.progress import say

ADDRESS, TOKEN, HUB_TOKEN = "REGLAB_SERVICE", "REGLAB_TOKEN", "JUPYTERHUB_API_TOKEN"
TIMEOUT = 60  # seconds without an answer
LARGEST = 200_000  # bytes of a module that is sent
MOST = 20  # modules

_OWN_MACHINE = ("127.0.0.1", "localhost", "::1")


class _UnaskedError(Exception):
    """Nothing was asked, or nothing was answered; the message says why, and the way out."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Sends a token to the address that was named, and to no other."""

    def redirect_request(self, *_: Any) -> None:
        """Do not follow."""


def ask(assignment: str, folder: str | os.PathLike[str] = ".") -> None:
    """Send your modules to the check service of the course, and print what it answers.

    $REGLAB_SERVICE is its address, and $REGLAB_TOKEN your token; in a JupyterHub you need none.
    Both come from your course. Save your modules before you ask.

    Args:
        assignment: its name, such as "dropout".
        folder: where your modules lie; beside the notebook by default.
    """
    try:
        address, token = _service()
        answer = _post(f"{address}/api/check/{quote(assignment, safe='')}", token, _modules(folder))
        say(_told(answer))
    except _UnaskedError as why:
        say(str(why))


def _service() -> tuple[str, str]:
    """The address of the service, and the token."""
    address = os.environ.get(ADDRESS, "").strip().rstrip("/")
    token = os.environ.get(TOKEN, "").strip()
    in_hub = os.environ.get(HUB_TOKEN, "").strip()
    url = urlsplit(address)
    if url.scheme not in ("https", "http") or not url.hostname:
        raise _UnaskedError(
            f"Set the variable {ADDRESS} to the address of the check service of your course, such"
            f' as in: import os; os.environ["{ADDRESS}"] = "https://check.example.org"'
        )
    if not (token or in_hub):
        raise _UnaskedError(f"Set the variable {TOKEN} to the token that your course gave to you.")
    if token and url.scheme == "http" and url.hostname not in _OWN_MACHINE:
        raise _UnaskedError(f"{ADDRESS} must begin with https://, so that nobody reads your token.")
    return address, token or in_hub


def _modules(folder: str | os.PathLike[str]) -> dict[str, str]:
    """The text of each module in the folder, by name."""
    found: dict[str, str] = {}
    for path in sorted(Path(folder).glob("*.py")):
        if path.is_file() and path.stat().st_size <= LARGEST:
            found[path.stem] = path.read_text(encoding="utf-8", errors="replace")
    if not found:
        raise _UnaskedError(
            f"There is no module (a file that ends in .py) in {Path(folder).resolve()}."
        )
    if len(found) > MOST:
        raise _UnaskedError(f"There are more than {MOST} modules in {Path(folder).resolve()}.")
    return found


def _post(address: str, token: str, modules: dict[str, str]) -> Any:
    """What the service answers to modules."""
    request = urllib.request.Request(  # noqa: S310 - only http and https are let in
        address,
        json.dumps({"modules": modules}).encode(),
        {"Authorization": f"token {token}", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=TIMEOUT) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            raise _UnaskedError(_refusal(error)) from None
    except (OSError, HTTPException) as error:
        reason = getattr(error, "reason", error)
        raise _UnaskedError(f"{address} cannot be reached ({reason}). Ask again later.") from None
    except ValueError:
        raise _UnaskedError(
            f"{address} is no check service: it answered with something else."
        ) from None


def _refusal(error: urllib.error.HTTPError) -> str:
    """The sentence of the service, or the number of the error."""
    try:
        return str(json.load(error)["error"])
    except (ValueError, KeyError, TypeError, OSError):
        return f"{error.url} is no check service: it answered {error.code} {error.reason}."


def _told(answer: Any) -> str:
    """An answer as plain text."""
    try:
        shown = " of the visible checks" if answer["show"] == "visible" else ""
        head = f"{answer['assignment']}: {answer['score']:g} of {answer['points']:g} points{shown}"
        parts = [head, *answer["notes"], *(each["text"] for each in answer["exercises"])]
        return "\n\n".join([*parts, f"Tries left within this hour: {answer['tries_left']}."])
    except (KeyError, TypeError, ValueError):
        return "The service answered with something that cannot be read here."
