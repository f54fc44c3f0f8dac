"""What a module defines, told from its words alone: nothing is parsed deeply, nothing is run."""

import io
import re
import tokenize
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Lines = tuple[str, ...]  # logical lines, without comments, docstrings and blanks

_DEFINITION = re.compile(r"(?:async )?(?:def|class) (\w+)")
_ASSIGNMENT = re.compile(r"(\w+)(?: : [^=]+)? = ")
_IMPORT = re.compile(r"from (.+?) import (.+)")
_QUIET = frozenset({tokenize.COMMENT, tokenize.NL, tokenize.ENCODING, tokenize.ENDMARKER})
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
    def all_lines(self) -> tuple[object, ...]:
        """All that it does; equal for texts that differ in comments and layout only."""
        return (sorted(self.lines.items()), sorted(self.imported.items()), self.stars, self.rest)


def definitions(text: str) -> Definitions:
    """The definitions of a module, as far as its text can be read as Python."""
    lines: dict[str, list[str]] = {}
    imported: dict[str, str] = {}
    stars: list[str] = []
    rest: list[str] = []
    current: list[str] = rest
    for depth, _, line in _logical_lines(text):
        if depth:
            current.append(f"{depth} {line}")
            continue
        if match := _DEFINITION.match(line) or _ASSIGNMENT.match(line):
            lines[match[1]] = current = [line]
        elif match := _IMPORT.match(line):
            current = rest
            rest.append(line)
            _note_import(match[1].replace(" ", ""), match[2], imported, stars)
        elif not line.startswith("@"):
            current = rest
            rest.append(line)
    return Definitions(
        {name: tuple(found) for name, found in lines.items()}, imported, tuple(stars), tuple(rest)
    )


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
    starts = [row for row, _ in tops]
    for (start, line), end in zip(tops, [*starts[1:], len(rows) + 1], strict=True):
        yield line, "".join(rows[start - 1 : end - 1])


def _note_import(module: str, names: str, imported: dict[str, str], stars: list[str]) -> None:
    if names.strip() == "*":
        stars.append(module)
        return
    for name in names.strip("() ").split(","):
        words = name.split()
        if words:
            imported[words[-1]] = module


def _logical_lines(text: str) -> Iterator[tuple[int, int, str]]:
    """The depth, first row and words of each logical line.

    Where Python can no longer tell words apart, lines are told by their indentation.
    """
    depth = row = words_row = 0
    words: list[tuple[int, str]] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(text, newline=None).readline):
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
    except (tokenize.TokenError, SyntaxError, ValueError):
        rest = words_row if words else row + 1
        yield from _by_indentation(text, rest)


def _is_text(words: list[tuple[int, str]]) -> bool:
    """True for a docstring, or a text that stands by itself."""
    return bool(words) and all(kind == tokenize.STRING for kind, _ in words)


def _by_indentation(text: str, first: int) -> Iterator[tuple[int, int, str]]:
    for row, line in enumerate(text.splitlines(), start=1):
        words = re.findall(r"\w+|[^\w\s]", line.partition("#")[0])
        if row >= first and words:
            yield int(line[:1].isspace()), row, " ".join(words)
