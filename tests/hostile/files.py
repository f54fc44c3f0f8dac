"""Folders that students hand in to stop, fool or lead astray whoever grades them.

Each attack starts from a correct submission of the demo. Its docstring says what it tries and what
it must get.
"""

import json
import os
import shutil
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat

FULL = {"double": 3.0, "halve": 1.0}
NOTHING = {"double": 0.0, "halve": 0.0}
WAITS = {"double": None, "halve": None}  # a person must look

ATTACKS = []


@dataclass(frozen=True)
class FileAttack:
    """A way of handing in.

    Attributes:
        name: of the attack.
        make: does it to a folder that holds a correct submission.
        said: what a note about the files must say; "" where there must be none.
        gets: points by exercise.
        keeps_answer: whether the written answer must reach the person who marks it.
    """

    name: str
    make: Callable[[Path], None]
    said: str
    gets: Mapping[str, float]
    keeps_answer: bool


def attack(said, gets=FULL, *, keeps_answer=True):
    def register(make):
        assert make.__doc__, "an attack says what it tries and what it must get"
        ATTACKS.append(FileAttack(make.__name__, make, said, gets, keeps_answer))
        return make

    return register


def solutions_of(folder):
    return folder.parents[3] / "solutions" / "demo"


def edit(folder, change, **options):
    """Change the notebook's JSON."""
    path = folder / "demo.ipynb"
    document = json.loads(path.read_text())
    change(document)
    path.write_text(json.dumps(document), **options)


# Links, pipes, sockets, devices


@attack("other.py was not read: it is a link")
def link_to_a_system_file(folder):
    """Has /etc/passwd copied into the feedback: the link is not followed, the rest counts."""
    (folder / "other.py").symlink_to("/etc/passwd")


@attack("data was not read: it is a link")
def link_to_the_whole_course(folder):
    """Has every classmate's work copied into the feedback: the link is not followed."""
    (folder / "data").symlink_to(folder.parent.parent)


@attack("gone was not read: it is a link")
def link_that_leads_nowhere(folder):
    """Makes the copying fail, and with it the run: the link is not followed."""
    (folder / "gone").symlink_to("nowhere")


@attack("loop was not read: it is a link")
def link_to_itself(folder):
    """Makes whoever follows it walk for ever: the link is not followed."""
    (folder / "loop").symlink_to("loop")


@attack("shapes.py could not be read (it is a link)", WAITS)
def module_that_is_a_link_to_the_reference(folder):
    """Hands in the reference by pointing at it: nothing was handed in."""
    (folder / "shapes.py").unlink()
    (folder / "shapes.py").symlink_to(solutions_of(folder) / "shapes.py")


@attack("another name of a file that was not handed in", WAITS)
def module_that_is_a_second_name_of_the_reference(folder):
    """Hands in the reference as a hard link, which no link check sees: nothing was handed in."""
    (folder / "shapes.py").unlink()
    os.link(solutions_of(folder) / "shapes.py", folder / "shapes.py")


@attack("")
def second_name_of_the_gradebook(folder):
    """Has the gradebook copied into the feedback as a hard link: it is not copied."""
    os.link(folder.parents[2] / "gradebook.db", folder / "notes.txt")


@attack("demo.ipynb could not be read: it is a link", keeps_answer=False)
def notebook_that_is_a_link(folder):
    """Has a notebook of somebody else's choosing graded: a person is told."""
    (folder / "demo.ipynb").rename(folder.parent / "elsewhere.ipynb")
    (folder / "demo.ipynb").symlink_to(folder.parent / "elsewhere.ipynb")


@attack("timestamp.txt was not read: it is a link")
def timestamp_that_is_a_link(folder):
    """Has a device read for a date, which never ends: the link is not followed."""
    (folder / "timestamp.txt").symlink_to("/dev/zero")


@attack("pipe.csv was not read: it is not a regular file")
def pipe(folder):
    """Makes the copying wait for ever: the pipe is not read."""
    os.mkfifo(folder / "pipe.csv")


