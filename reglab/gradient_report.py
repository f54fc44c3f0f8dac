"""What a gradient check found, for the terminal, the notebook and the eye."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from reglab.diagnosis import count

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class GradientReport:
    """The verdict on one gradient. True in a condition when the gradient is right.

    All arrays have the shape of x.

    Attributes:
        name: of the input; the gradient is called d<name>.
        dx: the gradient that was judged.
        numeric: the numerical gradient, NaN where it was not computed.
        error: relative error, with a floor under the denominator where rounding noise would
            otherwise dominate; at a kink, against the nearest of the right values; NaN where
            nothing was computed.
        wrong: where error exceeds the tolerance.
        kinks: where the slopes to the left and the right disagree, so that any value between
            the two is right.
        rtol: the tolerance.
        evaluations: how often the function was called.
        diagnosis: the likely cause in one sentence, empty when nothing is wrong.
    """

    name: str
    dx: Array
    numeric: Array
    error: Array
    wrong: Mask
    kinks: Mask
    rtol: float
    evaluations: int
    diagnosis: str

    @property
    def ok(self) -> bool:
        """Whether every element that was checked is right."""
        return not self.wrong.any()

    @property
    def checked(self) -> int:
        """How many elements were checked."""
        return int((~np.isnan(self.numeric)).sum())

    @property
    def worst(self) -> tuple[int, ...]:
        """Index of the largest error."""
        error = np.nan_to_num(self.error, nan=-1.0)
        return tuple(int(i) for i in np.unravel_index(int(np.argmax(error)), error.shape))

    @property
    def max_error(self) -> float:
        """The largest relative error; 0 where there is nothing to check."""
        return float(np.nan_to_num(self.error).max(initial=0.0))

    @property
    def rows(self) -> list[tuple[str, str]]:
        """The report as pairs of a label and a text."""
        found = [("largest error", f"{self.max_error:.1e} relative (tolerance {self.rtol:.0e})")]
        if not self.ok:
            i = self.worst
            pair = f"d{self.name} = {self.dx[i]:.6g}, numerical gradient = {self.numeric[i]:.6g}"
            found.append(("worst element", f"d{self.name}{list(i) if i else ''}: {pair}"))
            found.append(("likely cause", self.diagnosis))
        if self.kinks.any():
            where = f"{count(int(self.kinks.sum()))}, where any slope between the two is right"
            found.append(("at a kink", where))
        if self.checked < self.dx.size:
            found.append(("checked", f"{self.checked} of {self.dx.size} elements, at random"))
        return found

    @property
    def headline(self) -> str:
        """The verdict in one line."""
        if self.ok:
            return f"d{self.name} is right"
        return f"d{self.name} is wrong in {int(self.wrong.sum())} of {count(self.checked)}"

    def __bool__(self) -> bool:
        return self.ok

    def __str__(self) -> str:
        return "\n".join([self.headline, *(f"  {key:<15}{text}" for key, text in self.rows)])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        colour, mark = ("#2a7f3f", "✓") if self.ok else ("#b3261e", "✗")
        cells = "".join(
            f'<tr><th style="text-align:left">{html.escape(key)}</th>'
            f'<td style="text-align:left">{html.escape(text)}</td></tr>'
            for key, text in self.rows
        )
        title = f'<b style="color:{colour}">{mark} {html.escape(self.headline)}</b>'
        return f'{title}<table style="margin-left:0">{cells}</table>'

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the relative error of every element, the wrong ones marked; returns the axes."""
        from reglab.plots import gradient_heat_map  # matplotlib only when something is drawn

        return gradient_heat_map(self, ax)


@dataclass(frozen=True, eq=False)
class GradientReports:
    """The verdicts on several gradients by the name of the parameter. True when all are right.

    `reports["W1"]` is the GradientReport for W1.
    """

    by_name: Mapping[str, GradientReport]

    @property
    def ok(self) -> bool:
        """Whether every gradient is right."""
        return all(self.by_name.values())

    def __getitem__(self, name: str) -> GradientReport:
        return self.by_name[name]

    def __bool__(self) -> bool:
        return self.ok

    def __str__(self) -> str:
        # What is wrong comes first: nobody should have to look for it.
        return "\n".join(str(report) for report in sorted(self.by_name.values(), key=bool))

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return "".join(r._repr_html_() for r in sorted(self.by_name.values(), key=bool))
