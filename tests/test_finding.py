"""Work is found where it lies, exercise by exercise; and nothing that is handed in raises."""

import json

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.gradebook.fresh_notebook import fresh_notebook
from autograder.submissions.asked import Asked
from autograder.submissions.definitions import definitions, statements
from autograder.submissions.intake import take_in
from autograder.submissions.notebook_cells import Cell, read_cells
from autograder.submissions.prose import is_prose

SKELETON = '''"""Layers."""


def forward(x):
    """Forward."""
    raise NotImplementedError


def backward(x):
    """Backward."""
    raise NotImplementedError
'''
FORWARD = SKELETON.replace("    raise NotImplementedError", "    return x", 1)
BOTH = SKELETON.replace("raise NotImplementedError", "return x")
BACKWARD = "def backward(x):\n    return x"
ASKED = Asked({"layers": ("forward", "backward")}, {"layers": SKELETON}, notebooks=("demo.ipynb",))


@pytest.fixture
def read(tmp_path):
    """What is found in files of those texts, and cells of those sources."""

    def read(*cells, **files):
        for name, text in files.items():
            data = text if isinstance(text, bytes) else text.encode()
            (tmp_path / name.replace("__", ".")).write_bytes(data)
        if cells:
            notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
            (tmp_path / "demo.ipynb").write_text(json.dumps(notebook))
        return take_in(tmp_path, ASKED).files

    return read


def defined(files):
    """The functions of the graded module that do something."""
    scope = {}
    exec(compile(files.modules["layers"], "layers.py", "exec"), scope)
    found = set()
    for name in ("forward", "backward"):
        try:
            scope[name](1)
        except (KeyError, NotImplementedError):
            continue
        found.add(name)
    return found


@pytest.mark.parametrize(
    "cell",
    [
        BACKWARD,
        f"%%time\n{BACKWARD}",
        f"%matplotlib inline\n!ls\n{BACKWARD}\nbackward(3)",
        "backward = lambda x: x",
        f"# What follows is mine.\n{BACKWARD}",
        f"{BACKWARD}\n\ndef broken(:\n",
        f"def helper(x):\n    return x\n\n{BACKWARD.replace('return x', 'return helper(x)')}",
        f"import math as m\nONE = 1\n{BACKWARD.replace('return x', 'return m.floor(ONE)')}",
    ],
)
def test_what_one_function_lacks_is_taken_from_a_cell(read, cell):
    files = read("# only a comment", cell, layers__py=FORWARD)
    assert defined(files) == {"forward", "backward"}
    assert files.notes == ("backward: taken from a cell of demo.ipynb; write it into layers.py.",)


@pytest.mark.parametrize("cell", ["%%bash\n" + BACKWARD, "%%html\n" + BACKWARD, "# backward"])
def test_what_is_no_code_is_not_taken(read, cell):
    assert defined(read(cell, layers__py=FORWARD)) == {"forward"}


def test_a_cell_that_breaks_off_does_not_harm_the_module_and_waits(read):
    files = read("def backward(x:\n    return x", layers__py=FORWARD)
    assert defined(files) == {"forward"}
    assert "A cell of demo.ipynb seems to define it" in files.waits["backward"]


def test_of_cells_only_what_is_needed_comes_along(read):
    files = read(f"import os\nrate = 3\ndef plot():\n    pass\n{BACKWARD}", layers__py=FORWARD)
    text = files.modules["layers"].decode()
    assert not any(word in text for word in ("import os", "rate", "plot"))


def test_a_function_that_is_left_blank_beside_an_archive_waits_and_the_other_counts(read):
    files = read(layers__py=FORWARD, work__rar=b"Rar!\x1a\x07\0")
    assert set(files.waits) == {"backward"}
    assert "layers.py has backward as released" in files.waits["backward"]
    assert "work.rar" in files.waits["backward"]


def test_a_function_that_is_left_blank_beside_nothing_does_not_wait(read):
    files = read(layers__py=FORWARD)
    assert files.waits == {}
    assert "layers.py has backward as released" in files.notes[0]


@pytest.mark.parametrize(
    "text",
    [
        "if True:\n    def forward(x):\n        return x\n",
        "try:\n    import nothing\nexcept ImportError:\n    def forward(x):\n        return x\n",
        "forward = lambda x: x\n",
        "forward, other = (lambda x: x), 1\n",
        "def helper(x):\n    return x\n\n\nforward = helper\n",
        "class Net:\n    pass\n\n\n@staticmethod\ndef forward(x):\n    return x\n",
    ],
)
def test_a_function_that_is_defined_in_another_way_is_work(read, text):
    rest = SKELETON.partition("def backward")[2]
    files = read(layers__py=f"{text}\n\ndef backward{rest}", copy__py=BOTH)
    assert "layers" in files.choices or files.spare
    assert "is as it was released" not in " ".join(files.notes)


def test_methods_and_inner_functions_are_no_functions_of_the_module():
    text = "class A:\n    def forward(self):\n        pass\n\n"
    text += "def g():\n    def backward():\n        pass\n"
    assert set(definitions(text).lines) == {"A", "g"}


