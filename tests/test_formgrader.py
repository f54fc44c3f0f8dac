"""Formgrader, in a browser, on a class that was graded."""

import pytest
from chromium import MARKS, chromium, until
from demo_course import (
    ADDS_TWO,
    CORRECT,
    FULL,
    cell_of,
    exercise_scores,
    feedback,
    hand_in,
    nbgrader,
    released,
    released_notebook,
    scores,
)
from hostile import notebooks
from jupyter_servers import TOKEN, jupyter
from selenium.webdriver import Keys
from selenium.webdriver.common.by import By

pytestmark = MARKS

HOSTILE = """I think <script>document.title = "stolen"</script> so.

<img src="x" onerror="document.title = 'stolen'">
![x](/formgrader?path=course/submitted/student-02/demo)
[x](javascript:document.title='stolen')
"""

# Attacks that act where they are read, all of them in one notebook.
SHOWN = (
    "html_magic",
    "forged_feedback",
    "outputs_that_run",
    "answer_as_raw_html",
    "script",
    "links_that_run",
    "links_into_formgrader",
    "mathematics_that_runs",
    "attachments_that_run",
)


@pytest.fixture(scope="module")
def layout(tmp_path_factory):
    layout = released(tmp_path_factory.mktemp("checkout"))
    for student, module, text in (
        ("student-01", CORRECT, "Because $2x = x + x$."),
        ("student-02", ADDS_TWO, HOSTILE),
    ):
        notebook = released_notebook(layout)
        cell_of(notebook, "why").source = text
        for attack in notebooks.ATTACKS:
            if student == "student-02" and attack.name in SHOWN:
                attack.make(notebook)
        hand_in(layout, student, module, notebook)
    nbgrader(layout)
    return layout


@pytest.fixture(scope="module")
def server(layout, tmp_path_factory):
    """The address of a Jupyter server that was started in the checkout."""
    with jupyter(layout.root, tmp_path_factory.mktemp("jupyter")) as url:
        yield url


@pytest.fixture(scope="module")
def browser(server, tmp_path_factory):
    with chromium(tmp_path_factory.mktemp("profile")) as browser:
        browser.get(f"{server}formgrader?token={TOKEN}")
        yield browser


def follow(browser, text):
    until(browser, lambda b: b.find_elements(By.LINK_TEXT, text))[0].click()


def open_submission(browser, server, number):
    browser.get(f"{server}formgrader/gradebook/demo/demo")
    follow(browser, f"Submission #{number}")
    until(browser, lambda b: b.find_elements(By.ID, "why"))


def open_submission_of(browser, server, text):
    """Open the submission whose page shows a text; formgrader orders them by chance."""
    for number in (1, 2):
        open_submission(browser, server, number)
        if text in browser.page_source:
            return
    pytest.fail(f"no submission shows {text}")


def test_the_class_is_listed(browser, server):
    browser.get(f"{server}formgrader/manage_assignments")
    until(browser, lambda b: b.find_elements(By.LINK_TEXT, "demo"))
    browser.get(f"{server}formgrader/manage_submissions/demo")
    for student in ("student-01", "student-02"):
        until(browser, lambda b, s=student: s in b.find_element(By.TAG_NAME, "body").text)


def test_an_opened_submission_shows_its_feedback_and_its_scores(browser, server):
    open_submission_of(browser, server, "Two is added where x should be multiplied by it.")
    assert "Recorded: 0 of 3" in browser.page_source
    until(browser, lambda b: b.find_element(By.ID, "halve").get_attribute("placeholder") == "1")


def test_a_score_given_by_hand_is_saved_in_the_gradebook(browser, server, layout):
    open_submission_of(browser, server, "Because <math")
    field = browser.find_element(By.ID, "why")
    until(browser, lambda b: field.is_enabled())
    field.send_keys("1.5", Keys.TAB)
    until(browser, lambda b: scores(layout, "student-01")["why"] == 1.5)
    assert exercise_scores(layout, "student-01") == FULL


def test_what_a_student_wrote_does_not_run_in_the_graders_browser(browser, server):
    open_submission_of(browser, server, "I think")
    assert browser.title != "stolen"
    assert browser.find_elements(By.CSS_SELECTOR, "a[href^=javascript]") == []
    assert browser.find_elements(By.CSS_SELECTOR, "img[src*=formgrader]") == []
    assert browser.find_elements(By.CSS_SELECTOR, "#notebook a[href*=grader]") == []


def test_what_a_student_wrote_does_not_run_on_the_feedback_page(browser, layout):
    feedback(layout, "student-02")
    page = layout.feedback("student-02", "demo") / "demo.html"
    browser.get(page.as_uri())
    until(browser, lambda b: "I think" in b.page_source)
    assert browser.title == "demo: feedback"


def test_the_autograde_button_grades_like_the_command_line(browser, server, layout):
    hand_in(layout, "student-03")
    browser.get(f"{server}formgrader/manage_submissions/demo")
    row = "//tr[td[contains(., 'student-03')]]"
    (button,) = until(
        browser, lambda b: b.find_elements(By.XPATH, f"{row}//td[contains(@class, 'autograde')]/a")
    )
    button.click()
    until(browser, lambda b: is_recorded(layout, "student-03"))
    assert exercise_scores(layout, "student-03") == FULL


def is_recorded(layout, student):
    return (layout.course / "recorded/demo" / f"{student}.json").exists()
