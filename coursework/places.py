"""Where the files of an assignment may lie: beside the notebook, and where hosts put them."""

import os
import sys
from collections.abc import Iterator
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


def nearby(pattern: str) -> Iterator[Path]:
    """Files and folders that match, the nearest first.

    They are looked for up to two levels below the notebook, the working directory and the folders
    of hosts, and in the folders above; not beside those, where others may have their work.

    Args:
        pattern: a name, with * where anything may stand.
    """
    here = Path.cwd()
    below = [*(path.parent for path in notebook_files()), here, *map(Path, _HOSTS)]
    places = [(home, level) for home in below for level in _LEVELS]
    places += [(home, "") for home in here.parents[:2]]
    seen = set()
    for home, level in places:
        for path in sorted(home.glob(level + pattern)):
            if path not in seen and "__MACOSX" not in path.parts:
                seen.add(path)
                yield path
