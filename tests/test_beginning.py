"""The first cell of a notebook finds the assignment's files, or says what to upload where."""

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest
from file_server import serving
from handed_out import code_of, hand_out, unpack
from notebook_kernel import kernel
from release_steps import refusal, release

from autograder.authors.exercise import AuthorError
from coursework import beginning, places

NUMPY = Path(np.__file__).parents[1]

AFTER = """
import json, os, sys
import scaling
import coursework, reglab
print(json.dumps({"here": os.getcwd(), "path": sys.path[0], "reglab": reglab.__file__,
    "coursework": coursework.__file__, "scaling": scaling.__file__}))
"""


@pytest.fixture(scope="module")
def handed_out(tmp_path_factory):
    """The demo's zip, and its first cell."""
    _, zipped = hand_out(tmp_path_factory, tmp_path_factory.mktemp("out") / "checkout")
    return zipped, code_of(zipped, 0)


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    """A folder with numpy alone: nothing of ours is installed."""
    folder = tmp_path_factory.mktemp("packages")
    for path in NUMPY.glob("numpy*"):
        (folder / path.name).symlink_to(path)
    return folder


@pytest.fixture
def open_in(handed_out, packages):
    """Runs the first cell in a new Python that has numpy alone, in a folder."""

    def run(folder, cell=handed_out[1], after=AFTER):
        script = f"import sys\nsys.path.append({str(packages)!r})\n"
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-B", "-c", f"{script}{cell}\n{after}"],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            return done.stderr.splitlines()[-1]
        return json.loads(done.stdout.splitlines()[-1])

    return run


@pytest.fixture
def in_this_python(monkeypatch):
    """Lets begin() run here without a trace."""
    monkeypatch.setattr(sys, "path", [*sys.path])
    for step in ("watch", "_use_copy_of"):
        monkeypatch.setattr(beginning, step, lambda *_, **__: None)


def found_in(told, folder):
    assert isinstance(told, dict), told
    assert {told["here"], told["path"]} == {str(folder)}
    for name in ("reglab", "coursework", "scaling"):
        assert Path(told[name]).is_relative_to(folder), told
    return True


def test_beside_the_notebook(handed_out, open_in, tmp_path):
    folder = unpack(handed_out[0], tmp_path)
    assert found_in(open_in(folder), folder)


@pytest.mark.parametrize("where", ["", "course", "course/week-3"])
def test_in_a_folder_below_the_working_directory(handed_out, open_in, tmp_path, where):
    folder = unpack(handed_out[0], tmp_path / where)
    assert found_in(open_in(tmp_path if len(Path(where).parts) < 2 else folder.parents[1]), folder)


def test_in_a_folder_above(handed_out, open_in, tmp_path):
    folder = unpack(handed_out[0], tmp_path)
    (folder / "notebooks").mkdir()
    assert found_in(open_in(folder / "notebooks"), folder)


def test_beside_the_notebook_that_vs_code_names(handed_out, tmp_path):
    folder = unpack(handed_out[0], tmp_path / "a" / "b" / "c" / "d")
    with kernel(tmp_path) as session:
        session.run(f"__vsc_ipynb_file__ = {str(folder / 'demo.ipynb')!r}")
        said, error = session.run(f"{handed_out[1]}\nimport scaling; print(scaling.__file__)")
    assert (said.splitlines()[-1], error) == (str(folder / "scaling.py"), "")


def test_a_zip_that_was_uploaded_is_unpacked(handed_out, open_in, tmp_path):
    shutil.copy(handed_out[0], tmp_path / "demo.zip")
    assert found_in(open_in(tmp_path), tmp_path / "demo")
    assert found_in(open_in(tmp_path), tmp_path / "demo")


@pytest.mark.parametrize("name", ["demo (1).zip", "demo-1.zip"])
def test_a_zip_that_a_browser_renamed_is_unpacked(handed_out, open_in, tmp_path, name):
    shutil.copy(handed_out[0], tmp_path / name)
    assert found_in(open_in(tmp_path), tmp_path / "demo")


def test_what_a_student_wrote_is_never_overwritten(handed_out, open_in, tmp_path):
    shutil.copy(handed_out[0], tmp_path / "demo.zip")
    (tmp_path / "scaling.py").write_text("mine = 1\n")
    assert found_in(open_in(tmp_path), tmp_path)
    assert (tmp_path / "scaling.py").read_text() == "mine = 1\n"
    (tmp_path / "reglab" / "__init__.py").unlink()
    assert found_in(open_in(tmp_path), tmp_path)
    assert (tmp_path / "scaling.py").read_text() == "mine = 1\n"


def test_what_was_handed_in_is_continued(handed_out, open_in, tmp_path):
    shutil.copy(handed_out[0], tmp_path / "demo.zip")
    with zipfile.ZipFile(tmp_path / "demo-handin.zip", "w") as archive:
        archive.writestr("scaling.py", "mine = 1\n")
    assert found_in(open_in(tmp_path), tmp_path / "demo")
    assert (tmp_path / "demo" / "scaling.py").read_text() == "mine = 1\n"


def test_another_assignment_nearby_is_not_taken_for_this_one(handed_out, open_in, tmp_path):
    other = unpack(handed_out[0], tmp_path / "first").rename(tmp_path / "another")
    (other / "scaling.py").unlink()
    folder = unpack(handed_out[0], tmp_path / "second")
    assert found_in(open_in(tmp_path), folder)


