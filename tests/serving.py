"""A check service on loopback, in a process of its own, and a client."""

import json
import os
import queue
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from toy import write_toy

from autograder.assignments.layout import Layout

REPOSITORY = Path(__file__).resolve().parent.parent
SECONDS = 120  # within which everything must have happened, on a busy machine too

RIGHT = "def double(x):\n    return 2 * x\n\n\ndef half(x):\n    return x / 2\n"
SQUARES = RIGHT.replace("2 * x", "x * x")
LOOP = RIGHT.replace("return 2 * x", "while True:\n        pass")


def course(root, settings="", roster=("student-01", "student-02", "student-03")):
    """A course with the toy assignment, released, and its roster."""
    write_toy(root / "solutions")
    (root / "assignments" / "toy").mkdir(parents=True)
    (root / "course.toml").write_text(f'roster = "roster.csv"\n{settings}')
    (root / "roster.csv").write_text("id\n" + "".join(f"{student}\n" for student in roster))
    return Layout(root)


@contextmanager
def served(layout, *options):
    """The service; yields its address. What it logs is added to log.txt in the course."""
    command = [sys.executable, "-m", "autograder", "serve", "--port", "0", *options]
    env = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUNBUFFERED": "1", "COLUMNS": "300"}
    log = layout.root / "log.txt"
    said, ready = queue.SimpleQueue(), "answers at "

    def follow():  # a pipe that nobody empties stops whoever writes to it
        with log.open("a") as lines:
            for line in process.stderr:
                lines.write(line)
                if ready in line:
                    said.put(line.split(ready)[1].split(";")[0])
        said.put("")

    with subprocess.Popen(
        command, cwd=layout.root, env=env, stderr=subprocess.PIPE, text=True
    ) as process:
        follower = threading.Thread(target=follow)
        follower.start()
        try:
            address = said.get(timeout=SECONDS)
            assert address, log.read_text()
            yield address
        finally:
            process.terminate()
            process.wait(SECONDS)
            follower.join()


def fetch(address, data=None, headers=None, method=None):
    """Status, headers and body of an answer, whatever its status."""
    request = urllib.request.Request(address, data, headers or {}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read().decode()


def ask(address, token, modules, assignment="toy", what="check"):
    """Status and JSON of an answer to modules as JSON."""
    status, _, body = fetch(
        f"{address}api/{what}/{assignment}",
        json.dumps({"modules": modules}).encode(),
        {"Authorization": f"token {token}", "Content-Type": "application/json"},
    )
    return status, json.loads(body)


def form(fields, files):
    """Headers and body of a form with files."""
    begin = '--part\r\nContent-Disposition: form-data; name="{}"'
    parts = [f"{begin.format(k)}\r\n\r\n{v}\r\n".encode() for k, v in fields.items()]
    for name, data in files.items():
        head = f'{begin.format("files")}; filename="{name}"\r\n\r\n'
        parts.append(head.encode() + data + b"\r\n")
    headers = {"Content-Type": "multipart/form-data; boundary=part"}
    return headers, b"".join([*parts, b"--part--\r\n"])
