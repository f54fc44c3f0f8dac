"""A headless Chromium, which asks no network."""

import shutil
from contextlib import contextmanager

import pytest

selenium = pytest.importorskip("selenium", reason="selenium is not installed")

from selenium.common.exceptions import StaleElementReferenceException  # noqa: E402 - see above
from selenium.webdriver import Chrome, ChromeOptions, ChromeService  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.support.expected_conditions import staleness_of  # noqa: E402
from selenium.webdriver.support.wait import WebDriverWait  # noqa: E402

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
SECONDS = 60  # within which everything must have happened, on a busy machine too

MARKS = [
    pytest.mark.browser,
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="chromium or chromedriver is missing"),
]

OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1200,2400",
    # The pages of others ask for MathJax on the network, which a test does not.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@contextmanager
def chromium(profile, *more):
    """A browser whose profile is a folder of the test's."""
    options = ChromeOptions()
    options.binary_location = CHROMIUM
    options.page_load_strategy = "eager"
    for option in (*OPTIONS, *more, f"--user-data-dir={profile}"):
        options.add_argument(option)
    browser = Chrome(options=options, service=ChromeService(DRIVER))
    try:
        yield browser
    finally:
        browser.quit()


def until(browser, condition):
    """What a condition gives, as soon as that is something.

    A page may be replaced by the next one while a condition looks at it.
    """
    replaced = [StaleElementReferenceException]
    return WebDriverWait(browser, SECONDS, 0.1, ignored_exceptions=replaced).until(condition)


def follow(browser, element):
    """Click on what leads to another page, and wait until that is there."""
    page = browser.find_element(By.TAG_NAME, "html")
    element.click()
    until(browser, staleness_of(page))
