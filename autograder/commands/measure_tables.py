"""The tables of what `autograder verify` measures."""

import random
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.markup import escape

from autograder.authoring.measures.fates import LARGE, MutantTable
from autograder.authoring.measures.measuring import Measures
from autograder.authoring.measures.pairs import PairTable

_DEAREST = 10  # misconceptions that are shown, where not all are


def show_measures(console: Console, name: str, measures: Measures) -> None:
    """What was measured of an assignment, and below it every fault."""
    _show_mutants(console, name, measures)
    _show_pairs(console, name, measures)
    _show_ported(console, name, measures)
    _show_cells(console, name, measures)
    _show_shares(console, name, measures)
    faults = measures.faults
    if faults:
        console.print(f"[red]{len(faults)} faults in what was measured of {name}:[/]")
    for fault in faults:
        console.print(f"  [red]{escape(fault)}[/]", soft_wrap=True)


_Row = tuple[object, ...]


def _show_mutants(console: Console, name: str, measures: Measures) -> None:
    of = "all" if measures.thorough else "a sample; --thorough grades all"
    console.print(f"{name}: mutants of the reference ({of})")
    large = f"over {LARGE:.0%}"
    headings = (
        "made",
        "graded",
        "killed",
        "listed",
        "survive",
        "named",
        "proved",
        "perhaps",
        large,
        "by skipping",
    )
    rows = [(one.exercise, *_counts(one)) for one in measures.mutants]
    marked = [bool(one.survivors) for one in measures.mutants]
    _show_table(console, ("", *headings), rows, marked)
    console.print(
        "  named: a cause is asserted; proved: and every answer is the same;"
        f" {large}: cost more of the exercise; by skipping: only through after=",
        soft_wrap=True,
    )


def _counts(one: MutantTable) -> Iterator[int]:
    yield one.made
    yield len(one.fates)
    yield sum(fate.killed for fate in one.fates)
    yield sum(fate.listed and not fate.killed for fate in one.fates)
    yield len(one.survivors)
    yield sum(bool(fate.names) for fate in one.fates)
    yield sum(fate.proved for fate in one.fates)
    yield sum(bool(fate.perhaps) for fate in one.fates)
    large = [fate for fate in one.fates if fate.share > LARGE]
    yield len(large)
    yield sum(fate.own_share <= LARGE for fate in large)


def _show_pairs(console: Console, name: str, measures: Measures) -> None:
    of = "all" if measures.thorough else "a sample; --thorough grades all"
    console.print(f"{name}: two misconceptions at once ({of})")
    headings = ("", "made", "graded", "right", "like one", "cheaper", "dearer", "named", "listed")
    rows = [(one.exercise, *_counts_of_pairs(one)) for one in measures.pairs]
    _show_table(console, headings, rows, [any(one.faults) for one in measures.pairs])
    console.print("  like one: just as one version; named: somebody but the two")


def _counts_of_pairs(one: PairTable) -> Iterator[int]:
    yield one.made
    yield len(one.fates)
    yield sum(fate.right for fate in one.fates)
    yield sum(bool(fate.like) for fate in one.fates)
    yield sum(fate.cheaper for fate in one.fates)
    yield sum(fate.dearer for fate in one.fates)
    yield sum(bool(fate.others) for fate in one.fates)
    yield sum(fate.listed for fate in one.fates)


def _show_ported(console: Console, name: str, measures: Measures) -> None:
    tables = [one for one in measures.ported if one.fates]
    if not tables:
        return
    console.print(f"{name}: misconceptions of other exercises, made here")
    rows = [
        (
            one.exercise,
            len(one.fates),
            *(sum(map(bool, found)) for found in zip(*told, strict=True)),
        )
        for one in tables
        for told in [[(f.killed, f.names, f.proved, f in one.misnamed) for f in one.fates]]
    ]
    headings = ("", "made", "killed", "named", "proved", "misnamed")
    _show_table(console, headings, rows, [bool(one.misnamed) for one in tables])


def _show_cells(console: Console, name: str, measures: Measures) -> None:
    if not measures.cells:
        return
    console.print(f"{name}: what the visible cells say")
    headings = ("", "wrong", "silent", "too dear", "right", "stopped")
    rows = [
        (one.exercise, wrong, len(one.silent), len(one.dear), right, len(one.stopped))
        for one in measures.cells
        for wrong in [sum(seen.kind == "misconception" for seen in one.seen)]
        for right in [len(one.seen) - wrong]
    ]
    _show_table(console, headings, rows, [any(one.faults) for one in measures.cells])
    if measures.thorough:
        for one in measures.cells:
            silent = ", ".join(f"{seen.name} ({seen.cost:g})" for seen in one.silent)
            if silent:
                console.print(f"  {one.exercise} lets pass: {silent}", soft_wrap=True)


def show_words(console: Console, tables: Sequence[MutantTable], count: int, seed: int) -> None:
    """What is asserted of some mutants, drawn at random, for a person to read."""
    told = [fate for table in tables for fate in table.fates if fate.names]
    drawn = random.Random(seed).sample(told, min(count, len(told)))  # noqa: S311 - no secret
    console.print(f"{len(drawn)} of {len(told)} mutants of which a cause is asserted:")
    for number, fate in enumerate(drawn, 1):
        mutant, cost = fate.mutant, f"{fate.cost:g} points"
        by = "the same answers" if fate.proved else "what was observed"
        lines = [f"{number}. {mutant.exercise}, line {mutant.line}: {mutant.before}"]
        lines.append(f"   →  {mutant.after}")
        lines.append(f"   lost: {', '.join(f.check for f in fate.lost)} ({cost})")
        causes = {f.misconception: f.cause for f in fate.lost if f.misconception and f.certain}
        lines += [f"   {name}, by {by}: {cause}" for name, cause in causes.items()]
        console.print(escape("\n".join(lines)), soft_wrap=True)


def _show_shares(console: Console, name: str, measures: Measures) -> None:
    """A line for each misconception: what it costs, of how much, and why."""
    shown = measures.shares if measures.thorough else measures.shares[:_DEAREST]
    which = "all" if measures.thorough else "the dearest; --thorough shows all"
    console.print(f"{name}: what each misconception costs of its exercise ({which})")
    for share in shown:
        cost = f"{share.cost:g}/{share.points:g}"
        reason = f": {share.reason}" if share.reason else ""
        line = escape(f"{share.share:>8.0%} {cost:>7}  {share.name}{reason}")
        console.print(f"[red]{line}[/]" if share.fault else line, soft_wrap=True)


def _show_table(
    console: Console, headings: Sequence[str], rows: Sequence[_Row], marked: Sequence[bool]
) -> None:
    """Rows below their headings, never cut; those that are marked are red."""
    texts = [headings, *([str(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    for text, red in zip(texts, (False, *marked), strict=True):
        first = f"{text[0]:<{widths[0]}}"
        others = [f"{cell:>{width}}" for cell, width in zip(text[1:], widths[1:], strict=True)]
        line = escape("  ".join(["", first, *others]))
        console.print(f"[red]{line}[/]" if red else line, soft_wrap=True)
