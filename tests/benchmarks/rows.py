"""What a benchmark reports."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One measured number and its goal; met is None where the number is for information.

    The limit is what the number could be at best.
    """

    what: str
    measured: str
    goal: str
    met: bool | None
    limit: str = ""
