"""Writes docs/what-comes-in.md: ``PYTHONPATH=.:tests python -m situations``."""

from .page import PAGE, page

if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
