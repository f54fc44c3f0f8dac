"""The server of the check service, in this process: how it ends, and TLS."""

import asyncio
import json
import shutil
import subprocess
import time

import pytest
from serving import course
from tornado.httpclient import AsyncHTTPClient

from autograder.authors.exercise import AuthorError
from autograder.course.serving.address import Address, address_of_hub
from autograder.course.serving.limits import Limits
from autograder.course.serving.making import assignments_of
from autograder.course.serving.people import tokens_of
from autograder.course.serving.server import serve
from autograder.course.serving.service import Service
from autograder.course.serving.view import Answer

SECONDS = 60  # within which everything must have happened, on a busy machine too
OPENSSL = shutil.which("openssl")


class Engine:
    """Answers when it is told to."""

    def __init__(self):
        self.asked, self.answer = asyncio.Event(), asyncio.Event()

    async def check(self, assignment, files):
        self.asked.set()
        await self.answer.wait()
        return Answer(assignment, "visible", 1.0, 1.0, ())

    def close(self):
        pass


def made(layout, engine):
    limits = Limits(time.time, lambda _: None, 1 << 20)
    return Service(layout, assignments_of(layout), engine, limits, tokens_of(layout), hand_in=False)


async def started(service, address, stop):
    """The task of the server, and its address."""
    ready = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(serve(service, address, ready.set_result, stop))
    return task, await asyncio.wait_for(ready, SECONDS)


def test_what_was_sent_before_the_end_has_its_answer(tmp_path):
    layout = course(tmp_path)
    (token,) = tokens_of(layout).make(["student-01"]).values()

    async def end_while_one_waits():
        engine, stop = Engine(), asyncio.Event()
        task, address = await started(made(layout, engine), Address(port=0), stop)
        headers = {"Authorization": f"token {token}", "Content-Type": "application/json"}
        asked = AsyncHTTPClient().fetch(
            f"{address}api/check/toy", method="POST", headers=headers, body=b'{"modules": {}}'
        )
        asked = asyncio.ensure_future(asked)
        await asyncio.wait_for(engine.asked.wait(), SECONDS)
        stop.set()
        engine.answer.set()
        answer = await asyncio.wait_for(asked, SECONDS)
        await asyncio.wait_for(task, SECONDS)
        return answer

    answer = asyncio.run(end_while_one_waits())
    assert json.loads(answer.body)["score"] == 1.0


@pytest.mark.skipif(not OPENSSL, reason="openssl is not installed")
def test_with_a_certificate_it_speaks_tls(tmp_path):
    layout = course(tmp_path)
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    command = [OPENSSL, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(key), "-out", str(cert)]
    subprocess.run([*command, *names, *files], check=True, capture_output=True)

    async def ask():
        stop = asyncio.Event()
        where = Address(port=0, certificate=cert, key=key)
        where.require_private()
        task, address = await started(made(layout, Engine()), where, stop)
        page = await AsyncHTTPClient().fetch(address, ca_certs=str(cert))
        stop.set()
        await asyncio.wait_for(task, SECONDS)
        return address, page

    address, page = asyncio.run(ask())
    assert address.startswith("https://127.0.0.1:")
    assert "Your token of this course" in page.body.decode()
    assert "secure" in page.headers["Set-Cookie"].lower()


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.1.2.3"])
def test_on_this_machine_no_certificate_is_needed(host):
    Address(host).require_private()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "example.org", ""])
def test_elsewhere_it_refuses_to_listen_without_tls(host):
    with pytest.raises(AuthorError, match="tokens would cross the network in the open"):
        Address(host).require_private()


def test_a_hub_says_where_to_listen(monkeypatch):
    monkeypatch.delenv("JUPYTERHUB_SERVICE_PREFIX", raising=False)
    assert address_of_hub(Address()) == Address()
    monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", "/services/check/")
    monkeypatch.setenv("JUPYTERHUB_SERVICE_URL", "http://127.0.0.1:10101")
    assert address_of_hub(Address()) == Address("127.0.0.1", 10101, "/services/check/", hub=True)
