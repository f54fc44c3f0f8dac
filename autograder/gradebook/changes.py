"""Why a score is another than before: two lines of a history, compared."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.gradebook.history import Entry, Graded, Scores


@dataclass(frozen=True)
class Change:
    """One line of a history, and how it came about.

    Attributes:
        entry: the line.
        why: reasons, in sentences.
        cells: what each cell was worth before and now, where that is another score.
    """

    entry: Entry
    why: tuple[str, ...]
    cells: Mapping[str, tuple[float | None, float | None]]

    @property
    def moves(self) -> tuple[str, ...]:
        """Each cell with another score, in words."""
        return tuple(
            f"{cell}: {_told(old)} → {_told(new)}" for cell, (old, new) in self.cells.items()
        )


def changes(entries: Sequence[Entry]) -> tuple[Change, ...]:
    """Each line of a history with its reasons, the oldest first."""
    found: list[Change] = []
    for number, entry in enumerate(entries):
        if number == 0:
            found.append(Change(entry, ("graded for the first time",), {}))
            continue
        before = entries[number - 1]
        why = tuple(_reasons(before, entry)) or ("graded again",)
        found.append(Change(entry, why, _moved(before.scores, entry.scores)))
    return tuple(found)


def _reasons(before: Entry, now: Entry) -> Iterator[str]:
    yield from _of_grading(before.graded, now.graded)
    yield from _of_people(before.scores, now.scores)


def _of_grading(before: Graded, now: Graded) -> Iterator[str]:
    if now.chosen != before.chosen:
        chosen = ", ".join(f"{path} as {module}.py" for module, path in now.chosen.items())
        yield f"a person chose {chosen}" if chosen else "the choice of a file no longer holds"
    if now.code != before.code and now.chosen == before.chosen:
        yield "other code was handed in"
    if now.handed_in != before.handed_in:
        yield f"the time of hand-in is {now.handed_in or 'not known'}"
    if now.checks != before.checks:
        yield "the assignment has changed"
    if now.version != before.version:
        yield f"the grader is version {now.version or 'unknown'}, no longer {before.version}"
    elif now.engine != before.engine:
        yield "the grader has changed"
    if now.seed != before.seed:
        yield f"the seed of the checks is {now.seed}, no longer {before.seed}"
    if now.weaker != before.weaker:
        lacks = ", ".join(now.weaker)
        yield f"graded without {lacks}" if lacks else "graded with all isolation properties"


def _of_people(before: Scores, now: Scores) -> Iterator[str]:
    for cell in sorted({*before.marks, *now.marks}):
        old, new = before.marks.get(cell), now.marks.get(cell)
        if old == new:
            continue
        if new is None:
            yield f"the mark of {cell} was taken back"
        else:
            yield f"a person gave {cell} {new:g}"
    if before.penalty != now.penalty:
        yield f"the penalty for being late is {now.penalty:g}, no longer {before.penalty:g}"
    if before.points != now.points:
        yield f"{now.points:g} points can be earned, no longer {before.points:g}"
    if settled := sorted({*before.waits} - {*now.waits}):
        yield f"no longer waits: {', '.join(settled)}"


def _moved(before: Scores, now: Scores) -> dict[str, tuple[float | None, float | None]]:
    cells = dict.fromkeys((*before.cells, *now.cells))
    both = {cell: (before.cells.get(cell), now.cells.get(cell)) for cell in cells}
    return {cell: (old, new) for cell, (old, new) in both.items() if old != new}


def _told(score: float | None) -> str:
    return "none" if score is None else f"{score:g}"
