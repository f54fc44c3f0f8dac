"""Text for people, told from code."""

import keyword
import re
import tokenize

from autograder.submissions.notebook_cells import Cell
from autograder.submissions.words import words_of

_MAX_READ = 5_000  # characters of a cell
_MAGIC = re.compile(r"^[ \t]*+(?:%|!|\?|.*\?[ \t]*$).*$", re.MULTILINE)
# Bounded and possessive, so that no text takes long.
_COMMENT = re.compile(r"^[^#\n]*+#[^\n]*?\b(?:[^\W_]++[ ,;:'=+-]++){3}[^\W_]", re.MULTILINE)
_NAMED_TEXT = re.compile(
    r"^[ \t]*+\w++ *+= *+\(? *+[rRuU]?[\"']{1,3}\s*+(?:\w++[,;:=+*-]?+\s[=+*-]?+ ?+){2}\w",
    re.MULTILINE,
)
_FEW = 3  # words of a heading
_SHOWN = frozenset({"print", "display", "Markdown", "(", ")", ",", ";"})
_FILLED_IN = re.compile(r"[rR]?[fF]")
_WORDS = frozenset({tokenize.NAME, tokenize.NUMBER})
_STRUCTURE = frozenset({tokenize.NEWLINE, tokenize.NL, tokenize.INDENT, tokenize.DEDENT})
_STRUCTURE |= {tokenize.COMMENT, tokenize.ENDMARKER}


def is_prose(cell: Cell) -> bool:
    """True for a cell in which a student may have written an answer.

    A new cell is one of code at first, so text stands there as it is, as a comment, or as a string
    that is printed.
    """
    if not cell.source.strip():
        return bool(cell.attachments)
    if cell.kind != "code":
        return not _is_heading(cell.source) or bool(cell.attachments)
    if any(output.get("ename") == "SyntaxError" for output in cell.outputs):
        return True
    return _reads_as_text(_MAGIC.sub("", cell.source[:_MAX_READ]))


def may_tell(code: str) -> bool:
    """True for code with some words in a comment, or a text that is given a name."""
    some = code[:_MAX_READ]
    return bool(_COMMENT.search(some) or _NAMED_TEXT.search(some))


def _is_heading(source: str) -> bool:
    """True for a title of few words: one that says more may be an answer in large letters."""
    lines = [line for line in source.splitlines() if line.strip()]
    if len(lines) != 1 or not lines[0].lstrip().startswith("#"):
        return False
    return len(lines[0].strip(" \t#").split()) <= _FEW


def _reads_as_text(source: str) -> bool:
    """True where Python sees comments and strings only, or what it cannot read."""
    found = words_of(source)
    if not found.are_python:
        return True
    words = [token for token in found.tokens if token.type not in _STRUCTURE]
    if not words:
        return "#" in source
    if any(map(_are_no_code, words, words[1:])):
        return True
    plain = [w.type == tokenize.STRING and not _FILLED_IN.match(w.string) for w in words]
    others = [w.string for w, text in zip(words, plain, strict=True) if not text]
    if any(plain):
        return _SHOWN.issuperset(others)
    return not source.isascii() and all(map(str.isidentifier, others))


def _are_no_code(word: tokenize.TokenInfo, after: tokenize.TokenInfo) -> bool:
    """True for two words or numbers side by side, neither of which is Python's own."""
    both = {word.type, after.type} <= _WORDS and word.end[0] == after.start[0]
    own = keyword.iskeyword(word.string) or keyword.iskeyword(after.string)
    soft = word.string in keyword.softkwlist
    return both and not own and not soft
