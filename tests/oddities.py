"""Odd things that students hand in: each makes one, and says its name and why it must go."""

import json
import os

from autograder.plugin import quarantine


def a_link_to_a_file(folder):
    (folder / "other.py").symlink_to("/etc/passwd")
    return "other.py", "it is a link"


def a_link_to_a_folder(folder):
    (folder / "data").symlink_to(folder.parent.parent)
    return "data", "it is a link"


def a_link_that_leads_nowhere(folder):
    (folder / "gone").symlink_to("nowhere")
    return "gone", "it is a link"


def a_pipe(folder):
    os.mkfifo(folder / "pipe.csv")
    return "pipe.csv", "neither a file nor a folder"


def a_pipe_for_a_timestamp(folder):
    os.mkfifo(folder / "timestamp.txt")
    return "timestamp.txt", "neither a file nor a folder"


def a_folder_named_like_a_module(folder):
    (folder / "helpers.py").mkdir()
    return "helpers.py", "a folder, not a file"


def a_folder_named_like_the_notebook(folder):
    (folder / "demo.ipynb").unlink()
    (folder / "demo.ipynb").mkdir()
    return "demo.ipynb", "not a regular file"


def a_large_file(folder):
    with (folder / "film.mp4").open("wb") as file:
        file.truncate(quarantine.MAX_BYTES + 1)
    return "film.mp4", "larger than 20 MiB"


def a_date_that_is_none(folder):
    (folder / "timestamp.txt").write_text("yesterday at noon or so")
    return "timestamp.txt", "no date"


def a_date_out_of_range(folder):
    (folder / "timestamp.txt").write_text("0001-01-01 00:00:00 +1400")
    return "timestamp.txt", "no date"


def bytes_for_a_date(folder):
    (folder / "timestamp.txt").write_bytes(b"\xff\xfe\x00")
    return "timestamp.txt", "no date"


def a_configuration_of_nbgrader(folder):
    (folder / "nbgrader_config.py").write_text("raise SystemExit")
    return "nbgrader_config.py", "configuration"


def a_configuration_in_a_folder(folder):
    (folder / "deep").mkdir()
    (folder / "deep" / "Jupyter_Server_Config.json").write_text("{}")
    return "Jupyter_Server_Config.json", "configuration"


def an_unprintable_name(folder):
    (folder / "a\x1b[2Jb.txt").write_text("")
    return "a?[2Jb.txt", "cannot be printed"


def a_name_that_is_no_text(folder):
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text("")
    return "caf?.txt", "cannot be printed"


def a_notebook_that_is_no_json(folder):
    (folder / "demo.ipynb").write_text("<html>")
    return "demo.ipynb", "not a valid notebook"


def a_notebook_without_end(folder):
    (folder / "demo.ipynb").write_text("[" * 100_000)
    return "demo.ipynb", "not a valid notebook"


def a_notebook_of_other_json(folder):
    (folder / "demo.ipynb").write_text(json.dumps({"nbformat": 4, "cells": 7}))
    return "demo.ipynb", "not a valid notebook"


def a_notebook_that_is_no_text(folder):
    (folder / "demo.ipynb").write_bytes(b"\xff\xfe\xff")
    return "demo.ipynb", "not a valid notebook"


def a_notebook_that_is_a_link(folder):
    (folder / "demo.ipynb").rename(folder.parent / "elsewhere.ipynb")
    (folder / "demo.ipynb").symlink_to(folder.parent / "elsewhere.ipynb")
    return "demo.ipynb", "it is a link"


ODDITIES = [
    a_link_to_a_file,
    a_link_to_a_folder,
    a_link_that_leads_nowhere,
    a_pipe,
    a_pipe_for_a_timestamp,
    a_folder_named_like_a_module,
    a_folder_named_like_the_notebook,
    a_large_file,
    a_date_that_is_none,
    a_date_out_of_range,
    bytes_for_a_date,
    a_configuration_of_nbgrader,
    a_configuration_in_a_folder,
    an_unprintable_name,
    a_name_that_is_no_text,
    a_notebook_that_is_no_json,
    a_notebook_without_end,
    a_notebook_of_other_json,
    a_notebook_that_is_no_text,
    a_notebook_that_is_a_link,
]

# Left where they are, each of these costs its student the grade, or stops the run.
STOPPERS = [
    a_link_that_leads_nowhere,
    a_pipe,
    a_pipe_for_a_timestamp,
    a_folder_named_like_the_notebook,
    a_date_that_is_none,
    bytes_for_a_date,
    a_notebook_that_is_no_json,
    a_notebook_without_end,
]