def test_what_can_only_be_read_is_copied(handed_out, tmp_path, monkeypatch, in_this_python):
    given, work = tmp_path / "input" / "my-upload", tmp_path / "working"
    unpack(handed_out[0], given)
    work.mkdir()
    monkeypatch.setattr(places, "_HOSTS", [str(tmp_path / "input")])
    monkeypatch.setattr(beginning, "_has_library", lambda *_: True)
    access = os.access  # root may write everywhere
    monkeypatch.setattr(
        os, "access", lambda path, mode: work in Path(path).parents and access(path, mode)
    )
    monkeypatch.chdir(work)
    beginning.begin("demo", ["scaling.py"], "reglab")
    assert Path.cwd() == work / "demo"
    (work / "demo" / "scaling.py").write_text("mine = 1\n")
    monkeypatch.chdir(work)
    beginning.begin("demo", ["scaling.py"], "reglab")
    assert (work / "demo" / "scaling.py").read_text() == "mine = 1\n"
    assert (work / "demo" / "reglab" / "__init__.py").is_file()


@pytest.mark.parametrize("host", ["/content", "/content/drive/MyDrive", "/kaggle/input"])
def test_the_folders_of_hosts_are_looked_into(handed_out, open_in, tmp_path, host):
    elsewhere, here = tmp_path / "host", tmp_path / "a" / "b" / "c" / "here"
    unpack(handed_out[0], elsewhere)
    here.mkdir(parents=True)
    cell = handed_out[1].replace(f'"{host}"', f'"{elsewhere}"')
    assert cell != handed_out[1]
    told = open_in(here, cell.replace("coursework.begin(", "(lambda *_, **__: 0)("), "print(1)")
    assert told == 1
    assert host in places._HOSTS


def test_with_nothing_anywhere_one_sentence_says_what_to_upload(open_in, tmp_path):
    assert open_in(tmp_path) == (
        f"FileNotFoundError: Upload demo.zip to {tmp_path} and run this cell again."
    )


def test_with_files_missing_one_sentence_names_them(handed_out, open_in, tmp_path):
    folder = unpack(handed_out[0], tmp_path)
    (folder / "scaling.py").unlink()
    assert open_in(folder).endswith(
        f"scaling.py cannot be found: upload demo.zip, as your course gave it to you, to {folder},"
        " and run this cell again."
    )


def test_the_zip_is_fetched_from_the_address_of_the_course(
    handed_out, open_in, tmp_path, tmp_path_factory
):
    files = {"demo.zip": handed_out[0].read_bytes()}
    with serving(files) as server:
        _, zipped = hand_out(tmp_path_factory, tmp_path / "c", server.url("{assignment}.zip"))
        cell = code_of(zipped, 0)
        here = tmp_path / "student"
        here.mkdir()
        assert found_in(open_in(here, cell), here / "demo")
        assert len(server.requests) == 1
        assert found_in(open_in(here, cell), here / "demo")
        assert len(server.requests) == 1, "what is there is not fetched again"
        lost = tmp_path / "lost"
        lost.mkdir()
        files.clear()
        told = open_in(lost, cell)
    assert told == f"FileNotFoundError: Upload demo.zip to {lost} and run this cell again."


def test_files_that_are_missing_are_fetched(handed_out, tmp_path, monkeypatch, in_this_python):
    monkeypatch.chdir(tmp_path)
    sys.path.insert(0, "/lib/python313.zip")  # where some Pythons keep their own library
    with serving({"demo.zip": handed_out[0].read_bytes(), "page": b"<html>"}) as server:
        with pytest.raises(FileNotFoundError, match="gave no zip"):
            beginning.begin("demo", ["scaling.py"], address=server.url("page"))
        with pytest.raises(FileNotFoundError, match="cannot be fetched"):
            beginning.begin("demo", ["scaling.py"], address=server.url("nothing"))
        beginning.begin("demo", ["scaling.py"], address=server.url("demo.zip"))
    assert (tmp_path / "demo" / "scaling.py").is_file()
    assert "/lib/python313.zip" in sys.path


def test_nothing_is_unpacked_outside_of_the_folder(tmp_path, monkeypatch, in_this_python):
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("demo/scaling.py", "")
        for name in (
            "../up.py",
            "demo/../../up.py",
            "/tmp/up.py",
            "C:/up.py",
            "demo\\..\\..\\up.py",
        ):
            archive.writestr(name, "")
        link = zipfile.ZipInfo("demo/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    (here / "demo.zip").write_bytes(buffer.getvalue())
    beginning.begin("demo", ["scaling.py"])
    names = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    assert names == {"here", "here/demo.zip", "here/demo", "here/demo/scaling.py"}


@pytest.mark.parametrize("address", ["https://example.org/zips", "{assignment}.zip"])
def test_an_address_that_cannot_be_one_is_refused(tmp_path_factory, tmp_path, address):
    with pytest.raises(AuthorError, match=r"course\.toml: zip_address must be an address"):
        hand_out(tmp_path_factory, tmp_path / "checkout", address)


def test_a_marked_cell_with_a_text_of_its_own_is_refused(tmp_path_factory, tmp_path):
    layout, _ = hand_out(tmp_path_factory, tmp_path / "checkout")
    path = layout.solutions / "demo" / "demo.py"
    text = path.read_text()
    for old, new, told in (
        ('cell="begin"\n', 'cell="begin"\nprint(1)\n', "leave it an empty code cell"),
        ('cell="begin"', 'cell="beginn"', "there is no cell 'beginn'; there are begin, hand_in"),
        ('cell="begin"', 'cell="begin" grade="x"', "nobody marks it; drop grade"),
    ):
        path.write_text(text.replace(old, new))
        assert told in refusal(layout)
    path.write_text(text)
    release(layout, "demo")