@attack("timestamp.txt was not read: it is not a regular file")
def pipe_for_a_timestamp(folder):
    """Makes the reading of the date wait for ever: the pipe is not read."""
    os.mkfifo(folder / "timestamp.txt")


@attack("shapes.py could not be read (it is not a regular file)", WAITS)
def pipe_for_a_module(folder):
    """Makes the engine wait for ever: nothing was handed in."""
    (folder / "shapes.py").unlink()
    os.mkfifo(folder / "shapes.py")


@attack("demo.ipynb could not be read: it is not a regular file", keeps_answer=False)
def pipe_for_the_notebook(folder):
    """Makes nbgrader wait for ever: a person is told."""
    (folder / "demo.ipynb").unlink()
    os.mkfifo(folder / "demo.ipynb")


@attack("door was not read")
def socket_in_the_folder(folder):
    """Makes the copying fail: the socket is not read."""
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(folder)  # the name of a socket may have a hundred bytes
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("door")
    finally:
        os.fchdir(here)
        os.close(here)


@attack("zero was not read")
def device_in_the_folder(folder):
    """Makes the copying endless: the device is not read (a pipe, where no device can be made)."""
    try:
        os.mknod(folder / "zero", 0o600 | 0o020000, os.makedev(1, 5))
    except PermissionError:
        os.mkfifo(folder / "zero")


# Folders for files


@attack("shapes.py was not handed in", NOTHING)
def folder_named_like_the_module(folder):
    """Breaks whoever opens the module: nothing was handed in."""
    (folder / "shapes.py").unlink()
    (folder / "shapes.py").mkdir()


@attack("")
def folder_named_like_another_module(folder):
    """Breaks whoever opens every module: the folder is not copied."""
    (folder / "helpers.py").mkdir()


@attack("demo.ipynb was not handed in", keeps_answer=False)
def folder_named_like_the_notebook(folder):
    """Breaks whoever opens the notebook: a person is told."""
    (folder / "demo.ipynb").unlink()
    (folder / "demo.ipynb").mkdir()


@attack("")
def folder_named_like_the_timestamp(folder):
    """Breaks whoever reads the date: the folder is not copied."""
    (folder / "timestamp.txt").mkdir()


# Sizes and numbers


@attack("film.mp4 was not read: it is larger than")
def large_file(folder):
    """Fills the disk with copies: the file is not copied."""
    with (folder / "film.mp4").open("wb") as file:
        file.truncate((20 << 20) + 1)


@attack("film-0.mp4 was not read: it is larger than")
def many_files_just_small_enough(folder):
    """Fills the disk with copies of files that each are allowed: they are not read."""
    for number in range(6):
        with (folder / f"film-{number}.mp4").open("wb") as file:
            file.truncate(20 << 20)


@attack("shapes.py could not be read (it is larger than 1024 KiB)", WAITS)
def large_module(folder):
    """Fills the worker's memory before it starts: nothing was handed in."""
    with (folder / "shapes.py").open("a") as file:
        file.write("#" * (1 << 20))


@attack("demo.ipynb could not be read: it is larger than", keeps_answer=False)
def notebook_of_many_gigabytes(folder):
    """Fills the grader's memory: a person is told."""
    with (folder / "demo.ipynb").open("r+b") as file:
        file.truncate(8 << 30)


@attack("outputs were left out")
def notebook_that_printed_for_an_hour(folder):
    """Is an honest accident of 21 MiB: the answer is kept, the outputs are not."""

    def change(document):
        text = {"output_type": "stream", "name": "stdout", "text": "x" * (21 << 20)}
        code = next(cell for cell in document["cells"] if cell["cell_type"] == "code")
        code["outputs"] = [text]

    edit(folder, change)


