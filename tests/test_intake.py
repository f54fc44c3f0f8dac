"""Files are read as bytes, once: regular ones, within limits, whatever a folder holds."""

import io
import os
import zipfile

import pytest

from autograder.submissions import archives, handed_in
from autograder.submissions.asked import Asked
from autograder.submissions.handed_in import read_handed_in
from autograder.submissions.helpers import MAX_MODULES
from autograder.submissions.intake import take_in
from autograder.submissions.reading import REST, IntakeError

WANTED = ("layers", "fc_net")
ASKED = Asked({"layers": ("forward",), "fc_net": ("loss",)}, library="reglab")
FORWARD, LOSS = b"def forward():\n    return 1\n", b"def loss():\n    return 2\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "layers.py").write_bytes(FORWARD)
    (tmp_path / "fc_net.py").write_bytes(LOSS)
    return tmp_path


def read(path):
    return take_in(path, ASKED).files


def zipped(files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return data.getvalue()


def test_a_folder_gives_the_bytes_of_its_modules(folder):
    files = read(folder)
    assert files.modules == {"layers": FORWARD, "fc_net": LOSS}
    assert files.asked == WANTED
    assert files.notes == ()
    assert files.waits == files.choices == {}


def test_a_helper_module_of_the_student_comes_along(folder):
    (folder / "helpers.py").write_bytes(b"c = 1\n")
    (folder / "parts").mkdir()
    (folder / "parts" / "__init__.py").write_bytes(b"d = 1\n")
    assert {"helpers", "parts.__init__"} <= set(read(folder).modules)


def test_a_folder_may_bear_the_name_of_a_module(folder):
    (folder / "all.zip").write_bytes(zipped({"layers.py": FORWARD, "layers.py/more.py": LOSS}))
    assert set(WANTED) <= set(read(folder).modules)


@pytest.mark.parametrize("name", ["numpy.py", "random.py", "not-a-name.py"])
def test_a_module_that_shadows_a_package_is_left_out_with_a_note(folder, name):
    (folder / name).write_bytes(b"evil = 1\n")
    files = read(folder)
    assert set(files.modules) == set(WANTED)
    assert files.notes == (f"{name} was left out: Python cannot import it under that name.",)


def test_a_copy_of_the_library_is_left_out_without_a_word(folder):
    (folder / "reglab").mkdir()
    (folder / "reglab" / "__init__.py").write_bytes(b"evil = 1\n")
    files = read(folder)
    assert set(files.modules) == set(WANTED)
    assert files.notes == ()


def test_a_single_module_is_judged_alone(folder):
    files = read(folder / "fc_net.py")
    assert files.asked == ("fc_net",)
    assert files.modules == {"fc_net": LOSS}


def test_a_single_file_of_another_name_is_what_it_defines(folder):
    path = folder / "my_net.py"
    path.write_bytes(LOSS)
    assert read(path).modules == {"fc_net": LOSS}


def test_a_single_file_that_defines_nothing_is_taken_for_the_first_module(folder):
    path = folder / "my_dropout.py"
    path.write_bytes(b"d = 1\n")
    assert read(path).modules == {"layers": b"d = 1\n"}


def test_a_link_is_never_followed(folder, tmp_path_factory):
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.py"
    secret.write_bytes(FORWARD)
    (folder / "layers.py").unlink()
    (folder / "layers.py").symlink_to(secret)
    files = read(folder)
    assert "layers" not in files.modules
    assert "could not be read (it is a link)" in files.waits["forward"]


def test_a_folder_that_is_a_link_is_not_followed(folder, tmp_path):
    (tmp_path / "mine").symlink_to(folder)
    with pytest.raises(IntakeError, match="it is a link"):
        read(tmp_path / "mine")


def test_a_pipe_does_not_hang_the_reader(folder):
    (folder / "layers.py").unlink()
    os.mkfifo(folder / "layers.py")
    assert "it is not a regular file" in read(folder).waits["forward"]


def test_a_folder_named_like_a_module_is_not_taken_for_it(folder):
    (folder / "layers.py").unlink()
    (folder / "layers.py").mkdir()
    assert "layers" not in read(folder).modules


def test_an_oversized_module_waits_for_a_person(folder):
    (folder / "layers.py").write_bytes(b"#" * ((1 << 20) + 1))
    files = read(folder)
    assert "layers" not in files.modules
    assert "it is larger than 1024 KiB" in files.waits["forward"]


def test_a_missing_folder_is_an_error_that_names_it(tmp_path):
    with pytest.raises(IntakeError, match="nowhere"):
        read(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"x = 1\n", ""),
        ("x = 'é'\n".encode(), ""),
        ("x = 'é'\n".encode("utf-8-sig"), ""),
        ("# coding: latin-1\nx = 'é'\n".encode("latin-1"), ""),
        ("# -*- coding: cp1252 -*-\nx = 'é'\n".encode("cp1252"), ""),
        ("x = 'é'\n".encode("latin-1"), "Latin-1"),
        ("x = 'é'\n".encode("utf-16"), "utf-16"),
        ("x = 'é'\n".encode("utf-16-le"), "utf-16-le"),
        ("x = 'é'\n".encode("utf-16-be"), "utf-16-be"),
        ("x = 'é'\n".encode("utf-32"), "utf-32"),
        ("# coding: utf-16\nx = 'é'\n".encode("utf-16"), "utf-16"),
        (b"x = 'a\0b'\n".replace(b"a\0b", b"\xc3\xa9\0"), "UTF-8 with zero bytes"),
        ("x = 'é'\n".encode("latin-1") + bytes(9), "Latin-1 with zero bytes"),
    ],
)
def test_a_module_in_any_encoding_is_what_its_author_wrote(folder, text, said):
    (folder / "layers.py").write_bytes(text)
    files = read(folder)
    scope = {}
    exec(compile(files.modules["layers"], "layers.py", "exec"), scope)
    assert scope["x"] in (1, "é")
    expected = f"layers.py was read as {said}; Python asks for UTF-8."
    assert [note for note in files.notes if "was read as" in note] == ([expected] if said else [])


