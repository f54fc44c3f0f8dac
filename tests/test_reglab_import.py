"""Importing the library is cheap: what draws or counts is loaded when it is first used."""

import subprocess
import sys

import reglab


def test_import_loads_neither_matplotlib_nor_tqdm():
    code = "import sys, reglab; print(*sorted({'matplotlib', 'tqdm'} & set(sys.modules)))"
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True
    )
    assert (run.stdout.strip(), run.stderr) == ("", "")


def test_all_public_names_exist():
    assert all(hasattr(reglab, name) for name in reglab.__all__)