@attack("demo.ipynb could not be read", keeps_answer=False)
def notebook_of_a_million_parts(folder):
    """Takes a hundred times its size in memory: a person is told."""
    (folder / "demo.ipynb").write_text('{"cells": [' + "{}," * 1_000_000 + "{}]}")


@attack("it is too long, and its first 1000 cells were kept")
def notebook_of_three_thousand_cells(folder):
    """Takes minutes to show: its first thousand cells are kept."""

    def change(document):
        cell = {"cell_type": "markdown", "metadata": {}, "source": "# x"}
        document["cells"] += [{**cell, "id": f"mine-{n}"} for n in range(3000)]

    edit(folder, change)


@attack("Not all was read: there are more than 1000 files")
def five_thousand_files(folder):
    """Takes nbgrader minutes, whose time grows with the square: the rest counts."""
    for number in range(5000):
        (folder / f"{number}.txt").touch()


@attack("25 more files were not read")
def thirty_links(folder):
    """Makes a page of notes: one sentence says it all."""
    for number in range(30):
        (folder / f"link-{number}").symlink_to("/etc/passwd")


@attack("modules were left out: there are more than 50")
def seventy_modules(folder):
    """Fills the worker's memory with modules: those of the assignment and some others are read."""
    for number in range(70):
        (folder / f"a{number}.py").write_text("x = 1\n")


@attack("nested too deep")
def folders_three_hundred_deep(folder):
    """Exhausts whoever walks by recursion: the ninth folder is not opened."""
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(folder)
        for _ in range(300):
            os.mkdir("deep")  # noqa: PTH102 - the whole path grows too long
            os.chdir("deep")
    finally:
        os.fchdir(here)
        os.close(here)


# Encodings


@attack("demo.ipynb was read, but it is written as utf-16")
def notebook_in_utf_16(folder):
    """Is what an editor made of it: it is read."""
    path = folder / "demo.ipynb"
    path.write_bytes(path.read_text().encode("utf-16"))


@attack("demo.ipynb was read, but it is written as utf-16-be")
def notebook_in_utf_16_without_a_mark(folder):
    """Is what an editor made of it: it is read."""
    path = folder / "demo.ipynb"
    path.write_bytes(path.read_text().encode("utf-16-be"))


@attack("demo.ipynb was read, but it is written as utf-8-sig")
def notebook_with_a_byte_order_mark(folder):
    """Is what Notepad made of it: it is read."""
    path = folder / "demo.ipynb"
    path.write_bytes(path.read_text().encode("utf-8-sig"))


@attack("demo.ipynb was read, but it is written as Latin-1")
def notebook_in_latin_1(folder):
    """Is what an old editor made of it: it is read."""
    edit(folder, lambda d: d["metadata"].update(author="José"))
    path = folder / "demo.ipynb"
    document = json.loads(path.read_text())
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="latin-1")


@attack("zero bytes")
def notebook_with_zero_bytes(folder):
    """Is what a full disk made of it: it is read without them."""
    path = folder / "demo.ipynb"
    path.write_bytes(path.read_bytes() + bytes(4096))


@attack("shapes.py was read as UTF-8 with zero bytes")
def module_with_zero_bytes(folder):
    """Is what a full disk made of it: it is read without them."""
    path = folder / "shapes.py"
    path.write_bytes(path.read_bytes() + bytes(99))


@attack("shapes.py was read as utf-16")
def module_in_utf_16(folder):
    """Is what PowerShell makes of a file: it is read."""
    path = folder / "shapes.py"
    path.write_bytes(("# coding: utf-16\n" + path.read_text()).encode("utf-16"))


@attack("")
def module_with_a_byte_order_mark(folder):
    """Is what Notepad makes of a file: Python reads it, and so do we, without a word."""
    path = folder / "shapes.py"
    path.write_bytes(path.read_text().encode("utf-8-sig"))


@attack("shapes.py was read as Latin-1")
def module_in_latin_1(folder):
    """Has an umlaut that Python refuses: it is read."""
    path = folder / "shapes.py"
    path.write_bytes(("# für mich\n" + path.read_text()).encode("latin-1"))


