"""Jupyter servers with nbgrader's formgrader, on loopback."""

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from chromium import SECONDS
from demo_course import REPOSITORY

TOKEN = "of-the-test"


@contextmanager
def jupyter(checkout, own):
    """Start a server on a free port of this machine; its folders are its own."""
    places = {f"JUPYTER_{kind}_DIR": str(own / kind) for kind in ("CONFIG", "DATA", "RUNTIME")}
    command = [sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root"]
    command += ["--ip=127.0.0.1", "--port=0", f"--IdentityProvider.token={TOKEN}"]
    environment = {**os.environ, **places, "HOME": str(own), "PYTHONPATH": str(REPOSITORY)}
    with (own / "log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=checkout, env=environment, stdout=subprocess.DEVNULL, stderr=log
        )
    try:
        yield wait_for_address(process, own)
    finally:
        process.terminate()
        process.wait(timeout=SECONDS)


def wait_for_address(process, own):
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        for file in (own / "RUNTIME").glob("jpserver-*.json"):
            if (text := file.read_text()).endswith("}"):
                return json.loads(text)["url"]
        time.sleep(0.05)
    pytest.fail((own / "log").read_text())
