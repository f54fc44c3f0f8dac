"""No cell runs a function that is not in its file."""

import functools
import os
import sys

import pytest
from notebook_kernel import kernel

from coursework.watching import Watcher

LAYERS = """
SCALE = 2.5

def forward(x):
    return x + 1

class Stop:
    def step(self):
        return 1
"""
NET = "from layers import Stop, forward\n\ndef loss(x):\n    return 10 * forward(x)\n"
CHECK = "assert forward(1) == 2\nprint('all checks of this cell passed')"


class Notebook:
    """The names of a notebook, and the files beside it."""

    def __init__(self, folder):
        self.folder, self.names = folder, {}
        self.save(LAYERS)
        self.save(NET, "net")
        self.watcher = Watcher(folder, ["layers", "net"], self.names)
        self.watcher.refresh()
        self.run("import layers\nfrom layers import SCALE, Stop, forward\nfrom net import loss")

    def save(self, text, module="layers"):
        (self.folder / f"{module}.py").write_text(text)

    def run(self, code):
        self.watcher.refresh()
        exec(code, self.names)

    def value(self, expression):
        self.watcher.refresh()
        return eval(expression, self.names)

    def fails(self, expression, sentence):
        with pytest.raises((ImportError, AttributeError), match=sentence):
            self.value(expression)


