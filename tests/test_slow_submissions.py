"""However a submission is made, the reading of it comes to an end soon, and in little memory."""

import io
import json
import time
import zipfile

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.gradebook.fresh_notebook import fresh_notebook
from autograder.submissions import code_cells
from autograder.submissions.asked import Asked
from autograder.submissions.intake import take_in

SECONDS = 60  # of a processor; each took a tenth of it when this was written
MIB = 1 << 20

SKELETON = "def double(x):\n    raise NotImplementedError\n"
ASKED = Asked(
    {"layers": ("double",), "net": ("halve",)},
    {"layers": SKELETON, "net": SKELETON.replace("double", "halve")},
    notebooks=("demo.ipynb",),
)
ANSWER = {"nbgrader": {"grade_id": "why", "grade": True, "solution": True, "locked": False}}
RELEASED = new_notebook(
    cells=[new_markdown_cell("Why?"), new_markdown_cell("*Your answer here.*", metadata=ANSWER)]
)
WANTED = "# double halve\n"

# Texts that keep a tokenizer, or a regular expression that backtracks, busy.
TEXTS = {
    "definitions": "def f(" * (MIB // 6),
    "definitions in lines": "def double(\n" * (MIB // 12),
    "parentheses": "(" * MIB,
    "statements": "x=1\n" * (MIB // 4),
    "indentation": "".join(f"{' ' * n}if x:\n" for n in range(1400)),
    "continued lines": "\\\n" * (MIB // 2),
    "a text without end": '"""' + "a\n" * (MIB // 2),
    "quotation marks": "'" * MIB,
    "strings of one line": '"\n' * (MIB // 2),
    "signs of nothing": "$" * MIB,
    "line ends": "\n" * MIB,
    "blanks": " " * MIB,
    "digits": "x = " + "1" * 60 + " @\n" + "1" * (MIB // 2),
    "a list of digits": "x = [" + "1, " * 20_000 + "@\n",
    "names": "a " * (MIB // 2),
    "an assignment to many": "a , " * (MIB // 4) + "= 1",
    "an import of many": "from a import " + "b , " * (MIB // 4),
    "markers of a merge": "<<<<<<< a\n=======\n>>>>>>> b\n" * 40_000,
    "magics": "%" * (MIB // 2) + "\n" + " \t" * (MIB // 4) + "!",
    "pictures": "![" * (MIB // 2),
    "pictures without end": "![](" + " " * MIB,
    "tags": "<img src=a" * (MIB // 10),
    "tags of many sources": "<img " + "src=a " * (MIB // 6),
    "pasted pictures": "data:image/png;base64,AAAA " * (MIB // 27),
    "questions": " " * 5000 + "?x\n" + "? " * 5000,
}


@pytest.fixture
def read(tmp_path):
    """Reads what is handed in, as often as a run does, and tells how long it took."""

    def read():
        began = time.process_time()
        intake = take_in(tmp_path, ASKED)
        fresh_notebook("demo.ipynb", RELEASED, intake)
        assert time.process_time() - began < SECONDS
        return intake

    return read


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_no_text_takes_long(tmp_path, read, text):
    for name in ("layers.py", "layers-1.py", "net.txt"):
        (tmp_path / name).write_text((WANTED + text)[:MIB])
    cells = [make(WANTED + text[: MIB // 4]) for make in (new_code_cell, new_markdown_cell)]
    cells += [make(text[:5000]) for make in (new_code_cell, new_markdown_cell) for _ in range(50)]
    (tmp_path / "demo.ipynb").write_text(json.dumps(new_notebook(cells=cells)))
    read()


@pytest.mark.parametrize("number", [100, 1000])
def test_many_files_do_not_take_long(tmp_path, read, number):
    for name in range(number):
        (tmp_path / f"{name}.py").write_text(WANTED + f"def double(x):\n    {'x = 1; ' * 20_000}")
    intake = read()
    assert len(intake.files.may_be_chosen("layers")) <= 5


def test_many_notebooks_do_not_take_long(tmp_path, read):
    cells = [new_code_cell("def double(x):\n" + "    x = 1\n" * 50_000)]
    for number in range(100):
        (tmp_path / f"{number}.ipynb").write_text(json.dumps(new_notebook(cells=cells)))
    read()


def test_many_pictures_that_are_named_often_do_not_take_long(tmp_path, read):
    for number in range(900):
        (tmp_path / f"{number}.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(20_000))
    named = "".join(f"![]({number}.png)" for number in range(900)) * 3
    cells = [new_markdown_cell(named) for _ in range(20)]
    (tmp_path / "demo.ipynb").write_text(json.dumps(new_notebook(cells=cells)))
    read()


@pytest.mark.parametrize(
    "text",
    [
        '{"id":' * 90 + "[" + "1," * (5 * MIB),
        ('{"id":[' * 50 + "1," * 50_000) * 20,
        '{"cells": [' + "1," * (3 * MIB) + "1]}",
        '{"cells": [' + '"' + "\\u0041" * MIB + '"]}',
        '{"source" ' * MIB,
        "{" + " " * (10 * MIB),
    ],
    ids=["nested", "nested often", "numbers", "escapes", "openings", "blanks"],
)
def test_no_damaged_notebook_takes_long(tmp_path, read, text):
    (tmp_path / "demo.ipynb").write_text(text)
    read()


def test_a_million_folders_are_not_all_looked_into(tmp_path, read):
    for outer in range(60):
        for inner in range(40):
            (tmp_path / str(outer) / str(inner)).mkdir(parents=True)
    assert read().handed.unread == {"…": "there are more than 1000 folders"}


def bomb(**options):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", **options) as archive:
        archive.writestr("zeros.py", bytes(256 * MIB))
    return data.getvalue()


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_bomb_of_any_packing_is_not_unpacked(tmp_path, read, packing):
    (tmp_path / "bomb.zip").write_bytes(bomb(compression=packing))
    intake = read()
    assert set(intake.handed.unread) == {"zeros.py"}


def test_many_bombs_take_no_longer_than_one(tmp_path, read):
    data = bomb(compression=zipfile.ZIP_DEFLATED)
    for number in range(50):
        (tmp_path / f"{number}.zip").write_bytes(data)
    read()


def test_entries_that_share_their_bytes_are_unpacked_within_one_limit(tmp_path, read):
    """A zip whose thousand entries are one and the same piece of it."""
    data = bomb(compression=zipfile.ZIP_DEFLATED)
    start = data.index(b"PK\1\2")
    end = data.index(b"PK\5\6")
    entry, tail = data[start:end], bytearray(data[end:])
    listed = b"".join(entry.replace(b"zeros.py", b"z%04d.py" % n) for n in range(1000))
    tail[8:12] = (1000).to_bytes(2, "little") * 2
    tail[12:16] = len(listed).to_bytes(4, "little")
    (tmp_path / "bomb.zip").write_bytes(data[:start] + listed + tail)
    read()


def test_a_table_of_contents_of_a_million_lines_is_not_read(tmp_path, read):
    line = b"PK\1\2" + bytes(42)
    (tmp_path / "bomb.zip").write_bytes(line * 100_000 + b"PK\5\6" + bytes(18))
    assert set(read().handed.unread) == {"bomb.zip"}


def test_each_cell_is_taken_apart_once_whatever_looks_for_functions(tmp_path, monkeypatch):
    read = []
    statements = code_cells.statements
    monkeypatch.setattr(
        code_cells, "statements", lambda text: read.append(text) or statements(text)
    )
    code_cells._definitions_in.cache_clear()
    cells = [
        new_code_cell(f"{'a=a' * 3}\n" * 2000 + f"def double(x):\n    return {n}")
        for n in range(30)
    ]
    (tmp_path / "demo.ipynb").write_text(json.dumps(new_notebook(cells=cells)))
    for module, name in (("layers", "double"), ("net", "halve")):
        (tmp_path / f"{module}.py").write_text(f"def {name}(x):\n    return x\n")
    take_in(tmp_path, ASKED)
    assert len(read) == len(set(read))
    assert sum(map(len, read)) <= code_cells._MAX_READ + len(read)
