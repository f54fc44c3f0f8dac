"""What people hand in: each situation with what comes out and what is right.

The table is docs/what-comes-in.md; ``PYTHONPATH=.:tests python -m situations`` writes it.
"""

from . import (  # noqa: F401 - they register
    answers,
    cells,
    code_answers,
    contents,
    imports,
    lacking,
    names,
    notebooks,
)
from .situation import SITUATIONS, Situation

__all__ = ["SITUATIONS", "Situation"]