@pytest.fixture
def notebook(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    for module in ("layers", "net", "helper"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    yield Notebook(tmp_path)
    for module in ("layers", "net", "helper"):
        sys.modules.pop(module, None)


def test_a_change_reaches_every_holder_of_a_function(notebook):
    held = functools.partial(notebook.names["forward"], 1)
    notebook.names["held"] = [held]
    notebook.save(LAYERS.replace("x + 1", "x + 5"))
    assert notebook.value("forward(1), layers.forward(1), loss(1), held[0]()") == (6, 6, 60, 6)


def test_a_change_is_seen_where_time_and_size_stay_the_same(notebook):
    path = notebook.folder / "layers.py"
    before = path.stat()
    notebook.save(LAYERS.replace("x + 1", "x + 7"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert notebook.value("loss(1)") == 80


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("def forward(x):\n    return (x + 1\n", r"layers\.py cannot be loaded: line 2: SyntaxErr"),
        (
            "def forward(x):\n    y = x\n\treturn y\n",
            r"layers\.py cannot be loaded: line 3: TabErr",
        ),
        ("import numpy\nSCALE = undefined\n", r"line 2: NameError: name 'undefined'"),
        ("exit()\n", r"layers\.py cannot be loaded: line 1: SystemExit"),
        ("x = '\0'\n", r"layers\.py cannot be loaded: .*null byte"),
        ("import helper\n", r"layers\.py cannot be loaded: line 1: ModuleNotFoundError: .*helper"),
    ],
)
def test_what_cannot_be_loaded_is_told_by_everything_that_came_from_it(notebook, text, sentence):
    notebook.run("stop = Stop()\nheld = [forward]")
    notebook.save(text)
    for use in ("forward(1)", "layers.forward(1)", "loss(1)", "held[0](1)", "Stop()"):
        notebook.fails(use, sentence)
    notebook.fails("stop.step()", sentence)
    notebook.fails("SCALE + 1", sentence)
    notebook.save(LAYERS)
    assert notebook.value("forward(1), loss(1), held[0](1), stop.step(), SCALE") == (
        2,
        20,
        2,
        1,
        2.5,
    )
    assert notebook.value("isinstance(stop, Stop)")


def test_the_sentence_is_printed_once_when_the_file_is_saved(notebook, capsys):
    notebook.save("def forward(x:\n")
    notebook.watcher.refresh()
    assert "layers.py cannot be loaded: line 1" in capsys.readouterr().out
    notebook.watcher.refresh()
    assert capsys.readouterr().out == ""


def test_a_file_that_is_gone_is_told(notebook):
    (notebook.folder / "layers.py").unlink()
    notebook.fails("loss(1)", r"layers\.py cannot be loaded: it is not in ")


def test_a_function_that_is_gone_is_told(notebook):
    notebook.save("SCALE = 2.5\n")
    notebook.fails("forward(1)", r"layers\.py does not define forward any more")
    notebook.fails("Stop()", r"layers\.py does not define Stop any more")
    notebook.fails("layers.forward(1)", "forward")


def test_a_name_that_becomes_something_else_follows(notebook):
    notebook.names["held"] = [notebook.names["forward"]]
    notebook.save("class forward(int):\n    pass\n\ndef Stop():\n    return 'stopped'\n")
    assert notebook.value("forward(4), Stop()") == (4, "stopped")
    notebook.fails("held[0](1)", "run the cell that made it again")


def test_a_decorated_function_follows(notebook):
    cached = "import functools\n@functools.lru_cache\ndef forward(x):\n    return x + 1\n"
    notebook.save(cached)
    assert notebook.value("forward(1)") == 2
    notebook.save(cached.replace("x + 1", "x + 3"))
    assert notebook.value("forward(1), loss(1)") == (4, 40)
    wrapped = (
        "import functools\ndef twice(f):\n    @functools.wraps(f)\n    def g(x):\n"
        "        return 2 * f(x)\n    return g\n\n@twice\ndef forward(x):\n    return x + 1\n"
    )
    notebook.save(wrapped)
    assert notebook.value("forward(1), loss(1)") == (4, 40)
    notebook.save(wrapped.replace("x + 1", "x + 2"))
    assert notebook.value("forward(1), loss(1)") == (6, 60)


def test_an_object_of_a_changed_class_says_so(notebook):
    notebook.run("stop = Stop()")
    notebook.save(LAYERS.replace("return 1", "return 2"))
    assert notebook.value("Stop().step()") == 2
    notebook.fails("stop.step()", "made with Stop before layers.py was changed")


def test_constants_follow(notebook):
    notebook.save(LAYERS.replace("2.5", "3.5"))
    assert notebook.value("SCALE") == 3.5


def test_a_module_loaded_anew_by_hand_is_followed(notebook):
    notebook.run("import importlib, sys\nimportlib.reload(layers)")
    notebook.run("from layers import forward\nheld = [forward]")
    notebook.save(LAYERS.replace("x + 1", "x + 5"))
    assert notebook.value("forward(1), held[0](1), loss(1)") == (6, 6, 60)
    notebook.run("del sys.modules['layers']\nimport layers\nfrom layers import forward")
    notebook.save(LAYERS.replace("x + 1", "x + 8"))
    assert notebook.value("forward(1), layers.forward(1), loss(1)") == (9, 9, 90)


def test_a_module_of_the_same_name_from_elsewhere_is_replaced(tmp_path, monkeypatch):
    other = type(sys)("layers")
    other.forward = lambda x: "another assignment"
    monkeypatch.setitem(sys.modules, "layers", other)
    (tmp_path / "layers.py").write_text(LAYERS)
    names = {}
    Watcher(tmp_path, ["layers"], names).refresh()
    exec("from layers import forward\nfound = forward(1)", names)
    assert names["found"] == 2


def test_a_broken_file_from_the_start_is_told_and_heals(tmp_path, monkeypatch):
    monkeypatch.delitem(sys.modules, "layers", raising=False)
    (tmp_path / "layers.py").write_text("def forward(x):\nreturn x\n")
    names = {}
    watcher = Watcher(tmp_path, ["layers"], names)
    watcher.refresh()
    exec("from layers import forward", names)
    with pytest.raises(ImportError, match=r"layers\.py cannot be loaded: line 2"):
        names["forward"](1)
    (tmp_path / "layers.py").write_text(LAYERS)
    watcher.refresh()
    assert names["forward"](1) == 2
    sys.modules.pop("layers")


def test_a_further_module_of_the_folder_is_followed(notebook):
    notebook.save("def add(x):\n    return x + 1\n", "helper")
    notebook.run("from helper import add")
    notebook.value("add(1)")
    notebook.save("def add(x):\n    return x + 2\n", "helper")
    assert notebook.value("add(1)") == 3


def test_in_a_notebook_a_broken_file_fails_the_checks(tmp_path):
    (tmp_path / "layers.py").write_text(LAYERS)
    with kernel(tmp_path) as session:
        session.run("import coursework\ncoursework.begin('demo', files=['layers.py'])")
        session.run("from layers import forward")
        assert session.run(CHECK) == ("all checks of this cell passed\n", "")
        (tmp_path / "layers.py").write_text("def forward(x):\n    return (x + 1\n")
        said, error = session.run(CHECK)
        assert "passed" not in said
        assert said.startswith("layers.py cannot be loaded: line 2: SyntaxError")
        assert error.startswith("ImportError: layers.py cannot be loaded: line 2: SyntaxError")
        (tmp_path / "layers.py").write_text(LAYERS.replace("x + 1", "x + 2"))
        assert session.run(CHECK)[1].startswith("AssertionError")
        session.run("import coursework\ncoursework.begin('demo', files=['layers.py'])")
        (tmp_path / "layers.py").write_text(LAYERS)
        assert session.run(CHECK) == ("all checks of this cell passed\n", "")


def test_whoever_skips_the_first_cell_is_told_as_well(tmp_path):
    (tmp_path / "layers.py").write_text(LAYERS)
    with kernel(tmp_path) as session:
        session.run("from layers import forward\nimport coursework\ncoursework.watch('layers')")
        assert session.run(CHECK) == ("all checks of this cell passed\n", "")
        (tmp_path / "layers.py").write_text("def forward(x):\n    return (x + 1\n")
        said, error = session.run(CHECK)
        assert "passed" not in said
        assert "SyntaxError: '(' was never closed" in error
