"""The scan finds every private line wherever students could see it, and no other."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from release_demo import FILES
from release_steps import copy_of_demo, edit, release, share_gradebook

from autograder.assignments.layout import Layout
from autograder.assignments.loading import find_assignments, load_assignment
from autograder.release.leak_scan import scan
from autograder.release.private_lines import collect_private_lines

SOLUTIONS = Path(__file__).parents[1] / "solutions"


@pytest.fixture
def layout(tmp_path_factory, tmp_path):
    return copy_of_demo(tmp_path_factory, tmp_path / "checkout")


def private_lines(layout):
    return collect_private_lines(load_assignment(layout.solutions / "demo"))


def leaks_in(layout, target=None):
    return scan(target or layout.assignments / "demo", private_lines(layout))


def plant_in_notebook(layout, change):
    path = layout.assignments / "demo" / "demo.ipynb"
    notebook = json.loads(path.read_text())
    change(notebook)
    path.write_text(json.dumps(notebook))


def plant_in_module(layout, text):
    with (layout.assignments / "demo" / "scaling.py").open("a") as file:
        file.write(text)


def outputs(**output):
    return lambda notebook: notebook["cells"][1].update(outputs=[output])


def colourful(code):
    return "---> 10 " + " ".join(f"\x1b[38;5;241m{word}\x1b[39m" for word in code.split())


def test_a_release_holds_no_private_line(layout):
    assert leaks_in(layout) == ()


@pytest.mark.parametrize("name", find_assignments(SOLUTIONS))
def test_no_assignment_of_the_project_leaks(name, tmp_path, tmp_path_factory):
    layout = Layout(tmp_path)
    shutil.copytree(SOLUTIONS / name, layout.solutions / name)
    share_gradebook(tmp_path_factory, layout)
    private = collect_private_lines(load_assignment(layout.solutions / name))
    assert len(private) > 20
    assert release(layout, name).files
    assert scan(layout.assignments / name, private) == ()


CODE = "dx = dout * cache"


@pytest.mark.parametrize(
    ("text", "file", "part"),
    [
        (CODE, "scaling.py", CODE),
        (f"                {CODE}  # as it was", "scaling.py", CODE),
        (f"# {CODE}", "scaling.py", CODE),
        ("dx=dout*cache", "scaling.py", CODE),
        (f"if True: {CODE}", "scaling.py", CODE),
        ("# each output is factor times its input", "scaling.py", "# each output"),
        ("values = np.linspace(0.0, 1.0, 17)", "demo.py", "values ="),
        ("So that inputs of different units have comparable sizes.", "demo.py", "So that"),
        (
            "1 point each for comparable sizes and for the step of gradient descent.",
            "demo.py",
            "1 p",
        ),
        ('hint = "Did you multiply every element by the factor?"', "checks.py", "Did you"),
        ('"""Matrices are scaled as well."""', "checks.py", "Matrices"),
        ("You divided by the factor where multiplying is asked.", "misconceptions.py", "You div"),
        ("np.divide(x, factor)", "misconceptions.py", "np.divide"),
        ("    return 7.25 * x + factor, None", "stand_ins/scaling.py", "return"),
    ],
)
def test_a_private_line_in_a_module_is_found(layout, text, file, part):
    plant_in_module(layout, f"{text}\n")
    assert FILES[file].count(part) == 1
    line = FILES[file].partition(part)[0].count("\n") + 1
    assert [(leak.where, leak.origin) for leak in leaks_in(layout)] == [
        ("scaling.py:22", f"{layout.solutions / 'demo' / file}:{line}")
    ]


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda nb: nb["cells"][1].update(source=f"x = 1\n{CODE}"), "demo.ipynb: cell 2 (source)"),
        (
            lambda nb: nb["cells"][0].update(source=["Try\n", "\n", f"    {CODE}\n"]),
            "demo.ipynb: cell 1 (source)",
        ),
        (outputs(output_type="stream", text=[f"{CODE}\n"]), "demo.ipynb: cell 2 (outputs)"),
        (
            outputs(output_type="error", traceback=[colourful(CODE)]),
            "demo.ipynb: cell 2 (outputs)",
        ),
        (
            outputs(data={"text/html": "<b>dx</b> = <i>dout</i> * cache"}),
            "demo.ipynb: cell 2 (outputs)",
        ),
        (
            lambda nb: nb["cells"][1]["metadata"].update(deep=[{"note": CODE}]),
            "demo.ipynb: cell 2 (metadata)",
        ),
        (lambda nb: nb["cells"][1]["metadata"].update({CODE: 1}), "demo.ipynb: cell 2 (metadata)"),
        (lambda nb: nb["metadata"].update(author=CODE), "demo.ipynb (metadata)"),
        (
            lambda nb: nb["cells"][0].update(attachments={"a.txt": {"text/plain": CODE}}),
            "demo.ipynb: cell 1 (attachments)",
        ),
    ],
    ids=[
        "source",
        "list",
        "stream",
        "traceback",
        "html",
        "metadata",
        "key",
        "notebook",
        "attached",
    ],
)
def test_a_private_line_anywhere_in_a_notebook_is_found(layout, change, where):
    plant_in_notebook(layout, change)
    assert {(leak.where, leak.text) for leak in leaks_in(layout)} == {(where, CODE)}


def test_escaped_html_is_read_as_a_browser_shows_it(layout):
    edit(layout, "scaling.py", CODE, "dx = dout * (cache < 5)")
    plant_in_notebook(layout, outputs(data={"text/html": "<p>dx = dout * (cache &lt; 5)</p>"}))
    assert [leak.where for leak in leaks_in(layout)] == ["demo.ipynb: cell 2 (outputs)"]


@pytest.mark.parametrize("name", ["checks.py", "misconceptions.py", "stand_ins/scaling.py"])
def test_a_whole_private_file_is_found_in_a_zip(layout, tmp_path, name):
    with zipfile.ZipFile(tmp_path / "demo.zip", "w") as archive:
        for path in (layout.assignments / "demo").iterdir():
            archive.write(path, f"demo/{path.name}")
        archive.writestr("demo/extra.txt", FILES[name])
    leaks = leaks_in(layout, tmp_path / "demo.zip")
    assert {leak.where.rpartition(":")[0] for leak in leaks} == {"demo.zip/demo/extra.txt"}
    assert {leak.origin.rpartition(":")[0] for leak in leaks} == {
        str(layout.solutions / "demo" / name)
    }


def test_archives_within_archives_are_opened(layout, tmp_path):
    with zipfile.ZipFile(tmp_path / "inner.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("notes.txt", CODE)
    with zipfile.ZipFile(tmp_path / "demo.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(tmp_path / "inner.zip", "demo/data.npz")
    leaks = leaks_in(layout, tmp_path / "demo.zip")
    assert [leak.where for leak in leaks] == ["demo.zip/demo/data.npz/notes.txt:1"]


def test_a_private_line_in_a_name_or_among_bytes_is_found(layout):
    folder = layout.assignments / "demo"
    (folder / f"{CODE}.txt").touch()
    (folder / "data.bin").write_bytes(b"\xff\xfe\x00" + CODE.encode() + b"\x00\xff")
    assert [leak.where for leak in leaks_in(layout)] == ["data.bin:1", f"{CODE}.txt"]


def test_a_leak_says_where_it_is_and_where_it_comes_from(layout):
    plant_in_module(layout, f"{CODE}\n")
    (leak,) = leaks_in(layout)
    origin = layout.solutions / "demo" / "scaling.py"
    assert str(leak) == f"scaling.py:22: {CODE} (from {origin}:27)"
