"""Keeps what a submission can see in its process out of the words that its student reads.

What an exception says, and what was printed last, is written by the submission. It may hold code
of the author's that runs beside it, and the inputs of checks that are hidden. Whoever wants to can
spell both in a way that nobody recognizes, a few hundred letters at a time: this is for the rest.
"""

import re
from dataclasses import dataclass
from functools import cache

LENGTH = 24  # letters and digits in a row that no honest text shares with the author's code
MOST_DIGITS = 3  # of a number with a fraction, and
MOST_WHOLE = 6  # of a whole one: sizes and shapes are told
MOST_ROW = 6  # numbers in a row

_HIDDEN = "…"
_DEFINED = re.compile(r"^ *(?:def|class) (\w+)", re.MULTILINE)
_ELSE = re.compile(r"[^0-9A-Za-z]+")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|(?<![\w.])\.\d+")
_ROW = re.compile(
    rf"(?:[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[\s,;:\[\]()]+){{{MOST_ROW},}}"
    r"[-+]?(?:\d+\.?\d*|\.\d+)"
)


@dataclass(frozen=True)
class Private:
    """Texts of the author's.

    Attributes:
        pieces: every run of LENGTH letters and digits in them, whatever stands in between.
        names: the functions and classes that they define, where these are no plain words.
    """

    pieces: frozenset[str]
    names: re.Pattern[str]

    def hide(self, text: str) -> str:
        """A text of the submission's, without what is the author's.

        Numbers are left out where they are many or precise: they may be what a hidden check asks.
        """
        if any(piece in self.pieces for piece in _pieces(text.replace("\\n", " "))):
            return _HIDDEN
        return _NUMBER.sub(_shortened, _ROW.sub(_HIDDEN, self.names.sub(_HIDDEN, text)))


@cache
def private(probes: str, others: tuple[str, ...]) -> Private:
    """What must not come out of the text of probes, and of others whose names students know."""
    names = {name for name in _DEFINED.findall(probes) if "_" in name.strip("_") or name[0] == "_"}
    either = "|".join(sorted(name for name in names if not name.startswith("__"))) or "(?!)"
    pieces = frozenset(piece for text in (probes, *others) for piece in _pieces(text))
    return Private(pieces, re.compile(rf"\b(?:{either})\b"))


def _pieces(text: str) -> set[str]:
    bare = _ELSE.sub("", text)
    return {bare[at : at + LENGTH] for at in range(len(bare) - LENGTH + 1)}


def _shortened(number: re.Match[str]) -> str:
    mantissa = re.split("[eE]", number[0])[0]
    digits = len(mantissa.replace(".", "").strip("0"))
    whole = mantissa.isdigit() and mantissa == number[0]
    return number[0] if digits <= (MOST_WHOLE if whole else MOST_DIGITS) else _HIDDEN
