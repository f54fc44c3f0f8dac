"""How hard the exercises and checks are, and how well they tell strong work from weak."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.course.reporting.classes import Class

BINS = 10
FEWEST = 5  # submissions from which a correlation is told


@dataclass(frozen=True)
class Item:
    """One exercise, written answer or check, over a class.

    Attributes:
        assignment: it belongs to.
        exercise: its name; of a check, that of its exercise.
        check: the name of a check; "" of an exercise.
        asked: the sentence of a check; "" of an exercise.
        points: available.
        students: how many were graded.
        lost: how many did not earn all points.
        points_lost: by all of them together.
        difficulty: the mean share of the points that was earned, from 0 (nobody earned any) to 1:
            the index of classical test theory, in which an easy item has a high value.
        discrimination: the corrected item-total correlation: Pearson's correlation, over
            submissions, of the points of the item with those of all other items of the
            assignment. (Corrected, since with its own points in the total an item would
            correlate with itself: Nunnally and Bernstein, Psychometric Theory, 3rd edition, 1994,
            chapter 8.) None where either never varies, or of fewer than five submissions.
        scores: how many earned up to a tenth of the points, two tenths, and so on.
    """

    assignment: str
    exercise: str
    check: str
    asked: str
    points: float
    students: int
    lost: int
    points_lost: float
    difficulty: float
    discrimination: float | None
    scores: tuple[int, ...]


def exercise_items(class_: Class) -> list[Item]:
    """The exercises and written answers of a class, in the order of the gradebook.

    A written answer that waits for a mark is not counted: it has no score yet.
    """
    held = [submission.now.scores for submission in class_.submissions]
    cells = dict.fromkeys(cell for scores in held for cell in scores.cells)
    points = {e.name: _worth(e.checks) for e in class_.assignment.exercises}
    found: list[Item] = []
    for cell in cells:
        rows = [s for s in held if cell in s.cells and cell not in s.waits]
        earned = [s.cells[cell] for s in rows]
        others = [sum(s.cells.values()) - s.cells[cell] for s in rows]
        worth = points.get(cell) or max(earned, default=0.0)
        if rows and worth:
            found.append(_item((class_.assignment.name, cell, "", ""), worth, earned, others))
    return found


def check_items(class_: Class) -> list[Item]:
    """The checks of a class, those that cost most in all first."""
    return sorted(_check_items(class_), key=lambda item: -item.points_lost)


def _check_items(class_: Class) -> Iterator[Item]:
    totals = _totals(class_)
    for exercise in class_.assignment.exercises:
        rows = list(class_.judged(exercise.name))
        lost = [{one.check: one.points for one in found.lost} for _, found in rows]
        for check in exercise.checks:
            if not (check.points and rows):
                continue
            earned = [check.points - each.get(check.name, 0.0) for each in lost]
            whole = (totals[submission.student] for submission, _ in rows)
            others = [total - own for total, own in zip(whole, earned, strict=True)]
            named = (class_.assignment.name, exercise.name, check.name, check.asked)
            yield _item(named, check.points, earned, others)


def _totals(class_: Class) -> Mapping[str, float]:
    """What the checks give each student in all."""
    return {
        submission.student: sum(e.score for e in submission.now.graded.exercises.values())
        for submission in class_.submissions
    }


def _worth(checks: Sequence[object]) -> float:
    return float(sum(getattr(check, "points", 0.0) for check in checks))


def _item(
    named: tuple[str, str, str, str],
    points: float,
    earned: Sequence[float],
    others: Sequence[float],
) -> Item:
    shares = np.asarray(earned) / points
    bins = np.clip(np.ceil(shares * BINS - 1e-9).astype(int) - 1, 0, BINS - 1)
    return Item(
        *named,
        points=points,
        students=len(earned),
        lost=int((shares < 1).sum()),
        points_lost=float(points * (1 - shares).sum()),
        difficulty=float(shares.mean()),
        discrimination=_correlation(earned, others),
        scores=tuple(np.bincount(bins, minlength=BINS).tolist()),
    )


def _correlation(earned: Sequence[float], others: Sequence[float]) -> float | None:
    if len(earned) < FEWEST or np.ptp(earned) == 0 or np.ptp(others) == 0:
        return None
    return float(np.corrcoef(earned, others)[0, 1])
