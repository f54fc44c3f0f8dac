"""The cheapest dishonest programs: code that does nothing of what is asked and looks for points.

The module of an assignment, tests/cheap/NAME.py, holds them as ``PROGRAMS``: a list of Program.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Program:
    """One submission.

    Attributes:
        name: of the program, once in its assignment.
        files: texts by file name, such as "layers.py".
        may_pass: by exercise, the checks whose sentences are true of it: it may earn their points
            and no others, and at most a tenth of the assignment's.
    """

    name: str
    files: Mapping[str, str]
    may_pass: Mapping[str, Sequence[str]] = field(default_factory=dict)
