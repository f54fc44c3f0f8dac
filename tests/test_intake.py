import os

import pytest

from autograder.submissions.reading import MAX_BYTES, MAX_MODULES, IntakeError, read_submission

WANTED = ("layers", "fc_net")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "layers.py").write_bytes(b"a = 1\n")
    (tmp_path / "fc_net.py").write_bytes(b"b = 1\n")
    return tmp_path


def test_a_folder_gives_the_bytes_of_its_modules(folder):
    files = read_submission(folder, WANTED)
    assert files.modules == {"layers": b"a = 1\n", "fc_net": b"b = 1\n"}
    assert files.asked == WANTED
    assert files.notes == ()


def test_a_helper_module_of_the_student_comes_along(folder):
    (folder / "helpers.py").write_bytes(b"c = 1\n")
    assert "helpers" in read_submission(folder, WANTED).modules


@pytest.mark.parametrize("name", ["numpy.py", "random.py", "reglab.py", "not-a-name.py"])
def test_a_module_that_shadows_a_package_is_left_out_with_a_note(folder, name):
    (folder / name).write_bytes(b"evil = 1\n")
    files = read_submission(folder, WANTED, ("reglab",))
    assert set(files.modules) == set(WANTED)
    assert name in files.notes[0]


def test_a_single_module_is_judged_alone(folder):
    files = read_submission(folder / "fc_net.py", WANTED)
    assert files.asked == ("fc_net",)
    assert files.modules == {"fc_net": b"b = 1\n"}


def test_a_single_file_of_another_name_is_taken_for_the_first_module(folder):
    path = folder / "my_dropout.py"
    path.write_bytes(b"d = 1\n")
    assert read_submission(path, WANTED).modules == {"layers": b"d = 1\n"}


def test_a_link_is_never_followed(folder, tmp_path_factory):
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.py"
    secret.write_bytes(b"secret = 1\n")
    (folder / "layers.py").unlink()
    (folder / "layers.py").symlink_to(secret)
    files = read_submission(folder, WANTED)
    assert "layers" not in files.modules
    assert files.notes == ("layers.py was left out: it is a link.",)


def test_a_pipe_does_not_hang_the_reader(folder):
    (folder / "layers.py").unlink()
    os.mkfifo(folder / "layers.py")
    files = read_submission(folder, WANTED)
    assert files.notes == ("layers.py was left out: it is not a regular file.",)


def test_a_folder_named_like_a_module_is_left_out(folder):
    (folder / "layers.py").unlink()
    (folder / "layers.py").mkdir()
    assert "layers" not in read_submission(folder, WANTED).modules


def test_an_oversized_module_is_left_out(folder):
    (folder / "layers.py").write_bytes(b"#" * (MAX_BYTES + 1))
    files = read_submission(folder, WANTED)
    assert files.notes == ("layers.py was left out: it is larger than 1024 KiB.",)


def test_a_missing_folder_is_an_error_that_names_it(tmp_path):
    with pytest.raises(IntakeError, match="nowhere"):
        read_submission(tmp_path / "nowhere", WANTED)


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
    files = read_submission(folder, WANTED)
    scope = {}
    exec(compile(files.modules["layers"], "layers.py", "exec"), scope)
    assert scope["x"] in (1, "é")
    expected = f"layers.py was read as {said}; Python asks for UTF-8."
    assert files.notes == ((expected,) if said else ())


def test_of_very_many_modules_one_sentence_is_said(folder):
    for number in range(300):
        (folder / f"a{number}.py").write_text("")
    files = read_submission(folder, WANTED)
    assert len(files.modules) == MAX_MODULES
    assert files.notes == ("252 modules were left out: there are more than 50.",)
