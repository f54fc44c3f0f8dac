"""The vocabulary in which an author names the wrong versions that students write."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Misconception:
    """A wrong version: the reference with a few lines changed.

    Attributes:
        name: what the feedback and the kill table call it.
        exercise: the exercise it is a wrong version of.
        edits: what to replace in the reference module, {reference text: wrong text}; each text
            must occur there exactly once.
        loses: names of the checks that it loses, no more and no fewer.
        says: one sentence to the student: the likely cause.
        hint: what to look at.
    """

    name: str
    exercise: str
    edits: Mapping[str, str]
    loses: tuple[str, ...]
    says: str
    hint: str = ""
