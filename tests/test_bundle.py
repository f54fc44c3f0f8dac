"""A student's zip is the same each time, leaks nothing, and runs without anything of ours."""

import shutil
import zipfile
from pathlib import Path

import pytest
from release_steps import bundle, copy_of_demo, edit, release

import reglab
from autograder.assignments.layout import Layout
from autograder.assignments.library import notebook_kit
from autograder.authors.exercise import AuthorError
from autograder.release import publishing

PROJECT = Path(__file__).parents[1]


@pytest.fixture
def layout(tmp_path_factory, tmp_path):
    return copy_of_demo(tmp_path_factory, tmp_path / "checkout")


def test_the_zip_is_one_folder_with_the_release_and_the_library(layout):
    path = bundle(layout, "demo")
    assert path == layout.root / "dist" / "demo.zip"
    with zipfile.ZipFile(path) as archive:
        names = {name.removeprefix("demo/") for name in archive.namelist()}
        for name in ("demo.ipynb", "scaling.py"):
            released = (layout.assignments / "demo" / name).read_bytes()
            assert archive.read(f"demo/{name}") == released
        requirements = archive.read("demo/requirements.txt").decode().split()
    library = Path(reglab.__file__).parent
    ours = {
        f"reglab/{file.relative_to(library).as_posix()}"
        for file in library.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert {"reglab/__init__.py", "reglab/datasets/digits.npz"} < ours
    ours |= {path.as_posix() for path in notebook_kit()}
    assert {"coursework/__init__.py", "coursework/beginning.py"} < ours
    assert names == {"demo.ipynb", "scaling.py", "README.md", "requirements.txt", *ours}
    assert requirements == ["numpy>=2.0", "matplotlib>=3.9", "jupyter>=1.1"]


def test_the_readme_tells_a_student_how_to_start_and_what_to_hand_in(layout):
    with zipfile.ZipFile(bundle(layout, "demo")) as archive:
        readme = archive.read("demo/README.md").decode()
    assert "pip install -r requirements.txt" in readme
    assert "jupyter lab demo.ipynb" in readme
    assert "- `scaling.py`: `scale_forward`, `scale_backward`\n" in readme
    assert readme.index("Hand in") < readme.index("- `demo.ipynb`\n- `scaling.py`\n")


def test_the_readme_names_the_zip_that_the_last_cell_writes(layout):
    edit(layout, "demo.py", "# The end.", '# The end.\n\n# %% cell="hand_in"')
    release(layout, "demo")
    with zipfile.ZipFile(bundle(layout, "demo")) as archive:
        readme = " ".join(archive.read("demo/README.md").decode().split())
    assert "packs it into `demo-handin.zip`: hand in that one file." in readme
    assert "each other, `numpy`, `matplotlib` and `reglab`." in readme


def test_the_licence_goes_with_the_library(layout):
    (layout.root / "LICENSE").write_text("Do what you like.\n")
    with zipfile.ZipFile(bundle(layout, "demo")) as archive:
        assert archive.read("demo/LICENSE") == b"Do what you like.\n"


def test_the_same_release_gives_the_same_bytes(layout, tmp_path):
    first = bundle(layout, "demo").read_bytes()
    elsewhere = Layout(Path(shutil.copytree(layout.root, tmp_path / "elsewhere")))
    (elsewhere.assignments / "demo" / "scaling.py").touch(mode=0o600)
    (elsewhere.assignments / "demo" / "__pycache__").mkdir()
    (elsewhere.assignments / "demo" / "__pycache__" / "x.pyc").write_bytes(b"\0")
    assert bundle(elsewhere, "demo").read_bytes() == first


def test_files_have_fixed_dates_and_can_be_read_by_everybody(layout):
    with zipfile.ZipFile(bundle(layout, "demo")) as archive:
        entries = archive.infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.external_attr >> 16 for entry in entries} == {0o100644}
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)


def test_a_stale_release_is_not_zipped(layout):
    old = bundle(layout, "demo").read_bytes()
    edit(layout, "demo.py", "# The end.", "# The very end.")
    with pytest.raises(AuthorError, match=r"demo\.ipynb:1: .* run `autograder release demo`"):
        bundle(layout, "demo")
    assert (layout.root / "dist" / "demo.zip").read_bytes() == old


def test_a_zip_that_would_leak_is_not_written(layout, monkeypatch):
    edit(layout, "demo.py", "# The end.", "# The end: dx = dout * cache.")
    monkeypatch.setattr(publishing, "_refuse_leaks", lambda *_: None)
    release(layout, "demo")
    with pytest.raises(AuthorError, match=r"scaling\.py:27: the zip would show private lines"):
        bundle(layout, "demo")
    assert list((layout.root / "dist").iterdir()) == []


def test_the_packages_of_the_course_are_asked_for_and_may_be_imported(layout):
    packages = 'packages = ["numpy", "tqdm", "yaml", "no_such_package"]'
    (layout.root / "course.toml").write_text(packages)
    with zipfile.ZipFile(bundle(layout, "demo")) as archive:
        requirements = archive.read("demo/requirements.txt").decode().split()
        readme = " ".join(archive.read("demo/README.md").decode().split())
        assert not [name for name in archive.namelist() if name.startswith("demo/reglab")]
    asked = ["numpy>=2.0", "tqdm>=4.66", "pyyaml>=6.0", "no_such_package", "jupyter>=1.1"]
    assert [line.lower() for line in requirements] == asked
    assert "each other, `numpy`, `tqdm`, `yaml` and `no_such_package`." in readme
    assert "reglab" not in readme
