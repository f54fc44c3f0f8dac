"""The page of the check service, in a browser."""

import pytest
from chromium import MARKS, chromium, follow, until
from selenium.webdriver.common.by import By
from serving import RIGHT, SQUARES, course, served

from autograder.course.serving.people import tokens_of

pytestmark = MARKS

HOSTILE = RIGHT.replace(
    "return 2 * x", "raise ValueError(\"<script>document.title = 'stolen'</script><img src=x>\")"
)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    layout = course(tmp_path_factory.mktemp("course"), "[serve]\ntries = 100\n")
    (token,) = tokens_of(layout).make(["student-01"]).values()
    with served(layout, "--hand-in", "--jobs", "1") as address:
        yield address, token


@pytest.fixture(scope="module")
def browser(place, tmp_path_factory):
    address, token = place
    with chromium(tmp_path_factory.mktemp("profile")) as browser:
        browser.get(address)
        browser.find_element(By.ID, "token").send_keys(token)
        follow(browser, browser.find_element(By.TAG_NAME, "button"))
        until(browser, lambda b: b.find_elements(By.ID, "files"))
        yield browser


def send(browser, place, tmp_path, text, do="check"):
    """Send a module with the form; gives what the page then says."""
    browser.get(place[0])
    module = tmp_path / "numbers_of_two.py"
    module.write_text(text)
    until(browser, lambda b: b.find_elements(By.ID, "files"))[0].send_keys(str(module))
    follow(browser, browser.find_element(By.CSS_SELECTOR, f"button[value={do}]"))
    return until(browser, lambda b: b.find_element(By.TAG_NAME, "main").text)


def test_a_student_sends_a_module_and_reads_the_cause(browser, place, tmp_path):
    said = send(browser, place, tmp_path, SQUARES)
    assert "toy: 1 of 2 points" in said
    assert "x is squared where it should be doubled." in said
    assert "More is checked after the deadline." in said


def test_a_student_hands_in_and_reads_the_receipt(browser, place, tmp_path):
    assert "SHA-256" in send(browser, place, tmp_path, RIGHT, "hand-in")


def test_what_a_student_sends_does_not_run(browser, place, tmp_path):
    said = send(browser, place, tmp_path, HOSTILE)
    assert "<script>document.title" in said
    assert browser.title == "Check your work"
    assert browser.find_elements(By.TAG_NAME, "img") == []


def test_the_policy_lets_the_style_in_and_nothing_else(browser, place, tmp_path):
    send(browser, place, tmp_path, SQUARES)
    body = browser.find_element(By.TAG_NAME, "body")
    assert body.value_of_css_property("max-width") != "none"
    refused = [
        one["message"] for one in browser.get_log("browser") if "favicon" not in one["message"]
    ]
    assert refused == []


@pytest.mark.parametrize("width", [360, 1200])
def test_the_page_is_as_wide_as_the_screen(browser, place, tmp_path, width):
    send(browser, place, tmp_path, SQUARES)
    browser.set_window_size(width, 1000)
    script = "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert browser.execute_script(script)
