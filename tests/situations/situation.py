"""A situation, and how one is written down."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SITUATIONS: list["Situation"] = []

BOTH = ("double", "halve")


@dataclass(frozen=True)
class Situation:
    """Something that a student handed in, and what is right.

    Attributes:
        name: of the situation, and of its student.
        handed_in: a sentence on what was handed in.
        make: does it to a folder that holds a right submission.
        group: title of the part of the table that it stands in.
        earns: exercises that get full marks; the others get 0.
        waits: exercises whose 0 is provisional: a person must look.
        said: words that a note, or the reason to wait, must hold.
        to_mark: whether a person is asked to mark the written answer; else it gets 0.
        answer: words that the person who marks must see in the answer's cell.
        picture: whether a picture must be in it.
    """

    name: str
    handed_in: str
    make: Callable[[Path], None]
    group: str
    earns: tuple[str, ...]
    waits: tuple[str, ...]
    said: tuple[str, ...]
    to_mark: bool
    answer: str
    picture: bool

    @property
    def lost(self) -> tuple[str, ...]:
        """Exercises that get 0, for certain or till a person has looked."""
        return tuple(name for name in BOTH if name not in self.earns)


def situation(
    group: str,
    *said: str,
    earns: tuple[str, ...] = BOTH,
    waits: tuple[str, ...] = (),
    to_mark: bool = True,
    answer: str = "Because $2x",
    picture: bool = False,
) -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    """Register a function whose docstring says what is handed in."""

    def register(make: Callable[[Path], None]) -> Callable[[Path], None]:
        text = " ".join((make.__doc__ or "").split())
        add(make.__name__, text, make, group, earns, waits, said, to_mark, answer, picture)
        return make

    return register


def add(name: str, handed_in: str, make: Callable[[Path], None], group: str, *right) -> None:
    """Register a situation that a loop makes."""
    assert handed_in, f"{name} says what was handed in"
    SITUATIONS.append(Situation(name, handed_in, make, group, *right))
