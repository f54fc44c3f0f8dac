"""The check service as students meet it: the real server, on loopback."""

import hashlib
import http.cookiejar
import io
import json
import re
import socket
import urllib.error
import urllib.parse
import urllib.request
import zipfile

import pytest
from serving import LOOP, RIGHT, SQUARES, ask, course, fetch, form, served

from autograder.course.serving.people import tokens_of
from autograder.course.serving.service import HAND_INS

ROWS = RIGHT.replace("2 * x", "2 * x if x.ndim == 1 else x")
STUDENT = "student-01"


@pytest.fixture(scope="module")
def layout(tmp_path_factory):
    return course(tmp_path_factory.mktemp("course"), '[serve]\ntries = 1000\nshow = "all"\n')


@pytest.fixture(scope="module")
def tokens(layout):
    return tokens_of(layout).make(["student-01", "student-02", "student-03"])


@pytest.fixture(scope="module")
def address(layout, tokens):
    with served(layout, "--hand-in", "--jobs", "1") as address:
        yield address


@pytest.fixture
def token(tokens):
    return tokens[STUDENT]


def post(address, token, files, what="check"):
    headers, body = form({}, files)
    headers["Authorization"] = f"token {token}"
    status, _, said = fetch(f"{address}api/{what}/toy", body, headers)
    return status, json.loads(said)


def test_what_can_be_asked_is_listed(address, token):
    said = fetch(f"{address}api/assignments", headers={"Authorization": f"Bearer {token}"})[2]
    listed = {"name": "toy", "files": ["numbers_of_two.py"], "show": "all", "tries": 1000}
    assert json.loads(said) == {"assignments": [listed], "hand_in": True}


def test_what_is_right_has_all_points(address, token):
    status, answer = ask(address, token, {"numbers_of_two": RIGHT})
    assert (status, answer["score"], answer["points"]) == (200, 4.0, 4.0)


def test_a_mistake_has_its_cause(address, token):
    _, answer = post(address, token, {"numbers_of_two.py": SQUARES.encode()})
    assert (
        "Likely cause: x is squared where it should be doubled." in answer["exercises"][0]["text"]
    )


def test_no_hidden_number_is_in_an_answer(address, token):
    _, answer = ask(address, token, {"numbers_of_two": ROWS})
    said = json.dumps(answer)
    assert "double takes matrices." in said
    assert "expected" not in said
    assert not re.search(r"\d\.\d{3}", said)


def test_an_endless_loop_is_told(address, token):
    _, answer = ask(address, token, {"numbers_of_two": LOOP})
    assert "Look for a loop that does not end." in answer["exercises"][0]["text"]
    assert answer["score"] == 1.0


@pytest.mark.parametrize("given", [None, "token wrong", "token ", "Basic abc", "token é"])
def test_nobody_is_answered_without_a_token_of_the_course(address, given):
    headers = {"Authorization": given.encode().decode("latin-1")} if given else {}
    for path, data in (
        ("api/assignments", None),
        ("api/check/toy", b"x"),
        ("api/hand-in/toy", b""),
    ):
        status, _, said = fetch(address + path, data, headers)
        assert status == 401
        assert json.loads(said)["error"].startswith("Who are you?")


def bomb():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("numbers_of_two.py", b" " * (20 << 20))
    return data.getvalue()


