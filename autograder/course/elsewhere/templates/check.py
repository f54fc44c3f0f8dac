"""Runs the visible checks on the files of a folder: python .github/check/check.py [FOLDER]."""

import sys
from pathlib import Path

KIT = Path(__file__).resolve().parent
sys.path.insert(0, str(KIT))

from coursework.headless import main  # noqa: E402 - it lies in the folder of this file

sys.exit(main(KIT, sys.argv[1:]))
