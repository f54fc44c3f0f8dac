"""The run of a notebook: its cells, their times and faults."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class NotebookLimits:
    """The limits of a notebook's run.

    Processor time is what counts, so that a busy machine makes no notebook slow. Time by the clock
    ends only what would not end by itself, or waits for something that does not come.

    Attributes:
        cell: processor seconds of one cell.
        notebook: processor seconds of all cells together.
        patience: seconds by the clock after which a cell is stopped.
    """

    cell: float = 20.0
    notebook: float = 240.0
    patience: float = 300.0

    def on_a_machine(self, slower: float) -> "NotebookLimits":
        """The limits where a machine is so many times slower."""
        return NotebookLimits(self.cell * slower, self.notebook * slower, self.patience * slower)


@dataclass(frozen=True)
class Place:
    """The place of a cell, so that its author finds it.

    Attributes:
        number: of the cell among all cells, from 1.
        where: file and line of its marker; file and number in an .ipynb.
        section: the heading above it; "" where there is none.
        first_line: of its source.
    """

    number: int
    where: str
    section: str
    first_line: str

    def __str__(self) -> str:
        section = f", in the section {self.section!r}" if self.section else ""
        return f"cell {self.number} ({self.where}){section}: {self.first_line}"


@dataclass(frozen=True)
class CellRun:
    """A code cell that was run.

    Attributes:
        place: where it stands.
        seconds: processor time that it took in the kernel.
        pictures: how many it drew.
        faults: what is wrong with it, a sentence each.
    """

    place: Place
    seconds: float
    pictures: int
    faults: tuple[str, ...]


@dataclass(frozen=True)
class NotebookRun:
    """A notebook that was run, or that this machine cannot run.

    Attributes:
        name: of the assignment.
        cells: its code cells as far as they were run, in order.
        total: how many code cells it has.
        page: what came out, as one file of HTML; None where nothing was run.
        faults: what is wrong with the notebook as a whole.
        needs: packages that are missing here, without which it was not run.
    """

    name: str
    cells: tuple[CellRun, ...] = ()
    total: int = 0
    page: Path | None = None
    faults: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """True if there is nothing to fix."""
        return next(self.told(), None) is None

    @property
    def seconds(self) -> float:
        """Processor time of all cells."""
        return sum(cell.seconds for cell in self.cells)

    @property
    def pictures(self) -> int:
        """The number of pictures that it drew."""
        return sum(cell.pictures for cell in self.cells)

    @property
    def slowest(self) -> CellRun | None:
        """The cell that took the longest."""
        return max(self.cells, key=lambda cell: cell.seconds, default=None)

    def told(self) -> Iterator[tuple[str, str]]:
        """Every fault: where it is, and what it is."""
        for cell in self.cells:
            yield from ((str(cell.place), fault) for fault in cell.faults)
        yield from (("the notebook", fault) for fault in self.faults)
