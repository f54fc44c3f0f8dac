"""Reports of gradient checks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from reglab.gradients.case import count

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from reglab.gradients.arrays import Array, Mask


@dataclass(frozen=True, eq=False, repr=False)
class GradientReport:
    """The result of one gradient check, true if the gradient is right.

    All arrays have the shape of x.

    Attributes:
        name: of the input; the gradient is called d<name>.
        dx: the gradient.
        error: relative error; at a kink, against the nearest right value. The denominator is
            limited, so that rounding noise does not dominate. Elements that were checked together
            have the same error.
        wrong: mask of the wrong elements.
        kinks: mask of the doubtful elements whose left and right slopes differ, so that any value
            between the two is right.
        rtol: the tolerance.
        evaluations: number of calls of the function.
        diagnosis: the likely cause in one sentence, empty if dx is right.
        hidden: relative error of dx that rounding noise can hide, if it is 1 % or more; else 0.
        measure: a function that returns the numerical gradient.
    """

    name: str
    dx: Array
    error: Array
    wrong: Mask
    kinks: Mask
    rtol: float
    evaluations: int
    diagnosis: str
    hidden: float
    measure: Callable[[], Array] = field(compare=False)

    @cached_property
    def numeric(self) -> Array:
        """Numerical gradient, NaN for elements that were not measured.

        A right gradient was checked as a whole, so this property measures it at the first use.
        """
        return self.measure()

    @property
    def ok(self) -> bool:
        """True if no element is wrong."""
        return not self.wrong.any()

    @property
    def worst(self) -> tuple[int, ...]:
        """Index of the wrong element with the largest error; if none is wrong, of any element."""
        shown = np.where(self.wrong, self.error, -1.0) if self.wrong.any() else self.error
        where = int(np.argmax(np.nan_to_num(shown, nan=-2.0)))
        return tuple(int(i) for i in np.unravel_index(where, self.error.shape))

    @property
    def max_error(self) -> float:
        """Largest relative error; 0 for an empty gradient."""
        return float(np.nan_to_num(self.error).max(initial=0.0))

    @property
    def rows(self) -> list[tuple[str, str]]:
        """Pairs of a label and a text for the report."""
        found = [("largest error", f"{self.max_error:.1e} relative (tolerance {self.rtol:.0e})")]
        if not self.ok:
            i = self.worst
            pair = f"d{self.name} = {self.dx[i]:.6g}, numerical gradient = {self.numeric[i]:.6g}"
            found.append(("worst element", f"d{self.name}{list(i) if i else ''}: {pair}"))
            found.append(("likely cause", self.diagnosis))
        if self.kinks.any():
            where = (
                f"{count(int(self.kinks.sum()))}, where any value between the two slopes is right"
            )
            found.append(("at a kink", where))
        if self.hidden:
            share = "of any size" if self.hidden > 1 else f"below {self.hidden:.0%}"
            text = f"errors {share}: d{self.name} is so small that rounding noise hides them"
            found.append(("cannot be seen", text))
        calls = f"{count(self.dx.size)} with {self.evaluations} calls of the function"
        return [*found, ("checked", calls)]

    @property
    def headline(self) -> str:
        """Result in one line."""
        if self.ok:
            return f"d{self.name} is right"
        measured, wrong = int((~np.isnan(self.numeric)).sum()), int(self.wrong.sum())
        if measured == self.dx.size:
            return f"d{self.name} is wrong in {wrong} of {count(measured)}"
        return (
            f"d{self.name} is wrong in {wrong} of {count(measured)} that were measured, "
            f"of {self.dx.size}"
        )

    def __bool__(self) -> bool:
        return self.ok

    def __str__(self) -> str:
        return "\n".join([self.headline, *(f"  {key:<15}{text}" for key, text in self.rows)])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        import html  # slow to load

        color, mark = ("#1e7d3c", "✓") if self.ok else ("#b3261e", "✗")
        badge = f"background:{color};color:white;padding:1px 7px;border-radius:3px"
        cells = "".join(
            f'<tr><th style="text-align:left">{html.escape(key)}</th>'
            f'<td style="text-align:left">{html.escape(text)}</td></tr>'
            for key, text in self.rows
        )
        title = f'<b style="{badge}">{mark} {html.escape(self.headline)}</b>'
        return f'<div>{title}</div><table style="margin:4px 0 12px">{cells}</table>'

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the relative errors, and the gradient against the numerical gradient.

        Args:
            ax: axes for the errors only; by default, a new figure with both pictures.

        Returns:
            The axes of the errors.
        """
        from reglab.plots import gradients  # it loads matplotlib

        return (
            gradients.gradient_check(self) if ax is None else gradients.gradient_heat_map(self, ax)
        )


@dataclass(frozen=True, eq=False)
class GradientReports:
    """The results of several gradient checks, true if all gradients are right.

    `reports["W1"]` is the GradientReport for W1.

    Attributes:
        by_name: the reports.
        note: what the text says first, or an empty string.
    """

    by_name: Mapping[str, GradientReport]
    note: str = ""

    @property
    def ok(self) -> bool:
        """True if all gradients are right."""
        return all(self.by_name.values())

    def __getitem__(self, name: str) -> GradientReport:
        return self.by_name[name]

    def __bool__(self) -> bool:
        return self.ok

    def __str__(self) -> str:
        # Wrong gradients come first.
        reports = map(str, sorted(self.by_name.values(), key=bool))
        return "\n".join([*filter(None, [self.note]), *reports])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        import html  # slow to load

        note = f"<p>{html.escape(self.note)}</p>" if self.note else ""
        reports = sorted(self.by_name.values(), key=bool)
        return note + "".join(report._repr_html_() for report in reports)
