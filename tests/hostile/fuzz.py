"""Fuzzes the trusted side and prints the counts: ``python -m tests.hostile.fuzz [TIMES]``."""

import os
import sys
from pathlib import Path

import pytest


def main() -> int:
    """Run with statistics, TIMES as many examples; the exit status is pytest's."""
    os.environ["REGLAB_FUZZ"] = (sys.argv[1:] or ["1"])[0]
    tests = Path(__file__).parents[1] / "test_wire_fuzz.py"
    options = ["-q", "--hypothesis-show-statistics", "--noconftest", "-p", "no:cacheprovider"]
    return int(pytest.main([str(tests), *options]))


if __name__ == "__main__":
    sys.exit(main())
