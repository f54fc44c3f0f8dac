"""Misconceptions of one exercise in the code of another: called by their own name, or by none.

Many exercises ask for nearly the same, in other words. A mistake that is known in one of them is
made in the others, where nobody may have written it down.
"""

import ast
import builtins
import io
import keyword
import tokenize
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from autograder.assignments.assignment import Assignment, version_source
from autograder.assignments.loading import find_assignments, load_assignment
from autograder.authoring.measures.attempts import Tell, seconds_of
from autograder.authoring.measures.fates import Fate, fate_of
from autograder.authoring.measures.mutants import Mutant
from autograder.authoring.measures.source_text import SourceText
from autograder.authors.exercise import AuthorError, Exercise, Misconception
from autograder.grading.grader import Grader

LEAST = 5  # tokens of what is changed: a name alone is found everywhere

_Token = tuple[str, int, int]  # its string, its start and its end


@dataclass(frozen=True)
class PortedTable:
    """The misconceptions of other exercises in the code of one, graded.

    Attributes:
        exercise: whose code was changed.
        fates: what became of each; the kind of its mutant is "exercise/misconception".
    """

    exercise: str
    fates: tuple[Fate, ...]

    @property
    def misnamed(self) -> tuple[Fate, ...]:
        """Those for which another cause is asserted, though it does not answer the same."""
        return tuple(
            fate
            for fate in self.fates
            if not fate.proved and set(fate.names) - {fate.mutant.kind.rpartition("/")[2]}
        )

    @property
    def faults(self) -> Iterator[str]:
        """What there is to fix, one sentence each."""
        for fate in self.misnamed:
            mutant = fate.mutant
            yield (
                f"{mutant.exercise}, line {mutant.line}: {mutant.kind}, made here"
                f" ({mutant.after!r}), is told to be {' and '.join(fate.names)}"
            )


def grade_ported(grader: Grader, exercise: Exercise, jobs: int, tell: Tell) -> PortedTable:
    """Make every misconception of the course that fits in the code of an exercise.

    Args:
        grader: of its assignment.
        exercise: whose code is changed.
        jobs: how many processors to use.
        tell: told how many are done, and how many there are.
    """
    made = list(_ported(grader.assignment, exercise))
    fates: list[Fate] = []
    seconds = seconds_of(grader, exercise)
    with ThreadPoolExecutor(grader.at_once(jobs)) as pool:
        for fate in pool.map(partial(fate_of, grader, exercise, seconds, set()), made):
            fates.append(fate)
            tell(len(fates), len(made))
    return PortedTable(exercise.name, tuple(fates))


def _ported(assignment: Assignment, exercise: Exercise) -> Iterator[Mutant]:
    text = SourceText(assignment.source(exercise.module))
    piece = next((n for n in text.tree.body if getattr(n, "name", "") == exercise.name), None)
    if piece is None:
        return
    # One that is the exercise's own, word for word, has its name here.
    own = (_tree(version_source(assignment, wrong)) for wrong in exercise.misconceptions)
    known = {ast.dump(text.tree), *own}
    for other in _others(assignment):
        for wrong in other.misconceptions:
            new = _made(text, piece, wrong) if other.name != exercise.name else None
            if new is None or (tree := _tree(new)) in {None, *known}:
                continue
            known.add(str(tree))
            lines = text.source.splitlines(), new.splitlines()
            line = next(i for i, (a, b) in enumerate(zip(*lines, strict=False)) if a != b)
            before, after = (" ".join(one[line].split()) for one in lines)
            name = f"{other.name}/{wrong.name}"
            yield Mutant(exercise.name, name, line + 1, before, after, new)


def _others(assignment: Assignment) -> Iterator[Exercise]:
    """The exercises of the course."""
    solutions = assignment.folder.parent
    for name in find_assignments(solutions):
        try:
            yield from load_assignment(solutions / name).exercises
        except AuthorError:  # which is told of when that one is verified
            continue


def _tree(text: str) -> str | None:
    try:
        return ast.dump(ast.parse(text))
    except SyntaxError:
        return None


def _made(text: SourceText, piece: ast.stmt, wrong: Misconception) -> str | None:
    """The module with a misconception of elsewhere in it; None where it does not fit."""
    start, end = text.start(piece), text.end(piece)
    there = _tokens(text.source[start:end])
    edits = []
    for old, new in wrong.replace.items():
        wanted = _tokens(old)
        if "\n" in old or "\n" in new or len(wanted) < LEAST:
            return None
        fits = [
            (there[i][1], there[i + len(wanted) - 1][2], names)
            for i in range(len(there) - len(wanted) + 1)
            if (names := _renamed(wanted, there[i : i + len(wanted)], text.imported)) is not None
        ]
        if len(fits) != 1:
            return None
        first, last, names = fits[0]
        edits.append((start + first, start + last, _rename(new, names)))
    edits.sort()
    if any(one[1] > other[0] for one, other in pairwise(edits)):
        return None
    source = text.source
    for first, last, new in reversed(edits):
        source = source[:first] + new + source[last:]
    return source


def _renamed(
    wanted: Sequence[_Token], found: Sequence[_Token], fixed: Collection[str]
) -> dict[str, str] | None:
    """What each name of one text is called in another; None where they are not alike.

    Args:
        wanted: the tokens of one.
        found: those of the other, as many.
        fixed: names that are the same in both.
    """
    names: dict[str, str] = {}
    for (one, *_), (other, *_) in zip(wanted, found, strict=True):
        if _is_name(one) and _is_name(other) and one not in fixed and other not in fixed:
            if names.setdefault(one, other) != other:
                return None
        elif one != other:
            return None
    return names if len(set(names.values())) == len(names) else None


def _rename(text: str, names: Mapping[str, str]) -> str:
    for string, start, end in reversed(_tokens(text)):
        text = text[:start] + names.get(string, string) + text[end:]
    return text


def _is_name(token: str) -> bool:
    return token.isidentifier() and not keyword.iskeyword(token) and not hasattr(builtins, token)


def _tokens(text: str) -> list[_Token]:
    """The tokens of a text that say something; [] where it is torn.

    An attribute is one token with its dot.
    """
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found: list[_Token] = []
    quiet = (tokenize.NEWLINE, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.COMMENT)
    try:
        for token in tokenize.generate_tokens(io.StringIO(text.lstrip()).readline):
            shift = len(text) - len(text.lstrip())
            if token.type in quiet or token.type == tokenize.ENDMARKER:
                continue
            row, column = token.start
            start = starts[row - 1] + column + (shift if row == 1 else 0)
            end = start + len(token.string)
            if found and found[-1][0] == ".":
                found[-1] = (f".{token.string}", found[-1][1], end)
            else:
                found.append((token.string, start, end))
    except (tokenize.TokenError, IndentationError):
        return []
    return found
