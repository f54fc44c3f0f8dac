"""autograder mark on loopback: two markers at once lose nothing, and nobody else gets in."""

import http.cookiejar
import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from chromium import MARKS, chromium, until
from demo_course import REPOSITORY
from marked_class import why, written_class
from marking import open_gradebook
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from autograder.course.marking.record import Record

SECONDS = 120
CLASS, TEXTS = 300, 100
SCHEME = """#
# === BEGIN MARK SCHEME ===
# 1 point: that it is so.
#
# 1 point: a reason.
# === END MARK SCHEME ===
"""


@contextmanager
def marking(layout, *names):
    """The server; yields the address of each marker."""
    command = [sys.executable, "-m", "autograder", "mark", "demo", "--port", "0"]
    for name in names:
        command += ["--name", name]
    env = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUNBUFFERED": "1", "COLUMNS": "300"}
    with subprocess.Popen(
        command, cwd=layout.root, env=env, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            said, found = [], {}
            while len(found) < len(names):
                said.append(process.stderr.readline())
                assert said[-1], "".join(said)
                if match := re.match(r"(\S+) marks at (\S+)", said[-1]):
                    found[match[1]] = match[2]
            yield found
        finally:
            process.terminate()
            process.communicate(timeout=SECONDS)


class Marker:
    """A browser without a screen, which keeps its cookies."""

    def __init__(self, address):
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(cookies)
        self._home = address.partition("?")[0]
        _, page = self._ask(address)
        self._xsrf = re.search(r'data-xsrf="([^"]+)"', page)[1]

    def _ask(self, address, data=None, headers=None):
        request = urllib.request.Request(address, data, headers or {})
        try:
            with self._opener.open(request, timeout=SECONDS) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def get(self, what=""):
        status, text = self._ask(f"{self._home}api/why{what}")
        return status, json.loads(text)

    def post(self, what, document, *, xsrf=True):
        headers = {"X-XSRFToken": self._xsrf} if xsrf else {}
        data = json.dumps(document).encode()
        status, text = self._ask(f"{self._home}api/why/{what}", data, headers)
        return status, json.loads(text)

    def give(self, mark, comment, students, states):
        versions = {student: states[student]["version"] for student in students}
        return self.post("mark", {"mark": mark, "comment": comment, "versions": versions})


def a_class(layout, size=CLASS):
    written_class(layout, {f"student-{n:03}": f"Answer {n % TEXTS}." for n in range(size)})


def test_two_markers_mark_a_class_at_once_and_no_mark_is_lost(layout):
    a_class(layout)
    with marking(layout, "marker-1", "marker-2") as addresses:
        markers = {name: Marker(address) for name, address in addresses.items()}
        _, seen = markers["marker-1"].get()
        groups = [group["students"] for group in seen["groups"]]
        assert sorted(map(len, groups)) == [3] * TEXTS

        def mark_all(name):
            """Mark every group as it was before anybody did; the two go the opposite ways."""
            mark = {"marker-1": 1.0, "marker-2": 2.0}[name]
            order = groups if name == "marker-1" else groups[::-1]
            won = {}
            for group in order:
                status, told = markers[name].give(mark, f"By {name}.", group, seen["states"])
                won[tuple(group)] = status
                if status == 409:
                    assert told["conflict"] == group
                    theirs = {told["states"][student]["by"] for student in group}
                    assert theirs == {"marker-1", "marker-2"} - {name}
            return won

        with ThreadPoolExecutor(2) as pool:
            first, second = pool.map(mark_all, ("marker-1", "marker-2"))
        _, states = markers["marker-2"].get("/standing")
    wins = [{first[tuple(group)], second[tuple(group)]} for group in groups]
    assert wins == [{200, 409}] * TEXTS  # of two who saw the same, one wrote and one was told
    expected = {
        s: "marker-1" if first[tuple(group)] == 200 else "marker-2"
        for group in groups
        for s in group
    }
    assert {s: state["by"] for s, state in states["states"].items()} == expected
    with open_gradebook(layout) as gradebook:
        for student, name in expected.items():
            grade = gradebook.find_grade("why", "demo", "demo", student)
            comment = gradebook.find_comment("why", "demo", "demo", student)
            assert grade.manual_score == {"marker-1": 1.0, "marker-2": 2.0}[name]
            assert not grade.needs_manual_grade
            assert comment.comment == f"By {name}."
    lines = Record(layout.marked("demo")).lines()
    assert {line.student: line.marker for line in lines} == expected
    assert len(lines) == CLASS


@pytest.fixture
def few(layout):
    a_class(layout, 3)
    master = layout.solutions / "demo/demo.py"
    master.write_text(
        master.read_text().replace("# ### END SOLUTION\n", f"# ### END SOLUTION\n{SCHEME}")
    )
    with marking(layout, "marker-1") as addresses:
        yield layout, addresses["marker-1"]


def test_nobody_gets_in_without_a_token_or_sends_without_the_page(few):
    _, address = few
    home = address.partition("?")[0]
    for path in ("", "?token=x", "question/why", "api/why"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(home + path, timeout=SECONDS)
        with refused.value as answer:
            assert answer.code == 401
    marker = Marker(address)
    assert marker.post("undo", {}, xsrf=False)[0] == 403


@pytest.mark.parametrize("mark", [-1, 2.5, "2", True, float("nan")])
def test_what_cannot_be_a_mark_is_refused(few, mark):
    marker = Marker(few[1])
    states = marker.get()[1]["states"]
    status, told = marker.give(mark, "", ["student-000"], states)
    assert (status, told) == (400, {"error": "A mark is a number from 0 to 2."})
    assert marker.get()[1]["states"] == states


def test_undo_and_what_cannot_be_undone(few):
    marker = Marker(few[1])
    before = marker.get()[1]["states"]
    assert marker.give(1, "", ["student-001"], before)[0] == 200
    status, told = marker.post("undo", {})
    assert (status, told["undone"]) == (200, ["student-001"])
    assert told["states"]["student-001"]["version"] == before["student-001"]["version"]
    assert marker.post("undo", {})[0] == 409


def said(browser):
    return browser.find_element(By.ID, "said").text


def press(browser, *keys):
    """Press keys where the page has the focus."""
    browser.switch_to.active_element.send_keys(*keys)


def progress(browser, text):
    until(browser, lambda b: b.find_element(By.ID, "progress").text.startswith(text))


@pytest.mark.browser
@pytest.mark.skipif(MARKS[1].args[0], reason="chromium or chromedriver is missing")
def test_the_keyboard_alone_is_enough(few, tmp_path):
    layout, address = few
    with chromium(tmp_path / "profile") as browser:
        browser.get(address)
        progress(browser, "0 of 3 marked")
        press(browser, "1", "+")
        press(browser, "c")
        until(browser, lambda b: b.switch_to.active_element.get_attribute("id") == "comment")
        press(browser, "Say more.", Keys.ENTER)
        progress(browser, "1 of 3 marked")
        press(browser, "r", "1", "1", "2", Keys.ENTER)
        progress(browser, "2 of 3 marked")
        press(browser, "u")
        progress(browser, "1 of 3 marked")

        other = Marker(address)
        other.give(0.5, "Mine.", ["student-001"], other.get()[1]["states"])
        press(browser, "1", "2", Keys.ENTER)
        until(browser, lambda b: "A conflict" in said(b) or "Saved" in said(b))
        press(browser, Keys.ENTER)
        progress(browser, "2 of 3 marked")
        press(browser, "f", "0", Keys.ENTER)
        progress(browser, "3 of 3 marked")
        press(browser, "?")
        assert until(browser, lambda b: b.find_element(By.ID, "help").is_displayed())
        press(browser, Keys.ESCAPE)

        refused = [
            x["message"] for x in browser.get_log("browser") if "favicon" not in x["message"]
        ]
        assert [x for x in refused if "409" not in x] == []
        script = (
            "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
        for width in (360, 1200):
            browser.set_window_size(width, 1000)
            assert browser.execute_script(script)
            browser.save_screenshot(str(tmp_path / f"{width}.png"))
    with open_gradebook(layout) as gradebook:
        grades = [gradebook.find_grade("why", "demo", "demo", f"student-00{n}") for n in range(3)]
        assert [grade.manual_score for grade in grades] == [1.5, 2.0, 0.0]
        comment = gradebook.find_comment("why", "demo", "demo", "student-000")
        assert comment.comment == "Say more."


def test_the_points_of_the_scheme_have_keys_where_they_add_up(few):
    layout, address = few
    question = Marker(address).get()[1]["question"]
    assert (question["points"], question["keys"]) == (2.0, True)
    assert [point["html"].strip() for point in question["scheme"]] == [
        "<p>that it is so.</p>",
        "<p>a reason.</p>",
    ]
    assert question["model"].strip() == "<p>Because it is so.</p>"
    assert why(layout).points == 2.0
