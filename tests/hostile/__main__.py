"""Runs the attacks and prints what each got.

``python -m tests.hostile [WORD] [--no-bwrap] [--torch]``
"""

import argparse
import sys

from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from autograder.sandbox.sandbox import has_bwrap

from .attacks import FAMILIES, TRAINING, Attack, attacks
from .lab import Lab, Outcome


def row(attack: Attack, outcome: Outcome) -> tuple[str, ...]:
    """A line of the table."""
    got = ", ".join(f"{name} {outcome.score(name):g}" for name in attack.exercises)
    expected = ", ".join(map(str, attack.gets))
    verdict = "[red]" + escape("; ".join(outcome.problems)) if outcome.problems else "[green]held"
    return attack.name, attack.tries, expected, got, f"{outcome.seconds:.1f}", verdict


def main() -> int:
    """The exit status is 1 where something did not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=main.__doc__)
    parser.add_argument("word", nargs="?", default="", help="only attacks whose name has it")
    parser.add_argument("--no-bwrap", action="store_true", help="confine without bwrap")
    parser.add_argument("--torch", action="store_true", help="with torch loaded, and against it")
    options = parser.parse_args()
    bwrap = has_bwrap() and not options.no_bwrap
    console = Console(width=None if sys.stdout.isatty() else 200)
    around = "with bwrap" if bwrap else "without bwrap"
    table = Table("attack", "tries", "expected", "got", "seconds", "", title=f"Attacks, {around}")
    families = (*FAMILIES, TRAINING) if options.torch else FAMILIES
    chosen = [attack for attack in attacks(families) if options.word in attack.name]
    broken = skipped = 0
    with Lab(bwrap=bwrap, packages=("torch",) if options.torch else ()) as lab:
        for attack in track(chosen, "attacks", console=console, transient=True):
            if attack.impossible:
                skipped += 1
                table.add_row(attack.name, attack.tries, "", "", "", attack.impossible)
                continue
            outcome = lab.run(attack)
            broken += bool(outcome.problems)
            table.add_row(*row(attack, outcome))
    console.print(table)
    console.print(
        f"{len(chosen) - skipped} attacks {around}: {broken} did not hold, {skipped} skipped."
    )
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
