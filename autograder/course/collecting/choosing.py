"""Chooses between submissions of one student: the later one, if that can be told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograder.course.collecting.filing import Loaded
from autograder.course.collecting.hand_ins import HandIn


@dataclass(frozen=True)
class Double:
    """A student who handed in more than once.

    Attributes:
        sources: the places of the submissions in the download.
        taken: the one that is graded; "" for none.
        why: how that was decided.
    """

    student: str
    sources: tuple[str, ...]
    taken: str
    why: str


def choose(
    student: str, hand_ins: Sequence[HandIn], loaded: Mapping[int, Loaded]
) -> tuple[HandIn | None, Double | None]:
    """The submission to be graded, and what is to be said about it.

    Args:
        student: whose they are.
        hand_ins: one or more.
        loaded: their files, by id() of the hand-in.
    """
    if len(hand_ins) == 1:
        return hand_ins[0], None
    whole = [hand_in for hand_in in hand_ins if not loaded[id(hand_in)].damaged] or list(hand_ins)
    taken, why = _later(whole, loaded)
    sources = tuple(hand_in.source for hand_in in hand_ins)
    return taken, Double(student, sources, taken.source if taken else "", why)


def _later(hand_ins: Sequence[HandIn], loaded: Mapping[int, Loaded]) -> tuple[HandIn | None, str]:
    if len(hand_ins) == 1:
        return hand_ins[0], "the other one is damaged"
    times = [hand_in.time for hand_in in hand_ins if hand_in.time]
    if len(times) == len(hand_ins) and times.count(max(times)) == 1:
        latest = hand_ins[times.index(max(times))]
        return latest, f"it is the later one: {max(times):%Y-%m-%d %H:%M:%S %Z}"
    first = loaded[id(hand_ins[0])].files
    if all(loaded[id(hand_in)].files == first for hand_in in hand_ins):
        return hand_ins[0], "they are the same"
    return (
        None,
        "nothing says which is the later one; copy the right one into the folder of the student",
    )