def test_what_jupyter_saved_is_meant_where_nothing_else_is(read):
    (files := read(layers__py=SKELETON))
    assert defined(files) == set()
    files = read(**{"layers-checkpoint__py": BOTH})
    assert defined(files) == {"forward", "backward"}
    files = read(layers_1__py=BOTH + "# newer\n\n\nx = 1\n")
    assert "layers_1.py was graded as layers.py" in files.notes[0]


def test_a_module_that_is_imported_is_not_said_to_be_passed_over(read):
    files = read(layers__py="from mine import forward, backward\n", mine__py=BOTH)
    assert files.notes == ()
    assert "mine" in files.modules


@pytest.mark.parametrize("encoding", ["cp949", "euc-kr", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("cookie", ["", "# -*- coding: utf-8 -*-\n", "# coding: cp949\n"])
def test_korean_is_korean_whatever_the_coding_line_says(read, encoding, cookie):
    if encoding.startswith("utf-8") and "cp949" in cookie:
        pytest.skip("Python itself refuses it")
    files = read(layers__py=f"{cookie}word = '두 배로'\n{BOTH}".encode(encoding))
    scope = {}
    exec(compile(files.modules["layers"], "layers.py", "exec"), scope)
    assert scope["word"] == "두 배로"


def test_other_notebooks_of_an_assignment_are_not_taken_for_this_one(tmp_path):
    released = new_notebook(cells=[new_markdown_cell("# The first")])
    other = new_notebook(cells=[new_markdown_cell("# The second, worked in")])
    (tmp_path / "b.ipynb").write_text(json.dumps(other))
    intake = take_in(tmp_path, ASKED)
    fresh = fresh_notebook("a.ipynb", released, intake, ("a.ipynb", "b.ipynb"))
    assert fresh.notes == ("a.ipynb was not handed in.",)


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("Because it is so.", True),
        ("Because 2x = x + x", True),
        ("$f(x) = 2x$", True),
        ("두 배이기 때문이다", True),
        ("# Because.", True),
        ('"""Because."""', True),
        ("print('Because')", True),
        ("x = 1", False),
        ("x", False),
        ("print(x, 'of', y)", False),
        ("print(f'{x} of {y}')", False),
        ("for i in range(3):\n    print(i)", False),
        ("np.sum?", False),
        ("!pip install numpy", False),
        ("%timeit f(x)", False),
        ("match x:\n    case 1:\n        pass", False),
    ],
)
def test_prose_in_a_code_cell_is_told_from_code(text, prose):
    assert is_prose(Cell("code", text)) == prose


# Whatever is handed in, reading it raises nothing.

LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
VALUES = st.recursive(
    LEAVES, lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(max_size=5), v, max_size=3)
)
OUTPUTS = st.dictionaries(
    st.sampled_from(["output_type", "name", "text", "data", "ename", "traceback", "metadata"]),
    VALUES | st.sampled_from(["stream", "error", "display_data"]),
)
ODD_CELLS = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", "raw", "banana"]) | VALUES,
        "source": VALUES
        | st.lists(st.text(max_size=30))
        | st.sampled_from([BACKWARD, "![](a.png)"]),
        "id": VALUES,
        "metadata": VALUES | st.just({"nbgrader": {"grade_id": "why"}}),
        "outputs": VALUES | st.lists(OUTPUTS, max_size=3),
        "attachments": VALUES | st.dictionaries(st.text(max_size=5), VALUES, max_size=2),
    },
)
ANSWER = {"grade_id": "why", "grade": True, "solution": True, "locked": False}
RELEASED = new_notebook(
    cells=[
        new_markdown_cell("Why?"),
        new_markdown_cell("*Your answer here.*", metadata={"nbgrader": ANSWER}),
        new_code_cell("assert True"),
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(ODD_CELLS | VALUES, max_size=6), st.integers(0, 300), st.booleans())
def test_no_notebook_raises_and_what_is_built_is_valid(tmp_path, cells, cut, whole):
    text = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    (tmp_path / "demo.ipynb").write_text(text if whole else text[:-cut])
    fresh = fresh_notebook("demo.ipynb", RELEASED, take_in(tmp_path, ASKED))
    nbformat.validate(fresh.notebook)
    json.dumps(fresh.notebook, ensure_ascii=False).encode()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda t: t.encode("utf-8", "replace")))
def test_no_bytes_raise(tmp_path, data):
    for name in ("layers.py", "demo.ipynb", "a.zip", "timestamp.txt"):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "layers (1).py").write_bytes(data + SKELETON.encode() + data)
    fresh_notebook("demo.ipynb", RELEASED, take_in(tmp_path, ASKED))
    read_cells(data)


TOKENS = [
    "def f(x):",
    "\n",
    "    ",
    "x = 1",
    "'",
    '"""',
    "(",
    ")",
    "\\",
    "#",
    "@",
    "class A:",
    "\f",
    "\r",
]


@given(st.lists(st.sampled_from(TOKENS) | st.text(max_size=3), max_size=40).map("".join))
def test_no_text_of_a_module_raises(text):
    definitions(text)
    list(statements(text))
    is_prose(Cell("code", text))
