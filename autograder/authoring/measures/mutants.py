"""Mutants: the reference with a slip of one token that nobody wrote down."""

import ast
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from autograder.assignments.assignment import Assignment
from autograder.authoring.measures.mutations import edits_of
from autograder.authoring.measures.source_text import Edit, SourceText
from autograder.authors.exercise import Exercise
from autograder.release.regions import find_regions

MOST = 300  # of an exercise


@dataclass(frozen=True)
class Mutant:
    """A module with one slip in it.

    Attributes:
        exercise: name of the exercise whose code it is.
        kind: what was changed, such as "operator".
        line: its number in the reference module.
        before: the line as the reference has it; spaces count as one.
        after: the line with the slip.
        text: of the whole module.
    """

    exercise: str
    kind: str
    line: int
    before: str
    after: str
    text: str = field(repr=False)


def mutants_of(assignment: Assignment, exercise: Exercise, most: int = MOST) -> tuple[Mutant, ...]:
    """The mutants of an exercise, in the order of its lines: always the same.

    They are made of what students write: of the solution regions of its function or class, and
    of those functions and classes of its module that it uses and no exercise before it.

    Args:
        assignment: which it belongs to.
        exercise: whose code is changed.
        most: how many, at most; where there are more, of each kind as many as of the others.
    """
    text = SourceText(assignment.source(exercise.module))
    found: dict[str, Edit] = {}
    known = {ast.dump(text.tree)}
    path = assignment.folder / f"{exercise.module}.py"
    regions = find_regions(text.source.split("\n"), lambda index: f"{path}:{index + 1}")
    for piece in _pieces(assignment, exercise, text.tree):
        for edit in edits_of(text, piece):
            if not any(text.line(edit.start) - 1 in region for region in regions):
                continue
            try:
                tree = ast.dump(ast.parse(text.edited(edit)))
            except SyntaxError:  # one token can be too many
                continue
            if tree not in known:
                known.add(tree)
                found[tree] = edit
    chosen = sorted(_spread(list(found.values()), most), key=lambda edit: edit.start)
    return tuple(
        Mutant(exercise.name, e.kind, text.line(e.start), *text.lines(e), text.edited(e))
        for e in chosen
    )


def _pieces(assignment: Assignment, exercise: Exercise, tree: ast.Module) -> Iterator[ast.stmt]:
    """The statements of the module that belong to an exercise."""
    defined = {name: node for node in tree.body for name in _defined(node)}
    taken: set[str] = {e.name for e in assignment.exercises if e.module == exercise.module}
    for one in assignment.exercises:
        if one.module != exercise.module or one.name not in defined:
            continue
        waiting = [one.name]
        for name in waiting:
            used = {n.id for n in ast.walk(defined[name]) if isinstance(n, ast.Name)}
            new = [other for other in defined if other in used - taken]
            waiting += new
            taken.update(new)
        if one is exercise:
            yield from {id(defined[name]): defined[name] for name in waiting}.values()
            return


def _defined(node: ast.stmt) -> list[str]:
    """Names that a statement defines at the top of a module."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else []
    return [n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name)]


def _spread(edits: Sequence[Edit], most: int) -> Iterable[Edit]:
    """As many of each kind as of the others, until there are enough."""
    kinds: dict[str, list[Edit]] = {}
    for edit in sorted(edits, key=_drawn):
        kinds.setdefault(edit.kind, []).append(edit)
    rounds = max(map(len, kinds.values()), default=0)
    order = [same[i] for i in range(rounds) for _, same in sorted(kinds.items()) if i < len(same)]
    return order[:most]


def _drawn(edit: Edit) -> str:
    """An order that is random and always the same."""
    return hashlib.sha256(f"{edit.kind} {edit.start} {edit.text}".encode()).hexdigest()
