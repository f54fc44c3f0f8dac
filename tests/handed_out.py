"""The demo as its students get it: its notebook begins and hands in, and it comes as a zip."""

import json
import zipfile
from pathlib import Path

from release_demo import COURSE
from release_steps import bundle, copy_of_demo, edit, release

from autograder.assignments.layout import Layout


def hand_out(tmp_path_factory, root: Path, address: str = "") -> tuple[Layout, Path]:
    """A checkout in which the demo is released with both cells, and its zip."""
    layout = copy_of_demo(tmp_path_factory, root)
    (layout.root / "course.toml").write_text(f'{COURSE}zip_address = "{address}"\n')
    edit(layout, "demo.py", "# %% Imports", '# %% cell="begin"\n\n# %% Imports')
    edit(layout, "demo.py", "# The end.", '# The end.\n\n# %% cell="hand_in"')
    release(layout, "demo")
    return layout, bundle(layout, "demo")


def code_of(zipped: Path, index: int) -> str:
    """The text of a code cell of the demo's notebook."""
    with zipfile.ZipFile(zipped) as archive:
        cells = json.loads(archive.read("demo/demo.ipynb"))["cells"]
    return "".join([cell for cell in cells if cell["cell_type"] == "code"][index]["source"])


def unpack(zipped: Path, folder: Path) -> Path:
    """Unpack the zip there; its folder."""
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(folder)
    return folder / "demo"