@attack("")
def module_in_latin_1_with_a_coding_line(folder):
    """Has an umlaut and says how it is written: Python reads it, and so do we, without a word."""
    path = folder / "shapes.py"
    path.write_bytes(("# coding: latin-1\n# für mich\n" + path.read_text()).encode("latin-1"))


# What is no notebook, or another one


@attack("it holds no cell that can be read", keeps_answer=False)
def notebook_that_is_a_web_page(folder):
    """Stops nbgrader: a person is told."""
    (folder / "demo.ipynb").write_text("<html>")


@attack("it holds no cell that can be read", keeps_answer=False)
def notebook_that_is_empty(folder):
    """Stops nbgrader: a person is told."""
    (folder / "demo.ipynb").write_text("")


@attack("each cell that can be read was kept")
def notebook_that_breaks_off(folder):
    """Stops nbgrader: a person is told."""
    path = folder / "demo.ipynb"
    path.write_text(path.read_text()[:-50])


@attack("it holds no cell that can be read", keeps_answer=False)
def notebook_of_brackets(folder):
    """Exhausts whoever reads by recursion: a person is told."""
    (folder / "demo.ipynb").write_text("[" * 100_000)


@attack("it holds no cell that can be read", keeps_answer=False)
def notebook_of_other_json(folder):
    """Stops nbgrader: a person is told."""
    (folder / "demo.ipynb").write_text(json.dumps({"nbformat": 4, "cells": 7}))


@attack("it holds no cell that can be read", keeps_answer=False)
def notebook_with_an_endless_number(folder):
    """Takes quadratic time in int(): a person is told."""
    (folder / "demo.ipynb").write_text('{"nbformat": ' + "9" * 100_000 + "}")


@attack("")
def notebook_with_cells_that_are_none(folder):
    """Stops nbgrader over one cell: the others are kept."""
    edit(folder, lambda d: d["cells"].extend([7, {"cell_type": "banana"}, {"source": [None]}]))


@attack("what lies nested too deep was left out")
def notebook_with_bottomless_metadata(folder):
    """Exhausts whoever copies by recursion: the metadata go, the cells are kept."""
    path = folder / "demo.ipynb"
    text = path.read_text()
    deep = '{"metadata": {"a": ' * 300 + "{}" + "}}" * 300
    path.write_text(text.replace('"metadata": {}', f'"metadata": {deep}', 1))


@attack("")
def notebook_of_version_three(folder):
    """Was written by IPython 2: it is brought up to date."""
    notebook = nbformat.read(folder / "demo.ipynb", as_version=4)
    (folder / "demo.ipynb").write_text(nbformat.writes(nbformat.convert(notebook, 3), version=3))


@attack("")
def notebook_of_version_five(folder):
    """Claims a format that nobody knows: it is read as the latest."""
    edit(folder, lambda d: d.update(nbformat=5, nbformat_minor=0))


@attack("")
def notebook_of_minor_version_ninety_nine(folder):
    """Claims a format that nobody knows: it is read as the latest."""
    edit(folder, lambda d: d.update(nbformat_minor=99))


@attack("")
def notebook_without_a_version(folder):
    """Stops nbgrader: its cells are kept."""
    edit(folder, lambda d: d.pop("nbformat"))


# Dates


@attack("timestamp.txt")
def date_that_is_none(folder):
    """Stops nbgrader for the whole class: the file is not copied."""
    (folder / "timestamp.txt").write_text("yesterday at noon or so")


@attack("timestamp.txt")
def date_out_of_range(folder):
    """Overflows in UTC: the file is not copied."""
    (folder / "timestamp.txt").write_text("0001-01-01 00:00:00 +1400")


@attack("timestamp.txt")
def date_in_an_absurd_zone(folder):
    """Overflows in the zone's offset: the file is not copied."""
    (folder / "timestamp.txt").write_text("2026-01-01 00:00:00 " + "9" * 30)


