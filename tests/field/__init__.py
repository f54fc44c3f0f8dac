"""Field cases: small submissions as people write them, and what is right for each.

The module of an assignment, tests/field/NAME.py, holds them as ``CASES``: a list of Case. Each is
about a kind of mistake, met in the field and written down in other words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

FULL = (1.0, 1.0)


@dataclass(frozen=True)
class Case:
    """One submission.

    Attributes:
        name: of the case, once in its assignment.
        files: texts by file name, such as "layers.py".
        scores: by exercise, the least and the greatest share of its points that is right.
        say: by exercise, patterns of which one must stand in what the student may read.
        never: words that may not stand in anything that the student may read.
        why: that is right.
    """

    name: str
    files: Mapping[str, str]
    scores: Mapping[str, tuple[float, float]]
    say: Mapping[str, Sequence[str]] = field(default_factory=dict)
    never: Sequence[str] = ()
    why: str = ""
