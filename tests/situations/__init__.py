"""What people hand in: each situation with what comes out and what is right.

The table is docs/what-comes-in.md; ``PYTHONPATH=.:tests python -m situations`` writes it.
"""

from . import answers, contents, lacking, names, notebooks  # noqa: F401 - they register
from .situation import SITUATIONS, Situation

__all__ = ["SITUATIONS", "Situation"]