def climbing():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("../../../../course.toml", b"stolen = 1")
        archive.writestr("/etc/passwd", b"x")
    return data.getvalue()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a.zip": bomb()}, "it unpacks to far more than it should"),
        ({"a.zip": climbing()}, "Nothing in what you sent is numbers_of_two.py"),
        ({"a.zip": b"PK\x03\x04" + b"\xff" * 100}, "it is not a zip that can be opened"),
        ({"..": b"x"}, "A file cannot be called '..'. Rename it."),
        ({".hidden.py": b"x"}, "A file cannot be called '.hidden.py'. Rename it."),
        ({"x" * 300: b"x"}, "Rename it."),
        ({f"{n}.py": b"" for n in range(60)}, "There are more than 50 files. Send a zip."),
        ({}, "Nothing in what you sent is numbers_of_two.py"),
    ],
)
def test_what_is_hostile_is_refused_in_a_sentence(address, token, layout, files, said):
    status, answer = post(address, token, files)
    assert status == 400
    assert said in answer["error"]
    assert str(layout.root) not in answer["error"]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{"),
        ("application/json", b"[]"),
        ("application/json", b"[" * 100_000),
        ("application/json", b'{"modules": {"a": 1}}'),
        ("application/json", b'{"modules": {"numbers_of_two": "\\ud800"}}'),
        ("application/json", b'{"modules": {"a/../../b": ""}}'),
        ("multipart/form-data", b"--x"),
        ("multipart/form-data; boundary=x", b"--x"),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\n\r\n" * 500 + b"--x--"),
        ("application/x-www-form-urlencoded", b"%ff=%zz&" * 1000),
        ("text/plain", b"hello"),
        ("", b"\0"),
    ],
)
def test_nothing_that_is_sent_is_a_fault_of_the_service(address, token, kind, body):
    headers = {"Authorization": f"token {token}", "Content-Type": kind}
    status, _, said = fetch(f"{address}api/check/toy", body, headers)
    assert 400 <= status < 500 or "numbers_of_two" in said
    json.loads(said)


@pytest.mark.parametrize("name", ["other", "..%2f..%2fetc", "%00", "toy%2f", "%ff", "a" * 5000])
def test_there_is_no_other_assignment(address, token, name):
    status, _, said = fetch(
        f"{address}api/check/{name}",
        b'{"modules": {"a": ""}}',
        {"Authorization": f"token {token}", "Content-Type": "application/json"},
    )
    assert status in (400, 404)
    assert json.loads(said)["error"]


def test_too_much_is_refused_and_the_answer_can_be_read(address, tokens):
    status, answer = post(address, tokens["student-03"], {"numbers_of_two.py": b" " * (5 << 20)})
    assert status == 413
    assert answer["error"].startswith("That is 5.2 MB, and at most 4.2 MB are taken.")


def test_a_body_of_unknown_length_is_refused(address, token):
    host, port = urllib.parse.urlsplit(address).netloc.split(":")
    with socket.create_connection((host, int(port)), timeout=60) as channel:
        channel.sendall(
            b"POST /api/check/toy HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
            b"Authorization: token " + token.encode() + b"\r\n\r\n1\r\nx\r\n0\r\n\r\n"
        )
        assert channel.recv(1000).startswith(b"HTTP/1.1 411 ")


def test_who_gives_up_while_sending_can_send_again(address, token):
    host, port = urllib.parse.urlsplit(address).netloc.split(":")
    with socket.create_connection((host, int(port)), timeout=60) as channel:
        channel.sendall(
            b"POST /api/check/toy HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n"
            b"Expect: 100-continue\r\n"
            b"Authorization: token " + token.encode() + b"\r\n\r\n"
        )
        channel.recv(100)  # 100 Continue: it is known who that is
    for _ in range(100):  # the end of the connection is another event than the next request
        status, answer = ask(address, token, {"numbers_of_two": RIGHT})
        if status == 200:
            return
        assert status == 429, answer
    raise AssertionError(answer)


def test_what_is_handed_in_has_a_receipt_and_lies_where_it_is_graded(address, token, layout):
    for text in (SQUARES, RIGHT):  # the last one counts
        status, receipt = ask(address, token, {"numbers_of_two": text}, what="hand-in")
        assert status == 200
    assert receipt["sha256"] == {"numbers_of_two.py": hashlib.sha256(RIGHT.encode()).hexdigest()}
    assert receipt["time"].endswith(" UTC")
    ask(address, token, {"numbers_of_two": ROWS}, what="hand-in")  # kept after those were filed
    places = (layout.course / "submitted", layout.collected)  # the rest is being filed meanwhile
    texts = [path.read_text() for place in places for path in place.rglob("numbers_of_two.py")]
    assert RIGHT in texts
    assert (layout.submitted(STUDENT, "toy") / "numbers_of_two.py").exists()


def test_nobody_fills_the_disk_with_what_is_handed_in(address, tokens):
    for _ in range(HAND_INS):
        status, _ = ask(address, tokens["student-03"], {"a": ""}, what="hand-in")
        assert status == 200
    status, answer = ask(address, tokens["student-03"], {"a": ""}, what="hand-in")
    assert status == 429
    assert answer["error"].startswith("That was 30 times within an hour already")


