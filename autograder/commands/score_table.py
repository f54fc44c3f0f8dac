"""A table of scores that fits a terminal, however many exercises there are."""

from collections.abc import Sequence

from rich import box
from rich.table import Table

_NAME, _TOTAL, _FINDING = 12, 9, 26  # columns that the other parts take, blanks included


def table_of_scores(first: str, names: Sequence[str], width: int, title: str = "") -> Table:
    """Columns for a name, the score of each exercise, their total and the first finding.

    Where the names of the exercises would leave no room for a finding, the columns have numbers,
    and the names stand above.

    Args:
        first: heading of the first column.
        names: of the exercises.
        width: of the terminal, in characters.
        title: what stands above the table.
    """
    heads = [_folded(name) for name in names]
    taken = sum(max(map(len, head.splitlines())) + 2 for head in heads)
    lines = [title] if title else []
    if taken > width - _NAME - _TOTAL - _FINDING:
        heads = [str(number) for number, _ in enumerate(names, 1)]
        lines += _legend([f"{head} {name}" for head, name in zip(heads, names, strict=True)], width)
    longest = max(map(len, lines), default=0)  # a title is folded at the width of its table
    table = Table(
        box=box.SIMPLE,
        padding=(0, 1, 0, 0),
        title="\n".join(lines) or None,
        title_justify="left",
        min_width=longest or None,
    )
    table.add_column(first, overflow="fold", min_width=10)
    for head in heads:
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("total", justify="right", no_wrap=True)
    table.add_column("first finding", ratio=1)
    return table


def _folded(name: str) -> str:
    head, _, tail = name.rpartition("_")
    return f"{head}_\n{tail}" if head else tail


def _legend(entries: Sequence[str], width: int) -> list[str]:
    """The entries side by side, as many in a line as fit."""
    lines = [""]
    for entry in entries:
        longer = f"{lines[-1]}   {entry}" if lines[-1] else entry
        if len(longer) < width:
            lines[-1] = longer
        else:
            lines.append(entry)
    return lines
