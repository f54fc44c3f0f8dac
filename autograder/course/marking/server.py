"""The marking page on loopback, for those who have one of its secret addresses."""

import asyncio
import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application

from autograder.course.marking.desk import Desk
from autograder.course.web.ending import when_asked
from autograder.course.web.handler import PlainHandler, environment, log_request
from autograder.course.web.refused import RefusedError

HOST = "127.0.0.1"

_MOST = 1 << 20  # bytes of a request
_MAY = (
    "script-src 'nonce-{nonce}'; connect-src 'self'; img-src data:"  # pictures are within answers
)
_TEMPLATE = environment("autograder.course.marking").get_template("mark.html.j2")
_NOBODY = "Open the address that `autograder mark` printed: it holds your token."


class _Handler(PlainHandler):
    """Answers those who have an address of this run."""

    def initialize(self, desk: Desk, thread: ThreadPoolExecutor) -> None:
        """Take what every request needs."""
        self.desk, self._thread = desk, thread

    def marker(self) -> str:
        """Who asks.

        Raises:
            RefusedError: nobody knows.
        """
        cookie = self.get_signed_cookie(self.settings["cookie"])
        if not cookie:
            raise RefusedError(_NOBODY, 401)
        return cookie.decode()

    async def told(self, ask: Callable[[str], dict[str, Any]]) -> None:
        """Answer a marker with what the desk says; one at a time asks it."""
        try:
            marker = self.marker()
            loop = asyncio.get_running_loop()
            document = await loop.run_in_executor(self._thread, ask, marker)
        except RefusedError as refused:
            self.refuse(refused)
        else:
            self.set_status(409 if document.get("conflict") else 200)
            self.say(document)


class _Home(_Handler):
    """The address that was printed."""

    def get(self) -> None:
        """Make a cookie of the token, and go to the first question."""
        tokens: Mapping[str, str] = self.settings["tokens"]
        name = tokens.get(self.get_argument("token", ""))
        if name is not None:
            # A link from elsewhere must find the marker logged in, so it is Lax; what is sent
            # carries a second secret in any case.
            self.set_signed_cookie(
                self.settings["cookie"], name, expires_days=None, httponly=True, samesite="Lax"
            )
        elif not self.get_signed_cookie(self.settings["cookie"]):
            return self.refuse(RefusedError(_NOBODY, 401))
        return self.redirect(f"/question/{next(iter(self.desk.questions))}")


class _Page(_Handler):
    """The page of a question."""

    def get(self, name: str) -> None:
        """Show it; its script asks for the answers."""
        try:
            marker = self.marker()
            self.desk.question(name)
        except RefusedError as refused:
            return self.refuse(refused)
        return self.show_page(
            _TEMPLATE,
            _MAY,
            assignment=self.desk.assignment,
            name=name,
            names=list(self.desk.questions),
            marker=marker,
            xsrf=self.xsrf_token.decode(),
        )


class _Answers(_Handler):
    async def get(self, name: str) -> None:
        """All answers to a question."""
        await self.told(lambda _: self.desk.answers(name))


class _Standing(_Handler):
    async def get(self, name: str) -> None:
        """All marks of a question."""
        await self.told(lambda _: self.desk.standing(name))


class _Mark(_Handler):
    async def post(self, name: str) -> None:
        """Write a mark."""
        try:
            document = json.loads(self.request.body)
        except ValueError:
            self.refuse(RefusedError("What was sent is not JSON."))
        else:
            await self.told(lambda marker: self.desk.mark(name, marker, document))


class _Undo(_Handler):
    async def post(self, name: str) -> None:
        """Take back what the marker wrote last."""
        await self.told(lambda marker: self.desk.undo(name, marker))


class _Nothing(_Handler):
    def prepare(self) -> None:
        """Say that it is not there."""
        self.refuse(RefusedError("There is nothing at this address.", 404))


async def serve(
    desk: Desk, port: int, markers: Sequence[str], ready: Callable[[Mapping[str, str]], None]
) -> None:
    """Show the page until the process is asked to end.

    Args:
        desk: answers.
        port: 0 for a free one.
        markers: names, each of whom has an address.
        ready: told the addresses by the names of the markers.
    """
    stop = when_asked()
    sockets = bind_sockets(port, HOST)
    port = sockets[0].getsockname()[1]
    tokens = {secrets.token_urlsafe(24): marker for marker in markers}
    with ThreadPoolExecutor(1, "desk") as thread:
        given = {"desk": desk, "thread": thread}
        application = Application(
            [
                ("/", _Home, given),
                ("/question/([^/]+)", _Page, given),
                ("/api/([^/]+)", _Answers, given),
                ("/api/([^/]+)/standing", _Standing, given),
                ("/api/([^/]+)/mark", _Mark, given),
                ("/api/([^/]+)/undo", _Undo, given),
            ],
            tokens=tokens,
            cookie=f"autograder-mark-{port}",  # a browser takes all ports for one
            cookie_secret=secrets.token_hex(32),
            xsrf_cookies=True,
            xsrf_cookie_name=f"autograder-mark-xsrf-{port}",
            xsrf_cookie_kwargs={"httponly": True, "samesite": "Strict"},
            default_handler_class=_Nothing,
            default_handler_args=given,
            log_function=log_request,
        )
        server = HTTPServer(application, max_body_size=_MOST)
        server.add_sockets(sockets)
        ready({marker: f"http://{HOST}:{port}/?token={token}" for token, marker in tokens.items()})
        await stop.wait()
        server.stop()
        await server.close_all_connections()
