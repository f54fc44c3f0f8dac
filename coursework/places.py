"""Where the files of an assignment may lie: beside the notebook, and where hosts put them."""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

# Where Colab has uploads and a mounted Drive, and Kaggle what was added to a notebook.
_HOSTS = ("/content", "/content/drive/MyDrive", "/kaggle/working", "/kaggle/input")
_LEVELS = ("", "*/", "*/*/")


def notebook_variables() -> dict[str, Any]:
    """The variables of the running notebook; none outside of one."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return shell.user_ns if shell else {}


def notebook_history() -> list[str]:
    """The cells that were run in the running notebook, as they were written; the last is this."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return list(shell.history_manager.input_hist_raw) if shell else []


def notebook_files() -> Iterator[Path]:
    """The file of the running notebook, as far as VS Code and Jupyter tell."""
    told = (notebook_variables().get("__vsc_ipynb_file__"), os.environ.get("JPY_SESSION_NAME"))
    for path in told:
        if path and str(path).endswith(".ipynb") and Path(path).is_file():
            yield Path(path)


def nearby(pattern: str, homes: Sequence[Path] = ()) -> Iterator[Path]:
    """Files and folders that match, the nearest first.

    Args:
        pattern: a name, with * where anything may stand.
        homes: where to look, up to two levels below; by default beside the notebook, in the
            working directory and above it, and where Colab and Kaggle keep files.
    """
    here = Path.cwd()
    beside = [path.parent for path in notebook_files()]
    where = homes or [*beside, here, *here.parents[:2], *map(Path, _HOSTS)]
    seen = set()
    for home in where:
        for level in _LEVELS:
            for path in sorted(home.glob(level + pattern)):
                if path not in seen and "__MACOSX" not in path.parts:
                    seen.add(path)
                    yield path
