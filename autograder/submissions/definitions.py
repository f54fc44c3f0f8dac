"""What a module defines, told from its words alone: nothing is parsed deeply, nothing is run."""

import io
import re
import tokenize
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from autograder.submissions.words import words_of

Lines = tuple[str, ...]  # logical lines, without comments, docstrings and blanks

_DEFINITION = re.compile(r"(?:async )?(?:def|class) (\w+)")
_ASSIGNMENT = re.compile(r"(?:\( )?(\w+(?: , \w+)*+)(?: \))?(?: : [^=]+)? = ")
_IMPORT = re.compile(r"from (.+?) import (.+)")
_QUIET = frozenset({tokenize.COMMENT, tokenize.NL, tokenize.ENCODING, tokenize.ENDMARKER})
_BLANKS = dict.fromkeys(map(ord, "\u00a0\u3000"), " ")  # pasted, and refused by Python
_MARKER = re.compile(r"^(<{7}|={7}|>{7}|\|{7})( .*)?$", re.MULTILINE)


@dataclass(frozen=True)
class Definitions:
    """The names that a module defines at its top level.

    Attributes:
        lines: of each function, class or constant; the last definition of a name counts.
        imported: the module that a name was imported from, by that name.
        stars: modules of which everything is imported.
        rest: the logical lines that define nothing.
    """

    lines: Mapping[str, Lines]
    imported: Mapping[str, str] = field(default_factory=dict)
    stars: Lines = ()
    rest: Lines = ()

    @property
    def functions(self) -> list[str]:
        """Names of the functions and classes."""
        return [name for name, lines in self.lines.items() if _DEFINITION.match(lines[0])]

    @property
    def all_lines(self) -> tuple[object, ...]:
        """All that it does; equal for texts that differ in comments and layout only."""
        return (sorted(self.lines.items()), sorted(self.imported.items()), self.stars, self.rest)


@lru_cache(maxsize=32)  # the skeletons are looked at for every submission
def definitions(text: str) -> Definitions:
    """The definitions of a module, as far as its text can be read as Python.

    What stands in a block of the module itself, such as that of an ``if`` or a ``try``, is at its
    top level as well.
    """
    reader = _Reader()
    for depth, _, line in _logical_lines(text):
        reader.read(depth, line)
    lines = {name: tuple(found) for name, found in reader.lines.items()}
    return Definitions(lines, reader.imported, tuple(reader.stars), tuple(reader.rest))


class _Reader:
    """Takes the logical lines of a module apart, one after the other."""

    def __init__(self) -> None:
        self.lines: dict[str, list[str]] = {}
        self.imported: dict[str, str] = {}
        self.stars: list[str] = []
        self.rest: list[str] = []
        self._within: tuple[int, list[str]] | None = None  # the depth of a definition, its lines

    def read(self, depth: int, line: str) -> None:
        if self._within is not None and depth > self._within[0]:
            self._within[1].append(f"{depth - self._within[0]} {line}")
            return
        self._within = None
        if names := defined_by(line):
            own = [line]
            self.lines |= dict.fromkeys(names, own)
            self._within = (depth, own) if _DEFINITION.match(line) else None
        elif match := _IMPORT.match(line):
            self.rest.append(line)
            module, names = match[1].replace(" ", ""), imported_names(line)
            self.imported |= dict.fromkeys(names, module)
            self.stars += [] if names else [module]
        elif not line.startswith("@"):
            self.rest.append(f"{depth} {line}" if depth else line)


def worked_on(found: Definitions, skeleton: Definitions | None, name: str) -> bool:
    """True if a student wrote something into a function, or brought it from elsewhere.

    Args:
        found: the definitions of the student's text.
        skeleton: those of the text that was released; None where it is not known.
        name: of the function.
    """
    if name in found.imported:
        return True
    if name not in found.lines:
        return False
    own = set(found.lines[name])
    if skeleton is None or name not in skeleton.lines:
        return not any("raise NotImplementedError" in line for line in own)
    return not own <= set(skeleton.lines[name])


def sides_of_a_merge(text: str) -> tuple[str, str] | None:
    """Both sides of a text with the markers of an unfinished merge; None without markers."""
    if not re.search(r"^<{7}( .*)?$", text, re.MULTILINE) or not _MARKER.search(text):
        return None
    ours: list[str] = []
    theirs: list[str] = []
    into: tuple[list[str], ...] = (ours, theirs)
    for line in text.splitlines():
        if match := _MARKER.match(line):
            after = {"<": (ours,), "|": (), "=": (theirs,), ">": (ours, theirs)}
            into = after[match[1][0]]
            continue
        for side in into:
            side.append(line)
    return "\n".join(ours) + "\n", "\n".join(theirs) + "\n"


def statements(text: str) -> Iterator[tuple[str, str]]:
    """The first logical line of each statement at the top level, and its text as it stands."""
    rows = io.StringIO(text, newline=None).readlines()
    tops = [(row, line) for depth, row, line in _logical_lines(text) if depth == 0]
    ends = [*(row for row, _ in tops), len(rows) + 1][1:]
    for (start, line), end in zip(tops, ends, strict=True):
        yield line, "".join(rows[start - 1 : end - 1])


def defined_by(line: str) -> tuple[str, ...]:
    """The names that a logical line defines: of a function, a class, or variables."""
    if match := _DEFINITION.match(line):
        return (match[1],)
    match = _ASSIGNMENT.match(line)
    return tuple(match[1].split(" , ")) if match else ()


def imported_names(line: str) -> tuple[str, ...]:
    """The names that the logical line of an import binds; () for an import of everything."""
    names = line.rpartition("import ")[2].strip("() ").split(",")
    words = [name.split() for name in names if name.strip()]
    bound = tuple(part[-1] if " as " in f" {' '.join(part)} " else part[0] for part in words)
    return () if bound == ("*",) else bound


def is_whole(text: str) -> bool:
    """True if all words of a text can be told apart, and all brackets and strings are closed."""
    return words_of(text).are_python


def _logical_lines(text: str) -> Iterator[tuple[int, int, str]]:
    """The depth, first row and words of each logical line.

    Where Python can no longer tell words apart, or a text is very long, lines are told by their
    indentation.
    """
    found = words_of(text.translate(_BLANKS))
    depth = row = words_row = 0
    words: list[tuple[int, str]] = []
    for token in found.tokens:
        if token.type == tokenize.INDENT:
            depth += 1
        elif token.type == tokenize.DEDENT:
            depth -= 1
        elif token.type == tokenize.NEWLINE:
            if not _is_text(words):
                yield depth, words_row, " ".join(word for _, word in words)
            words = []
        elif token.type not in _QUIET:
            if not words:
                words_row = token.start[0]
            words.append((token.type, token.string))
        row = token.start[0]
    if not found.whole:
        yield from _by_indentation(text, words_row if words else row + 1)


def _is_text(words: list[tuple[int, str]]) -> bool:
    """True for a docstring, or a text that stands by itself."""
    return bool(words) and all(kind == tokenize.STRING for kind, _ in words)


def _by_indentation(text: str, first: int) -> Iterator[tuple[int, int, str]]:
    for row, line in enumerate(io.StringIO(text, newline=None), start=1):
        words = re.findall(r"\w+|[^\w\s]", line.partition("#")[0])
        if row >= first and words:
            yield int(line[:1].isspace()), row, " ".join(words)
