"""The words of a text, as Python tells them apart, on every version of it."""

import io
import tokenize
import warnings
from dataclasses import dataclass

MAX_TOKENIZED = 100_000  # characters; Python takes seconds for a million

_NO_PYTHON = frozenset("$?!`")  # which newer versions call operators


@dataclass(frozen=True)
class Words:
    """The tokens of a text.

    Attributes:
        tokens: as far as they can be told.
        whole: whether that is to the end.
    """

    tokens: tuple[tokenize.TokenInfo, ...]
    whole: bool

    @property
    def are_python(self) -> bool:
        """True if the text is told to its end, and each of its words can occur in Python."""
        return self.whole and not any(map(_is_no_python, self.tokens))


def words_of(text: str) -> Words:
    """The words of a text; none of a very long one."""
    found: list[tokenize.TokenInfo] = []
    if len(text) > MAX_TOKENIZED:
        return Words((), whole=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what newer versions say of a student's strings
        try:
            for token in tokenize.generate_tokens(io.StringIO(text, newline=None).readline):
                found.append(token)
        except (tokenize.TokenError, SyntaxError, ValueError, SystemError):
            return Words(tuple(found), whole=False)
    return Words(tuple(found), whole=True)


def _is_no_python(token: tokenize.TokenInfo) -> bool:
    odd = token.type == tokenize.ERRORTOKEN and bool(token.string.strip())
    return odd or (token.type == tokenize.OP and token.string in _NO_PYTHON)
