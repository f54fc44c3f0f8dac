"""Runs cells of checks with one version of the modules after the other, a fork for each.

Its main() runs in a new Python, in a folder with the library as students get it. It reads one job
from its standard input, and writes a line of JSON for each version that is done.
"""

import contextlib
import importlib
import io
import json
import linecache
import os
import signal
import sys
from collections.abc import Mapping
from typing import Any

from autograder.assignments.importing import importable

_MOST = 300  # characters of a message


def main() -> None:
    """Do the job on standard input.

    It has "modules", the texts of the reference by name; "cells", "above" and "source" of each
    exercise's cell; "versions" with "exercise", "module" and "text";
    "jobs", how many run at once; and "seconds", after which one is stopped.
    """
    job = json.load(sys.stdin)
    for name in _loaded_by_the_reference(job):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    running: dict[int, tuple[int, int]] = {}
    for number, version in enumerate(job["versions"]):
        if len(running) >= job["jobs"]:
            _finish_one(running)
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            _run_and_leave(job, version, writer)
        os.close(writer)
        running[child] = number, reader
    while running:
        _finish_one(running)


def _loaded_by_the_reference(job: Mapping[str, Any]) -> list[str]:
    """The modules that are loaded when the reference runs through all cells, found in a fork.

    Packages put off loading a part of themselves until it is used, and that part may take seconds.
    """
    reader, writer = os.pipe()
    if not os.fork():
        signal.alarm(job["seconds"])
        before = set(sys.modules)
        for cell in job["cells"].values():
            _problem(job["modules"], cell)
        os.close(reader)
        with os.fdopen(writer, "w") as answer:
            json.dump([name for name in sys.modules if name not in before], answer)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        told = answer.read()
    os.wait()
    return list(json.loads(told)) if told else []


def _finish_one(running: dict[int, tuple[int, int]]) -> None:
    """Wait for a fork, and tell what it found."""
    child, status = os.wait()
    number, reader = running.pop(child)
    with os.fdopen(reader, "rb") as answer:
        told = answer.read().decode("utf-8", "replace")
    if os.waitstatus_to_exitcode(status):
        told = "it did not come to its end"
    print(json.dumps({"number": number, "problem": told}), flush=True)


def _run_and_leave(job: Mapping[str, Any], version: Mapping[str, str], writer: int) -> None:
    signal.alarm(job["seconds"])  # ends this process, whatever it is doing
    texts = job["modules"] | {version["module"]: version["text"]}
    problem = _problem(texts, job["cells"][version["exercise"]])
    os.write(writer, problem[:_MOST].encode())
    os._exit(0)


def _problem(texts: Mapping[str, str], cell: Mapping[str, str]) -> str:
    """What a cell says of some modules; "" where it passes."""
    names: dict[str, Any] = {"__name__": "__main__"}
    source, file = cell["source"], "<the cell>"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    void = io.StringIO()
    try:
        with (
            importable({name: text.encode() for name, text in texts.items()}),
            contextlib.redirect_stdout(void),
            contextlib.redirect_stderr(void),
        ):
            exec(cell["above"], names)  # noqa: S102 - the author's own notebook
            exec(compile(source, file, "exec"), names)  # noqa: S102
    except (Exception, SystemExit) as error:
        return f"{type(error).__name__}: {error}"
    return ""
