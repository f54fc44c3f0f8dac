"""A progress bar where tqdm is installed, and silence where it is not."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

T = TypeVar("T")
Advance = Callable[[str], None]


def progress(items: Iterable[T], description: str = "", *, visible: bool = True) -> Iterable[T]:
    """The same items, with a bar that counts them as they are used.

    Args:
        items: anything to loop over; with a length the bar knows how long it will take.
        description: stands before the bar.
        visible: False for no bar.

    Returns:
        An iterable of the same items. A loop over it must run to its end, or the bar stays.
    """
    tqdm = _tqdm() if visible else None
    if tqdm is None:
        return items
    bar: Iterable[T] = tqdm(items, desc=description)
    return bar


@contextmanager
def steps(total: int, description: str = "", *, visible: bool = True) -> Iterator[Advance]:
    """A bar of so many steps, gone at the end however that comes.

    Args:
        total: how many steps there will be.
        description: stands before the bar.
        visible: False for no bar.

    Yields:
        A function to call after each step, with a note to stand behind the bar.
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
    """A bar of tqdm that counts bytes, or False where there is none.

    Args:
        total: bytes to come.
        description: the text before the bar.
        visible: False hides the bar.
    """
    tqdm = _tqdm() if visible else None
    if tqdm is None:
        yield False
        return
    with tqdm(total=total, desc=description, unit="B", unit_scale=True) as bar:
        yield bar


def say(text: str, *, visible: bool = True) -> None:
    """Print a sentence where the bar would be."""
    if visible:
        print(text)


def _tqdm() -> Any:
    """The bar, or None without tqdm.

    It is the bar of text, in a terminal and in every notebook: it leaves nothing in the notebook's
    file. On stderr, which is tqdm's default, Jupyter would show it as a warning.
    """
    try:
        # Optional, because the students' zip runs without it; it ships no types.
        from tqdm import tqdm  # type: ignore[import-untyped]
    except ImportError:
        return None
    return partial(tqdm, file=sys.stdout, leave=False, mininterval=0.5)