@attack("timestamp.txt")
def date_of_bytes(folder):
    """Stops whoever decodes it: the file is not copied."""
    (folder / "timestamp.txt").write_bytes(b"\xff\xfe\x00")


@attack("timestamp.txt")
def date_without_end(folder):
    """Keeps the parser busy: the file is not copied."""
    (folder / "timestamp.txt").write_text("1 " * 100_000)


@attack("")
def date_that_is_empty(folder):
    """Says nothing: that is none of nbgrader's troubles, and no finding."""
    (folder / "timestamp.txt").write_text("")


# Modules, configuration and pages that somebody else would run


@attack("numpy.py was left out")
def module_named_numpy(folder):
    """Takes numpy's place in whatever imports it: it is left out."""
    (folder / "numpy.py").write_text("raise SystemExit")


@attack("autograder.py was left out")
def module_named_like_the_grader(folder):
    """Takes the grader's place: it is left out."""
    (folder / "autograder.py").write_text("raise SystemExit")


@attack("random.py was left out")
def module_named_like_the_standard_library(folder):
    """Takes a module's place that everybody imports: it is left out."""
    (folder / "random.py").write_text("raise SystemExit")


@attack("numpy/__init__.py was left out")
def package_named_numpy(folder):
    """Takes numpy's place as a folder: nothing is ever imported from the submission."""
    (folder / "numpy").mkdir()
    (folder / "numpy" / "__init__.py").write_text("raise SystemExit")


@attack("")
def configuration_of_nbgrader(folder):
    """Runs in nbgrader when it is started there, or formgrader is sent there: it is not copied."""
    (folder / "nbgrader_config.py").write_text("raise SystemExit")


@attack("")
def configuration_in_a_folder(folder):
    """Runs in Jupyter when it is started there: it is not copied."""
    (folder / "deep").mkdir()
    (folder / "deep" / "Jupyter_Server_Config.json").write_text("{}")


@attack("")
def module_that_python_runs_by_itself(folder):
    """Runs in every Python that is started there: it is not copied."""
    (folder / "sitecustomize.py").write_text("raise SystemExit")


@attack("")
def module_that_pytest_runs_by_itself(folder):
    """Runs in every pytest that is started there: it is not copied."""
    (folder / "conftest.py").write_text("raise SystemExit")


@attack("")
def repository_with_a_monitor(folder):
    """Runs a program when an editor asks git for the state of the folder: it is not copied."""
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("[core]\n\tfsmonitor = touch /tmp/owned\n")


@attack("")
def page_with_a_script(folder):
    """Runs with the instructor's rights when formgrader serves it: it is not copied."""
    (folder / "evil.html").write_text("<script>document.title = 'stolen'</script>")


@attack("")
def page_named_like_the_feedback(folder):
    """Is taken for the feedback: it is not copied."""
    (folder / "demo.html").write_text("4 of 4 points <script>document.title = 'stolen'</script>")


@attack("")
def picture_with_a_script(folder):
    """Runs with the instructor's rights when formgrader serves it: it is not copied."""
    (folder / "picture.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>")


# Names


@attack("")
def name_that_clears_the_screen(folder):
    """Acts on the terminal that prints it: it is not copied."""
    (folder / "a\x1b[2Jb.txt").write_text("")


@attack("")
def name_that_is_no_text(folder):
    """Stops whoever encodes it: it is not copied."""
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text("")


@attack("")
def name_of_two_lines(folder):
    """Is half a name for whoever reads lines: it is not copied."""
    (folder / "two\nlines.ipynb").write_text("{}")


@attack("")
def names_that_are_patterns(folder):
    """Match other files where they are taken for patterns: they are files like others."""
    for name in ("[a-z]*.ipynb", "*.txt", "**", "?hapes.txt", "{x,y}", "-rf"):
        (folder / name).write_text("{}")


