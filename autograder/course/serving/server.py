"""Answers requests over HTTP until the process is asked to end."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.ioloop import PeriodicCallback
from tornado.netutil import bind_sockets
from tornado.web import Application

from autograder.course.serving import requests
from autograder.course.serving.address import Address
from autograder.course.serving.pages import Login, Logout, Page
from autograder.course.serving.people import kept_secret, tokens_of
from autograder.course.serving.service import Service
from autograder.course.web.ending import when_asked
from autograder.course.web.handler import log_request

_FILING = 20_000  # milliseconds between tries to file what was handed in
_BODY_SECONDS = 120  # within which a request must have come
_LAST_SECONDS = 20  # that what was sent before the end may take
_POLL = 0.05  # seconds


def make_application(service: Service, address: Address) -> Application:
    """The web application."""
    prefix, given = address.prefix, {"service": service}
    rules: list[Any] = [
        (prefix, Page, given),
        (f"{prefix}logout", Logout, given),
        (f"{prefix}api/assignments", requests.Assignments, given),
        (f"{prefix}api/check/([^/]+)", requests.Check, given),
        (f"{prefix}api/hand-in/([^/]+)", requests.HandIn, given),
    ]
    if address.hub:
        from autograder.course.serving.hub import HubCallback, HubLogin

        rules += [(f"{prefix}login", HubLogin), (f"{prefix}oauth_callback", HubCallback)]
    else:
        rules += [(f"{prefix}login", Login, given)]
    secure = {"secure": True} if address.certificate else {}
    return Application(
        rules,
        prefix=prefix,
        who=service.who,
        tokens=tokens_of(service.layout),
        cookie_secret=kept_secret(service.layout, "cookie-secret"),
        xsrf_cookie_name="autograder-xsrf",
        xsrf_cookie_kwargs={"httponly": True, "samesite": "Strict", "path": prefix, **secure},
        default_handler_class=requests.Nothing,
        default_handler_args=given,
        log_function=log_request,
    )


async def serve(
    service: Service,
    address: Address,
    ready: Callable[[str], None],
    stop: asyncio.Event | None = None,
) -> None:
    """Answer requests until the process is asked to end.

    Args:
        service: answers them.
        address: where.
        ready: told the address when requests are answered.
        stop: ends it as well.
    """
    stop = when_asked(stop)
    loop = asyncio.get_running_loop()
    context = address.context()
    server = HTTPServer(
        make_application(service, address),
        ssl_options=context,
        xheaders=not context,  # only a proxy on this machine, or the Hub's, can reach it then
        max_body_size=requests.MOST_DRAINED,
        body_timeout=_BODY_SECONDS,
        idle_connection_timeout=_BODY_SECONDS,
    )
    sockets = bind_sockets(address.port, address.host)
    server.add_sockets(sockets)
    filing = PeriodicCallback(service.file, _FILING)
    if service.hand_in:
        service.file()
        filing.start()
    scheme, port = "https" if context else "http", sockets[0].getsockname()[1]
    host = f"[{address.host}]" if ":" in address.host else address.host
    ready(f"{scheme}://{host}:{port}{address.prefix}")
    await stop.wait()
    filing.stop()
    server.stop()
    await _answered(service)
    await server.close_all_connections()
    await loop.run_in_executor(None, service.close)


async def _answered(service: Service) -> None:
    """Wait until what was sent has its answer, as long as that may take."""
    end = time.monotonic() + _LAST_SECONDS
    while service.limits.busy and time.monotonic() < end:
        await asyncio.sleep(_POLL)
