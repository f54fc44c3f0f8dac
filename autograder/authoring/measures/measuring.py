"""All that is measured of an assignment beside its proofs."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from autograder.authoring.measures import fates, pairs
from autograder.authoring.measures.fates import MutantTable, grade_mutants
from autograder.authoring.measures.pairs import PairTable, grade_pairs
from autograder.authoring.measures.ported import PortedTable, grade_ported
from autograder.authoring.measures.shares import Share, shares_of
from autograder.authoring.measures.visible_cells import CellTable, look_at_cells
from autograder.authoring.versions import Proof
from autograder.grading.grader import Grader

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Measures:
    """How an assignment judges what its author did not write down.

    Attributes:
        mutants: a table for each exercise.
        pairs: a table for each exercise.
        ported: a table for each exercise, where all was graded.
        cells: a table for each exercise with a visible cell.
        shares: the price of each misconception, the dearest first.
        thorough: whether all were graded, and no sample.
        seconds: how long that took, by the clock.
    """

    mutants: tuple[MutantTable, ...] = ()
    pairs: tuple[PairTable, ...] = ()
    ported: tuple[PortedTable, ...] = ()
    cells: tuple[CellTable, ...] = ()
    shares: tuple[Share, ...] = ()
    thorough: bool = False
    seconds: float = 0.0

    @property
    def faults(self) -> tuple[str, ...]:
        """What there is to fix, one sentence each."""
        return tuple(self._faults())

    def _faults(self) -> Iterator[str]:
        yield from filter(None, (share.fault for share in self.shares))
        for table in self.mutants:
            yield from table.faults
        for two in self.pairs:
            yield from two.faults
        for others in self.ported:
            yield from others.faults
        for cell in self.cells:
            yield from cell.faults


def measure(
    grader: Grader, proofs: Sequence[Proof], jobs: int, progress: Progress, *, thorough: bool
) -> Measures:
    """Measure an assignment whose versions have been graded.

    Args:
        grader: of the assignment.
        proofs: of its versions.
        jobs: how many processors to use.
        progress: told what is measured, how many are done, and their number.
        thorough: whether all mutants and pairs are graded, and no sample of them.
    """
    start, assignment = time.monotonic(), grader.assignment
    slips, twos, ported = [], [], []
    for exercise in assignment.exercises:
        tell = partial(_tell, progress, f"{assignment.name}, mutants of {exercise.name}")
        sample = None if thorough else fates.SAMPLE
        slips.append(grade_mutants(grader, exercise, jobs, tell, sample))
        tell = partial(_tell, progress, f"{assignment.name}, pairs of {exercise.name}")
        sample = None if thorough else pairs.SAMPLE
        twos.append(grade_pairs(grader, exercise, jobs, tell, sample))
        if thorough:
            tell = partial(_tell, progress, f"{assignment.name}, ported to {exercise.name}")
            ported.append(grade_ported(grader, exercise, jobs, tell))
    tell = partial(_tell, progress, f"{assignment.name}, visible cells")
    cells = look_at_cells(assignment, proofs, jobs, tell)
    shares = shares_of(assignment, proofs)
    seconds = time.monotonic() - start
    return Measures(tuple(slips), tuple(twos), tuple(ported), cells, shares, thorough, seconds)


def _tell(progress: Progress, what: str, done: int, total: int) -> None:
    progress(what, done, total)
