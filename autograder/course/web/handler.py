"""Answers in JSON or with a page, and has a browser do as little as possible with it."""

import json
import logging
import secrets
from typing import Any

import jinja2
from tornado.web import HTTPError, RequestHandler

from autograder.course.web.refused import RefusedError

_LOG = logging.getLogger(__name__)
_POLICY = (
    "default-src 'none'; style-src 'nonce-{nonce}'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)


class PlainHandler(RequestHandler):
    """Answers in JSON, and says nothing of people in the log.

    Attributes:
        ours: what is said of a fault of ours.
    """

    ours = "Something went wrong here, and not with what you sent."

    def set_default_headers(self) -> None:
        """Have a browser do as little as possible with an answer."""
        self.set_header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "same-origin")
        self.set_header("Cache-Control", "no-store")
        self.clear_header("Server")

    def refuse(self, refused: RefusedError) -> None:
        """Say why something is not taken."""
        self.set_status(refused.status)
        if refused.wait:
            self.set_header("Retry-After", str(refused.wait))
        self.say({"error": str(refused)})

    def say(self, document: dict[str, Any]) -> None:
        """Answer in JSON."""
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(document, ensure_ascii=False))

    def show_page(self, template: jinja2.Template, more: str = "", **values: Any) -> None:
        """Answer with a page.

        Args:
            template: of the page; it is given a nonce for its styles.
            more: what else the page may do, as directives; {nonce} is the nonce.
            values: that the template needs.
        """
        nonce = secrets.token_urlsafe(16)
        policy = "; ".join(filter(None, (_POLICY, more)))
        self.set_header("Content-Security-Policy", policy.format(nonce=nonce))
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(template.render(nonce=nonce, **values))

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say in a sentence what went wrong."""
        said = self.ours if status_code >= 500 else f"{self._reason}."
        self.refuse(RefusedError(said, status_code))

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Log a fault of ours without the person whom it met."""
        if not isinstance(value, HTTPError):
            _LOG.error("%s failed", self.request.method, exc_info=(typ, value, tb))


def environment(room: str) -> jinja2.Environment:
    """The templates of a room, and those that all pages share."""
    packages = (room, "autograder.course.web")
    return jinja2.Environment(
        loader=jinja2.ChoiceLoader([jinja2.PackageLoader(package) for package in packages]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def log_request(handler: RequestHandler) -> None:
    """One line a request: no name, no address of a person, no query."""
    request = handler.request
    _LOG.info(
        "%s %s %d %.0f ms",
        request.method,
        request.path if len(request.path) <= 100 else f"{request.path[:100]}…",
        handler.get_status(),
        1000 * request.request_time(),
    )
