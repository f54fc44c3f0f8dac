"""A release that fails changes nothing, and none leaves a trace."""

import logging
import os
import shutil
from pathlib import Path

import pytest
from release_steps import (
    copy_of_demo,
    edit,
    release,
    snapshot,
)

from autograder.authors.exercise import AuthorError
from autograder.release import publishing
from autograder.release.generate import ReleaseError


@pytest.fixture
def layout(tmp_path_factory, tmp_path):
    return copy_of_demo(tmp_path_factory, tmp_path / "checkout")


def test_a_failure_of_nbgrader_brings_its_log_and_leaves_the_last_release(layout, monkeypatch):
    before = snapshot(layout.course, layout.assignments)
    monkeypatch.setattr(publishing, "build_notebook", lambda *_: {"cells": [{"metadata": {}}]})
    with pytest.raises(ReleaseError, match=r"(?s)could not generate demo.*Traceback"):
        release(layout, "demo")
    assert snapshot(layout.course, layout.assignments) == before


def test_folders_move_into_place_together_or_not_at_all(layout):
    shutil.rmtree(layout.assignments)
    layout.assignments.write_text("a file where the folder should be")
    edit(layout, "demo.py", "# The end.", "# The very end.")
    folders = [layout.course / "source", layout.course / "release"]
    before = snapshot(*folders)
    with pytest.raises(ReleaseError, match="demo: the new release cannot be moved here"):
        release(layout, "demo")
    assert snapshot(*folders) == before
    assert layout.assignments.is_file()


def test_a_release_leaves_no_trace_in_the_process(layout, monkeypatch, capfd):
    # Without the scripts of this environment, as when it was not activated.
    monkeypatch.setenv("PATH", os.defpath)
    layout.gradebook.unlink()

    def state():
        loggers = [logging.getLogger(name) for name in (None, "nbgrader", "traitlets", "alembic")]
        handlers = [(logger.level, tuple(logger.handlers)) for logger in loggers]
        return Path.cwd(), dict(os.environ), handlers

    before = state()
    release(layout, "demo")
    edit(layout, "demo.py", 'grade="scale_forward"', 'grade="scale_foward"')
    with pytest.raises(AuthorError):
        release(layout, "demo")
    assert state() == before
    assert capfd.readouterr() == ("", "")
    assert not list(layout.course.glob(".release-*"))


def test_a_solution_that_the_author_left_in_an_open_cell_is_not_released(layout):
    edit(layout, "demo.py", "# The end.", "# Hint: `dx = dout * cache`. The end.")
    before = snapshot(layout.course, layout.assignments)
    with pytest.raises(AuthorError) as caught:
        release(layout, "demo")
    message = str(caught.value)
    assert message.startswith(f"{layout.solutions / 'demo' / 'scaling.py'}:27: ")
    assert "demo.ipynb: cell 8 (source): dx = dout * cache" in message
    assert snapshot(layout.course, layout.assignments) == before