@attack("onerror=alert(1)> was not read")
def name_that_is_a_tag(folder):
    """Runs on the page that shows the note: it is text there."""
    (folder / "<img src=x onerror=alert(1)>").symlink_to("/etc/passwd")


def blank(folder):
    """Put the notebook as it was released."""
    (folder / "demo.ipynb").unlink()
    shutil.copy(folder.parents[2] / "release" / "demo" / "demo.ipynb", folder)


@attack("onerror=alert(1)>.pdf: a person must look", WAITS, keeps_answer=False)
def name_that_is_a_tag_in_the_reason_to_wait(folder):
    """Runs on the page that shows where the work may be: it is text there."""
    (folder / "shapes.py").unlink()
    blank(folder)
    (folder / "<img src=x onerror=alert(1)>.pdf").write_text("%PDF")


@attack("", keeps_answer=False)
def name_of_a_photograph_that_is_markdown(folder):
    """Is a link that runs in the answer that shows it: it is a picture there."""
    blank(folder)
    name = ")[x](javascript:alert(1)) <img src=x onerror=alert(1)>.png"
    (folder / name).write_bytes(b"\x89PNG\r\n\x1a\n")


@attack("was not read: it is a link")
def name_that_is_markdown_and_mathematics(folder):
    """Is a link or a formula in the note: it is text there."""
    (folder / "[x](javascript:alert(1)) $\\href{x}{y}$ *b*".replace("/", "")).symlink_to("x")


@attack("was not read: it is a link")
def name_as_long_as_names_can_be(folder):
    """Leaves no room for a longer one when it is moved: it is cut."""
    (folder / ("x" * 255)).symlink_to("/etc/passwd")


@attack("")
def module_that_differs_in_case(folder):
    """Takes the module's place where case does not count: it is not copied."""
    (folder / "Shapes.py").write_text("raise SystemExit")


# Honest work in the wrong place


@attack("Shapes.py was graded as shapes.py")
def module_with_a_capital(folder):
    """Is what a phone makes of a name: it is found."""
    (folder / "shapes.py").rename(folder / "Shapes.py")


@attack("shapes (1).py was graded as shapes.py")
def module_downloaded_twice(folder):
    """Is what a browser makes of a name: it is found."""
    (folder / "shapes.py").rename(folder / "shapes (1).py")


@attack("shapes.py.txt was graded as shapes.py")
def module_with_a_hidden_ending(folder):
    """Is what Windows makes of a name: it is found."""
    (folder / "shapes.py").rename(folder / "shapes.py.txt")


@attack("")
def everything_in_a_folder_of_its_own(folder):
    """Is what unpacking makes of it: both files are found."""
    (folder / "demo").mkdir()
    for name in ("shapes.py", "demo.ipynb"):
        (folder / name).rename(folder / "demo" / name)


@attack("demo (1).ipynb was read as demo.ipynb")
def notebook_downloaded_twice(folder):
    """Is what a browser makes of a name: it is found."""
    (folder / "demo.ipynb").rename(folder / "demo (1).ipynb")


@attack("demo (1).ipynb was read as demo.ipynb")
def two_notebooks_that_differ(folder):
    """Leaves the choice to the grader: the same cells are in both."""
    text = (folder / "demo.ipynb").read_text()
    (folder / "demo (1).ipynb").write_text(text)
    (folder / "demo (2).ipynb").write_text(text + "\n")
    (folder / "demo.ipynb").unlink()


ALL_IS_READ = os.geteuid() == 0


@attack(
    "" if ALL_IS_READ else "Permission denied",
    FULL if ALL_IS_READ else WAITS,
    keeps_answer=ALL_IS_READ,
)
def files_that_nobody_may_read(folder):
    """Stops whoever copies: who may read it reads it, and else a person is told."""
    for name in ("shapes.py", "demo.ipynb"):
        (folder / name).chmod(0)
    folder.chmod(0o500)
