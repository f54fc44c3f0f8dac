"""The check service behind a real JupyterHub: log in, ask, read the answer."""

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import threading
from contextlib import ExitStack, contextmanager

import pytest
from chromium import MARKS, SECONDS, chromium, follow, until
from selenium.webdriver.common.by import By
from serving import REPOSITORY, RIGHT, SQUARES, course

PROXY = shutil.which("configurable-http-proxy")

pytestmark = [
    *MARKS,
    pytest.mark.skipif(not importlib.util.find_spec("jupyterhub"), reason="no JupyterHub here"),
    pytest.mark.skipif(not PROXY, reason="configurable-http-proxy is not installed"),
]

# What docs/check-service.md says, and where this test has its files.
CONFIG = """
scope = "access:services!service=check"
c.JupyterHub.services = [
    {{
        "name": "check",
        "url": "http://127.0.0.1:{service}",
        "command": [{python!r}, "-m", "autograder", "serve", "--jobs", "1"],
        "cwd": {root!r},
        "oauth_no_confirm": True,
        "environment": {{"PYTHONPATH": {repository!r}}},
    }}
]
c.JupyterHub.load_roles = [
    {{"name": "user", "scopes": ["self", scope]}},
    {{"name": "server", "scopes": ["users:activity!user", "access:servers!server", scope]}},
]
c.Spawner.environment = {{
    "REGLAB_SERVICE": "http://127.0.0.1:{public}/services/check",
    "PYTHONPATH": {repository!r},
}}
c.Spawner.cmd = [{python!r}, {script!r}]
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {home!r}
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.bind_url = "http://127.0.0.1:{public}/"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{hub}/"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api}/"
c.ConfigurableHTTPProxy.command = [{proxy!r}]
c.ConfigurableHTTPProxy.auth_token = "of-the-test"
c.JupyterHub.db_url = "sqlite:///{folder}/hub.sqlite"
c.JupyterHub.cookie_secret_file = "{folder}/cookie-secret"
"""

# What a notebook of a student does, in the place of a notebook server.
NOTEBOOK = """
import contextlib, io, os, pathlib, reglab
told = io.StringIO()
with contextlib.redirect_stdout(told):
    reglab.ask("toy", {work!r})
new = pathlib.Path({answer!r}).with_suffix(".new")
new.write_text(told.getvalue())
new.rename({answer!r})
"""


def free_ports(number):
    with ExitStack() as stack:
        sockets = [
            stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(number)
        ]
        return [one.getsockname()[1] for one in sockets]


@contextmanager
def hub(folder, layout, script):
    """A Hub that has started the service; yields its address and its log, line by line."""
    public, own, api, service = free_ports(4)
    config = folder / "jupyterhub_config.py"
    config.write_text(
        CONFIG.format(
            python=sys.executable,
            root=str(layout.root),
            repository=str(REPOSITORY),
            script=str(script),
            home=str(folder / "home"),
            proxy=PROXY,
            folder=folder,
            public=public,
            hub=own,
            api=api,
            service=service,
        )
    )
    lines, answers, runs = [], threading.Event(), threading.Event()
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyterhub", "-f", str(config)],
        cwd=folder,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "COLUMNS": "300"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )

    def follow():
        for line in process.stderr:
            lines.append(line)
            if "answers at" in line:
                answers.set()
            if "JupyterHub is now running" in line:
                runs.set()
        answers.set()
        runs.set()

    follower = threading.Thread(target=follow)
    follower.start()
    try:
        assert answers.wait(SECONDS), "".join(lines)
        assert runs.wait(SECONDS), "".join(lines)
        assert process.poll() is None, "".join(lines)
        yield f"http://127.0.0.1:{public}", lines
    finally:
        process.terminate()
        process.wait(SECONDS)
        follower.join()
        process.stderr.close()


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hub")
    layout = course(tmp_path_factory.mktemp("course"), "[serve]\ntries = 100\n")
    work, answer, script = folder / "work", folder / "answer.txt", folder / "notebook.py"
    work.mkdir()
    (work / "numbers_of_two.py").write_text(SQUARES)
    script.write_text(NOTEBOOK.format(work=str(work), answer=str(answer)))
    with hub(folder, layout, script) as (address, lines):
        yield address, answer, lines


@contextmanager
def logged_in(place, tmp_path, student):
    """A browser in which a student has gone to the service, and logged in at the Hub."""
    with chromium(tmp_path / "profile") as browser:
        browser.get(f"{place[0]}/services/check/")
        until(browser, lambda b: b.find_elements(By.ID, "username_input"))[0].send_keys(student)
        follow(browser, browser.find_element(By.ID, "login_submit"))
        yield browser


def test_a_student_of_the_hub_asks_on_the_page(place, tmp_path):
    module = tmp_path / "numbers_of_two.py"
    module.write_text(RIGHT)
    with logged_in(place, tmp_path, "student-01") as browser:
        until(browser, lambda b: b.find_elements(By.ID, "files"))[0].send_keys(str(module))
        assert "You are student-01." in browser.page_source
        assert "Log out" not in browser.page_source  # that is the Hub's
        follow(browser, browser.find_element(By.CSS_SELECTOR, "button[value=check]"))
        said = until(browser, lambda b: b.find_element(By.TAG_NAME, "main").text)
    assert "toy: 2 of 2 points" in said
    assert [
        line for line in place[2] if "POST /services/check/" in line and "student" in line
    ] == []


def test_who_is_not_in_the_roster_is_told(place, tmp_path):
    with logged_in(place, tmp_path, "stranger") as browser:
        until(browser, lambda b: "You are not in the roster" in b.page_source)


def test_a_notebook_asks_with_the_token_of_the_hub(place, tmp_path):
    address, answer, _ = place
    with logged_in(place, tmp_path, "student-02") as browser:
        until(browser, lambda b: b.find_elements(By.ID, "files"))
        browser.get(f"{address}/hub/spawn")
        until(browser, lambda _: answer.exists())
    assert "x is squared where it should be doubled." in answer.read_text()
