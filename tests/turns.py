"""Which of many tests of one kind are run when not all are: a part, which rotates.

`make test` sets TURN to the number of commits, so that the next commit runs the next part, and one
commit always the same. THOROUGH=1 runs all. ONE_IN=4 makes every part a fourth as large, where the
tests have been run elsewhere already.
"""

import os
from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")

TURN = int(os.environ.get("TURN") or 0)
ONE_IN = int(os.environ.get("ONE_IN") or 1)
THOROUGH = os.environ.get("THOROUGH", "0") not in ("", "0")


def part(items: Iterable[T], size: int = 1, *, later: int = 0) -> tuple[T, ...]:
    """One in so many of the items, which of them being a matter of whose turn it is.

    Args:
        items: in an order of their own.
        size: how many parts there are.
        later: which part after the one whose turn it is.
    """
    size *= ONE_IN
    return tuple(items) if THOROUGH else tuple(items)[(TURN + later) % size :: size]