def test_of_very_many_modules_one_sentence_is_said(folder):
    for number in range(300):
        (folder / f"a{number}.py").write_text("")
    files = read(folder)
    assert len(files.modules) == MAX_MODULES + len(WANTED)
    assert files.notes == ("250 modules were left out: there are more than 50.",)


def test_the_reading_of_a_folder_ends_and_says_where(folder, monkeypatch):
    monkeypatch.setattr(handed_in, "MAX_ENTRIES", 10)
    for number in range(50):
        (folder / f"{number}.txt").touch()
    handed = read_handed_in(folder, ASKED.files)
    assert {"layers.py", "fc_net.py"} <= set(handed.files)
    assert set(handed.unread) == {REST}


def test_a_zip_is_a_folder_whatever_it_lies_in(tmp_path):
    inner = zipped({"homework/layers.py": FORWARD, "__MACOSX/homework/._layers.py": b"x"})
    (tmp_path / "all.zip").write_bytes(zipped({"inner.zip": inner}))
    assert read_handed_in(tmp_path).files == {"layers.py": FORWARD}
    assert read_handed_in(tmp_path / "all.zip").files == {"layers.py": FORWARD}


def test_a_path_out_of_a_zip_leads_nowhere(tmp_path):
    (tmp_path / "all.zip").write_bytes(zipped({"../../layers.py": FORWARD, "/etc/x.py": b""}))
    assert set(read_handed_in(tmp_path).files) == {"layers.py", "etc/x.py"}


def test_a_bomb_is_not_unpacked_and_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MAX_RATIO", 2)
    (tmp_path / "bomb.zip").write_bytes(zipped({"a.py": bytes(2 << 20), "layers.py": FORWARD}))
    handed = read_handed_in(tmp_path)
    assert handed.files == {"layers.py": FORWARD}
    assert handed.unread == {"a.py": "it unpacks to far more than it should"}


def test_the_digest_tells_what_was_handed_in_and_not_when(folder):
    before = read_handed_in(folder).digest
    (folder / "timestamp.txt").write_text("2026-02-03 15:30:00 UTC")
    assert read_handed_in(folder).digest == before
    (folder / "layers.py").write_bytes(FORWARD + b"\n")
    assert read_handed_in(folder).digest != before
