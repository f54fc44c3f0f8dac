"""The report's page, in a browser."""

import shutil

import pytest
from chromium import MARKS, chromium
from reported import ADDS_TWO, note
from selenium.webdriver.common.by import By

from autograder.assignments.layout import Layout
from autograder.assignments.loading import load_assignment
from autograder.course.reporting.files import write_report
from autograder.course.reporting.report import make_report

pytestmark = MARKS

HOSTILE = "<script>document.title = 'stolen'</script><img src=x onerror=\"document.title='x'\">"
BACKGROUND = "return getComputedStyle(document.body).backgroundColor"


@pytest.fixture(scope="module")
def page(released_checkout, tmp_path_factory):
    """The report on a class in which one finding shows what a student wrote."""
    layout = Layout(tmp_path_factory.mktemp("checkout"))
    shutil.copytree(released_checkout.root, layout.root, dirs_exist_ok=True)
    for number in range(1, 8):
        double = ADDS_TWO if number < 4 else (("doubles_one", 1, ""),) if number < 6 else ()
        halve = (("halves_one", 1, ""),) if number == 1 else ()
        note(layout, f"student-{number:02}", double=double, halve=halve, found=HOSTILE)
    assignments = [load_assignment(layout.solutions / "demo")]
    report = make_report(layout, assignments, names=True)
    folder = tmp_path_factory.mktemp("report")
    write_report(folder, report)
    return next(folder.glob("*.html"))


@pytest.fixture(scope="module")
def browser(page, tmp_path_factory):
    with chromium(tmp_path_factory.mktemp("profile")) as browser:
        browser.get(page.as_uri())
        yield browser


def errors(browser):
    return [line for line in browser.get_log("browser") if line["level"] == "SEVERE"]


def table(browser, heading):
    """The first table after a heading of that text."""
    path = f"//h3[.={heading!r}]/following::table[1]"
    return browser.find_element(By.XPATH, path)


def column(found, number):
    cells = found.find_elements(By.CSS_SELECTOR, f"tbody td:nth-child({number})")
    return [cell.text.splitlines()[0] for cell in cells]


def test_a_heading_that_is_pressed_sorts_its_table_and_no_other(browser):
    exercises, checks = (
        table(browser, text) for text in ("Exercises and written answers", "Checks that cost most")
    )
    before = column(checks, 1)
    head = exercises.find_elements(By.TAG_NAME, "th")[4]
    head.find_element(By.TAG_NAME, "button").click()
    difficulty = [float(text.split()[0]) for text in column(exercises, 5)]
    assert difficulty == sorted(difficulty, reverse=True)
    assert head.get_attribute("aria-sort") == "descending"
    head.find_element(By.TAG_NAME, "button").click()
    assert [float(text.split()[0]) for text in column(exercises, 5)] == sorted(difficulty)
    assert column(checks, 1) == before


def test_who_has_a_misconception_opens_where_names_were_asked_for(browser):
    details = browser.find_element(By.XPATH, "//td[contains(., 'adds_two')]/..//details")
    assert not details.get_attribute("open")
    details.find_element(By.TAG_NAME, "summary").click()
    assert details.get_attribute("open")
    assert "student-01, student-02, student-03" in details.text


def test_what_a_student_wrote_is_shown_and_does_not_run(browser):
    assert HOSTILE in table(browser, "What nobody recognized").text
    assert browser.title.endswith(": report")


@pytest.mark.parametrize("width", [390, 1200])
def test_nothing_but_tables_is_wider_than_the_window(browser, width):
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    wide = browser.execute_script("return document.documentElement.scrollWidth")
    assert wide <= width
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_it_is_dark_where_the_reader_wants_it_dark(browser):
    light = browser.execute_script(BACKGROUND)
    features = [{"name": "prefers-color-scheme", "value": "dark"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    assert browser.execute_script(BACKGROUND) != light
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_it_asks_for_nothing_and_has_no_errors(browser, page):
    browser.get(page.as_uri())
    asked = browser.execute_script(
        "return performance.getEntriesByType('resource').map(one => one.name)"
    )
    assert asked == []
    assert errors(browser) == []