class Browser:
    """A client that keeps cookies and follows redirects."""

    def __init__(self, address):
        jar = http.cookiejar.CookieJar()
        self.cookies = jar
        self.address = address
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def open(self, path="", data=None, headers=None):
        request = urllib.request.Request(self.address + path, data, headers or {})
        try:
            with self._opener.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode(), answer.headers
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode(), error.headers

    def xsrf(self):
        return re.search(r'name="_xsrf" value="([^"]+)"', self.open()[1])[1]

    def log_in(self, token):
        data = urllib.parse.urlencode({"token": token, "_xsrf": self.xsrf()}).encode()
        return self.open("login", data)

    def send(self, files, **fields):
        headers, body = form({"_xsrf": self.xsrf(), "assignment": "toy", **fields}, files)
        return self.open("", body, headers)


def test_a_wrong_token_logs_nobody_in(address):
    status, page, _ = Browser(address).log_in("wrong")
    assert status == 401
    assert "This is no token of the course." in page


def test_the_page_answers_whoever_logged_in(address, token):
    browser = Browser(address)
    status, page, _ = browser.log_in(token)
    assert status == 200
    assert f"You are {STUDENT}." in page
    _, page, headers = browser.send({"numbers_of_two.py": SQUARES.encode()}, do="check")
    assert "x is squared where it should be doubled." in page
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'nonce-")
    assert "<script" not in page
    _, page, _ = browser.send({"numbers_of_two.py": RIGHT.encode()}, do="hand-in")
    assert "Handed in: toy" in page


def test_cookies_are_not_to_be_had_from_elsewhere(address, token):
    browser = Browser(address)
    browser.log_in(token)
    assert len(browser.cookies) == 2
    for cookie in browser.cookies:
        assert cookie.has_nonstandard_attr("HttpOnly")
        assert cookie.get_nonstandard_attr("SameSite") == "Strict"
        assert token not in cookie.value


def test_a_form_of_another_page_is_refused(address, token):
    browser = Browser(address)
    browser.log_in(token)
    headers, body = form({"assignment": "toy"}, {"numbers_of_two.py": RIGHT.encode()})
    for path in ("", "api/check/toy", "api/hand-in/toy"):
        status, said, _ = browser.open(path, body, headers)
        assert status == 403
        assert "This page is too old." in said


def test_what_a_student_sends_is_escaped(address, token):
    browser = Browser(address)
    browser.log_in(token)
    text = RIGHT.replace("return 2 * x", 'raise ValueError("<script>alert(1)</script>")')
    _, page, _ = browser.send({"numbers_of_two.py": text.encode()}, do="check")
    assert "&lt;script&gt;alert(1)" in page
    assert "<script" not in page
    _, page, _ = browser.send({"<b>.zip": b"x"}, do="check")
    assert "&lt;b&gt;.zip" in page


def test_a_new_token_ends_the_old_one_and_its_logins(address, layout):
    old = tokens_of(layout).make(["student-02"], anew=True)["student-02"]
    browser = Browser(address)
    browser.log_in(old)
    new = tokens_of(layout).make(["student-02"], anew=True)["student-02"]
    assert "Your token of this course" in browser.open()[1]
    assert ask(address, old, {"numbers_of_two": RIGHT})[0] == 401
    assert ask(address, new, {"numbers_of_two": RIGHT})[0] == 200


def test_tries_are_counted_and_a_restart_forgets_none(tmp_path):
    layout = course(tmp_path, "[serve]\ntries = 2\n")
    (token,) = tokens_of(layout).make([STUDENT]).values()
    with served(layout, "--jobs", "1") as address:
        assert ask(address, token, {"numbers_of_two": RIGHT})[1]["tries_left"] == 1
        assert ask(address, token, {"numbers_of_two": RIGHT})[1]["tries_left"] == 0
    with served(layout, "--jobs", "1") as address:
        status, answer = ask(address, token, {"numbers_of_two": RIGHT})
        nothing = ask(address, token, {"numbers_of_two": RIGHT}, what="hand-in")
    assert status == 429
    assert answer["error"].startswith("That was 2 times within an hour already, and 2 are allowed.")
    assert nothing[0] == 403
    log = (tmp_path / "log.txt").read_text()
    assert "POST /api/check/toy 200" in log
    assert STUDENT not in log
    assert token not in log
