"""Progress bars if tqdm is installed."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

T = TypeVar("T")
Advance = Callable[[str], None]


def progress(items: Iterable[T], description: str = "", *, visible: bool = True) -> Iterable[T]:
    """The same items with a progress bar.

    Args:
        items: an iterable; the bar shows its length, if it has one.
        description: text before the bar.
        visible: False hides the bar.

    Returns:
        An iterable of the same items. If a loop over it stops early, the bar stays.
    """
    tqdm = _tqdm() if visible else None
    if tqdm is None:
        return items
    bar: Iterable[T] = tqdm(items, desc=description)
    return bar


@contextmanager
def steps(total: int, description: str = "", *, visible: bool = True) -> Iterator[Advance]:
    """A progress bar for a number of steps, removed at the end and after an error.

    Args:
        total: number of steps.
        description: text before the bar.
        visible: False hides the bar.

    Yields:
        A function to call after each step, with a text to show after the bar.
    """
    tqdm = _tqdm() if visible else None
    if tqdm is None:
        yield lambda note: None
        return
    with tqdm(total=total, desc=description, unit="step") as bar:

        def advance(note: str) -> None:
            bar.set_postfix_str(note, refresh=False)
            bar.update()

        yield advance


@contextmanager
def byte_bar(total: int, description: str = "", *, visible: bool = True) -> Iterator[Any]:
    """A progress bar of tqdm for a number of bytes, or False without tqdm.

    Args:
        total: number of bytes.
        description: text before the bar.
        visible: False hides the bar.
    """
    tqdm = _tqdm() if visible else None
    if tqdm is None:
        yield False
        return
    with tqdm(total=total, desc=description, unit="B", unit_scale=True) as bar:
        yield bar


def say(text: str, *, visible: bool = True) -> None:
    """Print a text."""
    if visible:
        print(text)


def _tqdm() -> Any:
    """The text bar of tqdm, or None without tqdm.

    It leaves nothing in the file of a notebook. Jupyter shows stderr, the default, as a warning.
    """
    try:
        # Optional, because the students' zip runs without it; it ships no types.
        from tqdm import tqdm  # type: ignore[import-untyped]
    except ImportError:
        return None
    return partial(tqdm, file=sys.stdout, leave=False, mininterval=0.5)
