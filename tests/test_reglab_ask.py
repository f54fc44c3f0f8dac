"""Asking the check service from a notebook."""

import http.server
import threading
from contextlib import contextmanager

import pytest
from serving import RIGHT, SQUARES, course, served

import reglab
from autograder.course.serving.people import tokens_of


@pytest.fixture(autouse=True)
def alone(monkeypatch, tmp_path):
    """No settings of the machine, and a folder of one's own."""
    for name in ("REGLAB_SERVICE", "REGLAB_TOKEN", "JUPYTERHUB_API_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    layout = course(tmp_path_factory.mktemp("course"), "[serve]\ntries = 100\n")
    (token,) = tokens_of(layout).make(["student-01"]).values()
    with served(layout, "--jobs", "1") as address:
        yield address, token


@contextmanager
def answering(status, headers=(), body=b""):
    """A server that answers the same to everything; yields its address and what it was sent."""
    seen = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def do_GET(self):
            seen.append((self.path, self.headers.get("Authorization")))
            self.send_response(status)
            for name, value in (*headers, ("Content-Length", str(len(body)))):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", seen
        server.shutdown()
        thread.join()


def test_an_answer_is_printed_plainly(service, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("REGLAB_SERVICE", service[0])
    monkeypatch.setenv("REGLAB_TOKEN", service[1])
    (tmp_path / "numbers_of_two.py").write_text(SQUARES)
    assert reglab.ask("toy") is None
    said = capsys.readouterr().out
    assert said.startswith("toy: 1 of 2 points of the visible checks\n")
    assert "Likely cause: x is squared where it should be doubled." in said
    assert "Tries left within this hour: " in said
    (tmp_path / "numbers_of_two.py").write_text(RIGHT)
    reglab.ask("toy")
    assert "toy: 2 of 2 points" in capsys.readouterr().out


def test_a_refusal_is_printed_as_the_service_says_it(service, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("REGLAB_SERVICE", service[0])
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", service[1])  # as a Hub sets it
    (tmp_path / "numbers_of_two.py").write_text(RIGHT)
    reglab.ask("a/b")
    assert capsys.readouterr().out == "There is no such assignment here; there are toy.\n"
    monkeypatch.setenv("REGLAB_TOKEN", "wrong")
    reglab.ask("toy")
    assert capsys.readouterr().out.startswith("Who are you?")


@pytest.mark.parametrize(
    ("address", "token", "said"),
    [
        ("", "x", "Set the variable REGLAB_SERVICE to the address of the check service"),
        ("file:///etc/passwd", "x", "Set the variable REGLAB_SERVICE"),
        ("https://check.example.org", "", "Set the variable REGLAB_TOKEN to the token"),
        ("http://check.example.org", "x", "REGLAB_SERVICE must begin with https://"),
        ("http://127.0.0.1:9", "x", "There is no module (a file that ends in .py) in "),
    ],
)
def test_what_is_missing_is_said(monkeypatch, capsys, address, token, said):
    monkeypatch.setenv("REGLAB_SERVICE", address)
    monkeypatch.setenv("REGLAB_TOKEN", token)
    reglab.ask("toy")
    assert capsys.readouterr().out.startswith(said)


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (200, b"<html>", "is no check service: it answered with something else.\n"),
        (200, b"{}", "The service answered with something that cannot be read here.\n"),
        (502, b"<html>", "is no check service: it answered 502 Bad Gateway.\n"),
    ],
)
def test_another_server_is_told(monkeypatch, tmp_path, capsys, status, body, said):
    (tmp_path / "layers.py").write_text("")
    with answering(status, body=body) as (address, _):
        monkeypatch.setenv("REGLAB_SERVICE", address)
        monkeypatch.setenv("REGLAB_TOKEN", "secret")
        reglab.ask("toy")
    assert capsys.readouterr().out.endswith(said)


def test_a_token_is_not_sent_on_to_another_address(monkeypatch, tmp_path, capsys):
    (tmp_path / "layers.py").write_text("")
    with (
        answering(200, body=b"{}") as (elsewhere, seen),
        answering(302, [("Location", elsewhere)]) as (address, _),
    ):
        monkeypatch.setenv("REGLAB_SERVICE", address)
        monkeypatch.setenv("REGLAB_TOKEN", "secret")
        reglab.ask("toy")
    assert seen == []
    assert "it answered 302 Found." in capsys.readouterr().out


def test_a_service_that_is_not_there_is_told(monkeypatch, tmp_path, capsys):
    (tmp_path / "layers.py").write_text("")
    with answering(200) as (address, _):
        pass
    monkeypatch.setenv("REGLAB_SERVICE", address)
    monkeypatch.setenv("REGLAB_TOKEN", "secret")
    reglab.ask("toy")
    assert "cannot be reached (" in capsys.readouterr().out
