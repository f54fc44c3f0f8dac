"""A progress bar where tqdm is installed, and silence where it is not."""

import sys
from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


def progress(items: Iterable[T], description: str = "", *, visible: bool = True) -> Iterable[T]:
    """The same items, with a bar that counts them as they are used.

    Args:
        items: anything to loop over; with a length the bar knows how long it will take.
        description: stands before the bar.
        visible: False for no bar.

    Returns:
        An iterable of the same items. A loop over it must run to its end, or the bar stays.
    """
    if not visible:
        return items
    try:
        # Optional, because the students' zip runs without it; it ships no types.
        from tqdm import tqdm  # type: ignore[import-untyped]
    except ImportError:
        return items
    # On stderr, which is the default, Jupyter would show the bar as a warning.
    bar: Iterable[T] = tqdm(items, desc=description, file=sys.stdout, leave=False, mininterval=0.5)
    return bar
